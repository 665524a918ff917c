/* The lab: its two hosts, its files, its name server, its door, and that nothing of it stays. */
#include "lab/lab.h"

#include "base/heap.h"
#include "base/place.h"
#include "far/peer_address.h"
#include "shell.h"
#include "suite.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a child in the lab found: "" where all was right. */
struct report {
	char text[512];
	size_t length;
};

typedef void inside_fn(struct report *report);

static void expect(struct report *report, const char *what, const char *got, const char *want)
{
	if (strcmp(got, want) != 0 && report->length < sizeof(report->text)) {
		int added = snprintf(report->text + report->length,
			sizeof(report->text) - report->length, "%s: %s, want %s; ", what, got,
			want);
		report->length += (size_t)added;
	}
}

/* Lab or not, as the machine permits; says why not, once. */
static bool is_possible(char *directory)
{
	static bool told;
	char why[256];
	bool possible = plumb_lab_possible(directory, why, sizeof(why));

	if (!possible && !told) {
		fprintf(stderr, "no lab here, so that most of its tests see nothing: %s\n", why);
		told = true;
	}
	return possible;
}

/* In a child: enters the lab as the user given, and writes down what is found there. */
static void enter_and_look(
	const char *directory, uid_t uid, int door_fd, inside_fn *inside, int report_fd)
{
	struct report report = {.length = 0};
	char why[256];

	if (uid != geteuid() && (setgid(uid) != 0 || setuid(uid) != 0)) {
		expect(&report, "user", strerrorname_np(errno), "another");
	} else {
		/* As after exec: else the files in /proc are root's. */
		prctl(PR_SET_DUMPABLE, 1);
		if (plumb_lab_enter(directory, door_fd, why, sizeof(why)) != 0) {
			expect(&report, "entering", why, "a lab");
		} else {
			inside(&report);
		}
	}
	if (write(report_fd, report.text, strlen(report.text) + 1) < 0) {
		_exit(1);
	}
	_exit(0);
}

/*
 * place: the lab's files; NULL: those of the tree. door_fd: the lab's end, closed here; or -1. The
 * child's report comes from *report_fd.
 */
static pid_t send_inside(
	const char *place, uid_t uid, int door_fd, inside_fn *inside, int *report_fd)
{
	char *directory = place ? plumb_copy(place) : plumb_place_of("fixtures/lab");
	int report[2];

	CU_ASSERT_EQUAL_FATAL(pipe(report), 0);
	pid_t child = fork();
	if (child == 0) {
		close(report[0]);
		enter_and_look(directory, uid, door_fd, inside, report[1]);
	}
	close(report[1]);
	if (door_fd >= 0) {
		close(door_fd);
	}
	free(directory);
	*report_fd = report[0];
	return child;
}

static void hear_report(pid_t child, int report_fd)
{
	char text[512] = "no report";
	int status = 0;

	CU_ASSERT_TRUE(read(report_fd, text, sizeof(text)) > 0);
	CHECK_TEXT(text, "");
	close(report_fd);
	waitpid(child, &status, 0);
	CHECK_NUMBER(status, 0);
}

static bool lab_is_possible(void)
{
	char *directory = plumb_place_of("fixtures/lab");
	bool possible = is_possible(directory);

	free(directory);
	return possible;
}

static void look(inside_fn *inside)
{
	int report_fd = -1;

	if (lab_is_possible()) {
		pid_t child = send_inside(NULL, geteuid(), -1, inside, &report_fd);
		hear_report(child, report_fd);
	}
}

/* --- what is inside ----------------------------------------------------------------------- */

