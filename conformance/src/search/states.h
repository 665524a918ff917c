/*
 * The states that sockets went through: which call was made in which state, on which type of socket
 * and in which mode. They are derived from what the oracle did, step by step.
 */
#ifndef PLUMB_STATES_H
#define PLUMB_STATES_H

#include "rows/record.h"
#include <jansson.h>
#include <stdio.h>

enum plumb_state {
	PLUMB_STATE_NONE, /* the call is of no socket */
	PLUMB_STATE_UNBOUND,
	PLUMB_STATE_BOUND,
	PLUMB_STATE_LISTENING,
	PLUMB_STATE_CONNECTING,
	PLUMB_STATE_CONNECTED,
	PLUMB_STATE_READ_CLOSED,  /* its reading half, by either end */
	PLUMB_STATE_WRITE_CLOSED, /* its writing half */
	PLUMB_STATE_RESET,
	PLUMB_STATE_CLOSED,
	PLUMB_STATES,
};

/* The sockets of one sequence. All zero at first; cleared by plumb_states_clear(). */
struct plumb_states {
	json_t *sockets; /* object: variable to {state, type, mode} */
	json_t *before;	 /* of the step that was seen last: those of its socket; or NULL */
	const char *default_mode;
};

/*
 * Sees a step and what came of it. The words for the state, type and mode in which its socket was
 * before, `connected stream timeout`; "" where it is of none. Borrowed until the next call.
 */
const char *plumb_states_see(
	struct plumb_states *states, const json_t *step, const json_t *outcome);

void plumb_states_clear(struct plumb_states *states);

/* Which calls were made in which of these words: object of words to object of callee to count. */
void plumb_states_count(json_t *visited, const char *words, const char *callee);

/* Writes for each state, type and mode what was called how often, and what never. */
void plumb_states_print(const json_t *visited, FILE *out);

#endif
