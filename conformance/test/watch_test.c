/* The kernel as a part of a row: its addresses and steps, alone and in runs. */
#include "base/heap.h"
#include "shell.h"
#include "steps/kernel_address.h"
#include "suite.h"
#include "watch/watch_script.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- addresses ---------------------------------------------------------------------------- */

static void there_and_back(void)
{
	static const char *const lists[] = {
		"['inet', '127.1.2.3', 4660]",
		"['inet6', 'fe80::1', 80, 1048575, 4294967295]",
		"['unix', '/tmp/a']",
		"['unix', '']",
		"['unix', {'bytes': '006100'}]",
		"['netlink', 4294967295, 7]",
		"['tipc', 2, -1, 4294967295, 6, 7]",
		"['can', 1, 4294967295, 2, 3, 255]",
		"['alg', 'hash', 1, 4294967295, 'sha256']",
		"['vsock', 4294967295, 1024]",
		"['qipcrtr', 1, 16387]",
		"['other', 200, {'bytes': '0102'}]",
	};

	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		json_t *list = json_of(lists[i]);
		struct plumb_address address;
		char why[128] = "";
		CU_ASSERT_TRUE(plumb_kernel_address_read(&address, list, why, sizeof(why)));
		CHECK_TEXT(why, "");
		json_t *shown = plumb_kernel_address_show(&address);
		CHECK_JSON(shown, lists[i]);
		json_decref(shown);
		json_decref(list);
	}
}

/* Compares with bytes written out here, so that reading and writing cannot share a mistake. */
static void is_the_kernels_form(void)
{
	static const unsigned char want[] = {0x12, 0x34, 127, 1, 2, 3};
	json_t *list = json_of("['inet', '127.1.2.3', 4660]");
	struct plumb_address address;
	char why[128];

	CU_ASSERT_TRUE(plumb_kernel_address_read(&address, list, why, sizeof(why)));
	CHECK_NUMBER(address.size, sizeof(struct sockaddr_in));
	CHECK_NUMBER(address.any.sa_family, AF_INET);
	CU_ASSERT_EQUAL(memcmp((const char *)&address.storage + 2, want, sizeof(want)), 0);
	json_decref(list);
}

static void short_and_none(void)
{
	struct plumb_address address = {.size = 4};
	json_t *shown = NULL;

	address.any.sa_family = AF_INET6;
	shown = plumb_kernel_address_show(&address);
	CHECK_JSON(shown, "['other', 10, {'bytes': '0000'}]");
	json_decref(shown);
	address.size = 0;
	shown = plumb_kernel_address_show(&address);
	CU_ASSERT_TRUE(json_is_null(shown));
	json_decref(shown);
}

static void refuses_addresses(void)
{
	static const char *const lists[] = {"[]", "['inet']", "['inet', '1.2.3', 4]",
		"['inet', '1.2.3.4', '5']", "['netlink', 1]", "['netlink', 4294967296, 0]",
		"['ipx', 1]", "['alg', 'a', 1, 2, 3]", "['alg', 'fourteen bytes', 1, 2, 'b']",
		"['can', 1, 2, 3, 4]", "['unix', 5]", "['tipc', 1, 2, 3, 4]"};

	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		json_t *list = json_of(lists[i]);
		struct plumb_address address;
		char why[128] = "";
		if (plumb_kernel_address_read(&address, list, why, sizeof(why)))
			CHECK_TEXT("taken", lists[i]);
		CHECK_HOLDS(why, "not an address");
		json_decref(list);
	}
}

/* --- scripts ------------------------------------------------------------------------------ */

/* Plays the step; returns its outcome as a new string. */
static char *played(struct plumb_watch_script *script, const char *step)
{
	static const struct plumb_scope scope = {0};
	json_t *items = json_of(step);
	struct plumb_kernel_deed deed;
	char why[128] = "";
	char *text;

	plumb_kernel_deed_read(&deed, items, why, sizeof(why));
	CHECK_TEXT(why, "");
	json_t *outcome = plumb_watch_script_play(script, &deed, &scope);
	text = json_dumps(outcome, JSON_COMPACT);
	json_decref(outcome);
	json_decref(items);
	plumb_kernel_deed_clear(&deed);
	return text;
}

static void check_played(struct plumb_watch_script *script, const char *step, const char *part)
{
	char *text = played(script, step);

	CHECK_HOLDS(text, part);
	free(text);
}

static void check_fate(struct plumb_watch_script *script, enum plumb_call call,
	enum plumb_fate_kind kind, int value)
{
	const struct plumb_fate *fate = plumb_watch_script_fate(script, call);

