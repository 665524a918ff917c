#include "suite.h"
#include "tables/capability.h"

#include <stddef.h>

static json_t *capabilities(void)
{
	return json_of("{'unix': {'name': 'unix', 'why': 'W.', 'probe': [{'get': 'AF_UNIX'}]}, "
		       "'glibc': {'name': 'glibc', 'why': 'W.', 'test': {'libc': 'glibc'}}, "
		       "'linux': {'name': 'linux', 'why': 'W.', 'test': {'platform': 'Linux'}}, "
		       "'little-endian': {'name': 'little-endian', 'why': 'W.', "
		       "'test': {'byteorder': 'little'}}}");
}

static enum plumb_capability state_of(const char *name, const char *start_answer)
{
	json_t *all = capabilities();
	json_t *start = json_of(start_answer);
	enum plumb_capability state = plumb_capability_test(all, name, start);

	json_decref(start);
	json_decref(all);
	return state;
}

#define DEBIAN                                                                                     \
	"{'name': 'CPython', 'version': '3.11.2', 'platform': 'Linux 6.1 x86_64', "                \
	"'libc': 'glibc 2.36', 'byteorder': 'little'}"
#define ALPINE                                                                                     \
	"{'name': 'CPython', 'version': '3.11.2', 'platform': 'Linux 6.1 s390x', 'libc': 'musl', " \
	"'byteorder': 'big'}"

static void test_fields(void)
{
	CHECK_NUMBER(state_of("glibc", DEBIAN), PLUMB_CAPABILITY_HERE);
	CHECK_NUMBER(state_of("glibc", ALPINE), PLUMB_CAPABILITY_LACKING);
	CHECK_NUMBER(state_of("glibc", "{'libc': 'glibc'}"), PLUMB_CAPABILITY_HERE);
	CHECK_NUMBER(state_of("glibc", "{'libc': 'glibc2 2.36'}"), PLUMB_CAPABILITY_LACKING);
	CHECK_NUMBER(state_of("glibc", "{'libc': 'gl'}"), PLUMB_CAPABILITY_LACKING);
	CHECK_NUMBER(state_of("glibc", "{'libc': ''}"), PLUMB_CAPABILITY_LACKING);
	CHECK_NUMBER(state_of("glibc", "{'libc': 5}"), PLUMB_CAPABILITY_LACKING);
	CHECK_NUMBER(state_of("glibc", "{}"), PLUMB_CAPABILITY_LACKING);
	CHECK_NUMBER(state_of("linux", ALPINE), PLUMB_CAPABILITY_HERE);
	CHECK_NUMBER(state_of("little-endian", DEBIAN), PLUMB_CAPABILITY_HERE);
	CHECK_NUMBER(state_of("little-endian", ALPINE), PLUMB_CAPABILITY_LACKING);
}

