/* The lab's door: sockets made inside and used outside, and the wire between the two hosts. */
#include "lab/lab_door.h"

#include "lab/lab.h"
#include "lab_stand.h"
#include "shell.h"
#include "suite.h"
#include "values/address.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static int port_pipe[2];

/*
 * Learns the port from the other side, connects to it from both hosts, says something, and waits.
 */
static void connect_both(struct lab_report *report)
{
	static const char *const hosts[] = {"127.0.0.1", "198.18.0.2"};
	char leave = 0;

	for (int i = 0; i < 2; i++) {
		struct sockaddr_in there = {.sin_family = AF_INET};
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (read(port_pipe[0], &there.sin_port, sizeof(there.sin_port)) !=
			(ssize_t)sizeof(there.sin_port))
			lab_expect(report, "port", "none", "one");
		inet_pton(AF_INET, hosts[i], &there.sin_addr);
		int result = connect(fd, (const struct sockaddr *)&there, sizeof(there));
		lab_expect(report, hosts[i], result == 0 ? "" : strerrorname_np(errno), "");
		send(fd, "x", 1, MSG_NOSIGNAL);
		close(fd);
	}
	lab_expect(report, "leave", read(port_pipe[0], &leave, 1) == 1 ? "" : "no word", "");
}

static void listen_inside(int door_fd, enum plumb_lab_host host, const char *text)
{
	struct plumb_address address = {.size = sizeof(struct sockaddr_in)};
	struct sockaddr_in *in = (struct sockaddr_in *)&address.storage;
	int fd = plumb_lab_socket(door_fd, host, AF_INET, SOCK_STREAM);
	struct pollfd called = {.fd = fd, .events = POLLIN};
	char byte = 0;

	CU_ASSERT_TRUE_FATAL(fd >= 0);
	in->sin_family = AF_INET;
	inet_pton(AF_INET, text, &in->sin_addr);
	CHECK_NUMBER(bind(fd, &address.any, address.size), 0);
	CHECK_NUMBER(listen(fd, 1), 0);
	CHECK_NUMBER(plumb_address_get(&address, fd), 0);
	CHECK_NUMBER(
		write(port_pipe[1], &in->sin_port, sizeof(in->sin_port)), sizeof(in->sin_port));
	CHECK_NUMBER(poll(&called, 1, -1), 1);
	int accepted = accept(fd, NULL, NULL);
	CHECK_NUMBER(recv(accepted, &byte, 1, 0), 1);
	CHECK_NUMBER(byte, 'x');
	close(accepted);
	close(fd);
}

static void meets_inside(const char *place, uid_t uid)
{
	int ends[2];
	int report_fd = -1;
	char byte = 0;

	CHECK_NUMBER(plumb_lab_door(ends), 0);
	CHECK_NUMBER(pipe(port_pipe), 0);
	pid_t child = lab_send_inside(place, uid, ends[1], connect_both, &report_fd);
	listen_inside(ends[0], PLUMB_LAB_NEAR, "127.0.0.1");
	listen_inside(ends[0], PLUMB_LAB_FAR, "198.18.0.2");
	CHECK_NUMBER(plumb_lab_socket(ends[0], PLUMB_LAB_NEAR, 9999, SOCK_STREAM), -1);
	CHECK_TEXT(strerrorname_np(errno), "EAFNOSUPPORT");
	CHECK_NUMBER(write(port_pipe[1], "", 1), 1);
	lab_hear(child, report_fd);
	/* The keeper dies with its lab's process; then nobody holds the other end. */
	CHECK_NUMBER(recv(ends[0], &byte, 1, 0), 0);
	CHECK_NUMBER(plumb_lab_socket(ends[0], PLUMB_LAB_NEAR, AF_INET, SOCK_STREAM), -1);
	CHECK_TEXT(strerrorname_np(errno), "EPIPE");
	close(ends[0]);
	close(port_pipe[0]);
	close(port_pipe[1]);
}

static void opens_sockets_inside(void)
{
	if (lab_is_possible())
		meets_inside(NULL, geteuid());
}

static void works_without_root(void)
{
	enum { NOBODY = 65534 };

	if (geteuid() != 0 || !lab_is_possible())
		return;
	/* Copy the files: only root may be able to read the tree. */
	struct shell copied =
		shell_run("directory=$(mktemp -d /tmp/plumbline-lab.XXXXXX) && "
			  "cp -R \"$TOP/fixtures/lab/.\" \"$directory\" && "
			  "chmod -R a+rX \"$directory\" && printf %%s \"$directory\"");
	CU_ASSERT_EQUAL_FATAL(copied.status, 0);
	meets_inside(copied.out, NOBODY);
	struct shell removed = shell_run("rm -r '%s'", copied.out);
	shell_settle(&removed, 0, "", "");
	shell_clear(&copied);
}

/* Stays in the lab until told to leave. */
static void wait_inside(struct lab_report *report)
{
	char leave = 0;

	lab_expect(report, "leave", read(port_pipe[0], &leave, 1) == 1 ? "" : "no word", "");
}

