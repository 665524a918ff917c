#include "drift.h"

#include "base/heap.h"
#include "rows/expect.h"
#include "values/show.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 80 };

bool plumb_drift_has(const struct plumb_row *row)
{
	const json_t *step;
	size_t i;

	json_array_foreach(row->steps, i, step) if (plumb_expect_count(step) > 1) return true;
	return false;
}

char *plumb_drift_versions(const json_t *alternative)
{
	const char *since = json_string_value(json_object_get(alternative, "since"));
	const char *before = json_string_value(json_object_get(alternative, "before"));

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

static void print_alternative(const struct plumb_row *row, const json_t *step, size_t i)
{
	const json_t *item = plumb_expect_item(step, i);
	char *shown = plumb_show_step(step), *versions = plumb_drift_versions(item);
	char *promised = plumb_show_expected(step, SHOWN), *done = plumb_show_expected(item, SHOWN);

	printf("%.*s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", name_length(row), row->clause, row->id, shown,
		promised, done, versions, plumb_expect_is_defect(step, i) ? "defect" : "drift",
		json_string_value(json_object_get(item, "why")));
	free(shown);
	free(versions);
	free(promised);
	free(done);
}

void plumb_drift_print(const struct plumb_plan *plan)
{
	size_t drifts = 0, defects = 0;

	puts("name\trow\tstep\tdocument\tCPython\tversions\tkind\twhy");
	for (size_t r = 0; r < plan->count; r++) {
		const json_t *step;
		size_t k;
		json_array_foreach(plan->rows[r]->steps, k, step)
		{
			for (size_t i = 1; i < plumb_expect_count(step); i++) {
				print_alternative(plan->rows[r], step, i);
				defects += plumb_expect_is_defect(step, i);
				drifts += !plumb_expect_is_defect(step, i);
			}
		}
	}
	printf("\n%zu rows, %zu drifts, %zu defects\n", plan->count, drifts, defects);
}
