#include "suite.h"
#include "values/cvalue.h"
#include "values/scope.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

static struct plumb_scope scope_of(const char *directory)
{
	return (struct plumb_scope){
		.constants = json_of("{'AF_INET': 2, 'SOCK_STREAM': 1}"),
		.variables = json_of("{'a': {'tuple': ['127.0.0.1', 80]}, 'n': null}"),
		.peers = json_of("{'p': {'tuple': ['::1', 81]}, 'u': '/d/u'}"),
		.directory = directory,
	};
}

static void drop(struct plumb_scope *scope)
{
	json_decref(scope->constants);
	json_decref(scope->variables);
	json_decref(scope->peers);
}

typedef json_t *resolve_fn(
	const json_t *value, const struct plumb_scope *scope, char *why, size_t size);

static void check_resolved(
	resolve_fn *resolve, const char *json, const char *want, const char *want_why)
{
	struct plumb_scope scope = scope_of("/d");
	json_t *value = json_of(json);
	json_t *before = json_deep_copy(value);
	char why[100] = "";
	json_t *got = resolve(value, &scope, why, sizeof(why));

	if (want) {
		CHECK_JSON(got, want);
	} else {
		CU_ASSERT_PTR_NULL(got);
		CHECK_TEXT(why, want_why);
	}
	CU_ASSERT(json_equal(value, before));
	json_decref(got);
	json_decref(before);
	json_decref(value);
	drop(&scope);
}

static void test_arguments(void)
{
	static const char *const samples[][3] = {
		{"[1, 'a', null, 2.5, {'tuple': [{'bytes': '00'}]}]",
			"[1, 'a', null, 2.5, {'tuple': [{'bytes': '00'}]}]"},
		{"{'const': 'AF_INET'}", "{'const': 'AF_INET'}"},
		{"{'const': 'AF_NONE'}", "{'const': 'AF_NONE'}"},
		{"{'var': 'a.fd'}", "{'var': 'a.fd'}"},
		{"[{'peer': 'p'}, {'peer': 'u'}]", "[{'tuple': ['::1', 81]}, '/d/u']"},
		{"{'tuple': [{'peer': 'p.host'}, {'peer': 'p.port'}]}", "{'tuple': ['::1', 81]}"},
		{"{'peer': 'q'}", NULL, "the peer q is not known"},
		{"[{'peer': 'u.host'}]", NULL, "the part of an address u.host is not known"},
		{"{'path': 's'}", "'/d/s'"},
		{"{'path': ['s', 8]}", "'/d/sxxxx'"},
		{"{'path': ['s', 4]}", "'/d/s'"},
		{"{'path': ['s', 3]}", NULL,
			"the row's directory is too deep for a path of 3 bytes"},
		{"{'abstract': 's'}", "{'bytes': '002f642f73'}"},
		{"{'abstract': ['s', 7]}", "{'bytes': '002f642f730000'}"},
		{"{'abstract': ['s', 4]}", NULL,
			"the row's directory is too deep for a path of 4 bytes"},
		{"{'bytes': ['61', 3]}", "{'bytes': ['61', 3]}"},
		{"{'strided': ['0a0b', 2]}", "{'strided': ['0a0b', 2]}"},
	};

	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		check_resolved(plumb_resolve_argument, samples[i][0], samples[i][1], samples[i][2]);
}

static void test_patterns(void)
{
	static const char *const samples[][3] = {
		{"{'tuple': [{'const': 'AF_INET'}, {'var': 'a'}, {'any': 'int'}]}",
			"{'tuple': [2, {'tuple': ['127.0.0.1', 80]}, {'any': 'int'}]}"},
		{"{'one-of': [{'var': 'n'}, {'not': {'peer': 'p.port'}}]}",
			"{'one-of': [null, {'not': 81}]}"},
		{"{'const': 'AF_NONE'}", NULL, "the constant AF_NONE is not known"},
		{"{'each': {'var': 'b'}}", NULL, "the variable b is not known"},
		{"{'const': 'SHUT_WR'}", "1"}, /* the module lacks it, the headers do not */
		{"{'c': 'SHUT_WR'}", "1"},
		{"{'c': 'SO_NEVER_DEFINED'}", NULL,
			"the C headers' constant SO_NEVER_DEFINED is not known"},
		{"{'c-or-absent': 'SHUT_WR'}", "1"},
		{"{'c-or-absent': 'SO_NEVER_DEFINED'}", "{'absent': true}"},
		{"{'errno': 'ENEVER'}", NULL, "the error ENEVER is not known"},
		{"{'path': 's'}", "'/d/s'"},
		{"{'bytes': ['61', 3]}", "{'bytes': '616161'}"},
		{"{'bytes': ['61', 3]}", "{'bytes': '616161'}"},
		{"{'bytearray': ['61', 0]}", "{'bytearray': ''}"},
		{"{'memoryview': ['0a0b', 2]}", "{'memoryview': '0a0b0a0b'}"},
		{"{'strided': ['0a0b', 2]}", "{'strided': '0a0b0a0b'}"},
		{"{'bytes': ['61', 100000000000]}", NULL, "bytes: malformed or too long"},
	};

	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		check_resolved(plumb_resolve_pattern, samples[i][0], samples[i][1], samples[i][2]);
}

