/*
 * One row played on one side, from its first step to its last. A play knows the order of things:
 * which steps go to the adapter in one request, when the far end's turn is, when the row is over.
 * It knows nothing of processes: its host sends the requests and hands the answers in.
 */
#ifndef PLUMB_PLAY_H
#define PLUMB_PLAY_H

#include "far/stage.h"
#include "record.h"
#include "tables/table.h"
#include "watch/watch.h"
#include <jansson.h>
#include <stdbool.h>

struct plumb_play;

struct plumb_play_host {
	uv_loop_t *loop;
	const json_t *constants;	       /* of the side's module, by name */
	const struct plumb_platform *platform; /* the side's system; NULL: as the runner's */
	const char *scratch;		       /* a directory in which each play may have its own */
	int64_t deadline_ns; /* for the far end's steps, from the beginning of the row */
	pid_t subject_pid;
	int lab_fd;		   /* the door of the subject's lab; -1: it has none */
	struct plumb_watch *watch; /* of the subject's system calls; NULL: nobody watches */
	/* Whatever the far end sees, the row goes on: its outcomes are compared, not judged. */
	bool explores;
	/* Each step is a request of its own, so that of one that hangs it is known which it is. */
	bool steps_alone;
	/* Sends a `run` with these members beside `op` and `seq`: `,"steps":[...],"more":false`. */
	void (*send)(void *context, struct plumb_play *play, const char *members);
	/*
	 * No step is left, and the adapter still has all that the row made; NULL: nobody wants to
	 * know, and the last steps and the end are one request.
	 */
	void (*played)(void *context, struct plumb_play *play);
	/* The row is over and its record complete. Never from within plumb_play_begin(). */
	void (*done)(void *context, struct plumb_play *play);
	void *context;
};

/*
 * index is the host's own number for the row. The host is borrowed and outlives the play. NULL: the
 * machine has no room for it; why[] says so.
 */
struct plumb_play *plumb_play_new(const struct plumb_row *row, size_t index,
	const struct plumb_play_host *host, char *why, size_t size);

size_t plumb_play_index(const struct plumb_play *play);

/*
 * Of a row with threads: the calls that are not over, as a Python programmer would write them, in a
 * new string. NULL: the row has none.
 */
char *plumb_play_blocked(const struct plumb_play *play);

/* The step that the adapter is busy with, counted from 1; 0: one of several, or none. */
size_t plumb_play_at(const struct plumb_play *play);

/* Plays on until an answer of the adapter or of the far end is needed. */
void plumb_play_begin(struct plumb_play *play);

/* Whether it is an answer to the last request. False: why[] says what is wrong with it. */
bool plumb_play_check(const struct plumb_play *play, const json_t *answer, char *why, size_t size);

/* Takes in an answer that was found good. May call send() or done(). */
void plumb_play_absorb(struct plumb_play *play, const json_t *answer);

/* The record as far as it has come, which the host may add to. */
struct plumb_record *plumb_play_record(struct plumb_play *play);

/* Moves the record out; the play is then only to be freed. */
struct plumb_record plumb_play_take_record(struct plumb_play *play);

/* Frees the play; what its far end still does is broken off. done() is not called any more. */
void plumb_play_free(struct plumb_play *play);

#endif