	CHECK_NUMBER(fate->kind, kind);
	CHECK_NUMBER(fate->value, value);
	plumb_watch_script_next(script, call);
}

static void queues_fates(void)
{
	struct plumb_watch_script *script = plumb_watch_script_new();

	check_played(script, "['pass', 'recv', 2]", "gives");
	check_played(script, "['fail', 'recv', 'EINTR']", "gives");
	check_played(script, "['cut', 'send', 5, 2]", "gives");
	check_fate(script, PLUMB_CALL_RECV, PLUMB_FATE_PASS, 0);
	check_fate(script, PLUMB_CALL_RECV, PLUMB_FATE_PASS, 0);
	check_fate(script, PLUMB_CALL_RECV, PLUMB_FATE_FAIL, EINTR);
	check_fate(script, PLUMB_CALL_RECV, PLUMB_FATE_PASS, 0);
	check_fate(script, PLUMB_CALL_SEND, PLUMB_FATE_CUT, 5);
	json_t *outcome = plumb_watch_script_end(script);
	CHECK_JSON(outcome, "{'broken': 'the subject called send 1 times too few'}");
	json_decref(outcome);
	check_fate(script, PLUMB_CALL_SEND, PLUMB_FATE_CUT, 5);
	CU_ASSERT_PTR_NULL(plumb_watch_script_end(script));
	plumb_watch_script_free(script);
}

/* A call scripted to fail for ever must fail at least once, and goes on failing. */
static void fails_for_ever(void)
{
	struct plumb_watch_script *script = plumb_watch_script_new();

	check_played(script, "['pass', 'send']", "gives");
	check_played(script, "['fail', 'send', 'EAGAIN', null]", "gives");
	check_fate(script, PLUMB_CALL_SEND, PLUMB_FATE_PASS, 0);
	json_t *outcome = plumb_watch_script_end(script);
	CHECK_JSON(outcome, "{'broken': 'the subject called send 1 times too few'}");
	json_decref(outcome);
	check_fate(script, PLUMB_CALL_SEND, PLUMB_FATE_FAIL, EAGAIN);
	CU_ASSERT_PTR_NULL(plumb_watch_script_end(script));
	check_fate(script, PLUMB_CALL_SEND, PLUMB_FATE_FAIL, EAGAIN);
	CU_ASSERT_PTR_NULL(plumb_watch_script_end(script));
	plumb_watch_script_free(script);
}

static void forgets_the_row(void)
{
	struct plumb_watch_script *script = plumb_watch_script_new();
	const struct plumb_address none = {.size = 0};

	check_played(script, "['fail', 'bind', 'EACCES']", "gives");
	plumb_watch_script_see(script, PLUMB_CALL_BIND, &none);
	plumb_watch_script_break(script, "nothing goes");
	plumb_watch_script_break(script, "nothing goes any more");
	json_t *outcome = plumb_watch_script_end(script);
	CHECK_JSON(outcome, "{'broken': 'nothing goes'}");
	json_decref(outcome);
	plumb_watch_script_clear(script);
	CU_ASSERT_PTR_NULL(plumb_watch_script_end(script));
	check_fate(script, PLUMB_CALL_BIND, PLUMB_FATE_PASS, 0);
	check_played(script, "['saw', 'bind', null]", "uncalled");
	plumb_watch_script_free(script);
}

static void sees_in_order(void)
{
	struct plumb_watch_script *script = plumb_watch_script_new();
	struct plumb_address address;
	json_t *list = json_of("['netlink', 7, 9]");
	char why[64];

	plumb_kernel_address_read(&address, list, why, sizeof(why));
	plumb_watch_script_see(script, PLUMB_CALL_SEND, &(struct plumb_address){.size = 0});
	plumb_watch_script_see(script, PLUMB_CALL_SEND, &address);
	check_played(script, "['saw', 'send', null]", "gives");
	check_played(script, "['saw', 'send', ['netlink', 9, 7]]", "saw");
	check_played(script, "['saw', 'send', ['netlink', 7, 9]]", "uncalled");
	json_decref(list);
	plumb_watch_script_free(script);
}

