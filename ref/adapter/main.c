/*
 * pysock-adapter: plays the steps of Plumbline's rows on libpysock. It reads requests from
 * standard input and answers on standard output, a line of JSON each; docs/protocol.md says how.
 */

#include "beside.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

enum { PROTOCOL = 1 };

/* The capabilities that the module or the adapter does not have. */
static json_t *list_lacks(void)
{
	static const char *const always[] = {
		"audit",
		"bytearray-methods",
		"enums",
		"fractions",
		"later-document",
		"text-files",
	};
	json_t *lacks = adapter_need(json_array());

	for (size_t i = 0; i < sizeof always / sizeof always[0]; i++)
		json_array_append_new(lacks, json_string(always[i]));
	if (!idna_begin())
		json_array_append_new(lacks, json_string("idna"));
	/* The runner, of 64 bits itself, does not see what a program of 32 bits calls. */
	if (sizeof(long) < 8) {
		json_array_append_new(lacks, json_string("long64"));
		json_array_append_new(lacks, json_string("system-calls"));
	}
	return lacks;
}

static json_t *answer_start(void)
{
	struct utsname system;
	const char *libc = "";
	uname(&system);
#ifdef __GLIBC__
	char glibc[64];
	snprintf(glibc, sizeof glibc, "glibc %s", gnu_get_libc_version());
	libc = glibc;
#elif defined(__linux__)
	libc = "musl";
#endif
	return json_pack("{s:i,s:s,s:s,s:s,s:s++++,s:s,s:s,s:o}", "protocol", PROTOCOL, "name",
		"libpysock", "version", pysock_version(), "module", "pysock", "platform",
		system.sysname, " ", system.release, " ", system.machine, "libc", libc, "byteorder",
		__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? "little" : "big", "lacks",
		list_lacks());
}

static json_t *answer_run(struct row *row, const json_t *request)
{
	json_t *steps = json_object_get(request, "steps");
	json_t *outcomes = adapter_need(json_array());
	bool stop = false;

	if (!json_is_array(steps))
		adapter_die("a request to run has no steps");
	for (size_t i = 0; i < json_array_size(steps) && !stop; i++)
		json_array_append_new(outcomes, step_play(row, json_array_get(steps, i), &stop));
	if (!json_is_true(json_object_get(request, "more"))) {
		beside_end(row);
		row_forget(row);
	}
	return json_pack("{s:o}", "steps", outcomes);
}

/* The answer to a request; *stop tells whether it was the last one. */
static json_t *answer(struct row *row, const json_t *request, bool *stop)
{
	const char *op = json_string_value(json_object_get(request, "op"));
	json_t *seq = json_object_get(request, "seq"), *answer = NULL;

	if (op == NULL || seq == NULL)
		adapter_die("a request without op or seq");
	*stop = strcmp(op, "stop") == 0;
	if (strcmp(op, "start") == 0)
		answer = answer_start();
	else if (strcmp(op, "run") == 0)
		answer = answer_run(row, request);
	else if (*stop)
		answer = json_object();
	else
		adapter_die("a request to %s, which is unknown", op);
	json_object_set(adapter_need(answer), "seq", seq);
	return answer;
}

static bool serve_line(struct row *row, const char *line, size_t size, int out)
{
	json_error_t error;
	bool stop;
	json_t *request = json_loadb(line, size, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);

	if (request == NULL)
		adapter_die("a request that is no JSON: %s", error.text);
	json_t *reply = answer(row, request, &stop);
	char *text = adapter_need(json_dumps(reply, JSON_COMPACT));
	line_write(out, text, strlen(text));
	free(text);
	json_decref(reply);
	json_decref(request);
	return !stop;
}

static void ignore_signal(int number)
{
	(void)number;
}

/* A signal that interrupts a system call and does nothing else. */
static void set_handler(void)
{
	struct sigaction action = {.sa_handler = ignore_signal};

	sigemptyset(&action.sa_mask);
	if (sigaction(SIGUSR1, &action, NULL) < 0)
		adapter_die("setting the handler of SIGUSR1: %s", strerror(errno));
}

/* A row may do to descriptors 0 and 1 what it likes, so the protocol has others. */
static void move_aside(int *in, int *out)
{
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);

	*in = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	*out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	if (nothing < 0 || *in < 0 || *out < 0 || dup2(nothing, STDIN_FILENO) < 0 ||
		dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
		adapter_die("moving the descriptors: %s", strerror(errno));
	close(nothing);
}

int main(void)
{
	struct lines lines = {0};
	struct row row;
	const char *line;
	size_t size;
	int out;

	set_handler();
	move_aside(&lines.fd, &out);
	row_start(&row);
	while ((line = line_read(&lines, &size)) != NULL && serve_line(&row, line, size, out))
		;
	row_forget(&row);
	free(row.variables);
	free(lines.data);
	return EXIT_SUCCESS;
}
