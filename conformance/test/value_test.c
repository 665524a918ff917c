#include "base/json_text.h"
#include "base/word.h"
#include "suite.h"
#include "values/number.h"
#include "values/value.h"

#include <stdlib.h>
#include <string.h>

/* A value, its place, and the reason for refusing it, or NULL if it is accepted. */
struct sample {
	enum plumb_place place;
	const char *json;
	const char *why;
};

static void check_samples(const struct sample *sample, size_t count)
{
	for (; count > 0; count--, sample++) {
		json_t *value = json_of(sample->json);
		char why[200] = "";
		bool right = plumb_value_check(value, sample->place, why, sizeof(why));

		CU_ASSERT_EQUAL(right, sample->why == NULL);
		CHECK_TEXT(right ? NULL : why, sample->why);
		json_decref(value);
	}
}

static void test_plain_and_tagged(void)
{
	static const struct sample samples[] = {
		{PLUMB_ANSWER, "null", NULL},
		{PLUMB_ANSWER, "[1, 2.5, true, 'a', []]", NULL},
		{PLUMB_ANSWER, "{'tuple': ['127.0.0.1', {'int': '18446744073709551616'}]}", NULL},
		{PLUMB_ANSWER, "{}", "an object has exactly one key, its tag"},
		{PLUMB_ANSWER, "{'bytes': '00', 'str': 'a'}",
			"an object has exactly one key, its tag"},
		{PLUMB_ANSWER, "[[{'octets': '00'}]]", "no such tag: octets"},
		{PLUMB_ANSWER, "{'tuple': 5}", "tuple: not a list"},
		{PLUMB_ANSWER, "{'tuple': [{'x': 1}]}", "no such tag: x"},
	};
	check_samples(samples, sizeof(samples) / sizeof(*samples));
}

static void test_places(void)
{
	static const struct sample samples[] = {
		{PLUMB_ARGUMENT, "{'const': 'AF_INET'}", NULL},
		{PLUMB_PATTERN, "{'const': 'AF_INET'}", NULL},
		{PLUMB_ANSWER, "{'const': 'AF_INET'}", "const: cannot stand in an answer"},
		{PLUMB_ARGUMENT, "{'any': 'int'}", "any: cannot stand in an argument"},
		{PLUMB_ANSWER, "{'any': 'int'}", "any: cannot stand in an answer"},
		{PLUMB_PATTERN, "{'index': 5}", "index: cannot stand in an expectation"},
		{PLUMB_ARGUMENT, "{'object': 'socket'}", "object: cannot stand in an argument"},
		{PLUMB_ARGUMENT, "[{'tuple': [{'c': 'AF_INET'}]}]",
			"c: cannot stand in an argument"},
		{PLUMB_ARGUMENT, "{'flags': ['NI_DGRAM', 'NI_NOFQDN']}", NULL},
		{PLUMB_ARGUMENT, "{'flags': []}", "flags: not a list with something in it"},
		{PLUMB_ARGUMENT, "{'flags': [3]}", "flags: not a name"},
		{PLUMB_PATTERN, "{'flags': ['NI_DGRAM']}", "flags: cannot stand in an expectation"},
		{PLUMB_ARGUMENT, "{'axis': 'family'}", "no such tag: axis"},
		{PLUMB_ARGUMENT, "{'var': 'a.fd'}", NULL},
		{PLUMB_PATTERN, "{'var': 'a.fd'}", "var: not a name"},
	};
	check_samples(samples, sizeof(samples) / sizeof(*samples));
}

