#include "steps/fit.h"
#include "suite.h"
#include "values/match.h"

/* Each sample: pattern, value, and why they do not match, or NULL if they do. */
static void check_matches(const char *const (*samples)[3], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_t *pattern = json_of(samples[i][0]);
		json_t *value = json_of(samples[i][1]);
		char why[200] = "";
		bool matches = plumb_match(pattern, value, why, sizeof(why));

		CHECK_TEXT(matches ? NULL : why, samples[i][2]);
		CU_ASSERT_EQUAL(plumb_match(pattern, value, NULL, 0), matches);
		json_decref(pattern);
		json_decref(value);
	}
}

#define CHECK_MATCHES(samples) check_matches((samples), sizeof(samples) / sizeof(*(samples)))

static void test_values(void)
{
	static const char *const samples[][3] = {
		{"null", "null", NULL},
		{"null", "false", "False is not None"},
		{"5", "5", NULL},
		{"5", "6", "6 is not 5"},
		{"5", "5.0", "5.0 is not 5"},
		{"5.0", "5", "5 is not 5.0"},
		{"1", "true", "True is not 1"},
		{"true", "1", "1 is not True"},
		{"0", "false", "False is not 0"},
		{"1.0", "1.0000000000001", NULL},
		{"1.0", "1.00000000001", "1.00000000001 is not 1.0"},
		{"0.0", "-0.0", NULL},
		{"0.0", "1e-300", "1e-300 is not 0.0"},
		{"'a'", "'a'", NULL},
		{"'a'", "'a\\u0000'", "\"a\\x00\" is not \"a\""},
		{"'61'", "{'bytes': '61'}", "b\"a\" is not \"61\""},
		{"{'bytes': '61'}", "{'bytes': '61'}", NULL},
		{"{'bytes': '61'}", "{'bytearray': '61'}", "bytearray(b\"a\") is not b\"a\""},
		{"{'bytes': '61'}", "{'str': '61edb280'}", "\"a\\udc80\" is not b\"a\""},
		{"{'int': '18446744073709551616'}", "{'int': '18446744073709551616'}", NULL},
		{"{'int': '18446744073709551616'}", "{'int': '18446744073709551617'}",
			"18446744073709551617 is not 18446744073709551616"},
		{"{'float': 'nan'}", "{'float': 'nan'}", NULL},
		{"{'float': 'inf'}", "{'float': '-inf'}", "float(\"-inf\") is not float(\"inf\")"},
		{"{'object': 'socket'}", "{'object': 'socket'}", NULL},
		{"{'object': 'socket'}", "{'object': 'file'}",
			"<file object> is not <socket object>"},
		{"[]", "{'tuple': []}", "() is not []"},
		{"{'tuple': []}", "[]", "[] is not ()"},
		{"{'tuple': [1]}", "{'tuple': '1'}", "() is not (1,)"},
	};
	CHECK_MATCHES(samples);
}

static void test_places(void)
{
	static const char *const samples[][3] = {
		{"[1, {'tuple': ['a', 2]}]", "[1, {'tuple': ['a', 2]}]", NULL},
		{"[1, {'tuple': ['a', 2]}]", "[1, {'tuple': ['a', 3]}]", "[1][1]: 3 is not 2"},
		{"[1, [2]]", "[1, [2, 3]]", "[1]: 2 items, not 1"},
		{"[1]", "[]", "0 items, not 1"},
		{"[{'any': 'int'}]", "['a']", "[0]: \"a\" is not <int>"},
		{"[[1]]", "[1]", "[0]: 1 is not [1]"},
	};
	CHECK_MATCHES(samples);
}

