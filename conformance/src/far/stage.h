/*
 * The stage: the trusted far end of one row on one side. It owns the row's peers (sockets of the
 * runner) and plays the row's `peer` and `meanwhile` steps on them with plain system calls, away
 * from the loop, while the subject plays its own. docs/tables.md lists the steps.
 */
#ifndef PLUMB_STAGE_H
#define PLUMB_STAGE_H

#include "steps/step.h"
#include "values/scope.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <uv.h>

struct plumb_stage;

/*
 * Called on the loop's thread. outcome is borrowed: {"gives": null}, {"saw": TEXT} where the far
 * end saw something else than the row says (the text tells both), {"broken": TEXT} where the step
 * could not be played.
 */
typedef void plumb_stage_fn(void *context, const json_t *outcome);

/* The parameters of a new stage. Everything is copied. */
struct plumb_stage_row {
	pid_t subject_pid; /* the process that `signal` goes to */
	const char
		*directory;  /* exists; `unix` peers have their paths in it; NULL: there are none */
	int64_t patience_ns; /* from now on, as an alarm measures it (alarm.h) */
	int lab_fd; /* the door of the subject's lab (lab.h); -1: the runner's own network */
};

/*
 * A stage for one row. A step that still waits when its patience is over is broken ("the deadline
 * passed"). NULL: no descriptor is left; errno says so. lab_fd stays the caller's, and may be
 * closed.
 */
struct plumb_stage *plumb_stage_new(uv_loop_t *loop, const struct plumb_stage_row *row);

/*
 * Plays one {"peer": [...]} step, which is borrowed until the callback; the names in it are
 * replaced by those of the scope at once. One at a time: the next after the callback. done is
 * always called, and never from within this call.
 */
void plumb_stage_play(struct plumb_stage *stage, const struct plumb_step *step,
	const struct plumb_scope *scope, plumb_stage_fn *done, void *context);

/*
 * Begins a {"meanwhile": [...]} step and returns; its outcome comes with plumb_stage_end(). The
 * step is borrowed until then. False: it could not begin, and why[] says why.
 */
bool plumb_stage_meanwhile(struct plumb_stage *stage, const struct plumb_step *step,
	const struct plumb_scope *scope, char *why, size_t size);

/* The addresses of all peers, as scope.h wants them: a new object, name to address. */
json_t *plumb_stage_addresses(struct plumb_stage *stage);

/*
 * Breaks off at once what still waits, and whatever would have to wait from now on; for when the
 * subject is gone. Also between plumb_stage_end() and its callback.
 */
void plumb_stage_cancel(struct plumb_stage *stage);

/*
 * Waits, without blocking the loop, for everything that was begun; closes every socket, removes
 * every path it made, frees the stage and calls done with the first outcome of a `meanwhile` that
 * was not a `gives`, or {"gives": null}; never from within this call. cancel: with
 * plumb_stage_cancel() first. Nothing of the stage, no thread either, is left when done is called.
 */
void plumb_stage_end(struct plumb_stage *stage, bool cancel, plumb_stage_fn *done, void *context);

#endif
