/*
 * Malformed requests of every kind: an adapter says so in its answer, or on standard error before
 * it ends, and neither crashes nor hangs. These are the two adapters of the tree from which others
 * start.
 */
#include "shell.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

/* How each is started, and how its messages on standard error begin. */
static const struct adapter {
	const char *command, *name;
} adapters[] = {
	{"python3 \"$TOP/oracle/adapter.py\"", "adapter.py: "},
	{"\"$(dirname \"$PLUMBLINE\")/pysock-adapter\"", "pysock-adapter: "},
};
enum { ADAPTERS = sizeof adapters / sizeof adapters[0] };

/* A good request follows each, to catch one that is silently ignored. */
static const char *const no_requests[] = {
	"''",
	"'no JSON'",
	"'{\"op\": \"stop\", \"seq\": 1'",
	"'[]'",
	"'5'",
	"'{}'",
	"'{\"seq\": 1}'",
	"'{\"op\": \"stop\"}'",
	"'{\"op\": \"fly\", \"seq\": 1}'",
	"'{\"op\": [], \"seq\": 1}'",
	"'{\"op\": \"run\", \"seq\": 1}'",
	"'{\"op\": \"run\", \"seq\": 1, \"steps\": 5}'",
	"'{\"op\": \"stop\", \"seq\": 1, \"\377\": 1}'",
	"\"$(printf '[%.0s' $(seq 20000))\"",
};
enum { NO_REQUESTS = sizeof no_requests / sizeof no_requests[0] };

static const char *const no_steps[] = {
	"{}",
	"{\"fly\": 1}",
	"{\"call\": []}",
	"{\"call\": 5}",
	"{\"call\": [5]}",
	"{\"get\": null}",
	"{\"let\": {\"nope\": 1}}",
	"{\"let\": {}}",
	"{\"let\": {\"bytes\": \"00\", \"int\": \"1\"}}",
	"{\"let\": {\"bytes\": \"0\"}}",
	"{\"let\": {\"bytes\": \"zz\"}}",
	"{\"let\": {\"bytes\": [\"00\"]}}",
	"{\"let\": {\"bytes\": 5}}",
	"{\"let\": {\"int\": \"x\"}}",
	"{\"let\": {\"var\": \"none\"}}",
	"{\"let\": {\"tuple\": 5}}",
	"{\"let\": {\"flags\": 5}}",
	"{\"set\": []}",
	"{\"del\": \"none\"}",
};
enum { NO_STEPS = sizeof no_steps / sizeof no_steps[0] };

static void complain(
	const struct adapter *adapter, const char *request, const struct shell *shell, bool good)
{
	char message[512];

	snprintf(message, sizeof message, "%.20s asked %.80s: status %d, %.150s%.150s",
		adapter->name, request, shell->status, shell->out, shell->err);
	CU_assertImplementation(good, __LINE__, message, __FILE__, "", CU_FALSE);
}

/*
 * The adapter must end with a status other than 0, answer nothing, and say why on standard error.
 */
static void refuse(const struct adapter *adapter, const char *request)
{
	struct shell shell = shell_run("printf '%%s\\n' %s '{\"op\": \"stop\", \"seq\": 2}' | "
				       "timeout 60 %s",
		request, adapter->command);

	complain(adapter, request, &shell,
		shell.status > 0 && shell.status < 124 && *shell.out == '\0' &&
			strstr(shell.err, adapter->name) != NULL &&
			strstr(shell.err, "Traceback") == NULL);
	shell_clear(&shell);
}

static void test_no_requests(void)
{
	for (int i = 0; i < ADAPTERS; i++)
		for (int k = 0; k < NO_REQUESTS; k++)
			refuse(adapters + i, no_requests[k]);
}

/* The step is `broken`, and the next request is answered as usual. */
static void test_no_steps(void)
{
	for (int i = 0; i < ADAPTERS; i++)
		for (int k = 0; k < NO_STEPS; k++) {
			struct shell shell = shell_run(
				"printf '%%s\\n' '{\"op\": \"run\", \"seq\": 1, \"steps\": [%s]}' "
				"'{\"op\": \"stop\", \"seq\": 2}' | timeout 60 %s",
				no_steps[k], adapters[i].command);

			complain(adapters + i, no_steps[k], &shell,
				shell.status == 0 && strstr(shell.out, "\"broken\"") != NULL &&
					strstr(strchr(shell.out, '\n'), "\"seq\":") != NULL);
			shell_clear(&shell);
		}
}

CU_TestInfo malformed_tests[] = {
	{"what is no request ends an adapter, with a word", test_no_requests},
	{"what is no step is broken, and nothing else is", test_no_steps},
	CU_TEST_INFO_NULL,
};
