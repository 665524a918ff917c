#include "alarm.h"

enum {
	TICKS = 16, /* in a patience, at least */
	MILLISECOND_NS = 1000000,
	LONGEST_TICK_NS = 50 * MILLISECOND_NS,
};

void plumb_alarm_init(
	struct plumb_alarm *alarm, uv_loop_t *loop, plumb_alarm_fn *ring, void *context)
{
	*alarm = (struct plumb_alarm){.ring = ring, .context = context};
	uv_timer_init(loop, &alarm->timer);
	alarm->timer.data = alarm;
}

/* Timers run before the loop looks for input: between two ticks it has looked once. */
static void on_tick(uv_timer_t *timer)
{
	struct plumb_alarm *alarm = timer->data;
	uint64_t now_ns = uv_hrtime();
	int64_t passed_ns = (int64_t)(now_ns - alarm->seen_ns);

	alarm->seen_ns = now_ns;
	alarm->left_ns -= passed_ns < alarm->tick_ns ? passed_ns : alarm->tick_ns;
	if (alarm->left_ns > 0)
		return;
	if (!alarm->last_look) {
		alarm->last_look = true;
		return;
	}
	uv_timer_stop(timer);
	alarm->ring(alarm->context);
}

void plumb_alarm_start(struct plumb_alarm *alarm, int64_t patience_ns)
{
	uint64_t tick_ms;

	alarm->tick_ns = patience_ns / TICKS;
	if (alarm->tick_ns > LONGEST_TICK_NS)
		alarm->tick_ns = LONGEST_TICK_NS;
	if (alarm->tick_ns < MILLISECOND_NS)
		alarm->tick_ns = MILLISECOND_NS;
	alarm->left_ns = patience_ns;
	alarm->last_look = false;
	alarm->seen_ns = uv_hrtime();
	tick_ms = (uint64_t)(alarm->tick_ns / MILLISECOND_NS);
	uv_timer_start(&alarm->timer, on_tick, tick_ms, tick_ms);
}

void plumb_alarm_stop(struct plumb_alarm *alarm)
{
	uv_timer_stop(&alarm->timer);
}

static void on_closed(uv_handle_t *handle)
{
	struct plumb_alarm *alarm = handle->data;

	if (alarm->closed)
		alarm->closed(alarm->context);
}

void plumb_alarm_close(struct plumb_alarm *alarm, plumb_alarm_fn *closed)
{
	alarm->closed = closed;
	uv_close((uv_handle_t *)&alarm->timer, on_closed);
}
