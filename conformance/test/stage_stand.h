/* A stage for a test, which plays the subject's end itself. */
#ifndef PLUMB_STAGE_STAND_H
#define PLUMB_STAGE_STAND_H

#include "far/stage.h"
#include "values/address.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* A deadline that never arrives. */
extern const int64_t stand_never_ns;

enum { STAND_FAMILIES = 3, STAND_STEPS = 64 };
extern const char *const stand_families[STAND_FAMILIES];

/* A stage, its loop, and the subject's end. */
struct stand {
	uv_loop_t loop;
	struct plumb_stage *stage;
	char directory[32];
	char told[512]; /* the last outcome, in the form of stand_told() */
	bool done;
	int subject;			       /* a descriptor, or -1 */
	struct plumb_step *steps[STAND_STEPS]; /* the steps played so far, kept until the end */
	size_t step_count;
};

/* Sets up a stage, or ends the test on failure; stand_end() tears everything down. */
void stand_raise(struct stand *stand, pid_t subject_pid, int64_t patience_ns);

/* The same, with this process as the subject and no deadline. */
void stand_raise_usual(struct stand *stand);

/* The same, with the subject connected to the peer q through the listener p. */
void stand_raise_connected(struct stand *stand, const char *family);

/*
 * Ends the stage, and returns the outcome of its end. Checks that the directory and the loop are
 * empty.
 */
const char *stand_end(struct stand *stand, bool cancel);

/*
 * Plays a step, in which ' stands for ", and returns the outcome: "gives JSON", "saw: ..." or
 * "broken: ...".
 */
const char *stand_play(struct stand *stand, const char *text);

/* Reads a step for a stage; the stand keeps it until its end. */
const struct plumb_step *stand_step(struct stand *stand, const char *text);

/* The two halves of stand_play(), for steps that are not done at once. */
void stand_begin(struct stand *stand, const char *text);
const char *stand_told(struct stand *stand);

/* Forgets the steps, none of which may be at play; stand_end() does this too. */
void stand_forget(struct stand *stand);

/* The stage calls this with an outcome; the context is the stand. */
void stand_tell(void *context, const json_t *outcome);

void stand_meanwhile(struct stand *stand, const char *text);

/* The step with every %s replaced by the family; valid until the next call. */
const char *stand_of_family(const char *text, const char *family);

/* The address of a peer, which must have one. */
struct plumb_address stand_address_of(struct stand *stand, const char *name);

/* Connects the subject to the peer of that name, by a socket of this type. */
void stand_connect(struct stand *stand, const char *name, int type);

/* The subject sends the text. */
void stand_say(const struct stand *stand, const char *text);

/* The result of one receiving call of the subject: the text, "the end" or the error's name. */
const char *stand_hear(const struct stand *stand, int flags);

#endif
