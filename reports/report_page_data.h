/* The data for the page's script: the model as one JSON object. */
#ifndef PLUMB_REPORT_PAGE_DATA_H
#define PLUMB_REPORT_PAGE_DATA_H

#include "report_model.h"

/*
 * A new object. The page knows its members by name:
 *
 *   files, columns, verdicts   as described where they are made
 *   names    [{name, clauses: [{id, promise, kind, rows: [ROW]}]}], all in the document's order
 *   texts    the sentences, files and steps of the rows: a row names each by its number here
 *   details  what verdicts say beside their names: a row names each by its number here
 *   links    [{text, url}]
 *   pairs    [[before, after]] of a comparison, as indices of the columns
 *
 * A ROW has id, line, and change; why, file and steps, by their numbers; v, a letter for the
 * verdict in each column ("P", "." for not played); d, for each column where there is more to say,
 * its number and that of the details. Details are {text, step, document, oracle, subject, known,
 * reason, baseline, lacks, steps}, each only if there is one, and the steps only where they were
 * others in that file. Several numbers are in one text, "3 17".
 */
json_t *plumb_report_page_data(const struct plumb_report *report);

#endif
