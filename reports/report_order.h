/* Brings the rows of a report into the order of the document. */
#ifndef PLUMB_REPORT_ORDER_H
#define PLUMB_REPORT_ORDER_H

struct plumb_report;

/*
 * By documented name, in the order of its first clause, then by clause, then as in the files. Names
 * and clauses that the catalogue lacks come last.
 */
void plumb_report_order(struct plumb_report *report);

#endif
