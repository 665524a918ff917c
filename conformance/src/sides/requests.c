#include "requests.h"

#include "base/draw.h"
#include "base/heap.h"
#include <assert.h>
#include <stdbool.h>
#include <string.h>

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

static struct plumb_request *enter(struct plumb_requests *requests, json_t *request)
{
	struct plumb_request *entered = &requests->pending[requests->count];

	assert(requests->count < PLUMB_REQUESTS);
	*entered = (struct plumb_request){.seq = draw_seq(requests)};
	json_object_set_new(request, "seq", json_integer(entered->seq));
	requests->count++;
	return entered;
}

void plumb_requests_add(
	struct plumb_requests *requests, enum plumb_request_kind kind, void *owner, json_t *request)
{
	struct plumb_request *entered = enter(requests, request);

	entered->kind = kind;
	entered->owner = owner;
}

/* No answer to it can be right before it was asked. */
json_t *plumb_requests_add_settle(struct plumb_requests *requests)
{
	json_int_t number = plumb_draw();
	json_t *request = plumb_have(
		json_pack("{s:s, s:[{s:I}], s:b}", "op", "run", "steps", "let", number, "more", 0));
	struct plumb_request *entered = enter(requests, request);

	entered->kind = PLUMB_REQUEST_SETTLE;
	entered->number = number;
	return request;
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
