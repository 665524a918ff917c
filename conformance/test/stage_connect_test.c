/* The far end makes connections, and plays datagrams without one. */
#include "stage_stand.h"

#include "suite.h"
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/un.h>
#include <unistd.h>

static void connects_to_the_subject(void)
{
	static const char *const steps[] = {
		"{'peer': ['connect', {'tuple': ['127.0.0.1', %d]}], 'as': 'q'}",
		"{'peer': ['connect', {'tuple': ['::1', %d, 0, 0]}], 'as': 'q'}",
	};
	struct stand stand;
	char step[128];

	for (int i = 0; i < 2; i++) {
		stand_raise_usual(&stand);
		stand_play(&stand, stand_of_family("{'peer': ['listen', '%s'], 'as': 'p'}",
					   stand_families[i]));
		struct plumb_address address = stand_address_of(&stand, "p");
		const struct sockaddr_in *in = (const struct sockaddr_in *)&address.storage;
		snprintf(step, sizeof(step), steps[i], (int)ntohs(in->sin_port));
		CHECK_TEXT(stand_play(&stand, step), "gives null");
		CHECK_TEXT(
			stand_play(&stand, "{'peer': ['accept', 'p'], 'as': 'r'}"), "gives null");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['send', 'q', {'bytes': '61'}]}"),
			"gives null");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'r', {'bytes': '61'}]}"),
			"gives null");
		stand_play(&stand, "{'peer': ['close', 'p']}");
		CHECK_TEXT(stand_play(&stand, step), "broken: ECONNREFUSED");
		stand_end(&stand, false);
	}
}

static void connects_to_a_path(void)
{
	struct stand stand;
	char step[128];

	stand_raise_usual(&stand);
	stand_play(&stand, "{'peer': ['listen', 'unix', 0], 'as': 'p'}");
	snprintf(step, sizeof(step), "{'peer': ['connect', '%s/peer0'], 'as': 'q'}",
		stand.directory);
	CHECK_TEXT(stand_play(&stand, step), "gives null");
	stand_meanwhile(&stand, "{'meanwhile': [['wait', 0.002], ['accept', 'p']]}");
	CHECK_TEXT(stand_play(&stand, step), "gives null");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['connect', '/nowhere/at/all'], 'as': 'q'}"),
		"broken: ENOENT");
	CHECK_TEXT(stand_end(&stand, false), "gives null");
}

static void connects_to_an_abstract_name(void)
{
	struct stand stand;
	const struct sockaddr_un here = {.sun_family = AF_UNIX};
	struct plumb_address name;
	char hex[64] = "";
	char step[128];

	stand_raise_usual(&stand);
	stand.subject = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	CHECK_NUMBER(bind(stand.subject, (const struct sockaddr *)&here, sizeof(sa_family_t)), 0);
	CHECK_NUMBER(listen(stand.subject, 1), 0);
	CHECK_NUMBER(plumb_address_get(&name, stand.subject), 0);
	for (size_t i = 0; i < name.size - sizeof(sa_family_t); i++)
		sprintf(hex + 2 * i, "%02x", (unsigned char)name.unix_path.sun_path[i]);
	snprintf(step, sizeof(step), "{'peer': ['connect', {'bytes': '%s'}], 'as': 'q'}", hex);
	CHECK_TEXT(stand_play(&stand, step), "gives null");
	stand_end(&stand, false);
}

static void has_addresses(void)
{
	struct stand stand;
	char want[128];

	stand_raise_connected(&stand, "inet");
	struct plumb_address address = stand_address_of(&stand, "p");
	const struct sockaddr_in *in = (const struct sockaddr_in *)&address.storage;
	json_t *all = plumb_stage_addresses(stand.stage);
	snprintf(want, sizeof(want),
		"{'p': {'tuple': ['127.0.0.1', %d]}, 'q': {'tuple': ['127.0.0.1', %d]}}",
		ntohs(in->sin_port), ntohs(in->sin_port));
	CHECK_JSON(all, want);
	json_decref(all);
	stand_end(&stand, false);
	stand_raise_usual(&stand);
	stand_play(&stand, "{'peer': ['bind', 'unix'], 'as': 'p'}");
	stand_play(&stand, "{'peer': ['bind', 'inet6'], 'as': 'p'}");
	address = stand_address_of(&stand, "p");
	CHECK_NUMBER(address.any.sa_family, AF_INET6);
	CHECK_NUMBER(address.size, sizeof(struct sockaddr_in6));
	stand_end(&stand, false);
}

/* Whether one more connection hangs: it neither succeeds nor fails. */
static bool next_hangs(struct stand *stand, const char *name)
{
	struct plumb_address address = stand_address_of(stand, name);
	int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	struct pollfd made = {.fd = fd, .events = POLLOUT};

	int result = connect(fd, &address.any, address.size);
	bool hangs = address.any.sa_family == AF_UNIX
			     ? result != 0 && errno == EAGAIN
			     : result != 0 && errno == EINPROGRESS && poll(&made, 1, 20) == 0;
	close(fd);
	return hangs;
}

