#include "drift.h"

#include "base/heap.h"
#include "steps/step_show.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 80 };

bool plumb_drift_has(const struct plumb_row *row)
{
	for (size_t i = 0; i < row->steps.count; i++)
		if (row->steps.steps[i].expectation.count > 1)
			return true;
	return false;
}

char *plumb_drift_versions(const struct plumb_way *way)
{
	const char *since = way->since, *before = way->before;

	if (!since && !before)
		return plumb_copy("in every version");
	return plumb_format("%s%s%s%s%s", since ? "since " : "", since ? since : "",
		since && before ? ", " : "", before ? "before " : "", before ? before : "");
}

/* inet_aton.invalid is of inet_aton. */
static int name_length(const struct plumb_row *row)
{
	return (int)strcspn(row->clause, ".");
}

static void print_alternative(
	const struct plumb_row *row, const struct plumb_step *step, const struct plumb_way *way)
{
	char *shown = plumb_step_show(step), *versions = plumb_drift_versions(way);
	char *promised = plumb_way_show(&step->expectation.ways[PLUMB_DOCUMENT], SHOWN);
	char *done = plumb_way_show(way, SHOWN);

	printf("%.*s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", name_length(row), row->clause, row->id, shown,
		promised, done, versions, way->is_defect ? "defect" : "drift", way->why);
	free(shown);
	free(versions);
	free(promised);
	free(done);
}

/* Counts the row's drifts in counts[0] and its defects in counts[1]. */
static void print_row(const struct plumb_row *row, size_t counts[2])
{
	for (size_t k = 0; k < row->steps.count; k++) {
		const struct plumb_step *step = &row->steps.steps[k];
		for (size_t i = 1; i < step->expectation.count; i++) {
			const struct plumb_way *way = &step->expectation.ways[i];
			print_alternative(row, step, way);
			counts[way->is_defect]++;
		}
	}
}

void plumb_drift_print(const struct plumb_plan *plan)
{
	size_t counts[2] = {0, 0};

	puts("name\trow\tstep\tdocument\tCPython\tversions\tkind\twhy");
	for (size_t r = 0; r < plan->count; r++)
		print_row(plan->rows[r], counts);
	printf("\n%zu rows, %zu drifts, %zu defects\n", plan->count, counts[0], counts[1]);
}