static void look_at_names(struct report *report)
{
	char name[64] = "";
	char port[16] = "none";

	gethostname(name, sizeof(name));
	expect(report, "host name", name, "near");
	const struct servent *service = getservbyname("stream-alias", "tcp");
	if (service) {
		snprintf(port, sizeof(port), "%d", ntohs((uint16_t)service->s_port));
	}
	expect(report, "service", port, "4001");
	service = getservbyport(htons(4006), "udp");
	expect(report, "port", service ? service->s_name : "none", "number-udp");
	expect(report, "foreign service", getservbyname("rsync", NULL) ? "found" : "none", "none");
	const struct protoent *protocol = getprotobyname("labproto");
	expect(report, "protocol", protocol ? protocol->p_name : "none", "lab-protocol");
	const struct hostent *host = gethostbyname("short");
	expect(report, "alias", host ? host->h_aliases[0] : "none", "alias.lab.test");
}

static void has_its_own_names(void)
{
	look(look_at_names);
}

/* How a connection to port 9 there ends. */
static const char *connected(int family, const char *text, unsigned scope)
{
	struct sockaddr_in6 in6 = {
		.sin6_family = AF_INET6, .sin6_port = htons(9), .sin6_scope_id = scope};
	struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(9)};
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int result = -1;

	if (family == AF_INET) {
		inet_pton(family, text, &in.sin_addr);
		result = connect(fd, (const struct sockaddr *)&in, sizeof(in));
	} else {
		inet_pton(family, text, &in6.sin6_addr);
		result = connect(fd, (const struct sockaddr *)&in6, sizeof(in6));
	}
	const char *ended = result == 0 ? "connected" : strerrorname_np(errno);
	close(fd);
	return ended;
}

static void look_at_routes(struct report *report)
{
	static const struct {
		int family;
		const char *text;
		unsigned scope;
		const char *want;
	} routes[] = {
		{AF_INET, "127.0.0.1", 0, "ECONNREFUSED"},
		{AF_INET6, "::1", 0, "ECONNREFUSED"},
		{AF_INET, "198.18.0.2", 0, "ECONNREFUSED"},
		{AF_INET6, "2001:db8:a::2", 0, "ECONNREFUSED"},
		{AF_INET6, "fe80::2", 7, "ECONNREFUSED"},
		{AF_INET6, "fe80::2", 0, "EINVAL"},
		{AF_INET, "198.51.100.1", 0, "EHOSTUNREACH"},
		{AF_INET, "198.51.100.2", 0, "EHOSTUNREACH"},
		{AF_INET, "198.51.100.4", 0, "ENETUNREACH"},
		{AF_INET, "203.0.113.1", 0, "EACCES"},
		{AF_INET, "203.0.113.2", 0, "EHOSTUNREACH"},
		{AF_INET, "203.0.113.3", 0, "ENETUNREACH"},
		{AF_INET6, "2001:db8:2::1", 0, "EACCES"},
		{AF_INET6, "2001:db8:2::2", 0, "EHOSTUNREACH"},
		{AF_INET6, "2001:db8:3::1", 0, "ENETUNREACH"},
	};

	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		expect(report, routes[i].text,
			connected(routes[i].family, routes[i].text, routes[i].scope),
			routes[i].want);
	}
}

static void has_its_own_routes(void)
{
	look(look_at_routes);
}

