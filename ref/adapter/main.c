/*
 * pysock-adapter: plays the steps of Plumbline's rows on libpysock. It reads requests from
 * standard input and answers on standard output, a line of JSON each; docs/protocol.md says how.
 */

#include "beside.h"
#include "host.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { PROTOCOL = 1 };

/* The capabilities that the module or the adapter lacks. */
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
	if (LONG_MAX < INT64_MAX)
		json_array_append_new(lacks, json_string("long64"));
	/* The 64-bit runner cannot watch the system calls of a 32-bit program. */
	if (sizeof(void *) < 8)
		json_array_append_new(lacks, json_string("system-calls"));
	host_list_lacks(lacks);
	return lacks;
}

static json_t *answer_start(void)
{
	char platform[HOST_TEXT_SIZE], libc[HOST_TEXT_SIZE];

	host_describe(platform, libc);
	return json_pack("{s:i,s:s,s:s,s:s,s:s,s:s,s:s,s:o}", "protocol", PROTOCOL, "name",
		"libpysock", "version", pysock_version(), "module", "pysock", "platform", platform,
		"libc", libc, "byteorder",
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
		helper_forget_signal();
		row_forget(row);
	}
	return json_pack("{s:o,s:o*}", "steps", outcomes, "covered", trace_take());
}

/* The answer to a request; *stop says whether it was the last one. */
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
	size_t length = strlen(text);
	text[length] = '\n'; /* replaces the NUL */
	line_write(out, text, length + 1);
	free(text);
	json_decref(reply);
	json_decref(request);
	return !stop;
}

int main(void)
{
	struct lines lines = {0};
	struct row row;
	const char *line;
	size_t size;
	int out;

	host_begin(&lines.fd, &out);
	helper_begin_signals();
	row_start(&row);
	while ((line = line_read(&lines, &size)) != NULL && serve_line(&row, line, size, out))
		;
	row_forget(&row);
	free(row.variables);
	free(lines.data);
	return EXIT_SUCCESS;
}