static void test_bytes(void)
{
	static const char hex[] = "bytes: not hex in lower case, two digits a byte";
	static const struct sample samples[] = {
		{PLUMB_ANSWER, "{'bytes': ''}", NULL},
		{PLUMB_ANSWER, "{'bytes': '00ff'}", NULL},
		{PLUMB_ANSWER, "{'bytes': '0'}", hex},
		{PLUMB_ANSWER, "{'bytes': '0A'}", hex},
		{PLUMB_ANSWER, "{'bytes': '0 '}", hex},
		{PLUMB_ANSWER, "{'bytes': '00\\u0000'}", hex},
		{PLUMB_ANSWER, "{'bytes': 5}", hex},
		{PLUMB_ANSWER, "{'bytes': ['61', 3]}", hex},
		{PLUMB_ARGUMENT, "{'bytes': ['61', 3]}", NULL},
		{PLUMB_PATTERN, "{'bytearray': ['61', 0]}", NULL},
		{PLUMB_ARGUMENT, "{'strided': '6161'}", NULL},
		{PLUMB_ARGUMENT, "{'bytes': ['61']}", "bytes: a repetition is [hex, how often]"},
		{PLUMB_ARGUMENT, "{'bytes': ['61', 1.0]}",
			"bytes: a repetition is [hex, how often]"},
		{PLUMB_ARGUMENT, "{'bytes': ['6', 1]}", hex},
		{PLUMB_ARGUMENT, "{'bytes': ['61', 67108864]}", NULL},
		{PLUMB_ARGUMENT, "{'bytes': ['6161', 67108864]}",
			"bytes: more than 67108864 bytes"},
		{PLUMB_ARGUMENT, "{'bytes': ['61', -1]}",
			"bytes: repeated less than 0 or more than 67108864 times"},
	};
	check_samples(samples, sizeof(samples) / sizeof(*samples));
}

static void test_text(void)
{
	static const char utf8[] = "str: not UTF-8, even with surrogates";
	static const struct sample samples[] = {
		{PLUMB_ANSWER, "{'str': 'edb280'}", NULL},
		{PLUMB_ANSWER, "{'str': '61edb280c3a9f09f9880'}", NULL},
		{PLUMB_ANSWER, "{'str': '61'}", "str: text without a surrogate is a plain string"},
		{PLUMB_ANSWER, "{'str': ''}", "str: text without a surrogate is a plain string"},
		{PLUMB_ANSWER, "{'str': 'edb2'}", utf8},
		{PLUMB_ANSWER, "{'str': 'edb28080'}", utf8},
		{PLUMB_ANSWER, "{'str': 'edb280c0af'}", utf8},
		{PLUMB_ANSWER, "{'str': 'edb280f4908080'}", utf8},
		{PLUMB_ANSWER, "{'str': 'edb280ff'}", utf8},
		{PLUMB_ANSWER, "{'str': 'ed b2 80'}",
			"str: not hex in lower case, two digits a byte"},
	};
	check_samples(samples, sizeof(samples) / sizeof(*samples));
}

static void test_numbers(void)
{
	static const struct sample samples[] = {
		{PLUMB_ANSWER, "{'int': '9223372036854775808'}", NULL},
		{PLUMB_ANSWER, "{'int': '-9223372036854775809'}", NULL},
		{PLUMB_ANSWER, "{'int': '9223372036854775807'}",
			"int: 9223372036854775807 fits in 64 bits: a plain number"},
		{PLUMB_ANSWER, "{'int': '-9223372036854775808'}",
			"int: -9223372036854775808 fits in 64 bits: a plain number"},
		{PLUMB_ANSWER, "{'int': '018446744073709551616'}",
			"int: not the decimal digits of an integer, as a string"},
		{PLUMB_ANSWER, "{'int': 5}",
			"int: not the decimal digits of an integer, as a string"},
		{PLUMB_ANSWER, "{'float': '-inf'}", NULL},
		{PLUMB_ANSWER, "{'float': 'infinity'}", "float: not nan, inf or -inf"},
		{PLUMB_ARGUMENT, "{'index': {'int': '18446744073709551616'}}", NULL},
		{PLUMB_ARGUMENT, "{'index': 5.0}", "index: not an integer"},
		{PLUMB_PATTERN, "{'between': [1, 1]}", NULL},
		{PLUMB_PATTERN, "{'between': [1, 2.5]}", NULL},
		{PLUMB_PATTERN, "{'between': [2, 1]}",
			"between: not two numbers of which the first is the smaller"},
		{PLUMB_PATTERN, "{'between': [1, true]}",
			"between: not two numbers of which the first is the smaller"},
		{PLUMB_PATTERN, "{'between': [1]}", "between: not [least, most]"},
	};
	check_samples(samples, sizeof(samples) / sizeof(*samples));
}

