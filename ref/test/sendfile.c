/* Sending files. */
#include "call_script.h"
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Makes an unlinked file of this size, at position 3. */
static int make_file(size_t size)
{
	char path[] = "/tmp/test-pysock-XXXXXX";
	int fd = mkostemp(path, O_CLOEXEC);

	CU_ASSERT_FATAL(fd >= 0);
	(void)unlink(path);
	for (size_t i = 0; i < size; i++) {
		char byte = (char)('a' + i % 26);
		CU_ASSERT_EQUAL_FATAL(write(fd, &byte, 1), 1);
	}
	(void)lseek(fd, 3, SEEK_SET);
	return fd;
}

/* The bytes that have reached the other end, as far as there is room. */
static const char *received(struct pysock *s)
{
	static char bytes[100];
	ssize_t got;

	memset(bytes, 0, sizeof bytes);
	got = recv(pysock_fileno(s), bytes, sizeof bytes - 1, MSG_DONTWAIT);
	return got < 0 ? "nothing" : bytes;
}

static void test_parts(void)
{
	static const struct {
		int64_t offset, count, sent;
		const char *bytes;
		off_t position;
	} rows[] = {
		{0, 0, 10, "abcdefghij", 10},
		{4, 0, 6, "efghij", 10},
		{0, 4, 4, "abcd", 4},
		{8, 4, 2, "ij", 10},
		{9, 1, 1, "j", 10},
		{10, 0, 0, "nothing", 3},
		{99, 5, 0, "nothing", 3},
	};
	int fd = make_file(10);
	struct pysock *pair[2];

	make_pair(pair);
	for (size_t i = 0; i < 2 * sizeof rows / sizeof rows[0]; i++) {
		size_t row = i / 2;

		/* Once by the system's sendfile(), once in pieces. */
		(void)lseek(fd, 3, SEEK_SET);
		wrap_arm("sendfile", i % 2 == 1 ? 1 : 0, EINVAL);
		CHECK_NUMBER(
			pysock_sendfile(pair[0], fd, rows[row].offset, rows[row].count, &raised),
			rows[row].sent);
		wrap_disarm();
		CHECK_TEXT(received(pair[1]), rows[row].bytes);
		/* In pieces, the position moves only if something was sent. */
		if (i % 2 == 0 || rows[row].sent > 0)
			CHECK_NUMBER(lseek(fd, 0, SEEK_CUR), rows[row].position);
	}
	free_pair(pair);
	(void)close(fd);
}

static void test_refused(void)
{
	int fd = make_file(10), ends[2];
	struct pysock *pair[2];
	struct pysock *datagram;

	make_pair(pair);
	CHECK_RAISES(pysock_sendfile(pair[0], fd, -1, 0, &raised), PYSOCK_ERROR, EINVAL);
	CHECK_RAISES(pysock_sendfile(pair[0], fd, 0, -1, &raised), PYSOCK_VALUE_ERROR, NO_CODE);
	CHECK_RAISES(pysock_sendfile(pair[0], -1, 0, 0, &raised), PYSOCK_ERROR, EBADF);
	set_timeout(pair[0], 0);
	CHECK_RAISES(pysock_sendfile(pair[0], fd, 0, 0, &raised), PYSOCK_VALUE_ERROR, NO_CODE);
	CHECK_OK(pysock_socket(AF_INET, SOCK_DGRAM, 0, &datagram, &raised));
	CHECK_RAISES(pysock_sendfile(datagram, fd, 0, 0, &raised), PYSOCK_VALUE_ERROR, NO_CODE);
	pysock_free(datagram);
	/* A pipe has no position, so it cannot be read from an offset. */
	set_timeout(pair[0], 5);
	CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
	CHECK_RAISES(pysock_sendfile(pair[0], ends[0], 5, 0, &raised), PYSOCK_ERROR, ESPIPE);
	CU_ASSERT_EQUAL(write(ends[1], "piped", 5), 5);
	CHECK_NUMBER(pysock_sendfile(pair[0], ends[0], 0, 4, &raised), 4);
	CHECK_TEXT(received(pair[1]), "pipe");
	(void)close(ends[1]);
	CHECK_NUMBER(pysock_sendfile(pair[0], ends[0], 0, 0, &raised), 1);
	(void)close(ends[0]);
	CHECK_NUMBER(lseek(fd, 0, SEEK_CUR), 3);
	free_pair(pair);
	(void)close(fd);
}

static void note_signal(int number)
{
	(void)number;
	CU_FAIL("SIGPIPE was raised");
}

