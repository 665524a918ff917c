#include "peer_wait.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <uv.h>

enum { SECOND_NS = 1000000000 };

int64_t plumb_now_ns(void)
{
	return (int64_t)uv_hrtime();
}

/* 1: the descriptor is ready, 0: the moment is there, -1: waiting has ended, or poll() failed. */
static int wait_once(const struct plumb_patience *patience, int fd, short events, int64_t moment_ns)
{
	struct pollfd fds[] = {
		{.fd = patience->end_fd, .events = POLLIN}, {.fd = fd, .events = events}};
	int64_t left_ns = moment_ns - plumb_now_ns();
	if (left_ns < 0)
		left_ns = 0;
	const struct timespec left = {left_ns / SECOND_NS, left_ns % SECOND_NS};
	int ready = ppoll(fds, 2, &left, NULL);

	/* Accept data that arrived in time, though it is seen only now. */
	int why = ready > 0 && fds[0].revents ? atomic_load(patience->why_ended) : 0;
	if (why == ECANCELED || (why == ETIME && !fds[1].revents)) {
		errno = why;
		return -1;
	}
	return ready > 0 ? 1 : ready;
}

/* The runner's own threads are interrupted too; the moment is absolute, so waiting goes on. */
static int wait_long(const struct plumb_patience *patience, int fd, short events, int64_t moment_ns)
{
	int result = 0;

	do {
		result = wait_once(patience, fd, events, moment_ns);
	} while (result < 0 && errno == EINTR);
	return result;
}

int plumb_wait_for(const struct plumb_patience *patience, int fd, short events)
{
	int result = wait_long(patience, fd, events, patience->moment_ns);

	if (result == 0)
		errno = ETIME;
	return result > 0 ? 0 : -1;
}

int plumb_wait_until(const struct plumb_patience *patience, int64_t moment_ns)
{
	return wait_long(patience, -1, 0, moment_ns);
}

int plumb_wait_a_little(const struct plumb_patience *patience)
{
	enum { LITTLE_NS = 1000000 };

	return plumb_wait_until(patience, plumb_now_ns() + LITTLE_NS);
}

const char *plumb_wait_error(int error)
{
	if (error == ETIME)
		return "the deadline passed";
	if (error == ECANCELED)
		return "broken off";
	const char *name = strerrorname_np(error);
	return name ? name : "an error without a name";
}