static void fills_a_backlog(void)
{
	static const char *const backlogs[] = {"", ", 0", ", 5"};
	struct stand stand;
	char step[64];

	for (size_t i = 0; i < 3 * sizeof(backlogs) / sizeof(*backlogs); i++) {
		stand_raise_usual(&stand);
		snprintf(step, sizeof(step), "{'peer': ['listen', '%s'%s], 'as': 'p'}",
			stand_families[i % 3], backlogs[i / 3]);
		stand_play(&stand, step);
		stand_connect(&stand, "p", SOCK_STREAM);
		CU_ASSERT_FALSE(next_hangs(&stand, "p") && i / 3 != 1);
		CHECK_TEXT(stand_play(&stand, "{'peer': ['fill', 'p']}"), "gives null");
		CU_ASSERT_TRUE(next_hangs(&stand, "p"));
		CHECK_TEXT(stand_play(&stand, "{'peer': ['fill', 'p']}"), "gives null");
		stand_end(&stand, false);
	}
	stand_raise_usual(&stand);
	stand_play(&stand, "{'peer': ['bind', 'unix'], 'as': 'p'}");
	CHECK_TEXT(
		stand_play(&stand, "{'peer': ['accept', 'p'], 'as': 'q'}"), "broken: EOPNOTSUPP");
	stand_end(&stand, false);
}

/* --- datagrams ---------------------------------------------------------------------------- */

static void plays_datagrams(void)
{
	struct stand stand;

	for (int i = 0; i < STAND_FAMILIES; i++) {
		stand_raise_usual(&stand);
		CHECK_TEXT(stand_play(&stand, stand_of_family("{'peer': ['bind', '%s'], 'as': 'p'}",
						      stand_families[i])),
			"gives null");
		stand_connect(&stand, "p", SOCK_DGRAM);
		stand_say(&stand, "abc");
		stand_say(&stand, "");
		stand_say(&stand, "de");
		stand_say(&stand, "fgh");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'p', {'bytes': '616263'}]}"),
			"gives null");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'p', {'bytes': ''}]}"),
			"gives null");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'p', {'bytes': '646566'}]}"),
			"saw: b\"de\", want b\"def\"");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'p', {'bytes': '66'}]}"),
			"saw: b\"fgh\", want b\"f\"");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['silent', 'p', 0.001]}"), "gives null");
		stand_say(&stand, "");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['silent', 'p', 5]}"),
			"saw: b\"\", want nothing");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['eof', 'p']}"),
			"broken: datagrams have no end");
		stand_end(&stand, false);
	}
}

static void sends_datagrams(void)
{
	struct stand stand;
	char step[128];

	stand_raise_usual(&stand);
	stand_play(&stand, "{'peer': ['bind', 'inet'], 'as': 'p'}");
	stand_play(&stand, "{'peer': ['bind', 'inet'], 'as': 'q'}");
	struct plumb_address address = stand_address_of(&stand, "q");
	int port = ntohs(((const struct sockaddr_in *)&address.storage)->sin_port);
	snprintf(step, sizeof(step),
		"{'peer': ['sendto', 'p', {'bytes': '6162'}, {'tuple': ['127.0.0.1', %d]}]}", port);
	CHECK_TEXT(stand_play(&stand, step), "gives null");
	CHECK_TEXT(
		stand_play(&stand, "{'peer': ['receive', 'q', {'bytes': '6162'}]}"), "gives null");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['send', 'p', {'bytes': '61'}]}"),
		"broken: EDESTADDRREQ");
	snprintf(step, sizeof(step),
		"{'peer': ['connect', {'tuple': ['127.0.0.1', %d]}, 'dgram'], 'as': 'r'}", port);
	CHECK_TEXT(stand_play(&stand, step), "gives null");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['send', 'r', {'bytes': ''}]}"), "gives null");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'q', {'bytes': ''}]}"), "gives null");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['close', 'q']}"), "gives null");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['send', 'r', {'bytes': '61'}]}"), "gives null");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'r', {'bytes': '61'}]}"),
		"saw: b\"\" and then ECONNREFUSED, want b\"a\"");
	CHECK_TEXT(
		stand_play(&stand, "{'peer': ['sendto', 'p', {'bytes': '61'}, '/nowhere/at/all']}"),
		"broken: EAFNOSUPPORT");
	stand_end(&stand, false);
}

CU_TestInfo stage_connect_tests[] = {
	{"connects to the subject", connects_to_the_subject},
	{"connects to a path", connects_to_a_path},
	{"connects to an abstract name", connects_to_an_abstract_name},
	{"has addresses", has_addresses},
	{"fills a backlog", fills_a_backlog},
	{"plays datagrams", plays_datagrams},
	{"sends datagrams", sends_datagrams},
	CU_TEST_INFO_NULL,
};
