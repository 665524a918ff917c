#include "shell.h"

#include "suite.h"

#include "base/heap.h"
#include "base/place.h"
#include "base/scratch.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static char *read_whole(const char *directory, const char *name)
{
	char *path = plumb_format("%s/%s", directory, name), *text = NULL;
	FILE *file = fopen(path, "re");
	size_t size = 0;

	free(path);
	if (!file || getdelim(&text, &size, '\0', file) < 0) {
		free(text);
		text = plumb_copy("");
	}
	if (file)
		fclose(file);
	return text;
}

static json_t *read_lines(const char *directory)
{
	char *text = read_whole(directory, "out/results.jsonl"), *rest = text, *line;
	json_t *lines = plumb_have(json_array());

	while ((line = strsep(&rest, "\n")))
		if (*line)
			json_array_append_new(
				lines, json_loads(line, JSON_REJECT_DUPLICATES, NULL));
	free(text);
	return lines;
}

static void set_environment(const char *directory)
{
	char *program = plumb_place_beside("plumbline");
	char *runs = plumb_place_of("fixtures/runs");
	char *out = plumb_format("%s/out", directory);
	char *top = plumb_format("%s/../..", runs);

	setenv("PLUMBLINE", program, 1);
	setenv("RUNS", runs, 1);
	setenv("OUT", out, 1);
	setenv("TOP", top, 1);
	unsetenv("NO_COLOR");
	free(program);
	free(runs);
	free(out);
	free(top);
}

/* Removes the note about missing namespaces, which every run prints on some machines. */
static char *without_lab_notes(char *text)
{
	static const char note[] = "plumbline run: rows that need a lab are skipped: ";
	char *at = text, *next;

	while (*at) {
		next = at + strcspn(at, "\n");
		next += *next == '\n';
		if (strncmp(at, note, strlen(note)) == 0)
			memmove(at, next, strlen(next) + 1);
		else
			at = next;
	}
	return text;
}

struct shell shell_run(const char *format, ...)
{
	char directory[] = "/tmp/plumbline-test-XXXXXX";
	struct shell shell = {0};
	char *command, *line;
	va_list arguments;
	int status;

	va_start(arguments, format);
	if (!mkdtemp(directory) || vasprintf(&line, format, arguments) < 0) {
		perror("a test's directory");
		exit(1);
	}
	va_end(arguments);
	set_environment(directory);
	command = plumb_format("cd %s && { %s\n} >stdout 2>stderr </dev/null", directory, line);
	fflush(stdout);
	status = system(command);
	shell.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	shell.out = read_whole(directory, "stdout");
	shell.err = without_lab_notes(read_whole(directory, "stderr"));
	shell.lines = read_lines(directory);
	plumb_scratch_remove(directory);
	free(command);
	free(line);
	return shell;
}

void shell_clear(struct shell *shell)
{
	free(shell->out);
	free(shell->err);
	json_decref(shell->lines);
	*shell = (struct shell){0};
}

static const json_t *find(const struct shell *shell, const char *row)
{
	const json_t *line;
	size_t i;

	json_array_foreach(shell->lines, i, line) {
		const char *id = json_string_value(json_object_get(line, "row"));
		if (id && strcmp(id, row) == 0)
			return json_array_get(json_object_get(line, "subjects"), 0);
	}
	return NULL;
}

const char *shell_verdict(const struct shell *shell, const char *row)
{
	return json_string_value(json_object_get(find(shell, row), "verdict"));
}

const char *shell_text(const struct shell *shell, const char *row)
{
	const char *text = json_string_value(json_object_get(find(shell, row), "text"));

	return text ? text : "";
}

void shell_settle(struct shell *shell, int status, const char *out, const char *err)
{
	CHECK_NUMBER(shell->status, status);
	CHECK_TEXT(shell->out, out);
	CHECK_HOLDS(shell->err, err);
	if (!*err)
		CHECK_TEXT(shell->err, "");
	shell_clear(shell);
}