/* The silence of a black hole: a connection neither comes about nor fails. */
static void look_into_the_hole(struct report *report)
{
	struct sockaddr_in hole = {.sin_family = AF_INET, .sin_port = htons(9)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	struct pollfd made = {.fd = fd, .events = POLLOUT};

	inet_pton(AF_INET, "198.51.100.3", &hole.sin_addr);
	int result = connect(fd, (const struct sockaddr *)&hole, sizeof(hole));
	expect(report, "connect", result == 0 ? "made" : strerrorname_np(errno), "EINPROGRESS");
	expect(report, "poll", poll(&made, 1, 50) == 0 ? "nothing" : "something", "nothing");
	close(fd);
}

static void has_a_black_hole(void)
{
	look(look_into_the_hole);
}

static const char *error_name(int error)
{
	switch (error) {
	case 0:
		return "0";
	case EAI_AGAIN:
		return "EAI_AGAIN";
	case EAI_NONAME:
		return "EAI_NONAME";
	case EAI_NODATA:
		return "EAI_NODATA";
	default:
		return gai_strerror(error);
	}
}

/* The first address, or how the resolver failed; good until the next call. */
static const char *resolved(const char *name)
{
	static char text[INET_ADDRSTRLEN];
	const struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
	struct addrinfo *found = NULL;
	int error = getaddrinfo(name, NULL, &hints, &found);

	if (error != 0) {
		return error_name(error);
	}
	inet_ntop(AF_INET, &((const struct sockaddr_in *)found->ai_addr)->sin_addr, text,
		sizeof(text));
	freeaddrinfo(found);
	return text;
}

static void look_at_faults(struct report *report)
{
	expect(report, "servfail", resolved("servfail.fault.test"), "EAI_AGAIN");
	expect(report, "refused", resolved("refused.fault.test"), "EAI_AGAIN");
	expect(report, "cut", resolved("CUT.fault.test"), "EAI_AGAIN");
	expect(report, "garbage", resolved("garbage.fault.test"), "EAI_NODATA");
}

static void answers_wrongly(void)
{
	look(look_at_faults);
}

static void look_at_zones(struct report *report)
{
	expect(report, "one", resolved("one.names.test"), "192.0.2.65");
	expect(report, "alias", resolved("alias.names.test"), "192.0.2.65");
	expect(report, "empty", resolved("empty.names.test"), "EAI_NODATA");
	expect(report, "nothing", resolved("nothing.names.test"), "EAI_NONAME");
	expect(report, "elsewhere", resolved("www.example.com"), "EAI_NONAME");
	/* Too many for a datagram. */
	expect(report, "many", resolved("many.names.test"), "198.51.100.100");
}

static void answers_from_zones(void)
{
	if (access("/usr/sbin/knotd", X_OK) != 0) {
		fputs("no knotd here, so that the zones are not seen\n", stderr);
		return;
	}
	look(look_at_zones);
}

/* --- the door ----------------------------------------------------------------------------- */

static int port_pipe[2];

/* Learns the port from the other side, says something there on both hosts, and waits. */
static void connect_both(struct report *report)
{
	static const char *const hosts[] = {"127.0.0.1", "198.18.0.2"};
	char leave = 0;

	for (int i = 0; i < 2; i++) {
		struct sockaddr_in there = {.sin_family = AF_INET};
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (read(port_pipe[0], &there.sin_port, sizeof(there.sin_port)) !=
			(ssize_t)sizeof(there.sin_port)) {
			expect(report, "port", "none", "one");
		}
		inet_pton(AF_INET, hosts[i], &there.sin_addr);
		int result = connect(fd, (const struct sockaddr *)&there, sizeof(there));
		expect(report, hosts[i], result == 0 ? "" : strerrorname_np(errno), "");
		send(fd, "x", 1, MSG_NOSIGNAL);
		close(fd);
	}
	expect(report, "leave", read(port_pipe[0], &leave, 1) == 1 ? "" : "no word", "");
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
	pid_t child = send_inside(place, uid, ends[1], connect_both, &report_fd);
	listen_inside(ends[0], PLUMB_LAB_NEAR, "127.0.0.1");
	listen_inside(ends[0], PLUMB_LAB_FAR, "198.18.0.2");
	CHECK_NUMBER(plumb_lab_socket(ends[0], PLUMB_LAB_NEAR, 9999, SOCK_STREAM), -1);
	CHECK_TEXT(strerrorname_np(errno), "EAFNOSUPPORT");
	CHECK_NUMBER(write(port_pipe[1], "", 1), 1);
	hear_report(child, report_fd);
	/* The keeper is killed when its lab's process ends: then nobody holds the other end. */
	CHECK_NUMBER(recv(ends[0], &byte, 1, 0), 0);
	CHECK_NUMBER(plumb_lab_socket(ends[0], PLUMB_LAB_NEAR, AF_INET, SOCK_STREAM), -1);
	CHECK_TEXT(strerrorname_np(errno), "EPIPE");
	close(ends[0]);
	close(port_pipe[0]);
	close(port_pipe[1]);
}

static void opens_sockets_inside(void)
{
	if (lab_is_possible()) {
		meets_inside(NULL, geteuid());
	}
}

static void works_without_root(void)
{
	enum { NOBODY = 65534 };

	if (geteuid() != 0 || !lab_is_possible()) {
		return;
	}
	/* The tree may stand where root alone may look. */
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

static int look_pipe[2];

/* At each word of the other side the wire has changed: looks at what became of it, and tells. */
static void connect_as_wire_changes(struct report *report)
{
	static const char *const wanted[] = {"ENETUNREACH", "ECONNREFUSED"};
	char word = 0;

	for (int i = 0; i < 2; i++) {
		if (read(port_pipe[0], &word, 1) != 1) {
			expect(report, "word", "none", "one");
		}
		expect(report, "inet", connected(AF_INET, "198.18.0.2", 0), wanted[i]);
		expect(report, "inet6", connected(AF_INET6, "2001:db8:a::2", 0), wanted[i]);
		expect(report, "link", connected(AF_INET6, "fe80::2", 7), wanted[i]);
		expect(report, "beyond", connected(AF_INET6, "2001:db8:2::1", 0), "EACCES");
		expect(report, "look", write(look_pipe[1], "", 1) == 1 ? "" : "untold", "");
	}
}

static void changes_its_wire(void)
{
	static const enum plumb_lab_wire wires[] = {PLUMB_LAB_WIRE_DOWN, PLUMB_LAB_WIRE_UP};
	int ends[2];
	int report_fd = -1;
	char looked = 0;

	if (!lab_is_possible()) {
		return;
	}
	CHECK_NUMBER(plumb_lab_door(ends), 0);
	CHECK_NUMBER(pipe(port_pipe), 0);
	CHECK_NUMBER(pipe(look_pipe), 0);
	CHECK_NUMBER(plumb_lab_set_wire(-1, PLUMB_LAB_WIRE_DOWN), -1);
	pid_t child = send_inside(NULL, geteuid(), ends[1], connect_as_wire_changes, &report_fd);
	for (int i = 0; i < 2; i++) {
		/* Twice: any state may follow any. */
		CHECK_NUMBER(plumb_lab_set_wire(ends[0], wires[i]), 0);
		CHECK_NUMBER(plumb_lab_set_wire(ends[0], wires[i]), 0);
		CHECK_NUMBER(write(port_pipe[1], "", 1), 1);
		CHECK_NUMBER(read(look_pipe[0], &looked, 1), 1);
	}
	hear_report(child, report_fd);
	close(ends[0]);
	close(port_pipe[0]);
	close(port_pipe[1]);
	close(look_pipe[0]);
	close(look_pipe[1]);
}

static void tells_why_not(void)
{
	char why[256] = "";

	CU_ASSERT_FALSE(plumb_lab_possible("/nowhere/at/all", why, sizeof(why)));
	if (lab_is_possible()) {
		CHECK_TEXT(why, "/nowhere/at/all/etc/hosts: ENOENT");
	} else {
		CU_ASSERT_NOT_EQUAL(strlen(why), 0);
	}
}

CU_TestInfo lab_tests[] = {
	{"has its own names", has_its_own_names},
	{"has its own routes", has_its_own_routes},
	{"has a black hole", has_a_black_hole},
	{"answers wrongly where it is to", answers_wrongly},
	{"answers from its zones", answers_from_zones},
	{"opens sockets inside", opens_sockets_inside},
	{"works without root", works_without_root},
	{"changes its wire", changes_its_wire},
	{"tells why there is none", tells_why_not},
	CU_TEST_INFO_NULL,
};
