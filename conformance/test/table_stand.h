/* What the tests of tables share: samples, and what loading them says. */
#ifndef PLUMB_TABLE_STAND_H
#define PLUMB_TABLE_STAND_H

#include <stddef.h>

/* In a directory that was begun: the file t.json with this text, and all that loading it says. */
void table_check_file(const char *text, const char *want);

/* The same of each pair of text and complaint, in a directory of their own. */
void table_check_files(const char *const (*samples)[2], size_t count);

/*
 * Each pair is the keys of a row that needs or is over what there is (the capability unix, the
 * axes x and y), and the complaint about it, without file, line and row; "" where it is right.
 */
void table_check_rows(const char *const (*samples)[2], size_t count);

#define TABLE_CHECK_FILES(samples)                                                                 \
	table_check_files((samples), sizeof(samples) / sizeof(*(samples)))
#define TABLE_CHECK_ROWS(samples) table_check_rows((samples), sizeof(samples) / sizeof(*(samples)))

/* Writes a table with which nothing is wrong, its axes and its capabilities. */
void table_put_good(void);

#endif
