/* The files of makefile(), through the calling door. */
#include "call_script.h"
#include "suite.h"

#include <stdio.h>

static void test_modes(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"a.makefile('a')", "ValueError"},
		{"a.makefile('r+')", "ValueError"}, {"a.makefile('r\\x00')", "ValueError"},
		{"a.makefile(None)", "TypeError"}, {"a.makefile('r', 0)", "ValueError"},
		{"a.makefile('rb', 'x')", "TypeError"},
		{"a.makefile('rb', 99999999999)", "OverflowError"}, {"f = a.makefile()", "<file>"},
		{"f.readable()", "True"}, {"f.writable()", "False"},
		{"f = a.makefile('wb', bufsize=16)", "<file>"}, {"f.readable()", "False"},
		{"f.writable()", "True"}, {"f = a.makefile(mode='rwb', buffering=None)", "<file>"},
		{"f.readable()", "True"}, {"f.writable()", "True"}, {"f.name", "AttributeError"},
		{"f.closed = True", "AttributeError"}, {"a.settimeout(1)", "None"},
		{"a.makefile()", "error"}, {"a.settimeout(0)", "None"},
		{"a.makefile('rw')", "error"});
}

static void test_binary(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"f = a.makefile('rwb')", NULL},
		{"b.send(b'one\\ntwo\\r\\nthree\\n\\nx')", "17"}, {"b.shutdown(SHUT_WR)", "None"},
		{"f.read(2)", "b'on'"}, {"f.read(0)", "b''"}, {"f.readline()", "b'e\\n'"},
		{"f.readline(2)", "b'tw'"}, {"f.readlines(1)", "[b'o\\x0d\\n']"},
		{"f.readlines()", "[b'three\\n', b'\\n', b'x']"}, {"f.readlines()", "[]"},
		{"f.read()", "b''"}, {"f.readline()", "b''"}, {"f.write(b'abc')", "3"},
		{"f.write(bytearray(b'd'))", "1"}, {"f.write('x')", "TypeError"},
		{"f.write(strided(b'abcd'))", "BufferError"}, {"f.write()", "TypeError"},
		{"b.settimeout(0)", NULL}, {"b.recv(9)", "error EAGAIN"}, {"f.flush()", "None"},
		{"b.recv(9)", "b'abcd'"}, {"f.write(b'e')", "1"}, {"f.close()", "None"},
		{"b.recv(9)", "b'e'"}, {"f.closed", "True"}, {"f.close()", "None"},
		{"f.read('x')", "TypeError"}, {"f.read(99999999999999999999)", "OverflowError"},
		{"f.read()", "ValueError"}, {"f.readline()", "ValueError"},
		{"f.readlines()", "ValueError"}, {"f.write(b'')", "ValueError"},
		{"f.flush()", "ValueError"}, {"f.fileno()", "ValueError"},
		{"f.readable()", "ValueError"}, {"f.writable()", "ValueError"},
		{"a.send(b'x')", "1"});
}

static void test_text(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"f = a.makefile('rw')", NULL},
		{"b.sendall(b'h\\xc3\\xa9\\r\\nx\\ry\\r\\n\\r\\r\\n\\xf0\\x9f\\x98\\x80z\\r')",
			NULL},
		{"b.shutdown(SHUT_WR)", "None"}, {"f.read(2)", "'h\\xc3\\xa9'"},
		{"f.read(2)", "'\\nx'"}, {"f.readline()", "'\\n'"}, {"f.readline()", "'y\\n'"},
		{"f.readline()", "'\\n'"}, {"f.readline()", "'\\n'"},
		{"f.read(1)", "'\\xf0\\x9f\\x98\\x80'"}, {"f.read(None)", "'z\\n'"},
		{"f.read()", "''"}, {"f.write('h\\xc3\\xa9\\n')", "3"},
		{"f.write(b'x')", "TypeError"}, {"f.write('\\xed\\xb2\\x80')", "UnicodeError"},
		{"f.write('')", "0"}, {"f.flush()", "None"}, {"b.recv(9)", "b'h\\xc3\\xa9\\n'"});
}

static void test_not_text(void)
{
	static const char *const sent[] = {"\\xff", "\\xc3", "\\xc3z", "\\xed\\xb2\\x80",
		"\\xe2\\x82", "\\xf0\\x9f\\x98", "\\xf5\\x80\\x80\\x80"};
	char line[64];

	for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
		(void)snprintf(line, sizeof line, "b.send(b'%s')", sent[i]);
		PLAY({"a, b = socketpair()", NULL}, {"f = a.makefile('r')", NULL}, {line, NULL},
			{"b.close()", "None"}, {"f.readline()", "UnicodeError"});
		PLAY({"a, b = socketpair()", NULL}, {"f = a.makefile('r')", NULL}, {line, NULL},
			{"b.close()", "None"}, {"f.readlines()", "UnicodeError"});
	}
}

