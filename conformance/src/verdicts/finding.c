#include "finding.h"

#include "base/heap.h"
#include "base/utf8.h"
#include "steady.h"
#include "steps/fit.h"
#include "steps/step_show.h"
#include "values/show.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { VALUE_LIMIT = 400 };

/* Takes the text over. */
static void set_text(json_t *object, const char *key, char *text)
{
	if (text)
		json_object_set_new(object, key, plumb_have(json_string(text)));
	free(text);
}

json_t *plumb_finding_steps(const struct plumb_row *row)
{
	json_t *lines = plumb_have(json_array());

	for (size_t i = 0; i < row->steps.count; i++) {
		char *text = plumb_step_show(&row->steps.steps[i]);
		json_array_append_new(lines, plumb_have(json_string(text ? text : "")));
		free(text);
	}
	return lines;
}

static void set_outcome(
	json_t *line, const char *key, const struct plumb_record *record, size_t step)
{
	const json_t *outcome = json_array_get(record->outcomes, step);

	if (json_is_object(outcome))
		set_text(line, key, plumb_show_outcome(outcome, VALUE_LIMIT));
}

/* The three answers, at the step that decided. */
static void set_answers(json_t *line, const struct plumb_finding *finding,
	const struct plumb_side *sides, size_t number)
{
	const struct plumb_verdict *verdict = &finding->verdicts[number];
	int step = verdict->step;
	const struct plumb_expectation *wanted;

	if (step < 0)
		return;
	wanted = &finding->row->steps.steps[step].expectation;
	json_object_set_new(line, "step", json_integer(step));
	set_text(line, "document",
		plumb_way_show(
			plumb_expectation_promise(wanted, finding->records[number].scope.platform),
			VALUE_LIMIT));
	if (verdict->kind == PLUMB_DRIFT)
		set_text(line, "oracle", plumb_way_show(&wanted->ways[verdict->way], VALUE_LIMIT));
	else if (sides[0].is_oracle)
		set_outcome(line, "oracle", &finding->records[0], (size_t)step);
	if (!sides[number].is_oracle)
		set_outcome(line, "subject", &finding->records[number], (size_t)step);
}

/* As one run says it so does every other that finds the same. */
static void steady_answers(json_t *line)
{
	static const char *const keys[] = {"text", "oracle", "subject"};
	const char *document = json_string_value(json_object_get(line, "document"));
	struct plumb_steady steady = {.any_bytes = document && strstr(document, "<bytes")};

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		const char *text = json_string_value(json_object_get(line, keys[i]));
		if (text)
			set_text(line, keys[i], plumb_steady_text(&steady, text));
	}
}

static json_t *verdict_line(
	const struct plumb_finding *finding, const struct plumb_side *sides, size_t number)
{
	const struct plumb_verdict *verdict = &finding->verdicts[number];
	json_t *line = plumb_have(json_pack("{s:s, s:s}", "side", sides[number].subject.name,
		"verdict", plumb_verdict_name(verdict->kind)));

	if (verdict->text)
		set_text(line, "text", plumb_copy(verdict->text));
	if (verdict->kind != PLUMB_PASS && verdict->kind != PLUMB_SKIP)
		set_answers(line, finding, sides, number);
	steady_answers(line);
	if (verdict->name)
		set_text(line, "lacks", plumb_copy(verdict->name));
	if (verdict->of_machine)
		json_object_set_new(line, "machine", json_true());
	if (verdict->took_ns)
		json_object_set_new(line, "took_ns", json_integer(verdict->took_ns));
	return line;
}

/* Relative to where the runner was started, when the table lies below: as compilers do. */
static const char *path_of(const struct plumb_row *row)
{
	char directory[PATH_MAX];
	const char *path = row->table->path;
	size_t length;

	if (!getcwd(directory, sizeof directory))
		return path;
	length = strlen(directory);
	if (strncmp(path, directory, length) == 0 && path[length] == '/')
		return path + length + 1;
	return path;
}

static char *file_of(const struct plumb_row *row)
{
	return plumb_one_line(path_of(row), PATH_MAX);
}

json_t *plumb_finding_line(
	const struct plumb_finding *finding, const struct plumb_side *sides, size_t side_count)
{
	const struct plumb_row *row = finding->row;
	char *file = file_of(row);
	json_t *line = plumb_have(json_pack("{s:s, s:s, s:s, s:s, s:i, s:o}", "row", row->id,
		"clause", row->clause, "why", row->why, "file", file, "line", row->line, "steps",
		plumb_finding_steps(row)));
	json_t *subjects = plumb_have(json_array());

	for (size_t i = 0; i < side_count; i++)
		if (sides[i].is_oracle)
			json_object_set_new(line, "oracle", verdict_line(finding, sides, i));
		else
			json_array_append_new(subjects, verdict_line(finding, sides, i));
	json_object_set_new(line, "subjects", subjects);
	free(file);
	return line;
}

bool plumb_finding_is_good(const json_t *verdict)
{
	const char *name = json_string_value(json_object_get(verdict, "verdict"));

	return json_is_true(json_object_get(verdict, "known")) ||
	       plumb_verdict_is_good(plumb_verdict_named(name));
}
