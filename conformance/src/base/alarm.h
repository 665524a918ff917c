/*
 * An alarm measures on a loop how long another process takes. Time in which this process was
 * stopped or the loop was busy does not count: an alarm rings only after the loop has looked for
 * input often enough to have seen it, and once more after that.
 */
#ifndef PLUMB_ALARM_H
#define PLUMB_ALARM_H

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

typedef void plumb_alarm_fn(void *context);

/* To be embedded; its members are its own affair. */
struct plumb_alarm {
	uv_timer_t timer;
	plumb_alarm_fn *ring;
	plumb_alarm_fn *closed;
	void *context;
	int64_t left_ns;
	int64_t tick_ns;
	uint64_t seen_ns; /* when the time was taken last */
	bool last_look;	  /* the time is over, and input is looked for once more */
};

/* Quiet at first. It holds the loop only while it runs. ring may start it again, and close it. */
void plumb_alarm_init(
	struct plumb_alarm *alarm, uv_loop_t *loop, plumb_alarm_fn *ring, void *context);

/* From now on; an alarm that runs already begins anew. */
void plumb_alarm_start(struct plumb_alarm *alarm, int64_t patience_ns);

void plumb_alarm_stop(struct plumb_alarm *alarm);

/* Calls closed(context), which may be NULL, never from within this call, when the memory is no more
 * in use. */
void plumb_alarm_close(struct plumb_alarm *alarm, plumb_alarm_fn *closed);

#endif
