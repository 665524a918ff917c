#include "wire.h"

#include "base/alarm.h"
#include "base/draw.h"
#include "base/heap.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	START_PATIENCE = 3, /* deadlines that a start may take */
};

static const int64_t stop_patience_ns = INT64_C(2000000000);

struct pending {
	json_int_t seq;
	enum plumb_request kind;
	void *tag;
};

struct plumb_wire {
	const struct plumb_wire_host *host;
	struct plumb_adapter *adapter;
	struct plumb_alarm deadline;
	struct pending pending[PLUMB_WIRE_REQUESTS];
	size_t count;
};

static void tell(struct plumb_wire *wire, enum plumb_ending ending, const char *how)
{
	wire->host->trouble(wire->host->context, ending, how);
}

static void on_deadline(void *context)
{
	tell(context, PLUMB_HUNG, "did not answer before the deadline");
}

/* The deadline is that of the oldest request: it begins anew with every answer. */
static void watch(struct plumb_wire *wire)
{
	int64_t patience_ns = wire->host->deadline_ns;

	if (!wire->count) {
		plumb_alarm_stop(&wire->deadline);
		return;
	}
	if (wire->pending[0].kind == PLUMB_REQUEST_START)
		patience_ns *= START_PATIENCE;
	else if (wire->pending[0].kind == PLUMB_REQUEST_STOP)
		patience_ns = stop_patience_ns;
	plumb_alarm_start(&wire->deadline, patience_ns);
}

/* An answer that nobody waits for. */
static void on_stray(struct plumb_wire *wire, const json_t *seq)
{
	if (!json_is_integer(seq))
		tell(wire, PLUMB_CRASHED, "answered without a whole number as `seq`");
	else if (wire->count)
		tell(wire, PLUMB_CRASHED, "answered with a `seq` that is not the request's");
	else
		tell(wire, PLUMB_CRASHED, "answered without being asked");
}

static void on_answer(void *context, const json_t *answer)
{
	struct plumb_wire *wire = context;
	const json_t *seq = json_object_get(answer, "seq");
	struct pending oldest = wire->pending[0];

	if (!wire->count || !json_is_integer(seq) || json_integer_value(seq) != oldest.seq) {
		on_stray(wire, seq);
		return;
	}
	wire->count--;
	memmove(wire->pending, wire->pending + 1, wire->count * sizeof *wire->pending);
	watch(wire);
	/* Its end follows; one that lives on is not waited for. */
	if (oldest.kind == PLUMB_REQUEST_STOP)
		plumb_alarm_start(&wire->deadline, stop_patience_ns);
	wire->host->answered(wire->host->context, oldest.kind, oldest.tag, answer);
}

static void on_trouble(void *context, const char *how)
{
	tell(context, PLUMB_CRASHED, how);
}

struct plumb_wire *plumb_wire_new(const struct plumb_wire_host *host)
{
	struct plumb_wire *wire = plumb_new(1, sizeof *wire);

	wire->host = host;
	plumb_alarm_init(&wire->deadline, host->loop, on_deadline, wire);
	return wire;
}

bool plumb_wire_open(struct plumb_wire *wire, const struct plumb_adapter_command *command,
	char *why, size_t size)
{
	const struct plumb_adapter_events events = {
		.answer = on_answer, .garbage = on_trouble, .gone = on_trouble, .context = wire};

	assert(!wire->adapter);
	wire->adapter = plumb_adapter_start(wire->host->loop, command, &events, why, size);
	return wire->adapter;
}

const struct plumb_adapter *plumb_wire_adapter(const struct plumb_wire *wire)
{
	return wire->adapter;
}

static bool is_pending(const struct plumb_wire *wire, json_int_t seq)
{
	for (size_t i = 0; i < wire->count; i++)
		if (wire->pending[i].seq == seq)
			return true;
	return false;
}

/* At random, so that an adapter cannot answer what it was not asked yet. */
static json_int_t draw_seq(const struct plumb_wire *wire)
{
	json_int_t seq;

	do
		seq = plumb_draw();
	while (is_pending(wire, seq));
	return seq;
}

void plumb_wire_post(struct plumb_wire *wire, enum plumb_request kind, void *tag, json_t *request)
{
	assert(wire->adapter && wire->count < PLUMB_WIRE_REQUESTS);
	wire->pending[wire->count] =
		(struct pending){.seq = draw_seq(wire), .kind = kind, .tag = tag};
	json_object_set_new(request, "seq", json_integer(wire->pending[wire->count].seq));
	plumb_adapter_send(wire->adapter, request);
	json_decref(request);
	if (wire->count++ == 0)
		watch(wire);
}

size_t plumb_wire_count(const struct plumb_wire *wire)
{
	return wire->count;
}

void *plumb_wire_tag(const struct plumb_wire *wire, size_t i)
{
	return wire->pending[i].tag;
}

void plumb_wire_close(struct plumb_wire *wire)
{
	plumb_alarm_stop(&wire->deadline);
	wire->count = 0;
	if (wire->adapter)
		plumb_adapter_close(wire->adapter);
	wire->adapter = NULL;
}

void plumb_wire_free(struct plumb_wire *wire)
{
	plumb_wire_close(wire);
	plumb_alarm_close(&wire->deadline, free);
}
