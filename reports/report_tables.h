/* The tables, from which a report takes sentences and scripts. */
#ifndef PLUMB_REPORT_TABLES_H
#define PLUMB_REPORT_TABLES_H

#include <stdbool.h>

struct plumb_tables;

/*
 * path: from --tables; NULL for the project's own, which may be missing unless they are needed.
 * False: they are needed and cannot be loaded, as standard error says. *tables may be NULL.
 */
bool plumb_report_tables(const char *path, bool is_needed, struct plumb_tables **tables);

#endif
