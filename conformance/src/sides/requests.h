/*
 * The requests that an adapter has not answered. Each has a number that nobody can guess; answers
 * come in order.
 */
#ifndef PLUMB_REQUESTS_H
#define PLUMB_REQUESTS_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/* At random, from 0 to 2**31 - 1: 31 bits suit every implementation's integers. */
int32_t plumb_draw(void);

enum plumb_request_kind {
	PLUMB_REQUEST_START,
	PLUMB_REQUEST_RUN,
	PLUMB_REQUEST_SETTLE, /* of no row: nothing came after the answer before it */
	PLUMB_REQUEST_STOP,
};

struct plumb_request {
	enum plumb_request_kind kind;
	void *owner; /* of a row's request */
	json_int_t seq;
	json_int_t number; /* that the answer to a settling request must give */
};

enum { PLUMB_REQUESTS = 18 }; /* that may be unanswered at once */

/* To be embedded; all zero at first. */
struct plumb_requests {
	struct plumb_request pending[PLUMB_REQUESTS]; /* the oldest first */
	size_t count;
};

/*
 * Numbers a request and enters it. members: what it has beside `op` and `seq`, as JSON with a comma
 * before each: `,"steps":[],"more":false`. The line that is to be sent, a new string.
 */
char *plumb_requests_add(struct plumb_requests *requests, enum plumb_request_kind kind, void *owner,
	const char *members);

/* The same of a request for a number, which settles. */
char *plumb_requests_add_settle(struct plumb_requests *requests);

/*
 * Takes out the request that is answered, the oldest. NULL, or what is wrong: then nothing is
 * taken out.
 */
const char *plumb_requests_take(
	struct plumb_requests *requests, const json_t *answer, struct plumb_request *request);

#endif