static void test_any(void)
{
	static const char *const samples[][3] = {
		{"{'any': 'int'}", "5", NULL},
		{"{'any': 'int'}", "{'int': '18446744073709551616'}", NULL},
		{"{'any': 'int'}", "true", "True is not <int>"},
		{"{'any': 'int'}", "5.0", "5.0 is not <int>"},
		{"{'any': 'float'}", "5.0", NULL},
		{"{'any': 'float'}", "{'float': 'nan'}", NULL},
		{"{'any': 'float'}", "5", "5 is not <float>"},
		{"{'any': 'bool'}", "false", NULL},
		{"{'any': 'bool'}", "0", "0 is not <bool>"},
		{"{'any': 'str'}", "''", NULL},
		{"{'any': 'str'}", "{'str': 'edb280'}", NULL},
		{"{'any': 'str'}", "{'bytes': ''}", "b\"\" is not <str>"},
		{"{'any': 'bytes'}", "{'bytes': ''}", NULL},
		{"{'any': 'bytes'}", "{'bytearray': ''}", "bytearray(b\"\") is not <bytes>"},
		{"{'any': 'list'}", "[]", NULL},
		{"{'any': 'list'}", "{'tuple': []}", "() is not <list>"},
		{"{'any': 'tuple'}", "{'tuple': []}", NULL},
		{"{'any': 'tuple'}", "[]", "[] is not <tuple>"},
		{"{'any': 'value'}", "null", NULL},
		{"{'any': 'value'}", "{'object': 'x'}", NULL},
	};
	CHECK_MATCHES(samples);
}

static void test_numbers(void)
{
	static const char *const samples[][3] = {
		{"{'between': [1, 65535]}", "1", NULL},
		{"{'between': [1, 65535]}", "65535", NULL},
		{"{'between': [1, 65535]}", "0", "0 is not <1 to 65535>"},
		{"{'between': [1, 65535]}", "65536", "65536 is not <1 to 65535>"},
		{"{'between': [0, 1]}", "true", "True is not <0 to 1>"},
		{"{'between': [0, 1]}", "0.5", NULL},
		{"{'between': [0, 1]}", "{'float': 'nan'}", "float(\"nan\") is not <0 to 1>"},
		{"{'between': [0, 1]}", "{'float': 'inf'}", "float(\"inf\") is not <0 to 1>"},
		{"{'between': [0, {'int': '18446744073709551616'}]}",
			"{'int': '18446744073709551615'}", NULL},
		{"{'between': [0, 1]}", "null", "None is not <0 to 1>"},
	};
	CHECK_MATCHES(samples);
}

static void test_choices(void)
{
	static const char *const samples[][3] = {
		{"{'one-of': [1, null]}", "null", NULL},
		{"{'one-of': [1, null]}", "2", "2 is not <1 or None>"},
		{"{'not': 0}", "1", NULL},
		{"{'not': 0}", "0", "0 is not <anything but 0>"},
		{"{'not': {'any': 'int'}}", "'a'", NULL},
		{"{'absent': true}", "5", "5 is not <no such name>"},
		{"{'prefix': 'ab'}", "'abc'", NULL},
		{"{'prefix': 'ab'}", "'a'", "\"a\" is not <begins with \"ab\">"},
		{"{'prefix': 'a'}", "{'str': '61edb280'}", NULL},
		{"{'prefix': {'bytes': '61'}}", "{'bytes': '6162'}", NULL},
		{"{'prefix': {'bytes': '61'}}", "'ab'", "\"ab\" is not <begins with b\"a\">"},
		{"{'prefix': {'bytes': ''}}", "5", "5 is not <begins with b\"\">"},
	};
	CHECK_MATCHES(samples);
}

static void test_lists(void)
{
	static const char *const samples[][3] = {
		{"{'unordered': [1, 2]}", "[2, 1]", NULL},
		{"{'unordered': [1, 1]}", "[1, 2]", "[1, 2] is not <in any order [1, 1]>"},
		{"{'unordered': [1]}", "[1, 1]", "[1, 1] is not <in any order [1]>"},
		{"{'unordered': [1]}", "{'tuple': [1]}", "(1,) is not <in any order [1]>"},
		{"{'unordered': []}", "[]", NULL},
		/* Wide patterns come first, and must leave the narrow ones their items. */
		{"{'unordered': [{'any': 'value'}, {'any': 'int'}, 3]}", "[3, 4, 'a']", NULL},
		{"{'unordered': [{'any': 'int'}, {'any': 'int'}, 3]}", "[3, 4, 'a']",
			"[3, 4, \"a\"] is not <in any order [<int>, <int>, 3]>"},
		{"{'contains': [1, {'any': 'int'}]}", "['a', 1]", NULL},
		{"{'contains': [1]}", "[]", "[] is not <a list that holds [1]>"},
		{"{'contains': [1]}", "1", "1 is not <a list that holds [1]>"},
		{"{'each': {'any': 'int'}}", "[1, 2]", NULL},
		{"{'each': {'any': 'int'}}", "[1, 'a']",
			"[1, \"a\"] is not <a list of nothing but <int>>"},
		{"{'each': {'any': 'int'}}", "[]", "[] is not <a list of nothing but <int>>"},
		{"{'each': 1}", "1", "1 is not <a list of nothing but 1>"},
	};
	CHECK_MATCHES(samples);
}

