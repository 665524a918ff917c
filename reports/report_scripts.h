/*
 * The standalone scripts of the rows (repro/repro.h), for the page. A column whose subject is a
 * Python module has its own scripts for the rows that it fails; every row has one that compares the
 * module `socket` with the document.
 */
#ifndef PLUMB_REPORT_SCRIPTS_H
#define PLUMB_REPORT_SCRIPTS_H

#include "report_model.h"

/*
 * {"lines": [text...], "columns": [kind or why...], "rows": {ID: {KIND: [line...] or why}}}: lines
 * by their numbers, since scripts share most of them; a kind is a number, and 0 is the document's.
 * A new object. Without tables in the report, "rows" is empty.
 */
json_t *plumb_report_scripts(const struct plumb_report *report);

#endif
