/* Values of the calling door: making them, counting references, looking at them. */
#include "pysock_call.h"
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <string.h>

static void check_data(const struct pysock_value *value, const char *want, size_t want_size)
{
	size_t size;
	const char *data = pysock_value_data(value, &size);

	CHECK_NUMBER(size, want_size);
	CU_ASSERT(size == want_size && memcmp(data, want, size) == 0);
	CHECK_NUMBER(data[size], '\0');
}

static void test_text(void)
{
	static const struct {
		const char *bytes;
		size_t size;
		const char *text; /* NULL if it stays unchanged */
		size_t length;	  /* in characters */
		bool unicode;
	} rows[] = {
		{"", 0, NULL, 0, true},
		{"a\0b", 3, NULL, 3, true},
		{"\xc3\xa9", 2, NULL, 1, true},
		{"\xe2\x82\xac", 3, NULL, 1, true},
		{"\xf0\x9f\x98\x80", 4, NULL, 1, true},
		{"\xed\x9f\xbf", 3, NULL, 1, true},
		{"\xed\xa0\x80", 3, NULL, 1, false},
		{"\xed\xb2\x80", 3, NULL, 1, false},
		{"\xff", 1, "\xed\xb3\xbf", 1, false},
		{"a\x80z", 3, "a\xed\xb2\x80z", 3, false},
		{"\xc0\x80", 2, "\xed\xb3\x80\xed\xb2\x80", 2, false},
		{"\xe0\x80\x80", 3, "\xed\xb3\xa0\xed\xb2\x80\xed\xb2\x80", 3, false},
		{"\xf0\x80\x80\x80", 4, "\xed\xb3\xb0\xed\xb2\x80\xed\xb2\x80\xed\xb2\x80", 4,
			false},
		{"\xf4\x90\x80\x80", 4, "\xed\xb3\xb4\xed\xb2\x90\xed\xb2\x80\xed\xb2\x80", 4,
			false},
		{"\xf5\x80\x80\x80", 4, "\xed\xb3\xb5\xed\xb2\x80\xed\xb2\x80\xed\xb2\x80", 4,
			false},
		{"\xe2\x82", 2, "\xed\xb3\xa2\xed\xb2\x82", 2, false},
		{"\xc3z", 2, "\xed\xb3\x83z", 2, false},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct pysock_value *value = pysock_value_str(rows[i].bytes, rows[i].size);
		const char *text = rows[i].text == NULL ? rows[i].bytes : rows[i].text;
		size_t length = 99;
		check_data(value, text, rows[i].text == NULL ? rows[i].size : strlen(text));
		CHECK_OK(pysock_value_length(value, &length, &raised));
		CHECK_NUMBER(length, rows[i].length);
		CHECK_NUMBER(pysock_value_is_unicode(value), rows[i].unicode);
		pysock_value_drop(value);
	}
}

static void test_big_int(void)
{
	static const struct {
		const char *digits;
		enum pysock_value_kind kind;
	} rows[] = {
		{"9223372036854775807", PYSOCK_VALUE_INT},
		{"9223372036854775808", PYSOCK_VALUE_BIG_INT},
		{"-9223372036854775808", PYSOCK_VALUE_INT},
		{"-9223372036854775809", PYSOCK_VALUE_BIG_INT},
		{"1180591620717411303424", PYSOCK_VALUE_BIG_INT},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		errno = 7;
		struct pysock_value *value = pysock_value_big_int(rows[i].digits);
		CHECK_NUMBER(errno, 7);
		CHECK_NUMBER(pysock_value_kind(value), rows[i].kind);
		if (rows[i].kind == PYSOCK_VALUE_BIG_INT)
			check_data(value, rows[i].digits, strlen(rows[i].digits));
		CHECK_TEXT(pysock_value_type_name(value), "int");
		pysock_value_drop(value);
	}
}

static void test_bytes(void)
{
	struct pysock_value *bytes = pysock_value_bytes("a\0b", 3);
	struct pysock_value *zeros = pysock_value_bytearray(NULL, 2);
	struct pysock_value *odd = pysock_value_memoryview("abcde", 5, 2);
	struct pysock_value *even = pysock_value_memoryview("abcd", 4, 3);
	struct pysock_value *none = pysock_value_memoryview("", 0, 2);

	check_data(bytes, "a\0b", 3);
	check_data(zeros, "\0\0", 2);
	check_data(odd, "ace", 3);
	check_data(even, "ad", 2);
	check_data(none, "", 0);
	pysock_value_drop(bytes);
	pysock_value_drop(zeros);
	pysock_value_drop(odd);
	pysock_value_drop(even);
	pysock_value_drop(none);
}

