#include "base/heap.h"
#include "base/text.h"
#include "base/utf8.h"
#include "step_stand.h"
#include "steps/step_show.h"
#include "suite.h"
#include "values/show.h"
#include "verdicts/steady.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef char *show_fn(const json_t *value);

static char *value_of(const json_t *value)
{
	return plumb_show_value(value, 0);
}

static char *expected_of(const json_t *value)
{
	struct plumb_way way;
	char *shown;

	plumb_way_make(&way, value);
	shown = plumb_way_show(&way, 0);
	plumb_way_clear(&way);
	return shown;
}

static char *outcome_of(const json_t *value)
{
	return plumb_show_outcome(value, 0);
}

static void check_shown(show_fn *show, const char *const (*samples)[2], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_t *value = json_of(samples[i][0]);
		char *shown = show(value);

		CHECK_TEXT(shown, samples[i][1]);
		free(shown);
		json_decref(value);
	}
}

#define CHECK_SHOWN(show, samples)                                                                 \
	check_shown((show), (samples), sizeof(samples) / sizeof(*(samples)))

static void test_values(void)
{
	static const char *const samples[][2] = {
		{"null", "None"},
		{"true", "True"},
		{"false", "False"},
		{"-5", "-5"},
		{"5.0", "5.0"},
		{"-0.0", "-0.0"},
		{"0.1", "0.1"},
		{"1e300", "1e+300"},
		{"0.30000000000000004", "0.30000000000000004"},
		{"[]", "[]"},
		{"['a', 1]", "[\"a\", 1]"},
		{"{'tuple': []}", "()"},
		{"{'tuple': [1]}", "(1,)"},
		{"{'tuple': ['127.0.0.1', 4242]}", "(\"127.0.0.1\", 4242)"},
		{"{'bytes': '08005c22616263'}", "b\"\\x08\\x00\\\\\\\"abc\""},
		{"{'bytes': ['61', 1000]}", "b\"a\" * 1000"},
		{"{'bytearray': '0a'}", "bytearray(b\"\\n\")"},
		{"{'memoryview': '0d'}", "memoryview(b\"\\r\")"},
		{"{'strided': '6162'}", "memoryview(b\"ab\")[::2]"},
		{"{'int': '18446744073709551616'}", "18446744073709551616"},
		{"{'float': 'nan'}", "float(\"nan\")"},
		{"{'const': 'AF_INET'}", "AF_INET"},
		{"{'var': 's.family'}", "s.family"},
		{"{'index': 5}", "Index(5)"},
		{"{'object': 'socket'}", "<socket object>"},
		{"{'peer': 'p'}", "p.address"},
		{"{'peer': 'p.port'}", "p.port"},
		{"{'path': 's'}", "path(\"s\")"},
		{"{'abstract': ['s', 108]}", "abstract(\"s\", 108)"},
	};
	CHECK_SHOWN(value_of, samples);
}

static void test_text_is_safe(void)
{
	static const char *const samples[][2] = {
		{"'a\\u0000b\\u001b[31m\\t\\u007f'", "\"a\\x00b\\x1b[31m\\t\\x7f\""},
		{"'\\u00e9\\u0100\\u202e\\ud83d\\ude00'", "\"\\xe9\\u0100\\u202e\\U0001f600\""},
		{"{'str': '61edb280'}", "\"a\\udc80\""},
		{"{'object': '\\u001b[31m'}", "<\"\\x1b[31m\" object>"},
	};
	CHECK_SHOWN(value_of, samples);
}

static void test_patterns(void)
{
	static const char *const samples[][2] = {
		{"{'any': 'int'}", "<int>"},
		{"{'any': 'value'}", "<any value>"},
		{"{'between': [1, 65535]}", "<1 to 65535>"},
		{"{'one-of': [1, null]}", "<1 or None>"},
		{"{'not': 0}", "<anything but 0>"},
		{"{'unordered': [1, 2]}", "<in any order [1, 2]>"},
		{"{'contains': ['a']}", "<a list that holds [\"a\"]>"},
		{"{'each': {'any': 'str'}}", "<a list of nothing but <str>>"},
		{"{'prefix': {'bytes': '61'}}", "<begins with b\"a\">"},
		{"{'c': 'AF_INET'}", "<C's AF_INET>"},
		{"{'c-or-absent': 'AF_INET'}", "<C's AF_INET where C has it>"},
		{"{'errno': 'EBADF'}", "errno.EBADF"},
		{"{'absent': true}", "<no such name>"},
		{"{'axis': 'family'}", "{\"axis\": \"family\"}"},
	};
	CHECK_SHOWN(value_of, samples);
}