static void test_versions(void)
{
	CHECK_NUMBER(state_of("cpython>=3.8", DEBIAN), PLUMB_CAPABILITY_HERE);
	CHECK_NUMBER(state_of("cpython>=3.11.2", DEBIAN), PLUMB_CAPABILITY_HERE);
	CHECK_NUMBER(state_of("cpython>=3.11.3", DEBIAN), PLUMB_CAPABILITY_LACKING);
	CHECK_NUMBER(state_of("cpython>=3.12", DEBIAN), PLUMB_CAPABILITY_LACKING);
	CHECK_NUMBER(state_of("cpython<3.12", DEBIAN), PLUMB_CAPABILITY_HERE);
	CHECK_NUMBER(state_of("cpython<3.11", DEBIAN), PLUMB_CAPABILITY_LACKING);
	CHECK_NUMBER(state_of("cpython<3.11.2", DEBIAN), PLUMB_CAPABILITY_LACKING);
	/* Versions of CPython say nothing about other implementations, whose rows are played. */
	CHECK_NUMBER(state_of("cpython>=3.12", "{'name': 'PyPy', 'version': '3.9'}"),
		PLUMB_CAPABILITY_HERE);
	CHECK_NUMBER(state_of("cpython<3.8", "{'name': 'libpysock', 'version': '0.1.0'}"),
		PLUMB_CAPABILITY_HERE);
	CHECK_NUMBER(state_of("python>=3.11", DEBIAN), PLUMB_CAPABILITY_HERE);
	CHECK_NUMBER(state_of("python>=3.12", DEBIAN), PLUMB_CAPABILITY_LACKING);
	CHECK_NUMBER(state_of("python>=3.12", "{'name': 'PyPy', 'version': '3.9'}"),
		PLUMB_CAPABILITY_HERE);
	CHECK_TEXT(plumb_capability_python("python>=3.12"), "3.12");
	CU_ASSERT_PTR_NULL(plumb_capability_python("python>=3."));
	CU_ASSERT_PTR_NULL(plumb_capability_python("cpython>=3.12"));
	CHECK_NUMBER(state_of("cpython>=", DEBIAN), PLUMB_CAPABILITY_UNKNOWN);
	CHECK_NUMBER(state_of("cpython>=3.x", DEBIAN), PLUMB_CAPABILITY_UNKNOWN);
	CHECK_NUMBER(state_of("cpython", DEBIAN), PLUMB_CAPABILITY_UNKNOWN);
	CHECK_NUMBER(state_of("pypy>=3.8", DEBIAN), PLUMB_CAPABILITY_UNKNOWN);
}

static void test_probes(void)
{
	json_t *all = capabilities();
	struct plumb_steps steps;

	CHECK_NUMBER(state_of("unix", DEBIAN), PLUMB_CAPABILITY_PROBED);
	CU_ASSERT(plumb_capability_probe(all, "unix", &steps));
	CHECK_NUMBER(steps.count, 1);
	CHECK_TEXT(steps.steps[0].name, "AF_UNIX");
	plumb_steps_clear(&steps);
	CU_ASSERT(!plumb_capability_probe(all, "glibc", &steps));
	CU_ASSERT(!plumb_capability_probe(all, "tipc", &steps));
	CU_ASSERT(!plumb_capability_probe(all, "cpython>=3.8", &steps));
	CU_ASSERT(plumb_capability_is_known(all, "unix"));
	CU_ASSERT(plumb_capability_is_known(all, "glibc"));
	CU_ASSERT(plumb_capability_is_known(all, "cpython<3.8"));
	CU_ASSERT(!plumb_capability_is_known(all, "tipc"));
	CU_ASSERT(!plumb_capability_is_known(all, ""));
	json_decref(all);
}

/* Every kernel has AF_UNIX; none has a family that the headers do not name. */
static void test_kernel(void)
{
	json_t *all = json_of("{'here': {'family': 'AF_UNIX'},"
			      " 'nowhere': {'family': 'AF_NOWHERE'},"
			      " 'own': {'bind': ['inet', '127.0.0.1', 0]},"
			      " 'foreign': {'bind': ['inet', '192.0.2.1', 0]},"
			      " 'unsaid': {}}");

	CU_ASSERT(!plumb_capability_is_beyond_kernel(all, "here"));
	CU_ASSERT(plumb_capability_is_beyond_kernel(all, "nowhere"));
	CU_ASSERT(!plumb_capability_is_beyond_kernel(all, "own"));
	CU_ASSERT(plumb_capability_is_beyond_kernel(all, "foreign"));
	CU_ASSERT(!plumb_capability_is_beyond_kernel(all, "unsaid"));
	json_decref(all);
}

CU_TestInfo capability_tests[] = {
	{"the first word of a field decides", test_fields},
	{"versions bind CPython alone", test_versions},
	{"the others are probed", test_probes},
	{"the kernel is asked for families and addresses", test_kernel},
	CU_TEST_INFO_NULL,
};