/* Listens at a port and stops at once: later connections must be refused. */
static int call_closed(int door_fd)
{
	struct plumb_address address = {.size = sizeof(struct sockaddr_in)};
	struct sockaddr_in *in = (struct sockaddr_in *)&address.storage;
	int caller = plumb_lab_socket(door_fd, PLUMB_LAB_NEAR, AF_INET, SOCK_STREAM);
	int fd = plumb_lab_socket(door_fd, PLUMB_LAB_NEAR, AF_INET, SOCK_STREAM);

	CU_ASSERT_TRUE_FATAL(caller >= 0 && fd >= 0);
	in->sin_family = AF_INET;
	in->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	CHECK_NUMBER(bind(fd, &address.any, address.size), 0);
	CHECK_NUMBER(listen(fd, 1), 0);
	CHECK_NUMBER(plumb_address_get(&address, fd), 0);
	close(fd);
	int error = 0;
	socklen_t size = sizeof(error);
	struct pollfd called = {.fd = caller, .events = POLLOUT};
	CHECK_NUMBER(connect(caller, &address.any, address.size), -1);
	CHECK_NUMBER(poll(&called, 1, -1), 1);
	CHECK_NUMBER(getsockopt(caller, SOL_SOCKET, SO_ERROR, &error, &size), 0);
	close(caller);
	return error;
}

/* A copy left in the keeper would go on listening. This is a race, so try it many times. */
static void keeps_no_copies(void)
{
	int ends[2];
	int report_fd = -1;

	if (!lab_is_possible())
		return;
	CHECK_NUMBER(plumb_lab_door(ends), 0);
	CHECK_NUMBER(pipe(port_pipe), 0);
	pid_t child = lab_send_inside(NULL, geteuid(), ends[1], wait_inside, &report_fd);
	for (int i = 0; i < 300; i++)
		CHECK_TEXT(strerrorname_np(call_closed(ends[0])), "ECONNREFUSED");
	CHECK_NUMBER(write(port_pipe[1], "", 1), 1);
	lab_hear(child, report_fd);
	close(ends[0]);
	close(port_pipe[0]);
	close(port_pipe[1]);
}

static int look_pipe[2];

/* Each message of the other side announces a change of the wire: reports what became of it. */
static void connect_as_wire_changes(struct lab_report *report)
{
	static const char *const wanted[] = {"ENETUNREACH", "ECONNREFUSED"};
	char word = 0;

	for (int i = 0; i < 2; i++) {
		if (read(port_pipe[0], &word, 1) != 1)
			lab_expect(report, "word", "none", "one");
		lab_expect(report, "inet", lab_connected(AF_INET, "198.18.0.2", 0), wanted[i]);
		lab_expect(report, "inet6", lab_connected(AF_INET6, "2001:db8:a::2", 0), wanted[i]);
		lab_expect(report, "link", lab_connected(AF_INET6, "fe80::2", 7), wanted[i]);
		lab_expect(report, "beyond", lab_connected(AF_INET6, "2001:db8:2::1", 0), "EACCES");
		lab_expect(report, "look", write(look_pipe[1], "", 1) == 1 ? "" : "untold", "");
	}
}

static void changes_its_wire(void)
{
	static const enum plumb_lab_wire wires[] = {PLUMB_LAB_WIRE_DOWN, PLUMB_LAB_WIRE_UP};
	int ends[2];
	int report_fd = -1;
	char looked = 0;

	if (!lab_is_possible())
		return;
	CHECK_NUMBER(plumb_lab_door(ends), 0);
	CHECK_NUMBER(pipe(port_pipe), 0);
	CHECK_NUMBER(pipe(look_pipe), 0);
	CHECK_NUMBER(plumb_lab_set_wire(-1, PLUMB_LAB_WIRE_DOWN), -1);
	pid_t child =
		lab_send_inside(NULL, geteuid(), ends[1], connect_as_wire_changes, &report_fd);
	for (int i = 0; i < 2; i++) {
		/* Twice, so that each state follows every other. */
		CHECK_NUMBER(plumb_lab_set_wire(ends[0], wires[i]), 0);
		CHECK_NUMBER(plumb_lab_set_wire(ends[0], wires[i]), 0);
		CHECK_NUMBER(write(port_pipe[1], "", 1), 1);
		CHECK_NUMBER(read(look_pipe[0], &looked, 1), 1);
	}
	lab_hear(child, report_fd);
	close(ends[0]);
	close(port_pipe[0]);
	close(port_pipe[1]);
	close(look_pipe[0]);
	close(look_pipe[1]);
}

CU_TestInfo lab_door_tests[] = {
	{"opens sockets inside", opens_sockets_inside},
	{"works without root", works_without_root},
	{"keeps no copies", keeps_no_copies},
	{"changes its wire", changes_its_wire},
	CU_TEST_INFO_NULL,
};
