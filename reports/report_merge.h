/*
 * The files of the shards of one run, joined into what the run would have written whole: the same
 * bytes, but for the times.
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
	const json_t **lines; /* of rows, in the plan's order; the files' own */
	size_t line_count;
	json_t *tail;
};

/*
 * Loads and joins the files. An enum plumb_exit_code: BAD where a shard or a row is missing or
 * there twice, or the files are not of one run; USAGE where one cannot be read or is malformed.
 * Everything that is wrong is written to errors. To be cleared in any case.
 */
int plumb_report_merge(struct plumb_report_merge *merge, const char *const *paths,
	size_t path_count, FILE *errors);

void plumb_report_merge_clear(struct plumb_report_merge *merge);

#endif
