/* What came of a row on one side: what the judge has before him. */
#ifndef PLUMB_RECORD_H
#define PLUMB_RECORD_H

#include "values/scope.h"
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum plumb_ending {
	PLUMB_ENDED,	  /* the row was played, as far as it went */
	PLUMB_CRASHED,	  /* the adapter ended, or broke the protocol */
	PLUMB_HUNG,	  /* it did not answer before the deadline */
	PLUMB_UNPLAYABLE, /* a fault of the machine: nobody is to blame, and the run ends */
};

struct plumb_record {
	enum plumb_ending ending;
	char *how;	   /* unless it has ended: what was seen; else NULL */
	size_t at;	   /* unless it has ended: the step it was busy with, from 1; 0: unknown */
	json_t *outcomes;  /* array: for each step of the row its outcome, or null: not played */
	json_t *meanwhile; /* what a `meanwhile` saw amiss: {"saw"} or {"broken"}; else NULL */
	/*
	 * The subject's open descriptors, counted by what they are, as far as there are more or
	 * fewer than before the row: after its last step, and when it was over. NULL: nobody
	 * looked.
	 */
	json_t *held;
	json_t *left;
	json_t *covered; /* array: places of its code that it had not reached before; NULL: none */
	struct plumb_scope scope; /* owns its objects, but for the constants */
	int64_t began_ns;	  /* its play, on CLOCK_MONOTONIC */
	int64_t took_ns; /* from then, or from the end of the row before it, to its own end */
};

/* Stores the outcome of step i, counted from 0; the outcome is borrowed. */
void plumb_record_set_outcome(struct plumb_record *record, size_t i, const json_t *outcome);

/*
 * For a record that is judged, and waits for its turn to be told: drops what no verdict shows, and
 * the middle of values that are shown in part only. keep: whether the outcome of a step is shown.
 */
void plumb_record_trim(struct plumb_record *record, const bool *keep);

void plumb_record_clear(struct plumb_record *record);

#endif
