/* Timeouts to deadlines on the monotonic clock, and waiting until one of them. */
#include "pys.h"

int64_t pys_deadline_ns(int64_t timeout_ns)
{
	int64_t now;

	if (timeout_ns < 0)
		return PYS_NEVER;
	now = pys_sys_now_ns();
	return timeout_ns < PYS_NEVER - now ? now + timeout_ns : PYS_NEVER;
}

bool pys_is_past(int64_t deadline_ns)
{
	return deadline_ns <= pys_sys_now_ns();
}

int pys_wait(pysock_fd fd, short events, int64_t deadline_ns)
{
	bool asked = false;

	for (;; asked = true) {
		int64_t left_ns = -1;
		int ready;

		if (deadline_ns != PYS_NEVER) {
			left_ns = deadline_ns - pys_sys_now_ns();
			if (left_ns <= 0 && asked)
				return 0;
			/* The smallest timeout is over before it can be waited for. */
			if (left_ns <= 0)
				left_ns = 1;
		}
		ready = pys_sys_poll(fd, events, left_ns);
		if (ready > 0)
			return 1;
		if (ready < 0 && (errno != PYS_INTERRUPTED || pysock_is_interrupted()))
			return -1;
	}
}
