/*
 * The standalone scripts of the rows (repro/repro.h), for the page. A column whose subject is a
 * Python module has its own scripts for the rows that it fails; every row has one that compares the
 * module `socket` with the document.
 */
#ifndef PLUMB_REPORT_SCRIPTS_H
#define PLUMB_REPORT_SCRIPTS_H

#include "report_model.h"

/* The module and version for which a script is written. */
struct plumb_report_script_kind {
	char *module;  /* NULL if no script can be written, and `why` says why */
	char *version; /* of the CPython that counts; NULL: the document counts */
	const char *why;
};

/* The kind of the column's scripts; to be cleared. */
void plumb_report_script_kind_of(
	struct plumb_report_script_kind *kind, const struct plumb_report_column *column);

void plumb_report_script_kind_clear(struct plumb_report_script_kind *kind);

/*
 * {"lines": [text...], "columns": [kind or why...], "rows": {ID: {KIND: [line...] or why}}}: lines
 * by their numbers, since scripts share most of them; a kind is a number, and 0 is the document's.
 * A new object. Without tables in the report, "rows" is empty.
 */
json_t *plumb_report_scripts(const struct plumb_report *report);

#endif
