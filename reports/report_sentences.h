/* The rows of one column that somebody has to look at, by the sentences that they share. */
#ifndef PLUMB_REPORT_SENTENCES_H
#define PLUMB_REPORT_SENTENCES_H

#include "report_model.h"
#include <uthash.h>

struct plumb_report_sentence {
	char *key; /* the documented name and the sentence */
	const char *why;
	const struct plumb_report_row **rows; /* those to look at, in the document's order */
	size_t row_count;
	size_t total;		       /* rows with this sentence that the column has */
	enum plumb_verdict_kind worst; /* the gravest verdict among `rows` */
	size_t number;		       /* in the document's order */
	UT_hash_handle hh;
};

struct plumb_report_sentences {
	struct plumb_report_sentence **sentences; /* those with most rows to look at come first */
	size_t count;
	struct plumb_report_sentence *all; /* also those without such rows */
};

/* What is made points into the report. */
void plumb_report_sentences_make(
	struct plumb_report_sentences *sentences, const struct plumb_report *report, size_t column);

void plumb_report_sentences_clear(struct plumb_report_sentences *sentences);

#endif