/* If the peer is gone, both ways raise an error, and neither raises a signal. */
static void test_no_sigpipe(void)
{
	struct sigaction action = {.sa_handler = note_signal}, before;
	int fd = make_file(10);

	(void)sigaction(SIGPIPE, &action, &before);
	for (int way = 0; way < 2; way++) {
		struct pysock *pair[2];

		make_pair(pair);
		pysock_free(pair[1]);
		wrap_arm("sendfile", way, EINVAL);
		CHECK_RAISES(pysock_sendfile(pair[0], fd, 0, 0, &raised), PYSOCK_ERROR, EPIPE);
		wrap_disarm();
		pysock_free(pair[0]);
	}
	(void)sigaction(SIGPIPE, &before, NULL);
	(void)close(fd);
}

/* The timeout covers the whole call; the position shows how much was sent. */
static void test_timeout(void)
{
	int fd = make_file(10);
	struct pysock *pair[2];
	int64_t start;

	make_pair(pair);
	CU_ASSERT_EQUAL(ftruncate(fd, 8 << 20), 0);
	for (int way = 0; way < 2; way++) {
		set_timeout(pair[0], 0.05);
		start = now_ns();
		(void)lseek(fd, 0, SEEK_SET);
		wrap_arm("sendfile", way, EINVAL);
		CHECK_RAISES(pysock_sendfile(pair[0], fd, 0, 0, &raised), PYSOCK_TIMEOUT, NO_CODE);
		wrap_disarm();
		CU_ASSERT(now_ns() - start >= 50000000);
		if (way == 0)
			CU_ASSERT(lseek(fd, 0, SEEK_CUR) > 0);
	}
	free_pair(pair);
	(void)close(fd);
}

static void test_door(void)
{
	char line[100], path[] = "/tmp/test-pysock-XXXXXX";
	int fd = mkostemp(path, O_CLOEXEC);

	CU_ASSERT_FATAL(fd >= 0);
	CU_ASSERT_EQUAL(write(fd, "0123456789", 10), 10);
	(void)snprintf(line, sizeof line, "f = open('%s', 'rb')", path);
	const struct script_line lines[] = {{line, "<file>"}, {"a, b = socketpair()", NULL},
		{"f.read(2)", "b'01'"}, {"f.tell()", "2"}, {"a.sendfile(f)", "10"},
		{"b.recv(99)", "b'0123456789'"}, {"f.tell()", "10"}, {"f.read()", "b''"},
		{"a.sendfile(f, 3, 4)", "4"}, {"b.recv(99)", "b'3456'"}, {"f.tell()", "7"},
		{"f.read(1)", "b'7'"}, {"a.sendfile(f, 10)", "0"}, {"f.tell()", "8"},
		{"a.sendfile(offset=9, file=f, count=None)", "1"}, {"f.seek(-1)", "error EINVAL"},
		{"f.seek(0)", "0"}, {"f.seek(-1, 2)", "9"}, {"f.read(5)", "b'9'"},
		{"a.sendfile(f, 0, 0)", "ValueError"}, {"a.sendfile(f, 0, -1)", "ValueError"},
		{"a.sendfile(f, 0, -99999999999999999999)", "ValueError"},
		{"a.sendfile(f, 0, 99999999999999999999)", "10"}, {"b.recv(99)", NULL},
		{"a.sendfile(f, 0, 1.0)", "TypeError"}, {"a.sendfile(f, 'x')", "TypeError"},
		{"a.sendfile(f, -1)", "error EINVAL"}, {"a.sendfile(None)", "AttributeError"},
		{"a.sendfile(f, 0, True)", "1"}, {"a.setblocking(0)", "None"},
		{"a.sendfile(f)", "ValueError"}, {"f.close()", "None"},
		{"a.sendfile(f)", "ValueError"}, {"f.tell()", "ValueError"}, {NULL, NULL}};
	script_play(__FILE__, __LINE__, lines);
	(void)unlink(path);
	(void)close(fd);
	/* A file made from a socket is sent from its unread bytes on. */
	PLAY({"a, b = socketpair()", NULL}, {"c, d = socketpair()", NULL},
		{"f = c.makefile('rb')", "<file>"}, {"d.send(b'xyz')", "3"}, {"f.read(1)", "b'x'"},
		{"d.close()", "None"}, {"a.sendfile(f)", "2"}, {"b.recv(9)", "b'yz'"},
		{"a.sendfile(f)", "0"}, {"a.sendfile(f, 1)", "error"}, {"f.tell()", "error"},
		{"g = c.makefile('r')", NULL}, {"a.sendfile(g)", "ValueError"},
		{"g = c.makefile('wb')", NULL}, {"a.sendfile(g)", "error"},
		{"u = socket(AF_INET, SOCK_DGRAM)", NULL}, {"u.sendfile(f)", "ValueError"},
		{"a.setblocking(0)", "None"}, {"a.sendfile(f)", "ValueError"},
		{"f.__enter__()", "<file>"}, {"f.__exit__(None, None, None)", "None"},
		{"f.closed", "True"}, {"f.__enter__()", "ValueError"});
}

