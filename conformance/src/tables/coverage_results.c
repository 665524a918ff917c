/* Which clauses a run has proven: those of the rows that passed on one of its sides. */
#include "base/heap.h"
#include "base/line_file.h"
#include "coverage.h"

#include <string.h>

struct reading {
	struct plumb_coverage *coverage;
	const struct plumb_clauses *clauses;
	json_t *passed;
	size_t lines;
	char *wrong; /* the reason why the reading has ended early */
};

static bool is_pass(const json_t *side)
{
	const char *verdict = json_string_value(json_object_get(side, "verdict"));

	return verdict && strcmp(verdict, "PASS") == 0;
}

static bool has_passed(const json_t *line)
{
	const json_t *side;
	size_t i;

	json_array_foreach(json_object_get(line, "subjects"), i, side)
		if (is_pass(side))
			return true;
	return is_pass(json_object_get(line, "oracle"));
}

/* A clause that the catalogue does not have is one of another edition, and proves nothing here. */
static void count_line(struct reading *reading, const json_t *line)
{
	const char *row = json_string_value(json_object_get(line, "row"));
	const char *id = json_string_value(json_object_get(line, "clause"));
	const struct plumb_clause *clause = id ? plumb_clause_find(reading->clauses, id) : NULL;

	if (!row || !clause || !has_passed(line) || json_object_get(reading->passed, row))
		return;
	json_object_set_new(reading->passed, row, json_true());
	reading->coverage->rows[clause - reading->clauses->clauses]++;
}

/* The first line is about the run, the last one has its counts, and a row has each other. */
static bool is_of_results(const json_t *line, bool first)
{
	if (first)
		return json_object_get(line, "plumbline");
	return json_object_get(line, "row") || json_object_get(line, "counts");
}

static bool read_line(void *context, const char *text, size_t length, bool whole)
{
	struct reading *reading = context;
	json_t *line = json_loadb(text, length, 0, NULL);

	(void)whole;
	reading->lines++;
	if (is_of_results(line, reading->lines == 1))
		count_line(reading, line);
	else
		reading->wrong = plumb_format("line %zu is none of results", reading->lines);
	json_decref(line);
	return reading->wrong == NULL;
}

char *plumb_coverage_add_results(struct plumb_coverage *coverage,
	const struct plumb_clauses *clauses, const char *path, json_t *passed)
{
	struct reading reading = {coverage, clauses, passed, 0, NULL};
	const char *wrong = plumb_line_file_read(path, read_line, &reading);

	if (wrong)
		return plumb_copy(wrong);
	if (reading.lines == 0)
		return plumb_copy("no results");
	return reading.wrong;
}
