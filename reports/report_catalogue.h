/* The clauses that give a report the order of the document. */
#ifndef PLUMB_REPORT_CATALOGUE_H
#define PLUMB_REPORT_CATALOGUE_H

#include <stdbool.h>

struct plumb_clauses;

/*
 * Of the path, or of the project's own catalogue where path is NULL; *clauses is NULL where the
 * project's own is not there, as beside a runner that was copied away. False: it is malformed, or
 * the path cannot be read, and standard error says so.
 */
bool plumb_report_catalogue(const char *path, struct plumb_clauses **clauses);

#endif
