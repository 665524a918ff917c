#include "report_check.h"

#include "base/verdict.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FORMAT = 1 };

struct member {
	const char *key;
	json_type type;
	bool required;
};

static const struct member head_members[] = {
	{"plumbline", JSON_STRING, true},
	{"format", JSON_INTEGER, true},
	{"started", JSON_STRING, true},
	{"rows", JSON_INTEGER, true},
	{"subjects", JSON_ARRAY, true},
	{"oracle", JSON_OBJECT, false},
	{NULL, JSON_NULL, false},
};

static const struct member side_members[] = {
	{"side", JSON_STRING, true},
	{"subject", JSON_STRING, false},
	{"name", JSON_STRING, true},
	{"version", JSON_STRING, true},
	{"module", JSON_STRING, true},
	{"module_version", JSON_STRING, false},
	{"platform", JSON_STRING, true},
	{"libc", JSON_STRING, true},
	{"byteorder", JSON_STRING, true},
	{"standard", JSON_STRING, false},
	{NULL, JSON_NULL, false},
};

static const struct member row_members[] = {
	{"row", JSON_STRING, true},
	{"clause", JSON_STRING, true},
	{"why", JSON_STRING, true},
	{"file", JSON_STRING, true},
	{"line", JSON_INTEGER, true},
	{"steps", JSON_ARRAY, true},
	{"subjects", JSON_ARRAY, true},
	{"oracle", JSON_OBJECT, false},
	{NULL, JSON_NULL, false},
};

static const struct member verdict_members[] = {
	{"side", JSON_STRING, true},
	{"verdict", JSON_STRING, true},
	{"text", JSON_STRING, false},
	{"step", JSON_INTEGER, false},
	{"document", JSON_STRING, false},
	{"oracle", JSON_STRING, false},
	{"subject", JSON_STRING, false},
	{NULL, JSON_NULL, false},
};

static const struct member tail_members[] = {
	{"counts", JSON_ARRAY, true},
	{"took_ns", JSON_INTEGER, true},
	{NULL, JSON_NULL, false},
};

__attribute__((format(printf, 2, 3))) static bool bad(
	struct plumb_report_wrong *wrong, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(wrong->text, sizeof wrong->text, format, arguments);
	va_end(arguments);
	return false;
}

