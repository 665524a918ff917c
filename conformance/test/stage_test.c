/* The far end: every step, seen to work, seen to fail, and broken off. */
#include "stage.h"

#include "heap.h"
#include "lab.h"
#include "peer_address.h"
#include "peer_wait.h"
#include "suite.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const int64_t millisecond_ns = 1000000;
static const int64_t never_ns = INT64_MAX / 2;
static const char *const families[] = {"inet", "inet6", "unix"};
enum { FAMILY_COUNT = sizeof(families) / sizeof(*families) };

/* A stage, its loop, and the subject's end, which the test plays itself. */
struct stand {
	uv_loop_t loop;
	struct plumb_stage *stage;
	char directory[32];
	char told[512]; /* what came out last, as told() says it */
	bool done;
	int subject; /* a descriptor, or -1 */
};

static void tell(void *context, const json_t *outcome)
{
	struct stand *stand = context;
	const char *saw = json_string_value(json_object_get(outcome, "saw"));
	const char *broken = json_string_value(json_object_get(outcome, "broken"));
	char *gives = json_dumps(json_object_get(outcome, "gives"), JSON_ENCODE_ANY);

	snprintf(stand->told, sizeof(stand->told), "%s%s",
		saw	 ? "saw: "
		: broken ? "broken: "
			 : "gives ",
		saw	 ? saw
		: broken ? broken
			 : gives);
	free(gives);
	stand->done = true;
}

static void raise_stage(struct stand *stand, pid_t subject_pid, int64_t deadline_ns)
{
	memset(stand, 0, sizeof(*stand));
	strcpy(stand->directory, "/tmp/stage-XXXXXX");
	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(stand->directory));
	CU_ASSERT_EQUAL_FATAL(uv_loop_init(&stand->loop), 0);
	const struct plumb_stage_row row = {.subject_pid = subject_pid,
		.directory = stand->directory,
		.deadline_ns = deadline_ns,
		.lab_fd = -1};
	stand->stage = plumb_stage_new(&stand->loop, &row);
	CU_ASSERT_PTR_NOT_NULL_FATAL(stand->stage);
	stand->subject = -1;
}

static void raise_usual(struct stand *stand)
{
	raise_stage(stand, getpid(), never_ns);
}

static void begin(struct stand *stand, const char *text)
{
	json_t *step = json_of(text);

	stand->done = false;
	plumb_stage_play(stand->stage, step, tell, stand);
	CU_ASSERT_FALSE(stand->done);
	json_decref(step);
}

static const char *told(struct stand *stand)
{
	while (!stand->done) {
		uv_run(&stand->loop, UV_RUN_ONCE);
	}
	return stand->told;
}

static const char *play(struct stand *stand, const char *text)
{
	begin(stand, text);
	return told(stand);
}

static void meanwhile(struct stand *stand, const char *text)
{
	json_t *step = json_of(text);

	plumb_stage_meanwhile(stand->stage, step);
	json_decref(step);
}

static const char *end(struct stand *stand, bool cancel)
{
	stand->done = false;
	plumb_stage_end(stand->stage, cancel, tell, stand);
	CU_ASSERT_FALSE(stand->done);
	told(stand);
	/* Paths that were left would keep the directory, handles the loop. */
	CHECK_NUMBER(rmdir(stand->directory), 0);
	CHECK_NUMBER(uv_loop_close(&stand->loop), 0);
	if (stand->subject >= 0) {
		close(stand->subject);
	}
	return stand->told;
}

/* The step with every %s replaced by the family; good until the next call. */
static const char *of_family(const char *text, const char *family)
{
	static char step[256];

	snprintf(step, sizeof(step), text, family);
	return step;
}

static struct plumb_address address_of(struct stand *stand, const char *name)
{
	struct plumb_address address;
	char why[128];
	json_t *all = plumb_stage_addresses(stand->stage);

	bool right = plumb_address_read(&address, json_object_get(all, name), why, sizeof(why));
	CU_ASSERT_TRUE_FATAL(right);
	json_decref(all);
	return address;
}

static void connect_subject(struct stand *stand, const char *name, int type)
{
	struct plumb_address address = address_of(stand, name);

	stand->subject = socket(address.any.sa_family, type | SOCK_CLOEXEC, 0);
	CHECK_NUMBER(connect(stand->subject, &address.any, address.size), 0);
}

/* The subject is connected to the peer q, by way of the listener p. */
static void raise_connected(struct stand *stand, const char *family)
{
	raise_usual(stand);
	CHECK_TEXT(play(stand, of_family("{'peer': ['listen', '%s'], 'as': 'p'}", family)),
		"gives null");
	connect_subject(stand, "p", SOCK_STREAM);
	CHECK_TEXT(play(stand, "{'peer': ['accept', 'p'], 'as': 'q'}"), "gives null");
}