/* Shows the last step of each row; the steps before it make its variables. */
static void test_steps(void)
{
	static const char *const samples[][2] = {
		{"{'call': ['socketpair'], 'as': ['a', 'b']}", "a, b = socketpair()"},
		{"{'call': ['s.recv', 1, {'const': 'MSG_PEEK'}]}", "s.recv(1, MSG_PEEK)"},
		{"{'call': ['f', 1], 'with': {'port': 2, 'host': ''}}", "f(1, port=2, host=\"\")"},
		{"{'call': ['f'], 'with': {'port': 2}}", "f(port=2)"},
		{"{'call': ['s.accept'], 'as': ['c']}", "c, = s.accept()"},
		{"{'get': 'AF_INET'}", "AF_INET"},
		{"{'get': 's.family', 'as': 'n'}", "n = s.family"},
		{"{'set': ['s.timeout', 5]}", "s.timeout = 5"},
		{"{'let': {'bytearray': ['00', 4]}, 'as': 'b'}", "b = bytearray(b\"\\x00\" * 4)"},
		{"{'del': 's'}", "del s"},
		{"{'peer': ['listen', 'inet'], 'as': 'p'}", "# peer: p = listen(inet)"},
		{"{'peer': ['send', 'q', {'bytes': '61'}]}", "# peer: send(q, b\"a\")"},
		{"{'meanwhile': [['wait', 0.05], ['close', 'q']]}",
			"# meanwhile: wait(0.05); close(q)"},
		{"{'kernel': ['fail', 'recv', 'EINTR', null]}",
			"# kernel: fail(recv, \"EINTR\", None)"},
	};

	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		char *text = plumb_format("[{'call': ['socket'], 'as': 's'}, "
					  "{'peer': ['listen', 'inet'], 'as': 'q'}, %s]",
			samples[i][0]);
		struct plumb_steps steps = stand_steps(text);
		char *shown = steps.count ? plumb_step_show(&steps.steps[2]) : NULL;
		CHECK_TEXT(shown, samples[i][1]);
		free(shown);
		plumb_steps_clear(&steps);
		free(text);
	}
}

static void test_expectations(void)
{
	static const char *const samples[][2] = {
		{"{'gives': 5}", "5"},
		{"{'raises': 'TypeError'}", "raises TypeError"},
		{"{'raises': {'error': 'EBADF'}}", "raises error EBADF"},
		{"{'raises': {'error': ['EAGAIN', null]}}",
			"raises error EAGAIN or without a code"},
		{"{'raises': {'error': null}}", "raises error without a code"},
		{"{'raises': {'timeout': null}, 'text': 'timed out'}",
			"raises timeout, text \"timed out\""},
		{"{'absent': true}", "no such name"},
		{"{}", "success"},
	};
	CHECK_SHOWN(expected_of, samples);
}

static void test_outcomes(void)
{
	static const char *const samples[][2] = {
		{"{'gives': null}", "None"},
		{"{'raises': {'class': 'TypeError', 'code': null, 'text': 'a'}}",
			"raises TypeError, text \"a\""},
		{"{'raises': {'class': 'error', 'code': 'EBADF', 'text': ''}}",
			"raises error EBADF, text \"\""},
		{"{'raises': {'class': 'error', 'code': null}}", "raises error without a code"},
		{"{'raises': {'class': '\\u001b', 'code': '\\u001b'}}",
			"raises \"\\x1b\" \"\\x1b\""},
		{"{'lacks': 'ioctl'}", "no such name: ioctl"},
		{"{'broken': 'no \\u001b'}", "broken: no \\x1b"},
		{"{'saw': 'the end'}", "saw: the end"},
		{"{'broken': 5}", "broken: "},
		{"{}", ""},
	};
	CHECK_SHOWN(outcome_of, samples);
}

static void check_limited(const char *json, size_t limit, const char *want)
{
	json_t *value = json_of(json);
	char *shown = plumb_show_value(value, limit);

	CHECK_TEXT(shown, want);
	free(shown);
	json_decref(value);
}

static void test_limits(void)
{
	check_limited("'0123456789abcd'", 16, "\"0123456789abcd\"");
	check_limited("'0123456789abcdef'", 16, "\"012345...bcdef\"");
	check_limited("'0123456789abcdef'", 17, "\"012345...abcdef\"");
	check_limited("{'bytes': ''}", 16, "b\"\"");
}

static void test_text_grows(void)
{
	struct plumb_text text = {0};

	for (int i = 0; i < 1000; i++)
		plumb_text_add_f(&text, "%d,", i % 10);
	CHECK_NUMBER(text.length, 2000);
	char *whole = plumb_text_take(&text, 0);
	CHECK_NUMBER(strlen(whole), 2000);
	free(whole);
	whole = plumb_text_take(&text, 0);
	CHECK_TEXT(whole, "");
	free(whole);
}

static void check_steady(struct plumb_steady *steady, const char *text, const char *want)
{
	char *got = plumb_steady_text(steady, text);

	CHECK_TEXT(got, want);
	free(got);
}

