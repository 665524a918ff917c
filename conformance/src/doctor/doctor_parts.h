/* Shared by the doctor's files: the state of one examination, and how to report it. */
#ifndef PLUMB_DOCTOR_PARTS_H
#define PLUMB_DOCTOR_PARTS_H

#include "doctor.h"
#include "doctor_talk.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum {
	PLUMB_DOCTOR_START_PATIENCE = 3, /* times as long as for any other answer */
	PLUMB_DOCTOR_WHY = 512,
};

struct plumb_doctor {
	const struct plumb_doctor_options *options;
	struct plumb_talk *talk; /* NULL: none is running */
	json_t *start_answer;
	json_t *kept;	 /* values kept earlier in the same check, by name */
	char *lacking;	 /* the name without which the check could not be played; NULL: none */
	json_t *missing; /* how many checks each missing name has cost */
	char *unmade;	 /* why the adapter's language cannot play the check; NULL: it can */
	bool differs;	 /* the implementation did something else than an earlier check wanted */
	int starts;
	size_t good, bad, skipped;
};

/* Whether the user has chosen this check. */
bool plumb_doctor_is_chosen(const struct plumb_doctor *doctor, const char *what);

void plumb_doctor_tell_good(struct plumb_doctor *doctor, const char *what);

/* why: what was expected of the last exchange with the adapter and did not happen. */
void plumb_doctor_tell_bad(struct plumb_doctor *doctor, const char *what, const char *why);

__attribute__((format(printf, 3, 4))) void plumb_doctor_tell_skip(
	struct plumb_doctor *doctor, const char *what, const char *why, ...);

/* Counts a check that was skipped for this missing name; the end of the output lists them. */
void plumb_doctor_count_lacking(struct plumb_doctor *doctor, const char *name);

/* The names that are missing, and how many checks each has cost: a line, or nothing. */
void plumb_doctor_tell_missing(const struct plumb_doctor *doctor);

/* The adapter as a process: who answers, how it handles signals, and when it ends. */
void plumb_doctor_check_process(struct plumb_doctor *doctor);

/* Plays one check against the adapter that is running. */
void plumb_doctor_play(struct plumb_doctor *doctor, const struct plumb_doctor_check *check);

/* Sends a `run` of the steps of the request. */
void plumb_doctor_say(struct plumb_doctor *doctor, const json_t *request);

#endif
