/* Services that an embedding language lends to the door: memory, and encoding host names. */
#include "call_script.h"
#include "suite.h"
#include "wrap.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Calls a method of the socket with one value, and drops the value. */
static int call_with(struct pysock_value *socket, const char *name, struct pysock_value *value)
{
	struct pysock_arguments arguments = {.count = 1, .values = &value};
	int rc = pysock_call_name(socket, name, &arguments, NULL, &raised);

	pysock_value_drop(value);
	return rc;
}

static void test_borrowed(void)
{
	static char memory[1 << 16];
	struct pysock *pair[2];
	struct pysock_value *socket;
	long live;

	make_pair(pair);
	socket = pysock_value_socket(pair[1]);
	CHECK_NUMBER(pysock_send(pair[0], "abc", 3, 0, &raised), 3);
	memory[3] = 'd';
	live = wrap.live;
	CHECK_OK(
		call_with(socket, "recv_into", pysock_value_borrowed(memory, sizeof memory, true)));
	CU_ASSERT_EQUAL(memcmp(memory, "abcd", 4), 0);
	CHECK_NUMBER(wrap.live, live);
	CHECK_RAISES(call_with(socket, "recv_into", pysock_value_borrowed(memory, 4, false)),
		PYSOCK_TYPE_ERROR, NO_CODE);
	CHECK_OK(call_with(socket, "send", pysock_value_borrowed(memory, 4, false)));
	CHECK_NUMBER(pysock_recv(pair[0], memory + 8, 8, 0, &raised), 4);
	CU_ASSERT_EQUAL(memcmp(memory + 8, "abcd", 4), 0);
	/* Only the value itself is allocated, not the memory that it refers to. */
	wrap_arm("malloc", 1, 0);
	CU_ASSERT_PTR_NULL(pysock_value_borrowed(memory, sizeof memory, true));
	wrap_disarm();
	pysock_value_drop(socket);
	pysock_free(pair[0]);
}

static int encode(const char *host_utf8, char **ascii, struct pysock_error *error)
{
	if (strcmp(host_utf8, "\xef\xbc\x91\x32\x37.0.0.1") != 0)
		return pysock_raise(error, PYSOCK_UNICODE_ERROR, "no such name");
	*ascii = strdup("127.0.0.1");
	return *ascii != NULL ? 0 : pysock_raise(error, PYSOCK_MEMORY_ERROR, "out of memory");
}

static void test_idna(void)
{
	PLAY({"gethostbyname('\\xef\\xbc\\x9127.0.0.1')", "UnicodeError"});
	pysock_set_idna(encode);
	PLAY({"gethostbyname('\\xef\\xbc\\x9127.0.0.1')", "'127.0.0.1'"},
		{"gethostbyname('\\xef\\xbc\\x92')", "UnicodeError"},
		{"gethostbyname('127..1')", "UnicodeError"},
		{"gethostbyname('\\xed\\xb2\\x80')", "UnicodeError"}, {"s = socket()", NULL},
		{"s.bind(('\\xef\\xbc\\x9127.0.0.1', 0))", "None"},
		{"s.bind(('\\xef\\xbc\\x92', 0))", "TypeError"},
		{"s.bind(('\\xed\\xb2\\x80', 0))", "TypeError"});
	pysock_set_idna(NULL);
	PLAY({"s = socket()", NULL}, {"s.bind(('\\xef\\xbc\\x9127.0.0.1', 0))", "TypeError"});
}

CU_TestInfo call_embed_tests[] = {
	{"memory is borrowed, and not copied", test_borrowed},
	{"names beyond ASCII are encoded by whoever can", test_idna},
	CU_TEST_INFO_NULL,
};
