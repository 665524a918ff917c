/*
 * The kernel that has TIPC, on processors with more registers than it has room for: how a set of
 * registers is widened, and user-mode-linux itself on a simulated kernel of such a processor.
 */
#include "shell.h"
#include "suite.h"
#include "xstate.h"

#include <elf.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { HEADER_OFFSET = 512, SHORT = 2696, AMX = 11008 };

static uint64_t components_of(const unsigned char *set)
{
	uint64_t components;

	memcpy(&components, set + HEADER_OFFSET, sizeof(components));
	return components;
}

static void fill(unsigned char *set, size_t size, uint64_t components)
{
	for (size_t i = 0; i < size; i++)
		set[i] = (unsigned char)(i * 7 + 1);
	memcpy(set + HEADER_OFFSET, &components, sizeof(components));
}

static bool is_zero(const unsigned char *bytes, size_t size)
{
	size_t i = 0;

	while (i < size && bytes[i] == 0)
		i++;
	return i == size;
}

static void widens(void)
{
	static const struct {
		size_t size, wide_size;
		uint64_t components, want;
	} cases[] = {
		{SHORT, AMX, 0x602e7, 0x2e7},
		{SHORT, AMX, 0x20000, 0},
		{SHORT, AMX, 0x40000, 0},
		{SHORT, AMX, ~UINT64_C(0), ~UINT64_C(0x60000)},
		{SHORT, SHORT, 0x602e7, 0x2e7},
		{576, SHORT, 0x60007, 7},
	};
	unsigned char set[AMX], wide[AMX + 1];

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t size = cases[i].size, wide_size = cases[i].wide_size;
		fill(set, size, cases[i].components);
		memset(wide, 0xAA, sizeof(wide));
		xstate_widen(set, size, wide, wide_size);
		CU_ASSERT_EQUAL(components_of(wide), cases[i].want);
		CU_ASSERT_EQUAL(memcmp(wide, set, HEADER_OFFSET), 0);
		CU_ASSERT_EQUAL(memcmp(wide + HEADER_OFFSET + 8, set + HEADER_OFFSET + 8,
					size - HEADER_OFFSET - 8),
			0);
		CU_ASSERT_TRUE(is_zero(wide + size, wide_size - size));
		CU_ASSERT_EQUAL(wide[wide_size], 0xAA);
	}
}

static void widens_what_has_no_header(void)
{
	unsigned char set[575], wide[1024];

	memset(set, 0xFF, sizeof(set));
	xstate_widen(set, sizeof(set), wide, sizeof(wide));
	CU_ASSERT_EQUAL(memcmp(wide, set, sizeof(set)), 0);
	CU_ASSERT_EQUAL(wide[sizeof(set)], 0);
	CU_ASSERT_EQUAL(wide[sizeof(wide) - 1], 0);
}

/* Stands for a kernel with AMX: only its rules for register sets. */
static struct {
	unsigned gets, sets;
	uint64_t components; /* of the last set that it accepted */
	unsigned char first; /* the first byte of that set */
} kernel;

static long kernel_of_amx(enum __ptrace_request request, pid_t process, void *address, void *data)
{
	struct iovec *given = data;

	CU_ASSERT_EQUAL(process, 42);
	CU_ASSERT_EQUAL((uintptr_t)address, NT_X86_XSTATE);
	if (request == PTRACE_GETREGSET) {
		kernel.gets++;
		given->iov_len = given->iov_len < AMX ? given->iov_len : AMX;
		memset(given->iov_base, 0, given->iov_len);
		return 0;
	}
	CU_ASSERT_EQUAL(request, PTRACE_SETREGSET);
	if (given->iov_len < AMX) {
		errno = EFAULT;
		return -1;
	}
	kernel.sets++;
	kernel.components = components_of(given->iov_base);
	kernel.first = *(unsigned char *)given->iov_base;
	return 0;
}

