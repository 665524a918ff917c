#include "requests.h"

#include "base/heap.h"
#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

int32_t plumb_draw(void)
{
	uint32_t number = 0;

	while (getrandom(&number, sizeof number, 0) != sizeof number)
		continue;
	return (int32_t)(number & INT32_MAX);
}

static bool is_pending(const struct plumb_requests *requests, json_int_t seq)
{
	for (size_t i = 0; i < requests->count; i++)
		if (requests->pending[i].seq == seq)
			return true;
	return false;
}

/* At random, so that an adapter cannot answer what it was not asked yet. */
static json_int_t draw_seq(const struct plumb_requests *requests)
{
	json_int_t seq;

	do
		seq = plumb_draw();
	while (is_pending(requests, seq));
	return seq;
}

static struct plumb_request *enter(
	struct plumb_requests *requests, enum plumb_request_kind kind, void *owner)
{
	struct plumb_request *entered = &requests->pending[requests->count];

	assert(requests->count < PLUMB_REQUESTS);
	*entered = (struct plumb_request){.kind = kind, .owner = owner, .seq = draw_seq(requests)};
	requests->count++;
	return entered;
}

/* The line that asks for it. */
static char *line_of(const struct plumb_request *request, const char *members)
{
	static const char *const ops[] = {[PLUMB_REQUEST_START] = "start",
		[PLUMB_REQUEST_RUN] = "run",
		[PLUMB_REQUEST_SETTLE] = "run",
		[PLUMB_REQUEST_STOP] = "stop"};

	return plumb_format("{\"op\":\"%s\",\"seq\":%" JSON_INTEGER_FORMAT "%s}\n",
		ops[request->kind], request->seq, members);
}

char *plumb_requests_add(struct plumb_requests *requests, enum plumb_request_kind kind, void *owner,
	const char *members)
{
	return line_of(enter(requests, kind, owner), members);
}

/* No answer to it can be right before it was asked. */
char *plumb_requests_add_settle(struct plumb_requests *requests)
{
	struct plumb_request *entered = enter(requests, PLUMB_REQUEST_SETTLE, NULL);
	char members[80];

	entered->number = plumb_draw();
	snprintf(members, sizeof members,
		",\"steps\":[{\"let\":%" JSON_INTEGER_FORMAT "}],\"more\":false", entered->number);
	return line_of(entered, members);
}

static bool gives_number(const json_t *answer, json_int_t number)
{
	const json_t *steps = json_object_get(answer, "steps");
	const json_t *given = json_object_get(json_array_get(steps, 0), "gives");

	return json_array_size(steps) == 1 && json_is_integer(given) &&
	       json_integer_value(given) == number;
}

const char *plumb_requests_take(
	struct plumb_requests *requests, const json_t *answer, struct plumb_request *request)
{
	const json_t *seq = json_object_get(answer, "seq");

	if (!json_is_integer(seq))
		return "answered without a whole number as `seq`";
	if (requests->count == 0)
		return "answered without being asked";
	*request = requests->pending[0];
	if (json_integer_value(seq) != request->seq)
		return "answered with a `seq` that is not the request's";
	if (request->kind == PLUMB_REQUEST_SETTLE && !gives_number(answer, request->number))
		return "answered wrongly when asked for a number";
	requests->count--;
	memmove(requests->pending, requests->pending + 1,
		requests->count * sizeof *requests->pending);
	return NULL;
}
