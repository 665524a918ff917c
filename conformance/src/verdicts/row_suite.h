/*
 * The rows as tests of CUnit: a suite a table and side, a test a row. They are played long before
 * CUnit runs; a test of CUnit only says what came of its row, at the table's line.
 */
#ifndef PLUMB_ROW_SUITE_H
#define PLUMB_ROW_SUITE_H

#include <jansson.h>
#include <stdbool.h>

struct plumb_row_suite;

/* NULL: CUnit has no memory. There is one at a time: CUnit keeps one registry. */
struct plumb_row_suite *plumb_row_suite_new(void);

/*
 * Registers a line of results.jsonl: a test for each of its verdicts. One that was skipped, or that
 * fails as the baseline says, is inactive: it neither passed nor is there anything to look at.
 */
void plumb_row_suite_add(struct plumb_row_suite *suite, const json_t *line);

/* Runs the tests and prints CUnit's summary. */
void plumb_row_suite_run(struct plumb_row_suite *suite);

void plumb_row_suite_free(struct plumb_row_suite *suite);

#endif
