#include "lab_names.h"

#include "lab_message.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct sockaddr_in server_address(unsigned char last)
{
	return (struct sockaddr_in){.sin_family = AF_INET,
		.sin_port = htons(53),
		.sin_addr.s_addr = htonl(0x7f000000U | last)};
}

enum { HERE = 53, REAL_SERVER = 54 };

static int read_faults(struct plumb_lab_names *names, char *why, size_t size)
{
	char *path = NULL;
	char line[512];
	int result = 0;

	if (asprintf(&path, "%s/faults", names->directory) < 0)
		path = NULL;
	FILE *file = path ? fopen(path, "re") : NULL;
	while (file && result == 0 && fgets(line, sizeof(line), file)) {
		struct plumb_lab_fault *fault = &names->faults[names->fault_count];
		if (line[0] == '#' || line[0] == '\n')
			continue;
		if (names->fault_count == PLUMB_LAB_MOST_FAULTS ||
			sscanf(line, "%255s %15s", fault->name, fault->kind) != 2 ||
			!plumb_lab_is_fault(fault->kind)) {
			snprintf(why, size, "%s: what is \"%.*s\"?", path, (int)strcspn(line, "\n"),
				line);
			result = -1;
		}
		names->fault_count++;
	}
	if (!file) {
		snprintf(why, size, "%s: %s", path ? path : "faults", strerrorname_np(errno));
		result = -1;
	} else {
		fclose(file);
	}
	free(path);
	return result;
}

static int open_here(int type)
{
	const struct sockaddr_in here = server_address(HERE);
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	if (fd >= 0 && (bind(fd, (const struct sockaddr *)&here, sizeof(here)) != 0 ||
			       (type == SOCK_STREAM && listen(fd, 8) != 0))) {
		int error = errno;
		close(fd);
		errno = error;
		return -1;
	}
	return fd;
}

int plumb_lab_names_open(
	struct plumb_lab_names *names, const char *directory, char *why, size_t size)
{
	*names = (struct plumb_lab_names){.datagrams = -1, .streams = -1, .directory = directory};
	if (read_faults(names, why, size) != 0)
		return -1;
	names->datagrams = open_here(SOCK_DGRAM);
	names->streams = open_here(SOCK_STREAM);
	if (names->datagrams < 0 || names->streams < 0) {
		snprintf(why, size, "no name server: %s", strerrorname_np(errno));
		plumb_lab_names_close(names);
		return -1;
	}
	return 0;
}

void plumb_lab_names_close(struct plumb_lab_names *names)
{
	if (names->datagrams >= 0)
		close(names->datagrams);
	if (names->streams >= 0)
		close(names->streams);
}

static const char *fault_of(
	const struct plumb_lab_names *names, const unsigned char *query, size_t size)
{
	char asked[PLUMB_LAB_NAME];

	for (size_t i = 0; plumb_lab_asked(query, size, asked) && i < names->fault_count; i++)
		if (strcmp(names->faults[i].name, asked) == 0)
			return names->faults[i].kind;
	return NULL;
}

/* --- the real server ---------------------------------------------------------------------- */

static void start_server(struct plumb_lab_names *names)
{
	pid_t keeper = getpid();

	names->server = fork();
	if (names->server != 0)
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() == keeper && chdir(names->directory) == 0) {
		execlp("knotd", "knotd", "-c", "knot.conf", (char *)NULL);
		execl("/usr/sbin/knotd", "knotd", "-c", "knot.conf", (char *)NULL);
	}
	_exit(127);
}

static int connect_server(int type)
{
	const struct timeval second = {.tv_sec = 1};
	const struct sockaddr_in real = server_address(REAL_SERVER);
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	if (fd >= 0 && connect(fd, (const struct sockaddr *)&real, sizeof(real)) != 0) {
		close(fd);
		return -1;
	}
	if (fd >= 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof(second));
	return fd;
}

