/* The lab: its two hosts, its files and its name server; nothing of it may remain. */
#include "lab/lab.h"

#include "base/heap.h"
#include "base/place.h"
#include "lab_stand.h"
#include "suite.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void look(lab_inside_fn *inside)
{
	int report_fd = -1;

	if (lab_is_possible()) {
		pid_t child = lab_send_inside(NULL, geteuid(), -1, inside, &report_fd);
		lab_hear(child, report_fd);
	}
}

static void look_at_names(struct lab_report *report)
{
	char name[64] = "";
	char port[16] = "none";

	gethostname(name, sizeof(name));
	lab_expect(report, "host name", name, "near");
	const struct servent *service = getservbyname("stream-alias", "tcp");
	if (service)
		snprintf(port, sizeof(port), "%d", ntohs((uint16_t)service->s_port));
	lab_expect(report, "service", port, "4001");
	service = getservbyport(htons(4006), "udp");
	lab_expect(report, "port", service ? service->s_name : "none", "number-udp");
	lab_expect(
		report, "foreign service", getservbyname("rsync", NULL) ? "found" : "none", "none");
	const struct protoent *protocol = getprotobyname("labproto");
	lab_expect(report, "protocol", protocol ? protocol->p_name : "none", "lab-protocol");
	const struct hostent *host = gethostbyname("short");
	lab_expect(report, "alias", host ? host->h_aliases[0] : "none", "alias.lab.test");
}

static void has_its_own_names(void)
{
	look(look_at_names);
}

static void look_at_routes(struct lab_report *report)
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
		lab_expect(report, routes[i].text,
			lab_connected(routes[i].family, routes[i].text, routes[i].scope),
			routes[i].want);
	}
}

static void has_its_own_routes(void)
{
	look(look_at_routes);
}

/* A black hole is silent: connecting to it neither succeeds nor fails. */
static void look_into_the_hole(struct lab_report *report)
{
	struct sockaddr_in hole = {.sin_family = AF_INET, .sin_port = htons(9)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	struct pollfd made = {.fd = fd, .events = POLLOUT};

	inet_pton(AF_INET, "198.51.100.3", &hole.sin_addr);
	int result = connect(fd, (const struct sockaddr *)&hole, sizeof(hole));
	lab_expect(report, "connect", result == 0 ? "made" : strerrorname_np(errno), "EINPROGRESS");
	lab_expect(report, "poll", poll(&made, 1, 50) == 0 ? "nothing" : "something", "nothing");
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

/* The first address of the name, or the resolver's error; valid until the next call. */
static const char *resolved(const char *name)
{
	static char text[INET_ADDRSTRLEN];
	const struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
	struct addrinfo *found = NULL;
	int error = getaddrinfo(name, NULL, &hints, &found);

	if (error != 0)
		return error_name(error);
	inet_ntop(AF_INET, &((const struct sockaddr_in *)found->ai_addr)->sin_addr, text,
		sizeof(text));
	freeaddrinfo(found);
	return text;
}

static void look_at_faults(struct lab_report *report)
{
	lab_expect(report, "servfail", resolved("servfail.fault.test"), "EAI_AGAIN");
	lab_expect(report, "refused", resolved("refused.fault.test"), "EAI_AGAIN");
	lab_expect(report, "cut", resolved("CUT.fault.test"), "EAI_AGAIN");
	lab_expect(report, "garbage", resolved("garbage.fault.test"), "EAI_NODATA");
}

static void answers_wrongly(void)
{
	look(look_at_faults);
}

static void look_at_zones(struct lab_report *report)
{
	lab_expect(report, "one", resolved("one.names.test"), "192.0.2.65");
	lab_expect(report, "alias", resolved("alias.names.test"), "192.0.2.65");
	lab_expect(report, "empty", resolved("empty.names.test"), "EAI_NODATA");
	lab_expect(report, "nothing", resolved("nothing.names.test"), "EAI_NONAME");
	lab_expect(report, "elsewhere", resolved("www.example.com"), "EAI_NONAME");
	/* More addresses than a datagram holds. */
	lab_expect(report, "many", resolved("many.names.test"), "198.51.100.100");
}

static void answers_from_zones(void)
{
	if (access("/usr/sbin/knotd", X_OK) != 0) {
		fputs("no knotd here, so that the zones are not seen\n", stderr);
		return;
	}
	look(look_at_zones);
}

static void tells_why_not(void)
{
	char why[256] = "";

	CU_ASSERT_FALSE(plumb_lab_possible("/nowhere/at/all", why, sizeof(why)));
	if (lab_is_possible())
		CHECK_TEXT(why, "/nowhere/at/all/etc/hosts: ENOENT");
	else
		CU_ASSERT_NOT_EQUAL(strlen(why), 0);
}

CU_TestInfo lab_tests[] = {
	{"has its own names", has_its_own_names},
	{"has its own routes", has_its_own_routes},
	{"has a black hole", has_a_black_hole},
	{"answers wrongly where it is to", answers_wrongly},
	{"answers from its zones", answers_from_zones},
	{"tells why there is none", tells_why_not},
	CU_TEST_INFO_NULL,
};