/* As many patterns that fit everything as there are items, all equal: matching must stay fast. */
static void test_many_items_take_no_age(void)
{
	json_t *patterns = json_array();
	json_t *items = json_array();

	for (int i = 0; i < 300; i++) {
		json_array_append_new(patterns, json_pack("{s:s}", "any", "int"));
		json_array_append_new(items, json_integer(i));
	}
	json_array_set_new(items, 299, json_string("no number"));
	json_t *pattern = json_pack("{s:o}", "unordered", patterns);
	CU_ASSERT(!plumb_match(pattern, items, NULL, 0));
	json_decref(pattern);
	json_decref(items);
}

static void check_outcomes(const char *const (*samples)[3], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_t *expected = json_of(samples[i][0]);
		json_t *outcome = json_of(samples[i][1]);
		char why[200] = "";
		struct plumb_way way;

		plumb_way_make(&way, expected);
		bool fits = plumb_way_fits(&way, outcome, NULL, why, sizeof(why));
		CHECK_TEXT(fits ? NULL : why, samples[i][2]);
		CU_ASSERT_EQUAL(plumb_way_fits(&way, outcome, NULL, NULL, 0), fits);
		plumb_way_clear(&way);
		json_decref(expected);
		json_decref(outcome);
	}
}

#define EBADF_RAISED "{'raises': {'class': 'error', 'code': 'EBADF', 'text': 'Bad'}}"
#define TIMED_OUT "{'raises': {'class': 'timeout', 'code': null, 'text': 'timed out'}}"

static void test_outcomes(void)
{
	static const char *const samples[][3] = {
		{"{'call': ['f']}", "{'gives': 5}", NULL},
		{"{'call': ['f']}", EBADF_RAISED,
			"raises error EBADF, text \"Bad\"; expected: success"},
		{"{'call': ['f']}", "{'broken': 'x'}", "broken: x; expected: success"},
		{"{'call': ['f']}", "{'lacks': 'f'}", "no such name: f; expected: success"},
		{"{'gives': 5}", "{'gives': 5}", NULL},
		{"{'gives': null}", "{'gives': null}", NULL},
		{"{'gives': 5}", "{'gives': 6}", "6 is not 5"},
		{"{'gives': 5}", "{'lacks': 'f'}", "no such name: f; expected: 5"},
		{"{'absent': true}", "{'lacks': 'f'}", NULL},
		{"{'absent': true}", "{'gives': 5}", "5; expected: no such name"},
		{"{'absent': true}", "{'broken': 'x'}", "broken: x; expected: no such name"},
		{"{'gives': {'absent': true}}", "{'lacks': 'f'}", NULL},
		{"{'gives': {'one-of': [5, {'absent': true}]}}", "{'lacks': 'f'}", NULL},
		{"{'gives': {'one-of': [5, {'absent': true}]}}", "{'gives': 5}", NULL},
		{"{'gives': {'absent': true}}", "{'gives': 5}", "5 is not <no such name>"},
	};
	check_outcomes(samples, sizeof(samples) / sizeof(*samples));
}

