/* The clauses that give a report the order of the document. */
#ifndef PLUMB_REPORT_CATALOGUE_H
#define PLUMB_REPORT_CATALOGUE_H

#include <stdbool.h>

struct plumb_clauses;

/*
 * Loads the catalogue at path, or the project's own if path is NULL; *clauses is NULL if that is
 * missing, as beside a runner that was copied elsewhere. False: it is malformed or cannot be read,
 * as standard error says.
 */
bool plumb_report_catalogue(const char *path, struct plumb_clauses **clauses);

#endif