/* All of a message with its length ahead, as it goes over a stream. 0 where there is none. */
static size_t read_stream(int fd, unsigned char *message)
{
	unsigned char length[2];

	if (recv(fd, length, sizeof(length), MSG_WAITALL) != (ssize_t)sizeof(length))
		return 0;
	size_t size = (size_t)(length[0] << 8 | length[1]);
	return recv(fd, message, size, MSG_WAITALL) == (ssize_t)size ? size : 0;
}

static bool write_stream(int fd, const unsigned char *message, size_t size)
{
	const unsigned char length[] = {(unsigned char)(size >> 8), (unsigned char)size};

	return send(fd, length, sizeof(length), MSG_NOSIGNAL | MSG_MORE) > 0 &&
	       send(fd, message, size, MSG_NOSIGNAL) == (ssize_t)size;
}

static size_t ask_once(int type, unsigned char *message, size_t size)
{
	int fd = connect_server(type);
	size_t answered = 0;

	if (fd < 0)
		return 0;
	if (type == SOCK_STREAM) {
		answered = write_stream(fd, message, size) ? read_stream(fd, message) : 0;
	} else if (send(fd, message, size, 0) > 0) {
		ssize_t got = recv(fd, message, PLUMB_LAB_MESSAGE, 0);
		answered = got > 0 ? (size_t)got : 0;
	}
	close(fd);
	return answered;
}

static bool is_gone(struct plumb_lab_names *names)
{
	return names->server < 0 || waitpid(names->server, NULL, WNOHANG) != 0;
}

/*
 * Asks the real server, until it is there to answer. On a busy machine its start takes seconds: a
 * client decides by itself when it is no longer patient (etc/resolv.conf), so more tries are made
 * than it waits for. The answer takes the query's place; its size.
 */
static size_t ask_server(
	struct plumb_lab_names *names, int type, unsigned char *message, size_t size)
{
	enum { TRIES = 9000 };
	const struct timespec pause = {.tv_nsec = 1000000};
	size_t answered = 0;

	if (names->server == 0)
		start_server(names);
	for (int i = 0; i < TRIES; i++) {
		answered = ask_once(type, message, size);
		if (answered > 0)
			return answered;
		if (is_gone(names)) {
			names->server = -1;
			break;
		}
		nanosleep(&pause, NULL);
	}
	return plumb_lab_answer_wrongly(message, size, "servfail");
}

/* --- the clients -------------------------------------------------------------------------- */

enum { LEAST_QUERY = 12, ROOM_BEHIND = 16 };

static size_t answer(struct plumb_lab_names *names, int type, unsigned char *message, size_t size)
{
	const char *fault = fault_of(names, message, size);

	return fault ? plumb_lab_answer_wrongly(message, size, fault)
		     : ask_server(names, type, message, size);
}

void plumb_lab_names_datagram(struct plumb_lab_names *names)
{
	static unsigned char message[PLUMB_LAB_MESSAGE + ROOM_BEHIND];
	struct sockaddr_storage client;
	socklen_t length = sizeof(client);
	ssize_t got = recvfrom(names->datagrams, message, PLUMB_LAB_MESSAGE, 0,
		(struct sockaddr *)&client, &length);

	if (got < LEAST_QUERY)
		return;
	size_t size = answer(names, SOCK_DGRAM, message, (size_t)got);
	if (size > 0) {
		sendto(names->datagrams, message, size, 0, (const struct sockaddr *)&client,
			length);
	}
}

void plumb_lab_names_stream(struct plumb_lab_names *names)
{
	static unsigned char message[PLUMB_LAB_MESSAGE + ROOM_BEHIND];
	const struct timeval second = {.tv_sec = 1};
	int fd = accept4(names->streams, NULL, NULL, SOCK_CLOEXEC);

	if (fd < 0)
		return;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof(second));
	for (;;) {
		size_t size = read_stream(fd, message);
		const char *fault = size < LEAST_QUERY ? NULL : fault_of(names, message, size);
		if (size < LEAST_QUERY || (fault && strcmp(fault, "cut") == 0))
			break;
		size = answer(names, SOCK_STREAM, message, size);
		if (size > 0 && !write_stream(fd, message, size))
			break;
	}
	close(fd);
}