static void say(const struct stand *stand, const char *text)
{
	CHECK_NUMBER(send(stand->subject, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* What the subject receives in one call: the text, "the end" or the error. */
static const char *hear(const struct stand *stand, int flags)
{
	static char text[64];
	ssize_t got = recv(stand->subject, text, sizeof(text) - 1, flags);

	if (got <= 0) {
		return got == 0 ? "the end" : strerrorname_np(errno);
	}
	text[got] = 0;
	return text;
}

/* --- streams ------------------------------------------------------------------------------ */

static void plays_a_stream(void)
{
	struct stand stand;

	for (int i = 0; i < FAMILY_COUNT; i++) {
		raise_connected(&stand, families[i]);
		say(&stand, "abc");
		CHECK_TEXT(play(&stand, "{'peer': ['receive', 'q', {'bytes': '6162'}]}"),
			"gives {\"bytes\": \"6162\"}");
		CHECK_TEXT(play(&stand, "{'peer': ['receive', 'q', {'bytes': '63'}]}"),
			"gives {\"bytes\": \"63\"}");
		CHECK_TEXT(play(&stand, "{'peer': ['receive', 'q', {'bytes': ''}]}"),
			"gives {\"bytes\": \"\"}");
		CHECK_TEXT(play(&stand, "{'peer': ['send', 'q', {'bytes': ['78', 3]}]}"),
			"gives null");
		CHECK_TEXT(hear(&stand, 0), "xxx");
		shutdown(stand.subject, SHUT_WR);
		CHECK_TEXT(play(&stand, "{'peer': ['eof', 'q']}"), "gives null");
		CHECK_TEXT(play(&stand, "{'peer': ['close', 'q']}"), "gives null");
		CHECK_TEXT(hear(&stand, 0), "the end");
		CHECK_TEXT(end(&stand, false), "gives null");
	}
}

static void sends_with_flags(void)
{
	struct stand stand;

	raise_connected(&stand, "inet");
	CHECK_TEXT(
		play(&stand,
			"{'peer': ['send', 'q', {'bytes': '21'}, ['MSG_OOB', 'MSG_DONTROUTE']]}"),
		"gives null");
	struct pollfd urgent = {.fd = stand.subject, .events = POLLPRI};
	CHECK_NUMBER(poll(&urgent, 1, -1), 1);
	CHECK_TEXT(hear(&stand, MSG_OOB), "!");
	CHECK_TEXT(end(&stand, false), "gives null");
}

/* The subject reads what is sent to it, and lets the far end hear it again, in small parts. */
static void *echo(void *context)
{
	const struct stand *stand = context;
	char part[1000];
	ssize_t got = 0;

	while ((got = recv(stand->subject, part, sizeof(part), 0)) > 0) {
		send(stand->subject, part, (size_t)got, MSG_NOSIGNAL);
	}
	return NULL;
}

static void sends_and_hears_much(void)
{
	struct stand stand;
	pthread_t thread;

	for (int i = 0; i < FAMILY_COUNT; i++) {
		raise_connected(&stand, families[i]);
		CHECK_NUMBER(pthread_create(&thread, NULL, echo, &stand), 0);
		meanwhile(&stand, "{'meanwhile': [['receive', 'q', {'bytes': ['61', 3000000]}]]}");
		CHECK_TEXT(play(&stand, "{'peer': ['send', 'q', {'bytes': ['61', 3000000]}]}"),
			"gives null");
		CHECK_TEXT(play(&stand, "{'peer': ['shutdown', 'q', 'write']}"), "gives null");
		pthread_join(thread, NULL);
		CHECK_TEXT(end(&stand, false), "gives null");
	}
}

static void sees_other_bytes(void)
{
	struct stand stand;

	raise_connected(&stand, "inet");
	say(&stand, "ax");
	CHECK_TEXT(play(&stand, "{'peer': ['receive', 'q', {'bytes': '616263'}]}"),
		"saw: b\"ax\", want b\"abc\"");
	shutdown(stand.subject, SHUT_WR);
	CHECK_TEXT(play(&stand, "{'peer': ['receive', 'q', {'bytes': '61'}]}"),
		"saw: b\"\" and then the end, want b\"a\"");
	end(&stand, false);
}

static void shows_where_long_bytes_part(void)
{
	struct stand stand;
	char text[101];

	raise_connected(&stand, "unix");
	memset(text, 'a', 100);
	text[100] = 0;
	text[70] = 'b';
	say(&stand, text);
	CHECK_TEXT(play(&stand, "{'peer': ['receive', 'q', {'bytes': ['61', 100]}]}"),
		"saw: b\"aaaaaaaaaaaaaaaabaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", "
		"want b\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" (from byte 54 on)");
	end(&stand, false);
}

static void sees_what_comes_before_the_end(void)
{
	struct stand stand;

	raise_connected(&stand, "inet6");
	say(&stand, "late");
	CHECK_TEXT(play(&stand, "{'peer': ['eof', 'q']}"), "saw: b\"late\", want the end");
	end(&stand, false);
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

	raise_connected(&stand, "inet");
	reset_by_subject(&stand);
	CHECK_TEXT(play(&stand, "{'peer': ['eof', 'q']}"), "saw: ECONNRESET, want the end");
	end(&stand, false);
	raise_connected(&stand, "inet");
	reset_by_subject(&stand);
	CHECK_TEXT(play(&stand, "{'peer': ['receive', 'q', {'bytes': '61'}]}"),
		"saw: b\"\" and then ECONNRESET, want b\"a\"");
	CHECK_TEXT(play(&stand, "{'peer': ['send', 'q', {'bytes': '61'}]}"), "broken: EPIPE");
	end(&stand, false);
}

static void sees_silence(void)
{
	struct stand stand;

	raise_connected(&stand, "inet");
	CHECK_TEXT(play(&stand, "{'peer': ['silent', 'p', 0.001]}"), "gives null");
	CHECK_TEXT(play(&stand, "{'peer': ['silent', 'q', 0.001]}"), "gives null");
	CHECK_TEXT(play(&stand, "{'peer': ['silent', 'q', 0]}"), "gives null");
	say(&stand, "x");
	CHECK_TEXT(play(&stand, "{'peer': ['silent', 'q', 5]}"), "saw: b\"x\", want nothing");
	CHECK_TEXT(play(&stand, "{'peer': ['receive', 'q', {'bytes': '78'}]}"),
		"gives {\"bytes\": \"78\"}");
	close(stand.subject);
	CHECK_TEXT(play(&stand, "{'peer': ['silent', 'q', 5]}"), "saw: the end, want nothing");
	connect_subject(&stand, "p", SOCK_STREAM);
	CHECK_TEXT(play(&stand, "{'peer': ['silent', 'p', 5]}"), "saw: a connection, want nothing");
	CHECK_TEXT(play(&stand, "{'peer': ['accept', 'p'], 'as': 'r'}"), "gives null");
	reset_by_subject(&stand);
	CHECK_TEXT(play(&stand, "{'peer': ['silent', 'r', 5]}"), "saw: ECONNRESET, want nothing");
	end(&stand, false);
}

static void half_closes(void)
{
	struct stand stand;

	raise_connected(&stand, "inet");
	CHECK_TEXT(play(&stand, "{'peer': ['shutdown', 'q', 'write']}"), "gives null");
	CHECK_TEXT(hear(&stand, 0), "the end");
	say(&stand, "still");
	CHECK_TEXT(play(&stand, "{'peer': ['receive', 'q', {'bytes': '7374696c6c'}]}"),
		"gives {\"bytes\": \"7374696c6c\"}");
	CHECK_TEXT(play(&stand, "{'peer': ['send', 'q', {'bytes': '61'}]}"), "broken: EPIPE");
	CHECK_TEXT(play(&stand, "{'peer': ['shutdown', 'q', 'read']}"), "gives null");
	CHECK_TEXT(play(&stand, "{'peer': ['eof', 'q']}"), "gives null");
	end(&stand, false);
	raise_connected(&stand, "unix");
	CHECK_TEXT(play(&stand, "{'peer': ['shutdown', 'q', 'both']}"), "gives null");
	CHECK_TEXT(hear(&stand, 0), "the end");
	CHECK_NUMBER(send(stand.subject, "x", 1, MSG_NOSIGNAL), -1);
	end(&stand, false);
	raise_usual(&stand);
	play(&stand, "{'peer': ['bind', 'inet'], 'as': 'p'}");
	CHECK_TEXT(play(&stand, "{'peer': ['shutdown', 'p', 'write']}"), "broken: ENOTCONN");
	end(&stand, false);
}

static void resets(void)
{
	struct stand stand;

	raise_connected(&stand, "inet6");
	CHECK_TEXT(play(&stand, "{'peer': ['reset', 'q']}"), "gives null");
	CHECK_TEXT(hear(&stand, 0), "ECONNRESET");
	CHECK_TEXT(play(&stand, "{'peer': ['reset', 'q']}"), "broken: there is no open q");
	end(&stand, false);
	raise_connected(&stand, "unix");
	CHECK_TEXT(play(&stand, "{'peer': ['reset', 'q']}"),
		"broken: only a TCP connection can be reset");
	end(&stand, false);
}

/* --- connections -------------------------------------------------------------------------- */

static void connects_to_the_subject(void)
{
	static const char *const steps[] = {
		"{'peer': ['connect', {'tuple': ['127.0.0.1', %d]}], 'as': 'q'}",
		"{'peer': ['connect', {'tuple': ['::1', %d, 0, 0]}], 'as': 'q'}",
	};
	struct stand stand;
	char step[128];

	for (int i = 0; i < 2; i++) {
		raise_usual(&stand);
		play(&stand, of_family("{'peer': ['listen', '%s'], 'as': 'p'}", families[i]));
		struct plumb_address address = address_of(&stand, "p");
		const struct sockaddr_in *in = (const struct sockaddr_in *)&address.storage;
		snprintf(step, sizeof(step), steps[i], (int)ntohs(in->sin_port));
		CHECK_TEXT(play(&stand, step), "gives null");
		CHECK_TEXT(play(&stand, "{'peer': ['accept', 'p'], 'as': 'r'}"), "gives null");
		CHECK_TEXT(play(&stand, "{'peer': ['send', 'q', {'bytes': '61'}]}"), "gives null");
		CHECK_TEXT(play(&stand, "{'peer': ['receive', 'r', {'bytes': '61'}]}"),
			"gives {\"bytes\": \"61\"}");
		play(&stand, "{'peer': ['close', 'p']}");
		CHECK_TEXT(play(&stand, step), "broken: ECONNREFUSED");
		end(&stand, false);
	}
}

static void connects_to_a_path(void)
{
	struct stand stand;
	char step[128];

	raise_usual(&stand);
	play(&stand, "{'peer': ['listen', 'unix', 0], 'as': 'p'}");
	snprintf(step, sizeof(step), "{'peer': ['connect', '%s/peer0'], 'as': 'q'}",
		stand.directory);
	CHECK_TEXT(play(&stand, step), "gives null");
	meanwhile(&stand, "{'meanwhile': [['wait', 0.002], ['accept', 'p']]}");
	CHECK_TEXT(play(&stand, step), "gives null");
	CHECK_TEXT(play(&stand, "{'peer': ['connect', '/nowhere/at/all'], 'as': 'q'}"),
		"broken: ENOENT");
	CHECK_TEXT(end(&stand, false), "gives null");
}

static void connects_to_an_abstract_name(void)
{
	struct stand stand;
	const struct sockaddr_un here = {.sun_family = AF_UNIX};
	struct plumb_address name;
	char hex[64] = "";
	char step[128];

	raise_usual(&stand);
	stand.subject = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	CHECK_NUMBER(bind(stand.subject, (const struct sockaddr *)&here, sizeof(sa_family_t)), 0);
	CHECK_NUMBER(listen(stand.subject, 1), 0);
	CHECK_NUMBER(plumb_address_get(&name, stand.subject), 0);
	for (size_t i = 0; i < name.size - sizeof(sa_family_t); i++) {
		sprintf(hex + 2 * i, "%02x", (unsigned char)name.unix_path.sun_path[i]);
	}
	snprintf(step, sizeof(step), "{'peer': ['connect', {'bytes': '%s'}], 'as': 'q'}", hex);
	CHECK_TEXT(play(&stand, step), "gives null");
	end(&stand, false);
}

static void has_addresses(void)
{
	struct stand stand;
	char want[128];

	raise_connected(&stand, "inet");
	struct plumb_address address = address_of(&stand, "p");
	const struct sockaddr_in *in = (const struct sockaddr_in *)&address.storage;
	json_t *all = plumb_stage_addresses(stand.stage);
	snprintf(want, sizeof(want),
		"{'p': {'tuple': ['127.0.0.1', %d]}, 'q': {'tuple': ['127.0.0.1', %d]}}",
		ntohs(in->sin_port), ntohs(in->sin_port));
	CHECK_JSON(all, want);
	json_decref(all);
	end(&stand, false);
	raise_usual(&stand);
	play(&stand, "{'peer': ['bind', 'unix'], 'as': 'p'}");
	play(&stand, "{'peer': ['bind', 'inet6'], 'as': 'p'}");
	address = address_of(&stand, "p");
	CHECK_NUMBER(address.any.sa_family, AF_INET6);
	CHECK_NUMBER(address.size, sizeof(struct sockaddr_in6));
	end(&stand, false);
}

/* Whether one more connection hangs: it is not made, and does not fail either. */
static bool next_hangs(struct stand *stand, const char *name)
{
	struct plumb_address address = address_of(stand, name);
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
		raise_usual(&stand);
		snprintf(step, sizeof(step), "{'peer': ['listen', '%s'%s], 'as': 'p'}",
			families[i % 3], backlogs[i / 3]);
		play(&stand, step);
		connect_subject(&stand, "p", SOCK_STREAM);
		CU_ASSERT_FALSE(next_hangs(&stand, "p") && i / 3 != 1);
		CHECK_TEXT(play(&stand, "{'peer': ['fill', 'p']}"), "gives null");
		CU_ASSERT_TRUE(next_hangs(&stand, "p"));
		CHECK_TEXT(play(&stand, "{'peer': ['fill', 'p']}"), "gives null");
		end(&stand, false);
	}
	raise_usual(&stand);
	play(&stand, "{'peer': ['bind', 'unix'], 'as': 'p'}");
	CHECK_TEXT(play(&stand, "{'peer': ['accept', 'p'], 'as': 'q'}"), "broken: EOPNOTSUPP");
	end(&stand, false);
}

/* --- datagrams ---------------------------------------------------------------------------- */

static void plays_datagrams(void)
{
	struct stand stand;

	for (int i = 0; i < FAMILY_COUNT; i++) {
		raise_usual(&stand);
		CHECK_TEXT(
			play(&stand, of_family("{'peer': ['bind', '%s'], 'as': 'p'}", families[i])),
			"gives null");
		connect_subject(&stand, "p", SOCK_DGRAM);
		say(&stand, "abc");
		say(&stand, "");
		say(&stand, "de");
		say(&stand, "fgh");
		CHECK_TEXT(play(&stand, "{'peer': ['receive', 'p', {'bytes': '616263'}]}"),
			"gives {\"bytes\": \"616263\"}");
		CHECK_TEXT(play(&stand, "{'peer': ['receive', 'p', {'bytes': ''}]}"),
			"gives {\"bytes\": \"\"}");
		CHECK_TEXT(play(&stand, "{'peer': ['receive', 'p', {'bytes': '646566'}]}"),
			"saw: b\"de\", want b\"def\"");
		CHECK_TEXT(play(&stand, "{'peer': ['receive', 'p', {'bytes': '66'}]}"),
			"saw: b\"fgh\", want b\"f\"");
		CHECK_TEXT(play(&stand, "{'peer': ['silent', 'p', 0.001]}"), "gives null");
		say(&stand, "");
		CHECK_TEXT(
			play(&stand, "{'peer': ['silent', 'p', 5]}"), "saw: b\"\", want nothing");
		CHECK_TEXT(play(&stand, "{'peer': ['eof', 'p']}"), "broken: datagrams have no end");
		end(&stand, false);
	}
}

static void sends_datagrams(void)
{
	struct stand stand;
	char step[128];

	raise_usual(&stand);
	play(&stand, "{'peer': ['bind', 'inet'], 'as': 'p'}");
	play(&stand, "{'peer': ['bind', 'inet'], 'as': 'q'}");
	struct plumb_address address = address_of(&stand, "q");
	int port = ntohs(((const struct sockaddr_in *)&address.storage)->sin_port);
	snprintf(step, sizeof(step),
		"{'peer': ['sendto', 'p', {'bytes': '6162'}, {'tuple': ['127.0.0.1', %d]}]}", port);
	CHECK_TEXT(play(&stand, step), "gives null");
	CHECK_TEXT(play(&stand, "{'peer': ['receive', 'q', {'bytes': '6162'}]}"),
		"gives {\"bytes\": \"6162\"}");
	CHECK_TEXT(
		play(&stand, "{'peer': ['send', 'p', {'bytes': '61'}]}"), "broken: EDESTADDRREQ");
	snprintf(step, sizeof(step),
		"{'peer': ['connect', {'tuple': ['127.0.0.1', %d]}, 'dgram'], 'as': 'r'}", port);
	CHECK_TEXT(play(&stand, step), "gives null");
	CHECK_TEXT(play(&stand, "{'peer': ['send', 'r', {'bytes': ''}]}"), "gives null");
	CHECK_TEXT(play(&stand, "{'peer': ['receive', 'q', {'bytes': ''}]}"),
		"gives {\"bytes\": \"\"}");
	CHECK_TEXT(play(&stand, "{'peer': ['close', 'q']}"), "gives null");
	CHECK_TEXT(play(&stand, "{'peer': ['send', 'r', {'bytes': '61'}]}"), "gives null");
	CHECK_TEXT(play(&stand, "{'peer': ['receive', 'r', {'bytes': '61'}]}"),
		"saw: b\"\" and then ECONNREFUSED, want b\"a\"");
	CHECK_TEXT(play(&stand, "{'peer': ['sendto', 'p', {'bytes': '61'}, '/nowhere/at/all']}"),
		"broken: EAFNOSUPPORT");
	end(&stand, false);
}

/* --- time, signals, and the end ----------------------------------------------------------- */

static volatile sig_atomic_t signals;

static void count_signal(int number)
{
	(void)number;
	signals++;
}

static void sees_private_descriptors(void)
{
	int fds[2];
	char step[64];
	struct stand stand;

	CU_ASSERT_EQUAL_FATAL(pipe2(fds, O_CLOEXEC), 0);
	raise_usual(&stand);
	snprintf(step, sizeof(step), "{'peer': ['private', %d]}", fds[0]);
	CHECK_TEXT(play(&stand, step), "gives null");
	CU_ASSERT_EQUAL(fcntl(fds[0], F_SETFD, 0), 0);
	CHECK_HOLDS(play(&stand, step), "saw: that a program which is executed gets");
	close(fds[0]);
	CHECK_TEXT(play(&stand, step), "broken: ENOENT");
	close(fds[1]);
	end(&stand, false);
}

static void signals_the_subject(void)
{
	const struct sigaction counting = {.sa_handler = count_signal, .sa_flags = SA_RESTART};
	struct sigaction before;
	struct stand stand;

	sigaction(SIGUSR1, &counting, &before);
	signals = 0;
	raise_usual(&stand);
	CHECK_TEXT(play(&stand, "{'peer': ['signal', 0]}"), "gives null");
	CHECK_NUMBER(signals, 0);
	CHECK_TEXT(play(&stand, "{'peer': ['signal']}"), "gives null");
	CHECK_NUMBER(signals, 1);
	int64_t start_ns = plumb_now_ns();
	CHECK_TEXT(play(&stand, "{'peer': ['signal', 5, 0.004]}"), "gives null");
	CU_ASSERT_TRUE(plumb_now_ns() - start_ns >= 16 * millisecond_ns);
	CU_ASSERT_TRUE(signals > 2 && signals <= 6);
	end(&stand, false);
	sigaction(SIGUSR1, &before, NULL);
}

static void finds_the_subject_gone(void)
{
	struct stand stand;
	pid_t child = fork();

	if (child == 0) {
		_exit(0);
	}
	waitpid(child, NULL, 0);
	raise_stage(&stand, child, never_ns);
	CHECK_TEXT(play(&stand, "{'peer': ['signal']}"), "broken: ESRCH");
	end(&stand, false);
}

static void lets_time_pass(void)
{
	struct stand stand;

	raise_usual(&stand);
	int64_t start_ns = plumb_now_ns();
	CHECK_TEXT(play(&stand, "{'peer': ['wait', 0.01]}"), "gives null");
	CU_ASSERT_TRUE(plumb_now_ns() - start_ns >= 10 * millisecond_ns);
	end(&stand, false);
}

/* Steps that wait for what never comes, for the deadline and for being broken off. */
static const char *const waiting[] = {
	"{'peer': ['accept', 'p'], 'as': 'r'}",
	"{'peer': ['eof', 'q']}",
	"{'peer': ['silent', 'q', 3600]}",
	"{'peer': ['wait', 3600]}",
	"{'peer': ['signal', 2, 3600]}",
	"{'peer': ['send', 'q', {'bytes': ['61', 16000000]}]}",
	"{'peer': ['receive', 'q', {'bytes': '61'}]}",
};

enum { WAITING = sizeof(waiting) / sizeof(*waiting) };

static const char *waited(size_t i, const char *reason)
{
	static char text[128];
	bool receives = i == WAITING - 1;

	snprintf(text, sizeof(text), "broken: %s%s", reason,
		receives ? ", with 0 of 1 bytes received" : "");
	return text;
}

static void ends_at_the_deadline(void)
{
	struct stand stand;

	signal(SIGUSR1, SIG_IGN);
	for (size_t i = 0; i < WAITING; i++) {
		int64_t deadline_ns = plumb_now_ns() + 30 * millisecond_ns;
		raise_stage(&stand, getpid(), deadline_ns);
		play(&stand, "{'peer': ['listen', 'unix'], 'as': 'p'}");
		connect_subject(&stand, "p", SOCK_STREAM);
		play(&stand, "{'peer': ['accept', 'p'], 'as': 'q'}");
		CHECK_TEXT(play(&stand, waiting[i]), waited(i, "the deadline passed"));
		CU_ASSERT_TRUE(plumb_now_ns() >= deadline_ns);
		CHECK_TEXT(end(&stand, false), "gives null");
	}
	signal(SIGUSR1, SIG_DFL);
}

static void full_queues_end_at_the_deadline(void)
{
	struct stand stand;
	char step[128];

	raise_stage(&stand, getpid(), plumb_now_ns() + 50 * millisecond_ns);
	play(&stand, "{'peer': ['listen', 'unix', 0], 'as': 'p'}");
	play(&stand, "{'peer': ['fill', 'p']}");
	snprintf(step, sizeof(step), "{'peer': ['connect', '%s/peer0'], 'as': 'q'}",
		stand.directory);
	CHECK_TEXT(play(&stand, step), "broken: the deadline passed");
	end(&stand, false);
	raise_stage(&stand, getpid(), plumb_now_ns() + 50 * millisecond_ns);
	play(&stand, "{'peer': ['bind', 'unix'], 'as': 'p'}");
	snprintf(step, sizeof(step), "{'peer': ['connect', '%s/peer0', 'dgram'], 'as': 'q'}",
		stand.directory);
	CHECK_TEXT(play(&stand, step), "gives null");
	for (int i = 0; i < 10000 && strcmp(stand.told, "gives null") == 0; i++) {
		play(&stand, "{'peer': ['send', 'q', {'bytes': '61'}]}");
	}
	CHECK_TEXT(stand.told, "broken: the deadline passed");
	end(&stand, false);
}

/* The outcome of the step that was broken off comes before the end's own. */
struct two_ends {
	struct stand *stand;
	char of_step[512];
};

static void tell_step(void *context, const json_t *outcome)
{
	struct two_ends *ends = context;
	const char *broken = json_string_value(json_object_get(outcome, "broken"));

	CU_ASSERT_FALSE(ends->stand->done);
	snprintf(ends->of_step, sizeof(ends->of_step), "broken: %s", broken ? broken : "not");
}

static void is_broken_off(void)
{
	struct stand stand;
	struct two_ends ends = {.stand = &stand};

	signal(SIGUSR1, SIG_IGN);
	for (size_t i = 0; i < WAITING; i++) {
		raise_connected(&stand, "inet");
		json_t *step = json_of(waiting[i]);
		plumb_stage_play(stand.stage, step, tell_step, &ends);
		json_decref(step);
		CHECK_TEXT(end(&stand, true), "gives null");
		CHECK_HOLDS(ends.of_step, "broken: broken off");
	}
	signal(SIGUSR1, SIG_DFL);
}

static void is_broken_off_while_it_waits(void)
{
	struct stand stand;

	signal(SIGUSR1, SIG_IGN);
	for (size_t i = 0; i < WAITING; i++) {
		raise_connected(&stand, "unix");
		begin(&stand, waiting[i]);
		for (int turn = 0; turn < 5 && !stand.done; turn++) {
			uv_run(&stand.loop, UV_RUN_NOWAIT);
			usleep(1000);
		}
		CU_ASSERT_FALSE(stand.done);
		plumb_stage_cancel(stand.stage);
		CHECK_TEXT(told(&stand), waited(i, "broken off"));
		CHECK_TEXT(end(&stand, false), "gives null");
	}
	signal(SIGUSR1, SIG_DFL);
}

static void breaks_off_what_has_no_thread_yet(void)
{
	struct stand stand;

	raise_usual(&stand);
	for (int i = 0; i < 40; i++) {
		meanwhile(&stand, "{'meanwhile': [['wait', 3600]]}");
	}
	CHECK_TEXT(end(&stand, true), "broken: broken off");
}

static void is_broken_off_while_it_ends(void)
{
	struct stand stand;

	raise_usual(&stand);
	meanwhile(&stand, "{'meanwhile': [['wait', 3600]]}");
	stand.done = false;
	plumb_stage_end(stand.stage, false, tell, &stand);
	uv_run(&stand.loop, UV_RUN_NOWAIT);
	CU_ASSERT_FALSE(stand.done);
	plumb_stage_cancel(stand.stage);
	CHECK_TEXT(told(&stand), "broken: broken off");
	CHECK_NUMBER(rmdir(stand.directory), 0);
	CHECK_NUMBER(uv_loop_close(&stand.loop), 0);
}

static void plays_meanwhile(void)
{
	struct stand stand;

	raise_connected(&stand, "inet");
	meanwhile(&stand, "{'meanwhile': [['wait', 0.005], ['send', 'q', {'bytes': '61'}], "
			  "['shutdown', 'q', 'write']]}");
	CHECK_TEXT(hear(&stand, 0), "a");
	CHECK_TEXT(hear(&stand, 0), "the end");
	CHECK_TEXT(end(&stand, false), "gives null");
}

static void tells_the_first_failure_of_a_meanwhile(void)
{
	struct stand stand;

	raise_connected(&stand, "inet");
	say(&stand, "x");
	meanwhile(&stand, "{'meanwhile': [['receive', 'q', {'bytes': '61'}], ['send', 'q', "
			  "{'bytes': '61'}]]}");
	CHECK_TEXT(end(&stand, false), "saw: b\"x\", want b\"a\"");
}

static void closes_after_the_last_use(void)
{
	struct stand stand;

	raise_connected(&stand, "unix");
	meanwhile(&stand, "{'meanwhile': [['receive', 'q', {'bytes': '6162'}]]}");
	say(&stand, "a");
	/* Once that is read, the other thread has the peer, and waits for more. */
	while (strcmp(play(&stand, "{'peer': ['silent', 'q', 0]}"), "gives null") != 0) {
	}
	begin(&stand, "{'peer': ['close', 'q']}");
	say(&stand, "b");
	CHECK_TEXT(told(&stand), "gives null");
	CHECK_TEXT(hear(&stand, 0), "the end");
	CHECK_TEXT(end(&stand, false), "gives null");
}

static int open_descriptors(void)
{
	DIR *directory = opendir("/proc/self/fd");
	int count = 0;

	while (readdir(directory)) {
		count++;
	}
	closedir(directory);
	return count;
}

static void leaves_nothing_open(void)
{
	struct stand stand;

	raise_usual(&stand);
	end(&stand, false);
	int before = open_descriptors();
	for (int i = 0; i < FAMILY_COUNT; i++) {
		raise_connected(&stand, families[i]);
		play(&stand, "{'peer': ['fill', 'p']}");
		play(&stand, "{'peer': ['connect', '/nowhere'], 'as': 'x'}");
		play(&stand, "{'peer': ['connect', {'tuple': ['127.0.0.1', 1]}], 'as': 'x'}");
		play(&stand, of_family("{'peer': ['bind', '%s'], 'as': 'p'}", families[i]));
		end(&stand, true);
	}
	CHECK_NUMBER(open_descriptors(), before);
}

static void too_long_a_path(void)
{
	struct stand stand;
	char directory[128] = "/tmp/";

	raise_usual(&stand);
	memset(directory + 5, 'x', 110);
	const struct plumb_stage_row row = {.subject_pid = getpid(),
		.directory = directory,
		.deadline_ns = never_ns,
		.lab_fd = -1};
	struct plumb_stage *usual = stand.stage;
	stand.stage = plumb_stage_new(&stand.loop, &row);
	CHECK_TEXT(play(&stand, "{'peer': ['listen', 'unix'], 'as': 'p'}"), "broken: ENAMETOOLONG");
	stand.done = false;
	plumb_stage_end(stand.stage, false, tell, &stand);
	told(&stand);
	stand.stage = usual;
	end(&stand, false);
}

static void has_no_other_host_outside_a_lab(void)
{
	struct stand stand;

	raise_usual(&stand);
	CHECK_TEXT(play(&stand, "{'peer': ['listen', 'far'], 'as': 'p'}"), "broken: ENONET");
	CHECK_TEXT(play(&stand, "{'peer': ['bind', 'far-link'], 'as': 'p'}"), "broken: ENONET");
	CHECK_TEXT(play(&stand, "{'peer': ['connect', {'tuple': ['192.0.2.1', 9]}, 'far']}"),
		"broken: ENONET");
	CHECK_TEXT(play(&stand, "{'peer': ['wire', 'down']}"), "broken: ENONET");
	end(&stand, false);
}

/* A lab that is gone leaves a door with nobody behind it. */
static void finds_the_lab_gone(void)
{
	struct stand stand;
	int ends[2];

	raise_usual(&stand);
	CHECK_NUMBER(plumb_lab_door(ends), 0);
	const struct plumb_stage_row row = {.subject_pid = getpid(),
		.directory = stand.directory,
		.deadline_ns = never_ns,
		.lab_fd = ends[0]};
	struct plumb_stage *usual = stand.stage;
	stand.stage = plumb_stage_new(&stand.loop, &row);
	/* The stage has a door of its own. */
	close(ends[0]);
	close(ends[1]);
	CHECK_TEXT(play(&stand, "{'peer': ['listen', 'inet'], 'as': 'p'}"), "broken: EPIPE");
	CHECK_TEXT(play(&stand, "{'peer': ['bind', 'far'], 'as': 'p'}"), "broken: EPIPE");
	CHECK_TEXT(play(&stand, "{'peer': ['wire', 'silent']}"), "broken: EPIPE");
	stand.done = false;
	plumb_stage_end(stand.stage, false, tell, &stand);
	CHECK_TEXT(told(&stand), "gives null");
	stand.stage = usual;
	end(&stand, false);
}

static void names_no_peer(void)
{
	struct stand stand;

	raise_connected(&stand, "inet");
	CHECK_TEXT(play(&stand, "{'peer': ['eof', 'x']}"), "broken: there is no peer x");
	play(&stand, "{'peer': ['close', 'q']}");
	CHECK_TEXT(play(&stand, "{'peer': ['eof', 'q']}"), "broken: there is no open q");
	CHECK_TEXT(play(&stand, "{'peer': ['connect', {'var': 'a'}], 'as': 'r'}"),
		"broken: an address is a tuple, a string or bytes");
	CHECK_TEXT(
		play(&stand, "{'peer': ['greet', 'q']}"), "broken: the far end has no such step");
	end(&stand, false);
}

/* --- the form of steps -------------------------------------------------------------------- */

static void takes_what_the_tables_may_say(void)
{
	static const char *const right[] = {
		"{'peer': ['listen', 'inet'], 'as': 'p'}",
		"{'peer': ['listen', 'unix', 0], 'as': 'p'}",
		"{'peer': ['bind', 'inet6'], 'as': 'p'}",
		"{'peer': ['connect', {'var': 'addr'}], 'as': 'q'}",
		"{'peer': ['connect', {'tuple': ['::1', 65535, 0, 4294967295]}, 'dgram']}",
		"{'peer': ['connect', {'path': 's'}]}",
		"{'peer': ['connect', {'bytes': '0061'}]}",
		"{'peer': ['send', 'q', {'bytes': ['61', 1000]}, ['MSG_OOB']]}",
		"{'peer': ['sendto', 'q', {'var': 'b'}, {'peer': 'p'}]}",
		"{'peer': ['silent', 'q', 0.05]}",
		"{'peer': ['signal']}",
		"{'peer': ['signal', 20, 0.01]}",
		"{'peer': ['wait', 3600]}",
		"{'meanwhile': [['wait', 0], ['signal', 3]]}",
	};
	char why[256];

	for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++) {
		json_t *step = json_of(right[i]);
		strcpy(why, "");
		plumb_stage_check(step, why, sizeof(why));
		CHECK_TEXT(why, "");
		json_decref(step);
	}
}

static void refuses_other_steps(void)
{
	static const struct {
		const char *step;
		const char *why;
	} wrong[] = {
		{"{'peer': []}", "no such step"},
		{"{'peer': 'wait'}", "no such step"},
		{"{'peer': [5]}", "no such step"},
		{"{'peer': ['greet', 'q']}", "no such step"},
		{"{'peer': ['listen'], 'as': 'p'}", "listen: takes 1 to 2 arguments, not 0"},
		{"{'peer': ['listen', 'inet', 5, 5], 'as': 'p'}", "takes 1 to 2 arguments, not 3"},
		{"{'peer': ['listen', 'tipc'], 'as': 'p'}", "want inet, inet6, unix"},
		{"{'peer': ['listen', 2], 'as': 'p'}", "want inet"},
		{"{'peer': ['listen', 'inet', -1], 'as': 'p'}", "want a number"},
		{"{'peer': ['listen', 'inet', 1.5], 'as': 'p'}", "want a number"},
		{"{'peer': ['listen', 'inet'], 'as': ['p', 'q']}", "one name"},
		{"{'peer': ['accept', {'var': 'p'}]}", "the name of a peer"},
		{"{'peer': ['eof', 'q'], 'as': 'r'}", "eof: makes no peer"},
		{"{'peer': ['connect', 80]}", "an address is"},
		{"{'peer': ['connect', '']}", "1 to 108 bytes"},
		{"{'peer': ['connect', {'bytes': ['61', 109]}]}", "1 to 108 bytes, not 109"},
		{"{'peer': ['connect', {'tuple': ['localhost', 80]}]}", "not numeric"},
		{"{'peer': ['connect', {'tuple': ['127.0.0.1', 65536]}]}", "an address is"},
		{"{'peer': ['connect', {'tuple': ['127.0.0.1']}]}", "an address is"},
		{"{'peer': ['connect', {'tuple': ['::1', 1, 0, -1]}]}", "an address is"},
		{"{'peer': ['connect', {'tuple': ['::1', 1, 0, 0, 0]}]}", "an address is"},
		{"{'peer': ['connect', {'tuple': ['::1', 1]}, 'stream']}", "want \"dgram\" or"},
		{"{'peer': ['send', 'q', 'text']}", "want bytes"},
		{"{'peer': ['send', 'q', {'bytes': '6'}]}", "want bytes"},
		{"{'peer': ['send', 'q', {'bytearray': '61'}]}", "want bytes"},
		{"{'peer': ['send', 'q', {'bytes': '61'}, []]}", "MSG_"},
		{"{'peer': ['send', 'q', {'bytes': '61'}, ['SO_ERROR']]}", "MSG_"},
		{"{'peer': ['send', 'q', {'bytes': '61'}, ['MSG_NONE']]}", "MSG_"},
		{"{'peer': ['private', -1]}", "want a descriptor"},
		{"{'peer': ['wire', 'cut']}", "want \"up\", \"silent\" or \"down\""},
		{"{'peer': ['shutdown', 'q', 'none']}", "want \"read\""},
		{"{'peer': ['silent', 'q', -0.5]}", "want seconds"},
		{"{'peer': ['wait', 3601]}", "want seconds"},
		{"{'peer': ['wait', 'long']}", "want seconds"},
		{"{'meanwhile': []}", "want a list"},
		{"{'meanwhile': ['wait', 1]}", "no such step"},
		{"{'meanwhile': [['wait', 1], ['eof']]}", "eof: takes"},
	};
	char why[256];

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		json_t *step = json_of(wrong[i].step);
		strcpy(why, "");
		CU_ASSERT_FALSE(plumb_stage_check(step, why, sizeof(why)));
		CHECK_HOLDS(why, wrong[i].why);
		json_decref(step);
	}
}

CU_TestInfo stage_tests[] = {
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
	{"connects to the subject", connects_to_the_subject},
	{"connects to a path", connects_to_a_path},
	{"connects to an abstract name", connects_to_an_abstract_name},
	{"has addresses", has_addresses},
	{"fills a backlog", fills_a_backlog},
	{"plays datagrams", plays_datagrams},
	{"sends datagrams", sends_datagrams},
	{"sees private descriptors", sees_private_descriptors},
	{"signals the subject", signals_the_subject},
	{"finds the subject gone", finds_the_subject_gone},
	{"lets time pass", lets_time_pass},
	{"ends at the deadline", ends_at_the_deadline},
	{"ends at the deadline where queues are full", full_queues_end_at_the_deadline},
	{"is broken off", is_broken_off},
	{"is broken off while it waits", is_broken_off_while_it_waits},
	{"breaks off what has no thread yet", breaks_off_what_has_no_thread_yet},
	{"is broken off while it ends", is_broken_off_while_it_ends},
	{"plays meanwhile", plays_meanwhile},
	{"tells the first failure of a meanwhile", tells_the_first_failure_of_a_meanwhile},
	{"closes after the last use", closes_after_the_last_use},
	{"leaves nothing open", leaves_nothing_open},
	{"says that a path is too long", too_long_a_path},
	{"has no other host outside a lab", has_no_other_host_outside_a_lab},
	{"finds the lab gone", finds_the_lab_gone},
	{"knows its peers", names_no_peer},
	{"takes what tables may say", takes_what_the_tables_may_say},
	{"refuses other steps", refuses_other_steps},
	CU_TEST_INFO_NULL,
};
