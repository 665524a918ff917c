#include "lab_keeper.h"

#include "lab_door.h"
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

/* A socket belongs to the network in which it was made, wherever it is used. */
static int open_on_far(const struct plumb_lab_space *space, int family, int type)
{
	if (setns(space->far_namespace, CLONE_NEWNET) != 0)
		return -1;
	int fd = socket(family, type, 0);
	int error = errno;
	if (setns(space->near_namespace, CLONE_NEWNET) != 0)
		_exit(1);
	errno = error;
	return fd;
}

static void serve_socket(
	const struct plumb_lab_space *space, const struct plumb_lab_request *request)
{
	int type = request->type | SOCK_CLOEXEC | SOCK_NONBLOCK;
	int fd = request->host == PLUMB_LAB_FAR ? open_on_far(space, request->family, type)
						: socket(request->family, type, 0);

	plumb_lab_answer(request, fd, fd < 0 ? errno : 0);
	if (fd >= 0)
		close(fd);
}

static void serve(const struct plumb_lab_space *space, const struct plumb_lab_request *request)
{
	if (request->wish == PLUMB_LAB_WISH_SOCKET) {
		serve_socket(space, request);
	} else {
		int result = plumb_lab_change_wire(&space->ends, request->wire);
		plumb_lab_answer(request, -1, result == 0 ? 0 : errno);
	}
}

/* False: the runner has closed its end. */
static bool open_door(const struct plumb_lab_space *space, int door_fd)
{
	struct plumb_lab_request request;
	int taken = plumb_lab_take(door_fd, &request);

	if (taken == 1 && request.answer_fd >= 0) {
		serve(space, &request);
		close(request.answer_fd);
	}
	return taken != 0;
}

_Noreturn void plumb_lab_keep(
	const struct plumb_lab_space *space, struct plumb_lab_names *names, int door_fd)
{
	struct pollfd fds[] = {{.fd = door_fd, .events = POLLIN},
		{.fd = names->datagrams, .events = POLLIN},
		{.fd = names->streams, .events = POLLIN}};

	for (;;) {
		if (poll(fds, 3, -1) < 0)
			continue;
		if (fds[0].revents && !open_door(space, door_fd))
			fds[0].fd = -1;
		if (fds[1].revents)
			plumb_lab_names_datagram(names);
		if (fds[2].revents)
			plumb_lab_names_stream(names);
	}
}