/* Do not wait for the rest of an invalid sequence: the connection stays open. */
static void test_no_more_text(void)
{
	static const char *const sent[] = {"\\x80", "\\xc1", "\\xf5", "\\xff", "\\xe2x",
		"\\xe2\\x82x", "\\xf0\\x80", "\\xed\\xa0"};
	char line[64];

	for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
		(void)snprintf(line, sizeof line, "b.send(b'%s')", sent[i]);
		PLAY({"a, b = socketpair()", NULL}, {"f = a.makefile('r')", NULL}, {line, NULL},
			{"f.read(1)", "UnicodeError"});
	}
}

/* Even a tiny buffer works, and holds no more than its size. */
static void test_small_buffer(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"f = a.makefile('wb', 16)", NULL},
		{"b.setblocking(0)", NULL}, {"f.write(b'01234567')", "8"},
		{"f.write(b'89abcdef')", "8"}, {"b.recv(99)", "error EAGAIN"},
		{"f.write(b'x')", "1"}, {"b.recv(99)", "b'0123456789abcdef'"},
		{"f.flush()", "None"}, {"b.recv(99)", "b'x'"},
		{"f.write(b'0123456789abcdefg')", "17"}, {"b.recv(99)", "b'0123456789abcdefg'"},
		{"b.close()", "None"}, {"f.write(b'0123456789abcdef')", "16"},
		{"f.flush()", "error EPIPE"}, {"f.write(b'0123456789abcdefx')", "error EPIPE"});
}

static void test_unbuffered(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"f = a.makefile('rwb', 0)", NULL},
		{"b.send(b'one\\ntwo')", "7"}, {"f.readline()", "b'one\\n'"},
		{"f.read(100)", "b'two'"}, {"f.write(b'x')", "1"}, {"b.recv(9)", "b'x'"},
		{"b.send(b'rest')", "4"}, {"b.close()", "None"}, {"f.read()", "b'rest'"},
		{"f.read(1)", "b''"}, {"f.write(b'x')", "error EPIPE"});
}

static void test_one_way(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"f = a.makefile('r')", NULL},
		{"f.write('x')", "error"}, {"f.flush()", "None"}, {"g = a.makefile('wb')", NULL},
		{"c = fromfd(g.fileno(), AF_UNIX, SOCK_STREAM)", "<socket>"}, {"c.send(b'c')", "1"},
		{"b.recv(9)", "b'c'"}, {"g.read()", "error"}, {"g.readline()", "error"},
		{"g.readlines()", "error"});
}

/* File and socket can be closed in any order; the connection ends with the last one. */
static void test_independent(void)
{
	int before = open_descriptors();

	PLAY({"a, b = socketpair()", NULL}, {"f = a.makefile('rb')", NULL},
		{"g = a.makefile('wb')", NULL}, {"del a", NULL}, {"b.send(b'x\\n')", "2"},
		{"f.readline()", "b'x\\n'"}, {"g.write(b'y')", "1"}, {"del g", NULL},
		{"b.recv(2)", "b'y'"}, {"b.setblocking(0)", NULL}, {"b.recv(1)", "error EAGAIN"},
		{"del f", NULL}, {"b.recv(1)", "b''"});
	CHECK_NUMBER(open_descriptors(), before);
}

static void test_failing(void)
{
	PLAY({"a, b = socketpair()", NULL}, {"f = a.makefile('rwb')", NULL},
		{"g = a.makefile('r')", NULL}, {"h = a.makefile('rb', 0)", NULL},
		{"a.setblocking(False)", NULL}, {"f.read(1)", "error EAGAIN"},
		{"f.readline()", "error EAGAIN"}, {"f.readlines()", "error EAGAIN"},
		{"g.read()", "error EAGAIN"}, {"h.read(1)", "error EAGAIN"}, {"b.send(b'x')", "1"},
		{"f.read(1)", "b'x'"}, {"b.close()", "None"}, {"f.write(b'x')", "1"},
		{"f.flush()", "error EPIPE"}, {"f.write(b'x')", "1"}, {"f.close()", "error EPIPE"},
		{"f.closed", "True"}, {"a.close()", "None"}, {"a.makefile()", "error EBADF"});
}

CU_TestInfo call_files_tests[] = {
	{"a mode has r, w and b", test_modes},
	{"a binary file takes and gives bytes", test_binary},
	{"a text file takes and gives text, and one form of line end", test_text},
	{"a text file refuses what is not UTF-8", test_not_text},
	{"a text file does not wait for the rest of what is not UTF-8", test_no_more_text},
	{"a small buffer holds what fits into it", test_small_buffer},
	{"a file without a buffer reads what is there", test_unbuffered},
	{"a file works in its own direction alone", test_one_way},
	{"a file and its socket are independent", test_independent},
	{"an error of the connection is an error of the file", test_failing},
	CU_TEST_INFO_NULL,
};