static void test_patterns(void)
{
	static const struct sample samples[] = {
		{PLUMB_PATTERN, "{'one-of': [1, {'any': 'str'}]}", NULL},
		{PLUMB_PATTERN, "{'one-of': []}", "one-of: not a list with something in it"},
		{PLUMB_PATTERN, "{'unordered': []}", NULL},
		{PLUMB_PATTERN, "{'contains': 1}", "contains: not a list with something in it"},
		{PLUMB_PATTERN, "{'each': {'tuple': [{'any': 'string'}]}}",
			"any: not int, bool, float, str, bytes, list, tuple or value"},
		{PLUMB_PATTERN, "{'prefix': 'a'}", NULL},
		{PLUMB_PATTERN, "{'prefix': {'any': 'str'}}",
			"prefix: not a string, and not bytes"},
		{PLUMB_PATTERN, "{'not': {'bytes': 'x'}}",
			"bytes: not hex in lower case, two digits a byte"},
		{PLUMB_ARGUMENT, "{'peer': 'p.port'}", NULL},
		{PLUMB_ARGUMENT, "{'peer': 'p.name'}",
			"peer: an address has a host and a port, and no.name"},
		{PLUMB_ARGUMENT, "{'path': ['s', 107]}", NULL},
		{PLUMB_ARGUMENT, "{'path': ['s', 0]}", "path: not [name, length in bytes]"},
		{PLUMB_ARGUMENT, "{'path': ''}", "path: not a name in the row's directory"},
		{PLUMB_PATTERN, "{'c': 'AF-INET'}", "c: not a name"},
	};
	check_samples(samples, sizeof(samples) / sizeof(*samples));
}

static void test_nesting_is_bounded(void)
{
	json_t *value = json_array();
	char why[100];

	for (int depth = 1; depth < PLUMB_VALUE_DEPTH; depth++) {
		json_t *outer = json_array();
		json_array_append_new(outer, value);
		value = outer;
	}
	CU_ASSERT(plumb_value_check(value, PLUMB_ANSWER, why, sizeof(why)));
	value = plumb_tagged("tuple", json_pack("[o]", value));
	CU_ASSERT(!plumb_value_check(value, PLUMB_ANSWER, why, sizeof(why)));
	CHECK_TEXT(why, "tuple: nested more than 64 deep");
	json_decref(value);
}

static void check_bytes_of(const char *json, const char *want, size_t want_size)
{
	json_t *value = json_of(json);
	size_t size = 0;
	unsigned char *bytes = plumb_value_bytes(value, &size);

	CHECK_NUMBER(size, want_size);
	CU_ASSERT(bytes ? want && memcmp(bytes, want, want_size + 1) == 0 : !want);
	free(bytes);
	json_decref(value);
}

static void test_bytes_go_both_ways(void)
{
	json_t *value = plumb_bytes_value("\0\x7f\xff", 3);

	CHECK_JSON(value, "{'bytes': '007fff'}");
	json_decref(value);
	value = plumb_bytes_value("", 0);
	CHECK_JSON(value, "{'bytes': ''}");
	json_decref(value);
	check_bytes_of("{'bytes': '007fff'}", "\0\x7f\xff", 3);
	check_bytes_of("{'bytearray': ['6162', 3]}", "ababab", 6);
	check_bytes_of("{'memoryview': ['', 1000000000]}", "", 0);
	check_bytes_of("{'str': 'edb280'}", "\xed\xb2\x80", 3);
	check_bytes_of("{'bytes': ['6162', 1000000000]}", NULL, 0);
	check_bytes_of("{'bytes': 'f'}", NULL, 0);
	check_bytes_of("{'int': '61'}", NULL, 0);
	check_bytes_of("'61'", NULL, 0);
}

static bool at_most(const char *json)
{
	json_t *pair = json_of(json);
	bool is = plumb_number_at_most(json_array_get(pair, 0), json_array_get(pair, 1));

	json_decref(pair);
	return is;
}

