/*
 * The stage: the trusted far end of one row on one side. It owns the row's peers (sockets of the
 * runner) and plays the row's `peer` and `meanwhile` steps on them with plain system calls, away
 * from the loop, while the subject plays its own. docs/tables.md lists the steps.
 */
#ifndef PLUMB_STAGE_H
#define PLUMB_STAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <uv.h>

struct plumb_stage;

/*
 * Called on the loop's thread. outcome is borrowed: {"gives": VALUE} (null for most steps, the
 * bytes for receive), {"saw": TEXT} where the far end saw something else than the row says (the
 * text tells both), {"broken": TEXT} where the step could not be played.
 */
typedef void plumb_stage_fn(void *context, const json_t *outcome);

/*
 * A stage for one row. subject_pid is the process that `signal` goes to. deadline_ns is on
 * CLOCK_MONOTONIC: a step that still waits then is broken ("the deadline passed"). directory
 * exists, and is where `unix` peers have their paths. NULL: no memory or no descriptor.
 */
struct plumb_stage *plumb_stage_new(
	uv_loop_t *loop, pid_t subject_pid, const char *directory, int64_t deadline_ns);

/*
 * Plays one {"peer": [...], "as": name} step, in which addresses and bytes are resolved and only
 * the names of peers are left. One at a time: the next after the callback. done is always
 * called, and never from within this call.
 */
void plumb_stage_play(
	struct plumb_stage *stage, const json_t *step, plumb_stage_fn *done, void *context);

/* Begins a {"meanwhile": [...]} step and returns; its outcome comes with plumb_stage_end(). */
void plumb_stage_meanwhile(struct plumb_stage *stage, const json_t *step);

/* The addresses of all peers, as scope.h wants them: a new object, name to address. */
json_t *plumb_stage_addresses(const struct plumb_stage *stage);

/*
 * Waits, without blocking the loop, for everything that was begun; closes every socket, removes
 * every path it made, frees the stage and calls done with the first outcome of a `meanwhile` that
 * was not a `gives`, or {"gives": null}. cancel: what still waits is broken off at once; for when
 * the subject is gone.
 */
void plumb_stage_end(struct plumb_stage *stage, bool cancel, plumb_stage_fn *done, void *context);

#endif