static void test_without_a_directory(void)
{
	struct plumb_scope scope = scope_of(NULL);
	json_t *value = json_of("{'path': 's'}");
	char why[100] = "";

	CU_ASSERT_PTR_NULL(plumb_resolve_argument(value, &scope, why, sizeof(why)));
	CHECK_TEXT(why, "the row has no directory");
	json_decref(value);
	drop(&scope);
}

static void check_c(const char *name, int64_t want)
{
	int64_t value = -77;

	CU_ASSERT(plumb_c_value(name, &value));
	CHECK_NUMBER(value, want);
}

static void test_headers(void)
{
	int64_t value = -77;

	check_c("AF_INET6", AF_INET6);
	check_c("SOMAXCONN", SOMAXCONN);
	check_c("IPPORT_RESERVED", IPPORT_RESERVED);
	check_c("IPPROTO_TCP", IPPROTO_TCP);
	check_c("INADDR_BROADCAST", 0xffffffff);
	check_c("SHUT_RDWR", SHUT_RDWR);
#ifdef __linux__
	check_c("TIPC_NODE_SCOPE", 3); /* an enumerator */
	check_c("SO_J1939_FILTER", 1); /* another one, with a macro of a different name beside it */
	check_c("CAN_RAW_FD_FRAMES", 5); /* one whose value follows from the one before */
#endif
	CU_ASSERT(!plumb_c_value("SO_EXCLUSIVEADDRUSE", &value));
	CU_ASSERT(!plumb_c_value("EBADF", &value));
	CU_ASSERT(!plumb_c_value("", &value));
	CHECK_NUMBER(value, -77);
	CU_ASSERT(plumb_errno_value("ECONNREFUSED", &value));
	CHECK_NUMBER(value, ECONNREFUSED);
	CU_ASSERT(plumb_errno_value("EWOULDBLOCK", &value));
	CHECK_NUMBER(value, EAGAIN);
	CU_ASSERT(!plumb_errno_value("AF_INET", &value));
}

/* A name stands for the number on the subject's own system. */
static void test_platform(void)
{
	const struct plumb_platform *windows = plumb_platform_of("Windows 10.0 x86_64");
	struct plumb_scope scope = scope_of(NULL);
	json_t *value = json_of(
		"[{'c': 'AF_INET6'}, {'errno': 'ECONNREFUSED'}, {'c-or-absent': 'AF_UNIX'}]");
	json_t *wanted = json_of("[23, 10061, {'absent': true}]");
	char why[100] = "";
	json_t *resolved;

	CU_ASSERT_PTR_NOT_NULL(windows);
	CU_ASSERT_PTR_NULL(plumb_platform_of("Linux 6.1"));
	CU_ASSERT_PTR_NULL(plumb_platform_of("Windowsish"));
	CU_ASSERT_PTR_NULL(plumb_platform_of(NULL));
	scope.platform = windows;
	resolved = plumb_resolve_pattern(value, &scope, why, sizeof why);
	CU_ASSERT(json_equal(resolved, wanted));
	CHECK_TEXT(plumb_platform_error(windows, "EBADF"), "ENOTSOCK");
	CHECK_TEXT(plumb_platform_error(windows, "ECONNREFUSED"), "ECONNREFUSED");
	CHECK_TEXT(plumb_platform_error(NULL, "EBADF"), "EBADF");
	json_decref(resolved);
	json_decref(wanted);
	json_decref(value);
	drop(&scope);
}

static void test_constants_of(void)
{
	json_t *names = json_object();
	json_t *pattern = json_of("{'tuple': [{'const': 'A'}, [{'one-of': [{'const': 'B'}, 'C']}], "
				  "{'bytes': '00'}, null, {'const': 'A'}]}");

	CU_ASSERT(plumb_scope_constants_of(pattern, names));
	CHECK_JSON(names, "{'A': true, 'B': true}");
	json_decref(pattern);
	json_decref(names);
}

CU_TestInfo scope_tests[] = {
	{"arguments keep what the adapter knows", test_arguments},
	{"patterns keep nothing of the row", test_patterns},
	{"a path needs a directory", test_without_a_directory},
	{"the C headers are the headers' own", test_headers},
	{"names on a subject's own system", test_platform},
	{"the constants of a pattern are found", test_constants_of},
	CU_TEST_INFO_NULL,
};
