/* Timeouts in seconds, as Python has them, to nanoseconds and back; and the default timeout. */
#include "pys.h"

#include <math.h>
#include <stdatomic.h>

static const double ns_per_s = 1e9;

static _Atomic int64_t default_timeout_ns = PYS_BLOCKING;

/* Rounds away from zero, so that no timeout becomes "at once", and no negative one zero. */
static int64_t round_up(double ns)
{
	int64_t whole = (int64_t)ns;

	if ((double)whole == ns)
		return whole;
	return ns < 0 ? whole - 1 : whole + 1;
}

struct pysock_timeout pysock_seconds(double seconds)
{
	return (struct pysock_timeout){.seconds = seconds};
}

struct pysock_timeout pysock_no_timeout(void)
{
	return (struct pysock_timeout){.is_none = true};
}

int pys_timeout_to_ns(struct pysock_timeout timeout, int64_t *timeout_ns, struct pysock_error *e)
{
	/* The first double beyond int64_t; INT64_MAX is not a double. */
	const double limit_ns = 9223372036854775808.0;
	double ns;
	int64_t whole_ns;

	if (timeout.is_none) {
		*timeout_ns = PYS_BLOCKING;
		return 0;
	}
	if (isnan(timeout.seconds))
		return pysock_raise(e, PYSOCK_VALUE_ERROR, "Invalid value NaN (not a number)");
	ns = timeout.seconds * ns_per_s;
	if (ns >= limit_ns || ns < -limit_ns)
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "timestamp too large to convert to C _PyTime_t");
	whole_ns = round_up(ns);
	if (whole_ns < 0)
		return pysock_raise(e, PYSOCK_VALUE_ERROR, "Timeout value out of range");
	*timeout_ns = whole_ns;
	return 0;
}

struct pysock_timeout pys_timeout_from_ns(int64_t timeout_ns)
{
	return timeout_ns < 0 ? pysock_no_timeout() : pysock_seconds((double)timeout_ns / ns_per_s);
}

int64_t pys_default_timeout_ns(void)
{
	return atomic_load(&default_timeout_ns);
}

struct pysock_timeout pysock_getdefaulttimeout(void)
{
	return pys_timeout_from_ns(pys_default_timeout_ns());
}

int pysock_setdefaulttimeout(struct pysock_timeout timeout, struct pysock_error *e)
{
	int64_t timeout_ns;

	if (pys_timeout_to_ns(timeout, &timeout_ns, e) < 0)
		return -1;
	atomic_store(&default_timeout_ns, timeout_ns);
	return 0;
}
