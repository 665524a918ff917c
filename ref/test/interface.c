/* Network interfaces, and the host's own name. */
#include "call_script.h"
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <limits.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>

static void test_interfaces(void)
{
	struct pysock_interface *all = NULL;
	char name[PYSOCK_INTERFACE_SIZE];
	unsigned index = 77;
	size_t count = 0;

	CHECK_OK(pysock_if_nameindex(&all, &count, &raised));
	CU_ASSERT(count > 0);
	for (size_t i = 0; i < count; i++) {
		CHECK_OK(pysock_if_nametoindex(all[i].name, &index, &raised));
		CHECK_NUMBER(index, all[i].index);
		CHECK_OK(pysock_if_indextoname(all[i].index, name, &raised));
		CHECK_TEXT(name, all[i].name);
	}
	free(all);
}

static void test_unknown(void)
{
	char name[PYSOCK_INTERFACE_SIZE] = "untouched";
	unsigned index = 77;

	CHECK_RAISES(pysock_if_nametoindex("", &index, &raised), PYSOCK_ERROR, NO_CODE);
	CHECK_RAISES(
		pysock_if_nametoindex("no such interface", &index, &raised), PYSOCK_ERROR, NO_CODE);
	CHECK_NUMBER(index, 77);
	CHECK_RAISES(pysock_if_indextoname(0, name, &raised), PYSOCK_ERROR, ENXIO);
	CHECK_RAISES(pysock_if_indextoname(-1, name, &raised), PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_RAISES(pysock_if_indextoname((long long)UINT_MAX + 1, name, &raised),
		PYSOCK_OVERFLOW_ERROR, NO_CODE);
	CHECK_TEXT(name, "untouched");
}

static char set_name[16];
static size_t set_size;

static int take_name(const char *name, size_t size)
{
	memcpy(set_name, name, size);
	set_size = size;
	return 0;
}

static void test_sethostname(void)
{
	answers.sethostname = take_name;
	CHECK_OK(pysock_sethostname("name", 4, &raised));
	CU_ASSERT_EQUAL(memcmp(set_name, "name", 4), 0);
	PLAY({"sethostname('b\\xc3\\xa4r')", "None"});
	CHECK_NUMBER(set_size, 4);
	PLAY({"sethostname(b'\\xff')", "None"});
	CHECK_NUMBER(set_size, 1);
	CU_ASSERT_EQUAL(set_name[0], '\xff');
	PLAY({"sethostname('\\xed\\xb3\\xbf')", "None"}, {"sethostname('')", "None"},
		{"sethostname('\\xed\\xa0\\x80')", "UnicodeError"},
		{"sethostname(bytearray(b'x'))", "TypeError"}, {"sethostname(None)", "TypeError"},
		{"sethostname('a\\x00')", "ValueError"}, {"sethostname(name='x')", "TypeError"});
	answers = no_answers;
}

static void test_door(void)
{
	PLAY({"x = if_nametoindex('lo')", NULL}, {"if_indextoname(x)", "'lo'"},
		{"if_nametoindex(b'lo')", NULL}, {"if_nametoindex('l\\x00')", "ValueError"},
		{"if_nametoindex(1)", "TypeError"},
		{"if_nametoindex(bytearray(b'lo'))", "TypeError"},
		{"if_nametoindex('nobody')", "error"}, {"if_indextoname(0)", "error ENXIO"},
		{"if_indextoname('1')", "TypeError"}, {"if_indextoname(index(1))", "TypeError"},
		{"if_indextoname(4294967296)", "OverflowError"}, {"if_nameindex(1)", "TypeError"});
	STARVE({"if_nameindex()", NULL});
	STARVE({"if_nametoindex('lo')", NULL});
	STARVE({"if_indextoname(1)", NULL});
}

CU_TestInfo interface_tests[] = {
	{"every interface has a name and an index", test_interfaces},
	{"an unknown one raises", test_unknown},
	{"sethostname sets the bytes of the name", test_sethostname},
	{"the door takes what Python takes", test_door},
	CU_TEST_INFO_NULL,
};
