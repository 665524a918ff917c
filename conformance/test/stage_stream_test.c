/* The far end of a stream: sending, hearing and ending. */
#include "stage_stand.h"

#include "suite.h"
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void plays_a_stream(void)
{
	struct stand stand;

	for (int i = 0; i < STAND_FAMILIES; i++) {
		stand_raise_connected(&stand, stand_families[i]);
		stand_say(&stand, "abc");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'q', {'bytes': '6162'}]}"),
			"gives null");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'q', {'bytes': '63'}]}"),
			"gives null");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'q', {'bytes': ''}]}"),
			"gives null");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['send', 'q', {'bytes': ['78', 3]}]}"),
			"gives null");
		CHECK_TEXT(stand_hear(&stand, 0), "xxx");
		shutdown(stand.subject, SHUT_WR);
		CHECK_TEXT(stand_play(&stand, "{'peer': ['eof', 'q']}"), "gives null");
		CHECK_TEXT(stand_play(&stand, "{'peer': ['close', 'q']}"), "gives null");
		CHECK_TEXT(stand_hear(&stand, 0), "the end");
		CHECK_TEXT(stand_end(&stand, false), "gives null");
	}
}

static void sends_with_flags(void)
{
	struct stand stand;

	stand_raise_connected(&stand, "inet");
	CHECK_TEXT(
		stand_play(&stand,
			"{'peer': ['send', 'q', {'bytes': '21'}, ['MSG_OOB', 'MSG_DONTROUTE']]}"),
		"gives null");
	struct pollfd urgent = {.fd = stand.subject, .events = POLLPRI};
	CHECK_NUMBER(poll(&urgent, 1, -1), 1);
	CHECK_TEXT(stand_hear(&stand, MSG_OOB), "!");
	CHECK_TEXT(stand_end(&stand, false), "gives null");
}

/* The subject reads everything and returns it in small parts. */
static void *echo(void *context)
{
	const struct stand *stand = context;
	char part[1000];
	ssize_t got = 0;

	while ((got = recv(stand->subject, part, sizeof(part), 0)) > 0)
		send(stand->subject, part, (size_t)got, MSG_NOSIGNAL);
	return NULL;
}

static void sends_and_hears_much(void)
{
	struct stand stand;
	pthread_t thread;

	for (int i = 0; i < STAND_FAMILIES; i++) {
		stand_raise_connected(&stand, stand_families[i]);
		CHECK_NUMBER(pthread_create(&thread, NULL, echo, &stand), 0);
		stand_meanwhile(
			&stand, "{'meanwhile': [['receive', 'q', {'bytes': ['61', 3000000]}]]}");
		CHECK_TEXT(
			stand_play(&stand, "{'peer': ['send', 'q', {'bytes': ['61', 3000000]}]}"),
			"gives null");
		CHECK_TEXT(
			stand_play(&stand, "{'peer': ['shutdown', 'q', 'write']}"), "gives null");
		pthread_join(thread, NULL);
		CHECK_TEXT(stand_end(&stand, false), "gives null");
	}
}

static void sees_other_bytes(void)
{
	struct stand stand;

	stand_raise_connected(&stand, "inet");
	stand_say(&stand, "ax");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'q', {'bytes': '616263'}]}"),
		"saw: b\"ax\", want b\"abc\"");
	shutdown(stand.subject, SHUT_WR);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'q', {'bytes': '61'}]}"),
		"saw: b\"\" and then the end, want b\"a\"");
	stand_end(&stand, false);
}

static void shows_where_long_bytes_part(void)
{
	struct stand stand;
	char text[101];

	stand_raise_connected(&stand, "unix");
	memset(text, 'a', 100);
	text[100] = 0;
	text[70] = 'b';
	stand_say(&stand, text);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'q', {'bytes': ['61', 100]}]}"),
		"saw: b\"aaaaaaaaaaaaaaaabaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", "
		"want b\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" (from byte 54 on)");
	stand_end(&stand, false);
}