/* Ports and the like, which vary, get the same words in every run; numbers from the row stay. */
static void test_steady(void)
{
	struct plumb_steady steady = {0};

	check_steady(&steady, "(\"127.0.0.1\", 40123) is not (\"::1\", 50000, 0, 0)",
		"(\"127.0.0.1\", <port 1>) is not (\"::1\", <port 2>, 0, 0)");
	check_steady(&steady, "[(\"a\\\"b\", 50000), (\"\", 60999)]",
		"[(\"a\\\"b\", <port 2>), (\"\", <port 3>)]");
	check_steady(&steady, "(\"x\", 32767) (\"x\", 61000) (\"x\", 401234) (\"x\", 4012)",
		"(\"x\", 32767) (\"x\", 61000) (\"x\", 401234) (\"x\", 4012)");
	check_steady(&steady, "40123 (\"40123\", \"40123\") (\"x 40123",
		"40123 (\"40123\", \"40123\") (\"x 40123");
	check_steady(&steady, "", "");
	for (int i = 0; i < 20; i++) {
		char text[32];
		snprintf(text, sizeof text, "(\"\", %d)", 41000 + i);
		free(plumb_steady_text(&steady, text));
	}
	check_steady(&steady, "(\"\", 45000)", "(\"\", 45000)");
	check_steady(&steady, "(\"\", 40123)", "(\"\", <port 1>)");
}

/* Texts that vary from run to run, and texts that only look like it. */
static void test_steady_texts(void)
{
	static const char *const cases[][2] = {
		{"(\"/tmp/plumbline-flp5tc/836/peer0\", 1)", "(\"<directory>/peer0\", 1)"},
		{"no file /var/tmp/x/plumbline-AbCd12", "no file <directory>"},
		{"/tmp/plumbline-short/1, /tmp/other", "/tmp/plumbline-short/1, /tmp/other"},
		{"<x object at 0x7f9e31a0a1d0>; 0x10", "<x object at <address>>; 0x10"},
		{"2026-11-29T22:32:13Z: 2026-11-29", "<time>: 2026-11-29"},
		{"b\"a\\x00\\n\", b\"\", b\"", "<3 bytes>, <0 bytes>, b\""},
		{"", ""},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct plumb_steady steady = {.any_bytes = true};
		check_steady(&steady, cases[i][0], cases[i][1]);
	}
	check_steady(&(struct plumb_steady){0}, "b\"a\\x00\"", "b\"a\\x00\"");
}

/* Safe text is unchanged; other text becomes readable UTF-8. */
static void test_printable(void)
{
	static const char *const cases[][2] = {
		{"plain\ttext\n", "plain\ttext\n"},
		{"caf\xc3\xa9 \xf0\x9f\x98\x80", "caf\xc3\xa9 \xf0\x9f\x98\x80"},
		{"\033[31m\007\r\x7f", "\\x1b[31m\\x07\\x0d\\x7f"},
		{"caf\xe9", "caf\\xe9"},
		{"\xc3", "\\xc3"},
		{"\xc2\x9b", "\\u009b"},
		{"\xe2\x80\xae\xe2\x80\x8b\xe2\x80\xa8\xef\xbb\xbf",
			"\\u202e\\u200b\\u2028\\ufeff"},
		{"\xf3\xa0\x81\x81\xc2\xad", "\\U000e0041\\u00ad"},
		{"::a\n::error::b\n \t::c\n:d\ne::f", "::a\n\\x3a:error::b\n \t\\x3a:c\n:d\ne::f"},
		{"\xed\xa0\x80", "\\xed\\xa0\\x80"},
		{"\xc0\x80", "\\xc0\\x80"},
		{"", ""},
	};
	char *got;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		got = plumb_printable(cases[i][0], 100);
		CHECK_TEXT(got, cases[i][1]);
		free(got);
	}
	got = plumb_one_line("a\tb\n::c\n", 100);
	CHECK_TEXT(got, "a\\tb\\n\\x3a:c\\n");
	free(got);
	got = plumb_indented("a\nb\n", "| ");
	CHECK_TEXT(got, "a\n| b\n| ");
	free(got);
	got = plumb_printable("\xc3\xa9\xc3\xa9\xc3\xa9", 3);
	CHECK_TEXT(got, "\xc3\xa9\xc3\xa9...");
	free(got);
}

CU_TestInfo show_tests[] = {
	{"values are expressions of Python", test_values},
	{"text drives no terminal", test_text_is_safe},
	{"patterns are words in angle brackets", test_patterns},
	{"steps are lines of Python", test_steps},
	{"expectations have one form", test_expectations},
	{"outcomes have the same form", test_outcomes},
	{"long values lose their middle", test_limits},
	{"text grows and is given away", test_text_grows},
	{"ports that the system chose are numbered", test_steady},
	{"so is all that differs from run to run", test_steady_texts},
	{"what somebody else wrote is made printable", test_printable},
	CU_TEST_INFO_NULL,
};
