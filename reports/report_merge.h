/*
 * Joins the files of a run's shards into the file that the whole run would have written, the same
 * except for the times.
 */
#ifndef PLUMB_REPORT_MERGE_H
#define PLUMB_REPORT_MERGE_H

#include "report_load.h"
#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

struct plumb_report_merge {
	struct plumb_report_file **files;
	size_t file_count;
	json_t *head;
	const json_t **lines; /* of rows, in the plan's order; owned by the files */
	size_t line_count;
	json_t *tail;
};

/*
 * Loads and joins the files. Returns an enum plumb_exit_code: BAD if a shard or a row is missing or
 * duplicated, or if the files belong to different runs; USAGE if one cannot be read or is
 * malformed. Writes all mistakes to errors. Clear it in any case.
 */
int plumb_report_merge(struct plumb_report_merge *merge, const char *const *paths,
	size_t path_count, FILE *errors);

void plumb_report_merge_clear(struct plumb_report_merge *merge);

#endif
