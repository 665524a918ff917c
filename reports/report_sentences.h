/* The rows of one column that need attention, by their sentences. */
#ifndef PLUMB_REPORT_SENTENCES_H
#define PLUMB_REPORT_SENTENCES_H

#include "report_model.h"
#include <uthash.h>

struct plumb_report_sentence {
	char *key; /* the documented name and the sentence */
	const char *why;
	const struct plumb_report_row **rows; /* these need attention, in document order */
	size_t row_count;
	size_t total;		       /* all of the column's rows with this sentence */
	enum plumb_verdict_kind worst; /* the worst verdict among `rows` */
	size_t number;		       /* in the document's order */
	UT_hash_handle hh;
};

struct plumb_report_sentences {
	struct plumb_report_sentence **sentences; /* most rows in need of attention first */
	size_t count;
	struct plumb_report_sentence *all; /* including those without such rows */
};

/* The result points into the report. */
void plumb_report_sentences_make(
	struct plumb_report_sentences *sentences, const struct plumb_report *report, size_t column);

void plumb_report_sentences_clear(struct plumb_report_sentences *sentences);

#endif
