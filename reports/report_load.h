/*
 * One file of results, read and checked line by line against what
 * conformance/schema/results.schema.json promises. Members that it does not name are passed over,
 * so that a later runner may say more.
 */
#ifndef PLUMB_REPORT_LOAD_H
#define PLUMB_REPORT_LOAD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct plumb_report_file {
	char *path;	/* as given */
	json_t *head;	/* the first line */
	json_t **lines; /* those of rows, in the file's order */
	size_t line_count;
	json_t *tail;  /* the last line; NULL: the run did not end */
	bool complete; /* every row that the head announces is there, and the counts after them */
};

/*
 * A directory stands for its results.jsonl, so that what `run --out` was given can be given here.
 * NULL: the file cannot be read, or is malformed; errors has said so as `file:line: what`.
 */
struct plumb_report_file *plumb_report_load(const char *path, FILE *errors);

void plumb_report_file_free(struct plumb_report_file *file);

#endif
