#include "lab_door.h"

#include "base/passing.h"
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

int plumb_lab_door(int ends[2])
{
	return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
}

int plumb_lab_take(int door_fd, struct plumb_lab_request *request)
{
	ssize_t got =
		plumb_passing_receive(door_fd, request, sizeof(*request), &request->answer_fd);

	return got > 0 ? 1 : (int)got;
}

void plumb_lab_answer(const struct plumb_lab_request *request, int fd, int error)
{
	plumb_passing_send(request->answer_fd, &error, sizeof(error), fd);
}

/* The descriptor, or -1 with errno; 0 there where none was to come. */
static int receive_answer(int fd)
{
	int error = 0;
	int passed = -1;
	ssize_t got = plumb_passing_receive(fd, &error, sizeof(error), &passed);

	errno = got == (ssize_t)sizeof(error) ? error : EPIPE;
	return passed;
}

/*
 * The keeper closes its end after its own copy of what it passed: as long as that is open, a socket
 * that is closed here goes on listening.
 */
static void await_end(int fd)
{
	int error = errno;
	char byte;

	while (recv(fd, &byte, 1, 0) < 0 && errno == EINTR)
		continue;
	errno = error;
}

/* As receive_answer(), to that request. */
static int ask(int door_fd, struct plumb_lab_request *request)
{
	int ways[2];
	int fd = -1;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ways) != 0)
		return -1;
	int sent = plumb_passing_send(door_fd, request, sizeof(*request), ways[1]);
	close(ways[1]);
	if (sent == 0) {
		fd = receive_answer(ways[0]);
		await_end(ways[0]);
	} else {
		errno = EPIPE;
	}
	int error = errno;
	close(ways[0]);
	errno = error;
	return fd;
}

int plumb_lab_socket(int door_fd, enum plumb_lab_host host, int family, int type)
{
	struct plumb_lab_request request = {
		.wish = PLUMB_LAB_WISH_SOCKET, .host = host, .family = family, .type = type};

	return ask(door_fd, &request);
}

int plumb_lab_set_wire(int door_fd, enum plumb_lab_wire wire)
{
	struct plumb_lab_request request = {.wish = PLUMB_LAB_WISH_WIRE, .wire = wire};

	ask(door_fd, &request);
	return errno == 0 ? 0 : -1;
}