static void test_numbers(void)
{
	struct pysock_value *truth = pysock_value_bool(true);
	struct pysock_value *number = pysock_value_int(-5);
	struct pysock_value *index = pysock_value_index(7);
	struct pysock_value *real = pysock_value_float(0.5);

	CHECK_NUMBER(pysock_value_number(truth), 1);
	CHECK_NUMBER(pysock_value_number(number), -5);
	CHECK_NUMBER(pysock_value_number(index), 7);
	CU_ASSERT(pysock_value_real(real) == 0.5);
	pysock_value_drop(truth);
	pysock_value_drop(number);
	pysock_value_drop(index);
	pysock_value_drop(real);
}

/* Each kind of value, empty and not empty, with its truth and length in Python. */
static void test_truth(void)
{
	struct pysock_value *one = pysock_value_int(1);
	struct {
		struct pysock_value *value;
		const char *type;
		bool truth;
		int length; /* -1 if it has none */
	} rows[] = {
		{pysock_value_none(), "NoneType", false, -1},
		{pysock_value_bool(false), "bool", false, -1},
		{pysock_value_bool(true), "bool", true, -1},
		{pysock_value_int(0), "int", false, -1},
		{pysock_value_big_int("99999999999999999999"), "int", true, -1},
		{pysock_value_float(0), "float", false, -1},
		{pysock_value_float(0.1), "float", true, -1},
		{pysock_value_str("", 0), "str", false, 0},
		{pysock_value_str("\0", 1), "str", true, 1},
		{pysock_value_bytes(NULL, 0), "bytes", false, 0},
		{pysock_value_bytearray(NULL, 3), "bytearray", true, 3},
		{pysock_value_memoryview("ab", 2, 1), "memoryview", true, 2},
		{pysock_value_tuple(0, NULL), "tuple", false, 0},
		{pysock_value_list(1, &one), "list", true, 1},
		{pysock_value_index(0), "index", true, -1},
		{pysock_value_object("set"), "set", true, -1},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t length = 99;
		CHECK_TEXT(pysock_value_type_name(rows[i].value), rows[i].type);
		CHECK_NUMBER(pysock_value_truth(rows[i].value), rows[i].truth);
		if (rows[i].length < 0) {
			CHECK_RAISES(pysock_value_length(rows[i].value, &length, &raised),
				PYSOCK_TYPE_ERROR, NO_CODE);
			CHECK_NUMBER(length, 99);
		} else {
			CHECK_OK(pysock_value_length(rows[i].value, &length, &raised));
			CHECK_NUMBER(length, rows[i].length);
		}
		pysock_value_drop(rows[i].value);
	}
}

static void test_sequences(void)
{
	struct pysock_value *text = pysock_value_str("x", 1);
	struct pysock_value *items[] = {pysock_value_int(1), pysock_value_share(text)};
	struct pysock_value *tuple = pysock_value_tuple(2, items);

	CHECK_NUMBER(pysock_value_count(tuple), 2);
	CU_ASSERT_PTR_EQUAL(pysock_value_item(tuple, 1), text);
	pysock_value_drop(tuple);
	check_data(text, "x", 1);
	/* A NULL item means that memory ran out: the other items are dropped. */
	items[0] = NULL;
	items[1] = text;
	CU_ASSERT_PTR_NULL(pysock_value_list(2, items));
}

static void test_types(void)
{
	struct pysock_value *truth = pysock_value_bool(true), *number = pysock_value_int(1);
	struct pysock_value *real = pysock_value_float(1), *of_real = pysock_value_type(real);
	struct pysock_value *of_truth = pysock_value_type(truth), *of_number, *type;
	bool answer = false;

	of_number = pysock_value_type(number);
	type = pysock_value_type(of_number);
	check_data(of_truth, "bool", 4);
	check_data(type, "type", 4);
	CHECK_OK(pysock_value_is_instance(truth, of_truth, &answer, &raised));
	CHECK_NUMBER(answer, true);
	CHECK_OK(pysock_value_is_instance(truth, of_number, &answer, &raised));
	CHECK_NUMBER(answer, true);
	CHECK_OK(pysock_value_is_instance(number, of_truth, &answer, &raised));
	CHECK_NUMBER(answer, false);
	CHECK_OK(pysock_value_is_instance(truth, type, &answer, &raised));
	CHECK_NUMBER(answer, false);
	CHECK_OK(pysock_value_is_instance(truth, of_real, &answer, &raised));
	CHECK_NUMBER(answer, false);
	CHECK_OK(pysock_value_is_instance(of_number, type, &answer, &raised));
	CHECK_NUMBER(answer, true);
	CHECK_RAISES(pysock_value_is_instance(number, truth, &answer, &raised), PYSOCK_TYPE_ERROR,
		NO_CODE);
	pysock_value_drop(truth);
	pysock_value_drop(number);
	pysock_value_drop(real);
	pysock_value_drop(of_real);
	pysock_value_drop(of_truth);
	pysock_value_drop(of_number);
	pysock_value_drop(type);
	pysock_value_drop(NULL);
}