static void test_open(void)
{
	char path[] = "/tmp/test-pysock-XXXXXX", lines_text[8][100];
	int fd = mkostemp(path, O_CLOEXEC);

	CU_ASSERT_FATAL(fd >= 0);
	for (size_t i = 0; i < 8; i++) {
		static const char *const modes[] = {"wb", "ab", "r", "r+b", "x", "q", "rw", ""};
		(void)snprintf(lines_text[i], sizeof lines_text[i], "f = open('%s', '%s')", path,
			modes[i]);
	}
	const struct script_line lines[] = {{lines_text[0], "<file>"}, {"f.write(b'ab')", "2"},
		{"f.seek(2)", "2"}, {"f.seek(-9, 1)", "error EINVAL"}, {"f.readable()", "False"},
		{"f.close()", "None"}, {lines_text[1], "<file>"}, {"f.write(b'cd')", "2"},
		{"f.close()", "None"}, {lines_text[2], "<file>"}, {"f.read()", "'abcd'"},
		{lines_text[3], "<file>"}, {"f.read(1)", "b'a'"}, {"f.seek(3)", "3"},
		{"f.read(1)", "b'd'"}, {"f.writable()", "True"}, {"f.close()", "None"},
		{lines_text[4], "error EEXIST"}, {lines_text[5], "ValueError"},
		{lines_text[6], "ValueError"}, {lines_text[7], "ValueError"},
		{"open('/nowhere/at/all', 'r')", "error ENOENT"}, {NULL, NULL}};
	script_play(__FILE__, __LINE__, lines);
	/* Nothing is sent where nothing was read. */
	PLAY({"a, b = socketpair()", NULL}, {"c, d = socketpair()", NULL}, {"d.close()", NULL},
		{"f = c.makefile('rb')", NULL}, {"a.shutdown(1)", NULL}, {"a.sendfile(f)", "0"});
	(void)unlink(path);
	(void)close(fd);
}

/* One call uses up an iterator. */
static void test_iterator(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"i = iter([b'ab', b'c'])", "<list_iterator>"},
		{"a.sendmsg(i)", "3"}, {"a.sendmsg(i)", "0"},
		{"a.sendmsg([b'x'], [iter([1, 2, b''])])", "TypeError"},
		{"a.sendmsg([b'x'], iter([]))", "1"});
}

static size_t asked[4];
static int asks;

static ssize_t take_all(int to, int from, off_t *offset, size_t size)
{
	(void)to, (void)from, (void)offset;
	if (asks < 4)
		asked[asks] = size;
	asks++;
	return (ssize_t)size;
}

static void test_most_at_once(void)
{
	const int64_t most = 1 << 30;
	int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	struct pysock *pair[2];
	sigset_t blocked;

	make_pair(pair);
	answers.sendfile = take_all;
	CHECK_NUMBER(pysock_sendfile(pair[0], fd, 0, 2 * most + 5, &raised), 2 * most + 5);
	answers = no_answers;
	CHECK_NUMBER(asks, 3);
	CHECK_NUMBER(asked[0], most);
	CHECK_NUMBER(asked[1], most);
	CHECK_NUMBER(asked[2], 5);
	/* No signal stays held back. */
	CHECK_NUMBER(pthread_sigmask(SIG_BLOCK, NULL, &blocked), 0);
	CHECK_NUMBER(sigismember(&blocked, SIGPIPE), 0);
	free_pair(pair);
	(void)close(fd);
}

CU_TestInfo sendfile_tests[] = {
	{"a part of a file is sent, and its position follows", test_parts},
	{"what cannot be sent is refused", test_refused},
	{"a peer that is gone raises no signal", test_no_sigpipe},
	{"a timeout ends it", test_timeout},
	{"through the door", test_door},
	{"files are opened by their path", test_open},
	{"an iterator serves once", test_iterator},
	{"the system is asked for no more than it sends at once", test_most_at_once},
	CU_TEST_INFO_NULL,
};