static void test_exceptions(void)
{
	static const char *const samples[][3] = {
		{"{'raises': 'error'}", EBADF_RAISED, NULL},
		{"{'raises': {'error': 'EBADF'}}", EBADF_RAISED, NULL},
		{"{'raises': {'error': ['EINVAL', 'EBADF']}}", EBADF_RAISED, NULL},
		{"{'raises': ['TypeError', {'error': 'EBADF'}]}", EBADF_RAISED, NULL},
		{"{'raises': ['TypeError', {'error': 'EINVAL'}]}", EBADF_RAISED,
			"raises error EBADF, text \"Bad\"; expected: raises TypeError or error "
			"EINVAL"},
		{"{'raises': {'error': 'EINVAL'}}", EBADF_RAISED,
			"raises error EBADF, text \"Bad\"; expected: raises error EINVAL"},
		{"{'raises': {'error': null}}", EBADF_RAISED,
			"raises error EBADF, text \"Bad\"; expected: raises error without a code"},
		{"{'raises': 'TypeError'}", EBADF_RAISED,
			"raises error EBADF, text \"Bad\"; expected: raises TypeError"},
		{"{'raises': {'gaierror': 'EBADF'}}", EBADF_RAISED,
			"raises error EBADF, text \"Bad\"; expected: raises gaierror EBADF"},
		{"{'raises': 'error'}", TIMED_OUT,
			"raises timeout, text \"timed out\"; expected: raises error"},
		{"{'raises': {'timeout': null}, 'text': 'timed out'}", TIMED_OUT, NULL},
		{"{'raises': {'timeout': null}, 'text': 'late'}", TIMED_OUT,
			"raises timeout, text \"timed out\"; expected: raises timeout, text "
			"\"late\""},
		{"{'raises': {'error': ['EBADF', null]}}", "{'raises': {'class': 'error'}}", NULL},
		{"{'raises': {'error': 'EBADF'}}", "{'raises': {'class': 'error', 'code': null}}",
			"raises error without a code; expected: raises error EBADF"},
		{"{'raises': 'error'}", "{'gives': null}", "None; expected: raises error"},
		{"{'raises': 'error'}", "{'lacks': 'f'}",
			"no such name: f; expected: raises error"},
		{"{'raises': {'error': 'EWOULDBLOCK'}}",
			"{'raises': {'class': 'error', 'code': 'EAGAIN'}}", NULL},
		{"{'raises': {'error': 'EOPNOTSUPP'}}",
			"{'raises': {'class': 'error', 'code': 'ENOTSUP'}}", NULL},
		{"{'raises': {'error': 'EDEADLK'}}",
			"{'raises': {'class': 'error', 'code': 'EDEADLOCK'}}", NULL},
	};
	check_outcomes(samples, sizeof(samples) / sizeof(*samples));
}

/* Another system may raise its own substitute for an error of POSIX, but no third error. */
static void test_platform(void)
{
	static const struct {
		const char *found, *platform;
		bool fits;
	} samples[] = {
		{"ENOTSOCK", "Windows 10.0", true},
		{"EBADF", "Windows 10.0", true},
		{"EINVAL", "Windows 10.0", false},
		{"ENOTSOCK", "Linux 6.1", false},
	};

	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct plumb_scope scope = {.platform = plumb_platform_of(samples[i].platform)};
		json_t *expected = json_of("{'raises': {'error': 'EBADF'}}");
		json_t *outcome = json_pack(
			"{s:{s:s,s:s}}", "raises", "class", "error", "code", samples[i].found);
		struct plumb_way way;

		plumb_way_make(&way, expected);
		CU_ASSERT_EQUAL(plumb_way_fits(&way, outcome, &scope, NULL, 0), samples[i].fits);
		plumb_way_clear(&way);
		json_decref(expected);
		json_decref(outcome);
	}
}

CU_TestInfo match_tests[] = {
	{"values match with their type", test_values},
	{"a difference tells its place", test_places},
	{"any value of a type", test_any},
	{"numbers in a range", test_numbers},
	{"choices and prefixes", test_choices},
	{"lists in any order, with some items, of one kind", test_lists},
	{"many items that fit everything", test_many_items_take_no_age},
	{"outcomes", test_outcomes},
	{"exceptions, their codes and their text", test_exceptions},
	{"errors on another system", test_platform},
	CU_TEST_INFO_NULL,
};