static const char *type_name(json_type type)
{
	static const char *const names[] = {"an object", "an array", "a string", "an integer"};

	assert(type <= JSON_INTEGER);
	return names[type];
}

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static json_int_t number_of(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static bool has_members(const json_t *object, const char *what, const struct member *members,
	struct plumb_report_wrong *wrong)
{
	if (!json_is_object(object))
		return bad(wrong, "%s is not an object", what);
	for (; members->key; members++) {
		const json_t *value = json_object_get(object, members->key);
		if (!value && members->required)
			return bad(wrong, "%s has no \"%s\"", what, members->key);
		if (value && json_typeof(value) != members->type)
			return bad(wrong, "\"%s\" of %s is not %s", members->key, what,
				type_name(members->type));
		if (value && members->type == JSON_INTEGER && json_integer_value(value) < 0)
			return bad(wrong, "\"%s\" of %s is negative", members->key, what);
	}
	return true;
}

static bool is_one_line(const char *text)
{
	return *text && !strpbrk(text, "\r\n");
}

static bool check_side(const json_t *side, const char *what, struct plumb_report_wrong *wrong)
{
	const char *standard;

	if (!has_members(side, what, side_members, wrong))
		return false;
	if (!is_one_line(text_of(side, "side")))
		return bad(wrong, "\"side\" of %s is no name", what);
	standard = text_of(side, "standard");
	if (standard && strcmp(standard, "document") != 0 && strcmp(standard, "oracle") != 0 &&
		strcmp(standard, "both") != 0)
		return bad(wrong, "there is no standard \"%.60s\"", standard);
	return true;
}

/* The index of this side among the head's subjects; -1 if there is none. */
static int subject_index(const json_t *head, const char *name)
{
	const json_t *subjects = json_object_get(head, "subjects"), *subject;
	size_t i;

	json_array_foreach(subjects, i, subject)
		if (strcmp(text_of(subject, "side"), name) == 0)
			return (int)i;
	return -1;
}

bool plumb_report_check_head(const json_t *line, struct plumb_report_wrong *wrong)
{
	const json_t *oracle, *subjects, *subject;
	size_t i;

	if (!json_is_object(line) || !json_object_get(line, "plumbline"))
		return bad(wrong, "not the head of a results file, which \"plumbline\" begins");
	if (json_is_integer(json_object_get(line, "format")) && number_of(line, "format") != FORMAT)
		return bad(wrong, "format %lld, where this program reads format %d",
			(long long)number_of(line, "format"), FORMAT);
	if (!has_members(line, "the head", head_members, wrong))
		return false;
	oracle = json_object_get(line, "oracle");
	if (oracle && !check_side(oracle, "the oracle", wrong))
		return false;
	subjects = json_object_get(line, "subjects");
	if (json_array_size(subjects) == 0)
		return bad(wrong, "the head has no subject");
	json_array_foreach(subjects, i, subject) {
		if (!check_side(subject, "a subject", wrong))
			return false;
		if (subject_index(line, text_of(subject, "side")) != (int)i)
			return bad(wrong, "two subjects are called \"%.60s\"",
				text_of(subject, "side"));
	}
	return true;
}

static bool check_verdict(
	const json_t *verdict, size_t step_count, struct plumb_report_wrong *wrong)
{
	const json_t *step;

	if (!has_members(verdict, "a verdict", verdict_members, wrong))
		return false;
	if (plumb_verdict_named(text_of(verdict, "verdict")) == PLUMB_VERDICT_NONE)
		return bad(wrong, "there is no verdict \"%.60s\"", text_of(verdict, "verdict"));
	step = json_object_get(verdict, "step");
	if (step && json_integer_value(step) >= (json_int_t)step_count)
		return bad(wrong, "step %lld of %zu does not exist",
			(long long)json_integer_value(step), step_count);
	return true;
}

static bool check_subjects(const json_t *subjects, const json_t *head, size_t step_count,
	struct plumb_report_wrong *wrong)
{
	const json_t *verdict;
	size_t i;

	if (json_array_size(subjects) != json_array_size(json_object_get(head, "subjects")))
		return bad(wrong, "%zu subjects, where the head has %zu", json_array_size(subjects),
			json_array_size(json_object_get(head, "subjects")));
	json_array_foreach(subjects, i, verdict) {
		if (!check_verdict(verdict, step_count, wrong))
			return false;
		if (subject_index(head, text_of(verdict, "side")) != (int)i)
			return bad(wrong, "subject %zu is not \"%.60s\" in the head", i + 1,
				text_of(verdict, "side"));
	}
	return true;
}

bool plumb_report_check_row(
	const json_t *line, const json_t *head, struct plumb_report_wrong *wrong)
{
	const json_t *steps, *step, *oracle;
	size_t i;

	if (!has_members(line, "the row", row_members, wrong))
		return false;
	if (!is_one_line(text_of(line, "row")) || !is_one_line(text_of(line, "clause")))
		return bad(wrong, "the row's id or clause is no name");
	if (number_of(line, "line") < 1)
		return bad(wrong, "lines are counted from 1");
	steps = json_object_get(line, "steps");
	json_array_foreach(steps, i, step)
		if (!json_is_string(step))
			return bad(wrong, "a step of the row is not a string");
	oracle = json_object_get(line, "oracle");
	if (!oracle != !json_object_get(head, "oracle"))
		return bad(wrong, "the row %s an oracle, the head %s", oracle ? "has" : "lacks",
			oracle ? "lacks it" : "has one");
	if (oracle && !check_verdict(oracle, json_array_size(steps), wrong))
		return false;
	return check_subjects(
		json_object_get(line, "subjects"), head, json_array_size(steps), wrong);
}

static const json_t *verdict_of(const json_t *line, int subject)
{
	return subject < 0 ? json_object_get(line, "oracle")
			   : json_array_get(json_object_get(line, "subjects"), (size_t)subject);
}

/* subject: -1 for the oracle. */
static bool check_count(const json_t *count, int subject, json_t *const *lines, size_t line_count,
	struct plumb_report_wrong *wrong)
{
	json_int_t counted[PLUMB_VERDICT_KINDS] = {0};

	for (size_t i = 0; i < line_count; i++)
		counted[plumb_verdict_named(text_of(verdict_of(lines[i], subject), "verdict"))]++;
	for (int i = 0; i < PLUMB_VERDICT_KINDS; i++) {
		const char *name = plumb_verdict_name((enum plumb_verdict_kind)i);
		bool is_new = i == PLUMB_AS_DOCUMENT || i == PLUMB_LACKS;
		/* Older files have no counts of verdicts that did not exist then. */
		if (is_new && !json_object_get(count, name) && counted[i] == 0)
			continue;
		if (!json_is_integer(json_object_get(count, name)))
			return bad(wrong, "the counts of \"%.60s\" have no %s",
				text_of(count, "side"), name);
		if (number_of(count, name) != counted[i])
			return bad(wrong, "%lld times %s of \"%.60s\", where the rows have %lld",
				(long long)number_of(count, name), name, text_of(count, "side"),
				(long long)counted[i]);
	}
	return true;
}

/* The oracle may also be a subject, under the same name: its own counts come first then. */
bool plumb_report_check_tail(const json_t *line, const json_t *head, json_t *const *lines,
	size_t line_count, struct plumb_report_wrong *wrong)
{
	const json_t *counts, *count;
	const char *oracle = text_of(json_object_get(head, "oracle"), "side");
	size_t i;

	if (!has_members(line, "the last line", tail_members, wrong))
		return false;
	counts = json_object_get(line, "counts");
	json_array_foreach(counts, i, count) {
		const char *side = text_of(count, "side");
		bool is_oracle = side && oracle && strcmp(oracle, side) == 0;
		int subject = !side || is_oracle ? -1 : subject_index(head, side);
		if (!is_oracle && subject < 0)
			return bad(wrong, "counts of a side that the head does not have");
		if (is_oracle)
			oracle = NULL;
		if (!check_count(count, subject, lines, line_count, wrong))
			return false;
	}
	return true;
}
