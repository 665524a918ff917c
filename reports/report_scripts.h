/*
 * The script of each row that stands alone (repro/repro.h), for the page. A column whose subject
 * is a module of Python has scripts of its own for the rows that it fails; every row has one that
 * holds the module `socket` to the document.
 */
#ifndef PLUMB_REPORT_SCRIPTS_H
#define PLUMB_REPORT_SCRIPTS_H

#include "report_model.h"

/* What a script is written for. */
struct plumb_report_script_kind {
	char *module;  /* NULL: no script can be written, and `why` says so */
	char *version; /* of the CPython whose ways count; NULL: the document's do */
	const char *why;
};

/* The kind of the column's scripts; to be cleared. */
void plumb_report_script_kind_of(
	struct plumb_report_script_kind *kind, const struct plumb_report_column *column);

void plumb_report_script_kind_clear(struct plumb_report_script_kind *kind);

/*
 * {"lines": [text...], "columns": [kind or why...], "rows": {ID: {KIND: [line...] or why}}}: lines
 * by their numbers, since scripts have most of them in common; a kind is a number, 0 that of the
 * document. A new object. Where the report has no tables "rows" is empty.
 */
json_t *plumb_report_scripts(const struct plumb_report *report);

#endif
