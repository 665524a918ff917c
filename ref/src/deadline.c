/* Timeouts to deadlines on the monotonic clock, and waiting until one of them. */
#include "pys.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

static const int64_t ns_per_s = 1000000000;

static int64_t now_ns(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * ns_per_s + now.tv_nsec;
}

int64_t pys_deadline_ns(int64_t timeout_ns)
{
	int64_t now;

	if (timeout_ns < 0)
		return PYS_NEVER;
	now = now_ns();
	return timeout_ns < PYS_NEVER - now ? now + timeout_ns : PYS_NEVER;
}

/* At most 68 years at once, since a time_t may have 32 bits; after them there is more to wait for.
 */
static struct timespec span_of(int64_t span_ns)
{
	int64_t span_s = span_ns / ns_per_s;

	return (struct timespec){
		.tv_sec = (time_t)(span_s < INT32_MAX ? span_s : INT32_MAX),
		.tv_nsec = (long)(span_ns % ns_per_s),
	};
}

bool pys_is_past(int64_t deadline_ns)
{
	return deadline_ns <= now_ns();
}

int pys_wait(int fd, short events, int64_t deadline_ns)
{
	struct pollfd polled = {.fd = fd, .events = events};
	bool asked = false;

	for (;; asked = true) {
		struct timespec left = {0};
		int ready;

		if (deadline_ns != PYS_NEVER) {
			int64_t left_ns = deadline_ns - now_ns();

			if (left_ns <= 0 && asked)
				return 0;
			/* The smallest timeout is over before it can be waited for. */
			left = span_of(left_ns > 0 ? left_ns : 1);
		}
		/* Not poll(), whose milliseconds are too coarse, and an int of them too short. */
		ready = ppoll(&polled, 1, deadline_ns == PYS_NEVER ? NULL : &left, NULL);
		if (ready > 0)
			return 1;
		if (ready < 0 && (errno != EINTR || pysock_is_interrupted()))
			return -1;
	}
}
