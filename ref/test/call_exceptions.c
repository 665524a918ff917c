/* Exceptions as objects, and catching them. */
#include "call_script.h"
#include "suite.h"

#include <errno.h>

/* The class of an error with this code. */
static const char *class_of(int code)
{
	static char name[64];
	const struct pysock_error error = {PYSOCK_ERROR, true, code, ""};
	struct pysock_value *value = pysock_value_exception(&error);

	(void)snprintf(name, sizeof name, "%s", pysock_value_type_name(value));
	pysock_value_drop(value);
	return name;
}

static void test_classes(void)
{
	static const struct {
		int code;
		const char *name;
	} rows[] = {
		{EAGAIN, "BlockingIOError"},
		{EINPROGRESS, "BlockingIOError"},
		{EPIPE, "BrokenPipeError"},
		{ESHUTDOWN, "BrokenPipeError"},
		{ECONNABORTED, "ConnectionAbortedError"},
		{ECONNREFUSED, "ConnectionRefusedError"},
		{ECONNRESET, "ConnectionResetError"},
		{EEXIST, "FileExistsError"},
		{ENOENT, "FileNotFoundError"},
		{EINTR, "InterruptedError"},
		{EACCES, "PermissionError"},
		{ETIMEDOUT, "TimeoutError"},
		{EBADF, "OSError"},
		{0, "OSError"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_TEXT(class_of(rows[i].code), rows[i].name);
}

static void test_made(void)
{
	PLAY({"e = error(32, 'x')", "<BrokenPipeError>"}, {"e.errno", "32"}, {"e.strerror", "'x'"},
		{"e.args", "(32, 'x')"}, {"error()", "<OSError>"}, {"e = error('x')", "<OSError>"},
		{"e.errno", "None"}, {"e.strerror", "None"}, {"e.args", "('x')"},
		{"gaierror(32, 'x')", "<gaierror>"}, {"herror(2, 'x')", "<herror>"},
		{"e = timeout(1, 'x')", "<TimeoutError>"}, {"e.errno", "1"},
		{"e.exceptions", "AttributeError"}, {"e.errno = 5", "AttributeError"},
		{"error('x', 'y')", "TypeError"}, {"error(1, 2)", "TypeError"},
		{"error(1, 'x', 'y')", "TypeError"}, {"error(4294967296, 'x')", "OverflowError"},
		{"error.__name__", "'OSError'"}, {"timeout.__name__", "'TimeoutError'"},
		{"herror.__name__", "'herror'"}, {"socket.__name__", "'socket'"});
}

static void test_caught(void)
{
	PLAY({"raised(htons, 1)", "None"}, {"raised(htons, 'x')", "<TypeError>"},
		{"a, b = socketpair()", NULL}, {"b.close()", "None"},
		{"e = raised(a.send, b'x')", "<BrokenPipeError>"}, {"e.errno", "32"},
		{"a.settimeout(0.001)", "None"}, {"e = raised(htons, -1)", "<OverflowError>"},
		{"e.errno", "AttributeError"}, {"raised(5)", "<TypeError>"},
		{"raised(inet_aton, 'x')", "<OSError>"});
}

static bool is_instance(const struct pysock_value *value, const char *type_name)
{
	struct pysock_value *type;
	bool is = false;

	CHECK_OK(pysock_get(NULL, type_name, &type, &raised));
	CHECK_OK(pysock_value_is_instance(value, type, &is, &raised));
	pysock_value_drop(type);
	return is;
}

static void test_instances(void)
{
	static const struct {
		struct pysock_error error;
		bool is_error, is_timeout, is_gaierror;
	} rows[] = {
		{{PYSOCK_ERROR, true, EPIPE, ""}, true, false, false},
		{{PYSOCK_ERROR, true, ETIMEDOUT, ""}, true, true, false},
		{{PYSOCK_TIMEOUT, false, 0, ""}, true, true, false},
		{{PYSOCK_GAIERROR, true, 1, ""}, true, false, true},
		{{PYSOCK_TYPE_ERROR, false, 0, ""}, false, false, false},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct pysock_value *value = pysock_value_exception(&rows[i].error);
		CHECK_NUMBER(is_instance(value, "error"), rows[i].is_error);
		CHECK_NUMBER(is_instance(value, "timeout"), rows[i].is_timeout);
		CHECK_NUMBER(is_instance(value, "gaierror"), rows[i].is_gaierror);
		CHECK_NUMBER(is_instance(value, "socket"), false);
		pysock_value_drop(value);
	}
}

/* A port without a listener. */
static struct pysock_value *nobody(void)
{
	struct pysock_address address;
	struct pysock *listener = make_listener(&address);

	pysock_free(listener);
	return pysock_value_tuple(2, (struct pysock_value *[]){pysock_value_str("127.0.0.1", 9),
					     pysock_value_int(address.inet.port)});
}

static void test_group(void)
{
	struct pysock_value *address = nobody(), *connect, *group, *members;
	const struct pysock_keyword all = {"all_errors", pysock_value_bool(true)};
	const struct pysock_arguments arguments = {1, &address, 1, &all};

	CHECK_OK(pysock_get(NULL, "create_connection", &connect, &raised));
	CHECK_OK(pysock_catch(connect, &arguments, &group, &raised));
	CHECK_TEXT(pysock_value_type_name(group), "ExceptionGroup");
	CU_ASSERT(!is_instance(group, "error"));
	CHECK_OK(pysock_get(group, "exceptions", &members, &raised));
	CHECK_NUMBER(pysock_value_count(members), 1);
	CHECK_TEXT(pysock_value_type_name(pysock_value_item(members, 0)), "ConnectionRefusedError");
	CHECK_RAISES(
		pysock_call(connect, &arguments, NULL, &raised), PYSOCK_EXCEPTION_GROUP, NO_CODE);
	pysock_value_drop(members);
	pysock_value_drop(group);
	pysock_value_drop(connect);
	pysock_value_drop(all.value);
	pysock_value_drop(address);
}

CU_TestInfo call_exceptions_tests[] = {
	{"the errno tells the class of an error", test_classes},
	{"exceptions are made", test_made},
	{"what a call raises is caught", test_caught},
	{"exceptions are instances of their classes", test_instances},
	{"a group has its errors", test_group},
	CU_TEST_INFO_NULL,
};
