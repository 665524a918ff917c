/*
 * The model of a report: one or several results files, joined into rows x columns. A column is an
 * implementation in a file; an oracle that several files share is one column. The rows are in the
 * document's order, so that rows of one documented name are together.
 *
 * Everything lives as long as the model: strings and JSON are those of the files.
 */
#ifndef PLUMB_REPORT_MODEL_H
#define PLUMB_REPORT_MODEL_H

#include "base/verdict.h"
#include "report_load.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct plumb_baseline;
struct plumb_clauses;
struct plumb_tables;

struct plumb_report_column {
	char *label;	    /* "oracle", or the side; with the file if two would be the same */
	const json_t *side; /* from the head */
	const struct plumb_report_file *file;
	bool is_oracle;
	size_t counts[PLUMB_VERDICT_KINDS];
	size_t known;	   /* bad rows that its baseline lists as such */
	size_t to_look_at; /* needs attention: report_known.h */
};

struct plumb_report_cell {
	enum plumb_verdict_kind verdict;
	const json_t *said; /* the verdict in the file; NULL: not played */
	const json_t *line; /* the row as it was played; NULL: not played */
};

/* The change of a row between two files, in one pair of columns; more serious ones are later. */
enum plumb_report_change {
	PLUMB_REPORT_SAME,
	PLUMB_REPORT_NEW,
	PLUMB_REPORT_GONE,
	PLUMB_REPORT_BETTER,
	PLUMB_REPORT_CHANGED, /* as good or bad as before, but different */
	PLUMB_REPORT_WORSE,
	PLUMB_REPORT_CHANGES,
};

/* Further links of the page, such as the coverage. */
struct plumb_report_link {
	char *text;
	const char *url; /* relative, or http: and https: */
};

/* Two columns to be compared. */
struct plumb_report_pair {
	size_t before;
	size_t after;
};

struct plumb_report_row {
	const char *id;
	const char *clause;
	const json_t *line; /* of the first file that has the row */
	char *name;	    /* the documented name: the clause's up to the dot */
	struct plumb_report_cell *cells;
	enum plumb_report_change change; /* in a comparison: the most serious of its pairs */
};

struct plumb_report {
	struct plumb_report_file **files;
	size_t file_count;
	struct plumb_report_column *columns; /* the oracles first */
	size_t column_count;
	struct plumb_report_row *rows;
	size_t row_count;
	const struct plumb_clauses *clauses; /* may be NULL; then the rows keep the files' order */
	struct plumb_report_pair *pairs;     /* of a comparison */
	size_t pair_count;
	bool is_comparison;
	const struct plumb_report_link *links; /* of the caller */
	size_t link_count;
	struct plumb_baseline *const *baselines; /* of the caller, for the deviations */
	size_t baseline_count;
	const struct plumb_tables *tables; /* of the caller; may be NULL */
	const char *page_url;	/* of the caller: the page that has the rows; may be NULL */
	const char *source_url; /* of the caller: a prefix to /FILE#LLINE; may be NULL */
};

/*
 * Loads and joins the files. clauses, which may be NULL, must outlive the model. NULL: a file
 * cannot be read, is malformed or was given twice, as errors says.
 */
struct plumb_report *plumb_report_join(const char *const *paths, size_t path_count,
	const struct plumb_clauses *clauses, FILE *errors);

void plumb_report_free(struct plumb_report *report);

/* Whether every run in the model is complete. */
bool plumb_report_is_complete(const struct plumb_report *report);

/* Names the incomplete runs, because forms for machines do not show them. */
void plumb_report_warn(const struct plumb_report *report, FILE *errors);

/* The number of such verdicts in all columns. */
size_t plumb_report_total(const struct plumb_report *report, enum plumb_verdict_kind verdict);

/* The text of a member of an object; "" if it is missing. */
const char *plumb_report_text(const json_t *object, const char *key);

#endif
