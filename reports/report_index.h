/* Numbers for names, in the order in which they are first met. */
#ifndef PLUMB_REPORT_INDEX_H
#define PLUMB_REPORT_INDEX_H

#include <stdbool.h>
#include <stddef.h>

struct plumb_report_index;

struct plumb_report_index *plumb_report_index_new(void);

/*
 * The number of the name, which is the first `length` bytes of the text, from 0 on; a new one if
 * it has none yet. The text is copied.
 */
size_t plumb_report_index_of(struct plumb_report_index *index, const char *text, size_t length);

/* The number of names, which is also the next new number. */
size_t plumb_report_index_count(const struct plumb_report_index *index);

void plumb_report_index_free(struct plumb_report_index *index);

#endif
