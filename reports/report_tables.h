/* The tables that a report takes its sentences and its scripts from. */
#ifndef PLUMB_REPORT_TABLES_H
#define PLUMB_REPORT_TABLES_H

#include <stdbool.h>

struct plumb_tables;

/*
 * path: of --tables; NULL: the project's own, which need not be there unless they are needed.
 * False: they were asked for and cannot be loaded, and standard error says why. *tables may be
 * NULL.
 */
bool plumb_report_tables(const char *path, bool is_needed, struct plumb_tables **tables);

#endif