static void test_numbers_are_ordered(void)
{
	CU_ASSERT(at_most("[1, 2]"));
	CU_ASSERT(at_most("[2, 2]"));
	CU_ASSERT(!at_most("[3, 2]"));
	CU_ASSERT(at_most("[9223372036854775806, 9223372036854775807]"));
	CU_ASSERT(!at_most("[9223372036854775807, 9223372036854775806]"));
	CU_ASSERT(at_most("[-1.5, 0]"));
	CU_ASSERT(at_most("[9223372036854775807, {'int': '9223372036854775808'}]"));
	CU_ASSERT(!at_most("[{'int': '9223372036854775808'}, 5]"));
	CU_ASSERT(at_most("[{'int': '-9223372036854775809'}, -9223372036854775808]"));
	CU_ASSERT(at_most("[{'int': '99999999999999999999'}, {'int': '100000000000000000000'}]"));
	CU_ASSERT(
		!at_most("[{'int': '-99999999999999999999'}, {'int': '-100000000000000000000'}]"));
	CU_ASSERT(at_most("[{'int': '-99999999999999999999'}, {'int': '99999999999999999999'}]"));
	CU_ASSERT(at_most("[{'int': '99999999999999999999'}, {'float': 'inf'}]"));
	CU_ASSERT(!at_most("[{'float': 'nan'}, {'float': 'nan'}]"));
	CU_ASSERT(!at_most("[true, 5]"));
	CU_ASSERT(!at_most("['1', 5]"));
}

static void test_words(void)
{
	CU_ASSERT(plumb_is_name("AF_INET") && plumb_is_name("_a1"));
	CU_ASSERT(!plumb_is_name("") && !plumb_is_name("1a") && !plumb_is_name("a.b"));
	CU_ASSERT(plumb_is_dotted("a.b.c"));
	CU_ASSERT(!plumb_is_dotted("a.") && !plumb_is_dotted(".a") && !plumb_is_dotted("a.1"));
	CU_ASSERT(!plumb_is_dotted("a..b") && !plumb_is_dotted("a-b"));
	CU_ASSERT(plumb_is_word("cpython-3.8") && plumb_is_word("a"));
	CU_ASSERT(!plumb_is_word("a-") && !plumb_is_word("-a") && !plumb_is_word("a--b"));
	CU_ASSERT(plumb_is_row_id("octal-part-1"));
	CU_ASSERT(!plumb_is_row_id("Octal") && !plumb_is_row_id("a_b") && !plumb_is_row_id(""));
	CU_ASSERT(plumb_is_clause("inet_aton.c-decides"));
	CU_ASSERT(!plumb_is_clause("inet_aton") && !plumb_is_clause("inet_aton.") &&
		  !plumb_is_clause(".x") && !plumb_is_clause("a.B") && !plumb_is_clause(""));
	CU_ASSERT(plumb_is_code("EBADF") && plumb_is_code("E2BIG"));
	CU_ASSERT(!plumb_is_code("9") && !plumb_is_code("E") && !plumb_is_code("ebadf"));
	CU_ASSERT(plumb_is_why("It is so.") && plumb_is_why("'' is any address."));
	CU_ASSERT(plumb_is_why("has_ipv6 is a boolean.") && !plumb_is_why(" It is so."));
	CU_ASSERT(!plumb_is_why("It is so") && !plumb_is_why(".") && !plumb_is_why("It\nis."));
}

static void check_written(const char *json)
{
	json_t *value = json_of(json);
	char *want = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	struct plumb_text text = {0};

	plumb_json_add(&text, value);
	char *got = plumb_text_take(&text, 0);
	CHECK_TEXT(got, want);
	free(got);
	free(want);
	json_decref(value);
}

static void test_writing(void)
{
	check_written("[]");
	check_written("{}");
	check_written("[null, true, false, 0, -1, 9223372036854775807, 0.1, 1e300, -0.0]");
	check_written("{'a': {'b': [[], {}, [1, 2]]}, 'c\\n': ''}");
	check_written(
		"['\\u0000\\u0001\\u001f\\b\\f\\n\\r\\t\\\\', '/\\u007f\\u00e9\\ud83d\\ude00']");
	check_written("'\\u0022'");
}

CU_TestInfo value_tests[] = {
	{"plain values and tagged ones are told apart", test_plain_and_tagged},
	{"each tag has its places", test_places},
	{"bytes are hex, and repeated within bounds", test_bytes},
	{"text that is not Unicode is UTF-8 with surrogates", test_text},
	{"numbers have one form each", test_numbers},
	{"patterns have the right content", test_patterns},
	{"nesting is bounded", test_nesting_is_bounded},
	{"bytes go both ways", test_bytes_go_both_ways},
	{"numbers of all kinds are ordered", test_numbers_are_ordered},
	{"words have their shapes", test_words},
	{"JSON is written as jansson writes it", test_writing},
	CU_TEST_INFO_NULL,
};