static void refuses_steps(void)
{
	static const char *const steps[] = {"['stop', 'bind']", "['fail', 'open', 'EINTR']",
		"['fail', 'bind', 'EWRONG']", "['fail', 'bind']", "['fail', 'bind', 'EINTR', 0]",
		"['pass', 'bind', -1]", "['cut', 'bind', 1]", "['cut', 'send', 0]",
		"['give', 'bind', ['inet', '1.2.3.4', 5]]", "['give', 'recv', ['unix', 'a']]",
		"['give', 'getsockname', ['unix', 'a'], {'bytes': '61'}]",
		"['give', 'recv', ['unix', 'a'], {'bytes': '61'}, 0]",
		"['give', 'recv', ['unix', 'a'], {'bytes': '61'}, 9]", "['saw', 'socket', null]",
		"['fail', {'var': 'a'}, 'EINTR']"};

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		json_t *items = json_of(steps[i]);
		struct plumb_kernel_deed deed;
		char why[128] = "";
		if (plumb_kernel_deed_read(&deed, items, why, sizeof(why)))
			CHECK_TEXT("taken", steps[i]);
		CU_ASSERT_NOT_EQUAL(strlen(why), 0);
		plumb_kernel_deed_clear(&deed);
		json_decref(items);
	}
}

/* --- from outside ------------------------------------------------------------------------- */

static struct shell run_kernel(void)
{
	return shell_run("\"$PLUMBLINE\" run ref --oracle none --lab none "
			 "--tables \"$RUNS/kernel.json\" --out \"$OUT\"");
}

/* Whether this machine permits watching system calls; if not, says why, once. */
static bool is_watchable(const struct shell *shell)
{
	const char *text = shell_text(shell, "kernel/fails");
	bool watchable = !strstr(text, "cannot be watched");

	if (!watchable)
		fprintf(stderr, "most of the kernel's tests see nothing: %s\n", text);
	return watchable;
}

static void plays_right_rows(void)
{
	static const char *const rows[] = {
		"fails", "fails-later", "cuts", "sees", "gives", "gives-message"};
	struct shell shell = run_kernel();

	for (size_t i = 0; is_watchable(&shell) && i < sizeof rows / sizeof rows[0]; i++) {
		char *row = plumb_format("kernel/%s", rows[i]);
		CHECK_TEXT(shell_text(&shell, row), "");
		CHECK_TEXT(shell_verdict(&shell, row), "PASS");
		free(row);
	}
	shell_clear(&shell);
}

static void finds_wrong_rows(void)
{
	static const struct {
		const char *row, *verdict, *text;
	} rows[] = {
		{"kernel/sees-another", "FAIL", "the kernel saw"},
		{"kernel/sees-none", "BROKEN", "the subject never called bind"},
		{"kernel/never", "BROKEN", "the subject never called listen"},
		{"kernel/never-before-a-failure", "BROKEN", "the subject never called listen"},
		{"kernel/never-in-detail", "SKIP", "the subject never called listen"},
		{"kernel/too-few", "FAIL", "raises error EIO"},
		{"kernel/impossible", "BROKEN", "recvfrom"},
	};
	struct shell shell = run_kernel();

	for (size_t i = 0; is_watchable(&shell) && i < sizeof rows / sizeof rows[0]; i++) {
		CHECK_TEXT(shell_verdict(&shell, rows[i].row), rows[i].verdict);
		CHECK_HOLDS(shell_text(&shell, rows[i].row), rows[i].text);
	}
	shell_clear(&shell);
}

/* Containers and old kernels forbid watching: the rows are skipped, under that name. */
static void skips_where_watching_is_denied(void)
{
	struct shell shell =
		shell_run("strace -o /dev/null true || { echo no strace; exit; }; "
			  "strace -f -o /dev/null -e trace=seccomp -e inject=seccomp:error=ENOSYS "
			  "\"$PLUMBLINE\" run ref --lab none --oracle none --out \"$OUT\" "
			  "--filter 'system-calls/mode/*'");

	if (strstr(shell.out, "no strace")) {
		fprintf(stderr, "nothing can be traced here: %s\n", shell.err);
	} else {
		CHECK_NUMBER(shell.status, 0);
		CHECK_TEXT(shell.err, "");
		CHECK_TEXT(shell_verdict(&shell, "system-calls/mode/blocking"), "SKIP");
		CHECK_HOLDS(shell.out, "not run, for want of: system-calls 3");
	}
	shell_clear(&shell);
}

CU_TestInfo watch_tests[] = {
	{"addresses there and back", there_and_back},
	{"addresses are the kernel's", is_the_kernels_form},
	{"addresses that are short, and none", short_and_none},
	{"no addresses", refuses_addresses},
	{"what is to come of calls is a queue", queues_fates},
	{"what fails for ever fails once at the least", fails_for_ever},
	{"nothing is left of a row", forgets_the_row},
	{"addresses are seen in their order", sees_in_order},
	{"no steps", refuses_steps},
	{"right rows", plays_right_rows},
	{"wrong rows", finds_wrong_rows},
	{"rows are skipped where nothing can be watched", skips_where_watching_is_denied},
	CU_TEST_INFO_NULL,
};
