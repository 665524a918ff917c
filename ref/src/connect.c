/* connect() and connect_ex(): one raises the system's error, the other returns it. */
#include "pys.h"

/* A result of conclude() and attempt(), besides 0 and errno. */
enum { timed_out = -1 };

/* Waits for a connection that is under way, and asks how it ended. */
static int conclude(const struct pysock *s)
{
	int error = 0;
	socklen_t length = sizeof error;
	int ready = pys_wait(s->fd, POLLOUT, pys_deadline_ns(s->timeout_ns));

	if (ready == 0)
		return timed_out;
	if (ready < 0 || pys_sys_getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0)
		return errno;
	return error == PYS_CONNECTED ? 0 : error;
}

static int try_once(const struct pysock *s, const struct pys_sockaddr *packed)
{
	return pys_sys_connect(s->fd, packed) == 0 ? 0 : errno;
}

/* A full AF_UNIX backlog is EAGAIN, and poll() cannot wait for room in it: try again and again. */
static int knock(const struct pysock *s, const struct pys_sockaddr *packed)
{
	const int64_t pause_ns = 2000000;
	int64_t deadline_ns = pys_deadline_ns(s->timeout_ns);

	for (;;) {
		int64_t next_ns = pys_deadline_ns(pause_ns);
		bool last = next_ns >= deadline_ns;
		int error;

		if (pys_wait(PYS_NO_FD, 0, last ? deadline_ns : next_ns) < 0)
			return errno;
		error = try_once(s, packed);
		if (error != PYS_WOULD_BLOCK)
			return error;
		if (last)
			return timed_out;
	}
}

/*
 * After a signal it is the system that knows whether the connection goes on without us, and the
 * second call tells: it waits for the connection (Linux), or answers as the end of this says. A
 * non-blocking connect does not wait, so the caller learns of the signal.
 */
static int attempt(const struct pysock *s, const struct pys_sockaddr *packed)
{
	bool interrupted = false;
	int error;

	for (;;) {
		error = try_once(s, packed);
		if (error != PYS_INTERRUPTED)
			break;
		if (s->timeout_ns == 0 || pysock_is_interrupted())
			return PYS_INTERRUPTED;
		interrupted = true;
	}
	if (interrupted && error == PYS_CONNECTED)
		return 0;
	if (interrupted && error == PYS_UNDER_WAY_ALREADY)
		error = PYS_UNDER_WAY;
	if (error == PYS_UNDER_WAY && (s->timeout_ns > 0 || (interrupted && s->timeout_ns < 0)))
		return conclude(s);
	if (error == PYS_WOULD_BLOCK && s->family == AF_UNIX && s->timeout_ns > 0)
		return knock(s, packed);
	return error;
}

int pysock_connect(struct pysock *s, const struct pysock_address *address, struct pysock_error *e)
{
	struct pys_sockaddr packed;
	int error;

	if (pys_pack(s, address, "connect", &packed, e) < 0)
		return -1;
	error = attempt(s, &packed);
	if (error == timed_out)
		return pys_raise_timeout(e);
	return error == 0 ? 0 : pysock_raise_errno(e, error);
}

int pysock_connect_ex(
	struct pysock *s, const struct pysock_address *address, struct pysock_error *e)
{
	struct pys_sockaddr packed;
	int error;

	if (pys_pack(s, address, "connect_ex", &packed, e) < 0)
		return -1;
	error = attempt(s, &packed);
	return error == timed_out ? PYS_WOULD_BLOCK : error;
}
