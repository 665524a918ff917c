/* Shared by the tests of tables: samples, and checks of the messages when they are loaded. */
#ifndef PLUMB_TABLE_STAND_H
#define PLUMB_TABLE_STAND_H

#include <stddef.h>

/* Within files_begin(): writes t.json with this text, and checks all messages of loading it. */
void table_check_file(const char *text, const char *want);

/* The same for each pair of text and message, in a directory of their own. */
void table_check_files(const char *const (*samples)[2], size_t count);

/*
 * Each pair is the keys of a row and the message about it, without file, line and row; "" if the
 * row is correct. The row may need the capability unix and be over the axes x and y.
 */
void table_check_rows(const char *const (*samples)[2], size_t count);

#define TABLE_CHECK_FILES(samples)                                                                 \
	table_check_files((samples), sizeof(samples) / sizeof(*(samples)))
#define TABLE_CHECK_ROWS(samples) table_check_rows((samples), sizeof(samples) / sizeof(*(samples)))

/* Writes a correct table, its axes and its capabilities. */
void table_put_good(void);

#endif
