/* The data for the page's script: the model as one JSON object. */
#ifndef PLUMB_REPORT_PAGE_DATA_H
#define PLUMB_REPORT_PAGE_DATA_H

#include "report_model.h"

/*
 * A new object. The page knows its members by name:
 *
 *   files, columns, verdicts   as described where they are made
 *   names    [{name, clauses: [{id, promise, kind, rows: [ROW]}]}], all in the document's order
 *   links    [{text, url}]
 *   pairs    [[before, after]] of a comparison, as indices of the columns
 *
 * A ROW has id, why, file, line and steps; v, a letter for the verdict in each column ("P", "." for
 * not played); d, for the columns where there is more to say, {"2": {text, step, document, oracle,
 * subject, steps}}, the steps only where they were others in that file; and change.
 */
json_t *plumb_report_page_data(const struct plumb_report *report);

#endif