static void sets_what_is_too_short(void)
{
	unsigned char set[AMX + 8];
	const struct iovec small = {set, SHORT}, whole = {set, AMX}, large = {set, sizeof(set)};

	fill(set, sizeof(set), 0x602e7);
	CU_ASSERT_EQUAL(xstate_set(kernel_of_amx, 42, &small), 0);
	CU_ASSERT_EQUAL(kernel.components, 0x2e7);
	CU_ASSERT_EQUAL(kernel.first, 1);
	CU_ASSERT_EQUAL(small.iov_len, SHORT);
	/* A set that is large enough passes through unchanged. */
	CU_ASSERT_EQUAL(xstate_set(kernel_of_amx, 42, &whole), 0);
	CU_ASSERT_EQUAL(kernel.components, 0x602e7);
	CU_ASSERT_EQUAL(xstate_set(kernel_of_amx, 42, &large), 0);
	CU_ASSERT_EQUAL(kernel.sets, 3);
	/* The kernel is asked for the size only once. */
	CU_ASSERT_EQUAL(kernel.gets, 1);
}

#ifdef __SANITIZE_ADDRESS__
static const bool is_sanitized = true;
#else
static const bool is_sanitized = false;
#endif

static bool has_uml(void)
{
	struct shell shell = shell_run("command -v linux.uml");
	bool has = shell.status == 0 && !is_sanitized;

	if (!has) {
		printf("    skipped: %s\n", is_sanitized
						    ? "a sanitizer needs more memory than it has"
						    : "there is no user-mode-linux");
	}
	shell_clear(&shell);
	return has;
}

/* $BUILD: the directory of the programs. */
#define BUILD "BUILD=$(dirname \"$PLUMBLINE\"); "

static void boots_on_a_wide_kernel(void)
{
	if (!has_uml())
		return;
	struct shell shell =
		shell_run(BUILD "UML_PRELOAD=\"$BUILD/uml-preload.so $BUILD/wide-kernel.so\" "
				"\"$TOP/conformance/uml/run.sh\" \"$BUILD\" out");

	CHECK_NUMBER(shell.status, 0);
	CU_ASSERT(json_array_size(shell.lines) > 40);
	CHECK_TEXT(shell.err, "");
	shell_clear(&shell);
}

static void says_why_it_does_not_boot(void)
{
	if (!has_uml())
		return;
	struct shell shell = shell_run(BUILD "UML_PRELOAD=\"$BUILD/wide-kernel.so\" "
					     "\"$TOP/conformance/uml/run.sh\" \"$BUILD\" out");

	CHECK_NUMBER(shell.status, 77);
	CHECK_HOLDS(shell.out, "vsock-loopback are skipped: user-mode-linux does not run here");
	CHECK_HOLDS(shell.out, "ptrace set fp regs failed, errno = 14");
	CHECK_HOLDS(shell.out, "\n  tipc/");
	shell_clear(&shell);
}

static void says_that_there_is_none(void)
{
	struct shell shell = shell_run(
		BUILD "mkdir bin; for p in sh dirname cat sed grep mkdir head tail python3; do "
		      "ln -s \"$(command -v $p)\" bin; done; "
		      "PATH=$PWD/bin \"$TOP/conformance/uml/run.sh\" \"$BUILD\" out");

	CHECK_NUMBER(shell.status, 77);
	CHECK_HOLDS(shell.out, "apt-get install user-mode-linux");
	CHECK_HOLDS(shell.out, "\n  tipc/");
	shell_clear(&shell);
}

static void gives_up_what_gets_nowhere(void)
{
	struct shell shell =
		shell_run(BUILD "\"$BUILD/uml-watch\" sh -c 'exit 5'; echo $?; "
				"\"$BUILD/uml-watch\" sh -c 'kill -9 $$'; echo $?; "
				"UML_LOOKS=2 \"$BUILD/uml-watch\" sleep 1000; echo $?");

	CHECK_TEXT(shell.out, "5\n137\n124\n");
	shell_clear(&shell);
}

CU_TestInfo uml_tests[] = {
	{"a set of registers is widened, without tiles", widens},
	{"a set without a header is widened alone", widens_what_has_no_header},
	{"a kernel with AMX takes a set that is too short", sets_what_is_too_short},
	{"user-mode-linux runs on a kernel with AMX", boots_on_a_wide_kernel},
	{"where it does not, the cause is said", says_why_it_does_not_boot},
	{"where it is missing, its package is said", says_that_there_is_none},
	{"what gets nowhere is given up", gives_up_what_gets_nowhere},
	CU_TEST_INFO_NULL,
};