static void test_function(void)
{
	struct pysock_value *function = NULL, *untouched = NULL;

	CHECK_OK(pysock_get(NULL, "inet_aton", &function, &raised));
	check_data(function, "inet_aton", 9);
	CHECK_TEXT(pysock_value_type_name(function), "function");
	CHECK_RAISES(
		pysock_value_length(function, &(size_t){0}, &raised), PYSOCK_TYPE_ERROR, NO_CODE);
	pysock_value_drop(function);
	CHECK_RAISES(
		pysock_call_name(NULL, "ioctl", &(struct pysock_arguments){0}, &untouched, &raised),
		PYSOCK_ATTRIBUTE_ERROR, NO_CODE);
	CHECK_RAISES(pysock_call_name(
			     NULL, "inet_aton", &(struct pysock_arguments){0}, &untouched, &raised),
		PYSOCK_TYPE_ERROR, NO_CODE);
	CU_ASSERT_PTR_NULL(untouched);
	CHECK_OK(pysock_call_name(
		NULL, "gethostname", &(struct pysock_arguments){0}, &untouched, NULL));
	pysock_value_drop(untouched);
}

/* Without memory a constructor returns NULL, and so does one that is given that NULL. */
static void test_starved(void)
{
	struct pysock_value *value = NULL;
	struct pysock *socket;

	wrap_arm("malloc", 1, 0);
	CU_ASSERT_PTR_NULL(pysock_value_str("\xff", 1));
	wrap_arm("malloc", 1, 0);
	CU_ASSERT_PTR_NULL(pysock_value_bytes("x", 1));
	wrap_arm("malloc", 1, 0);
	CU_ASSERT_PTR_NULL(pysock_value_memoryview("x", 1, 1));
	wrap_arm("malloc", 1, 0);
	CHECK_RAISES(pysock_get(NULL, "AF_INET", &value, &raised), PYSOCK_MEMORY_ERROR, NO_CODE);
	wrap_arm("malloc", 1, 0);
	CHECK_RAISES(pysock_get(NULL, "inet_aton", &value, &raised), PYSOCK_MEMORY_ERROR, NO_CODE);
	wrap_disarm();
	CU_ASSERT_PTR_NULL(value);
	int before = open_descriptors();
	CHECK_OK(pysock_socket(2, 1, 0, &socket, &raised));
	wrap_arm("malloc", 1, 0);
	CU_ASSERT_PTR_NULL(pysock_value_socket(socket));
	wrap_disarm();
	CHECK_NUMBER(open_descriptors(), before);
	CU_ASSERT_PTR_NULL(pysock_value_bytes(NULL, SIZE_MAX));
}

static void test_collected(void)
{
	int before = open_descriptors();
	struct pysock *socket;

	CHECK_OK(pysock_socket(2, 1, 0, &socket, &raised));
	struct pysock_value *value = pysock_value_socket(socket);
	CU_ASSERT_PTR_EQUAL(pysock_value_handle(value), socket);
	struct pysock_value *list = pysock_value_list(1, &value);
	struct pysock_value *second = pysock_value_share(pysock_value_item(list, 0));
	pysock_value_drop(list);
	CHECK_NUMBER(open_descriptors(), before + 1);
	errno = 7;
	pysock_value_drop(second);
	CHECK_NUMBER(errno, 7);
	CHECK_NUMBER(open_descriptors(), before);
}

CU_TestInfo call_values_tests[] = {
	{"text is UTF-8, and what is none is escaped", test_text},
	{"an integer beyond 64 bits keeps its digits", test_big_int},
	{"bytes are copied, a view takes every step", test_bytes},
	{"numbers are kept", test_numbers},
	{"every kind has its type, truth and length", test_truth},
	{"a sequence owns its items", test_sequences},
	{"a type knows its instances", test_types},
	{"a function has a name, and is called by it", test_function},
	{"a constructor without memory gives nothing", test_starved},
	{"a socket goes with its last reference", test_collected},
	CU_TEST_INFO_NULL,
};