static void sees_what_comes_before_the_end(void)
{
	struct stand stand;

	stand_raise_connected(&stand, "inet6");
	stand_say(&stand, "late");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['eof', 'q']}"), "saw: b\"late\", want the end");
	stand_end(&stand, false);
}

static void reset_by_subject(struct stand *stand)
{
	const struct linger none = {.l_onoff = 1};

	setsockopt(stand->subject, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
	close(stand->subject);
	stand->subject = -1;
}

static void sees_a_reset(void)
{
	struct stand stand;

	stand_raise_connected(&stand, "inet");
	reset_by_subject(&stand);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['eof', 'q']}"), "saw: ECONNRESET, want the end");
	stand_end(&stand, false);
	stand_raise_connected(&stand, "inet");
	reset_by_subject(&stand);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'q', {'bytes': '61'}]}"),
		"saw: b\"\" and then ECONNRESET, want b\"a\"");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['send', 'q', {'bytes': '61'}]}"), "broken: EPIPE");
	stand_end(&stand, false);
}

static void sees_silence(void)
{
	struct stand stand;

	stand_raise_connected(&stand, "inet");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['silent', 'p', 0.001]}"), "gives null");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['silent', 'q', 0.001]}"), "gives null");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['silent', 'q', 0]}"), "gives null");
	stand_say(&stand, "x");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['silent', 'q', 5]}"), "saw: b\"x\", want nothing");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'q', {'bytes': '78'}]}"), "gives null");
	close(stand.subject);
	CHECK_TEXT(
		stand_play(&stand, "{'peer': ['silent', 'q', 5]}"), "saw: the end, want nothing");
	stand_connect(&stand, "p", SOCK_STREAM);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['silent', 'p', 5]}"),
		"saw: a connection, want nothing");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['accept', 'p'], 'as': 'r'}"), "gives null");
	reset_by_subject(&stand);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['silent', 'r', 5]}"),
		"saw: ECONNRESET, want nothing");
	stand_end(&stand, false);
}

static void half_closes(void)
{
	struct stand stand;

	stand_raise_connected(&stand, "inet");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['shutdown', 'q', 'write']}"), "gives null");
	CHECK_TEXT(stand_hear(&stand, 0), "the end");
	stand_say(&stand, "still");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['receive', 'q', {'bytes': '7374696c6c'}]}"),
		"gives null");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['send', 'q', {'bytes': '61'}]}"), "broken: EPIPE");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['shutdown', 'q', 'read']}"), "gives null");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['eof', 'q']}"), "gives null");
	stand_end(&stand, false);
	stand_raise_connected(&stand, "unix");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['shutdown', 'q', 'both']}"), "gives null");
	CHECK_TEXT(stand_hear(&stand, 0), "the end");
	CHECK_NUMBER(send(stand.subject, "x", 1, MSG_NOSIGNAL), -1);
	stand_end(&stand, false);
	stand_raise_usual(&stand);
	stand_play(&stand, "{'peer': ['bind', 'inet'], 'as': 'p'}");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['shutdown', 'p', 'write']}"), "broken: ENOTCONN");
	stand_end(&stand, false);
}

static void resets(void)
{
	struct stand stand;

	stand_raise_connected(&stand, "inet6");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['reset', 'q']}"), "gives null");
	CHECK_TEXT(stand_hear(&stand, 0), "ECONNRESET");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['reset', 'q']}"), "broken: there is no open q");
	stand_end(&stand, false);
	stand_raise_connected(&stand, "unix");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['reset', 'q']}"),
		"broken: only a TCP connection can be reset");
	stand_end(&stand, false);
}

CU_TestInfo stage_stream_tests[] = {
	{"plays a stream of each family", plays_a_stream},
	{"sends with flags", sends_with_flags},
	{"sends and hears more than a queue holds", sends_and_hears_much},
	{"sees other bytes", sees_other_bytes},
	{"shows where long bytes part", shows_where_long_bytes_part},
	{"sees what comes before the end", sees_what_comes_before_the_end},
	{"sees a reset", sees_a_reset},
	{"sees silence", sees_silence},
	{"half-closes", half_closes},
	{"resets", resets},
	CU_TEST_INFO_NULL,
};
