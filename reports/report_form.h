/* The forms of a report. Each is made only from the model. */
#ifndef PLUMB_REPORT_FORM_H
#define PLUMB_REPORT_FORM_H

#include "report_model.h"
#include <stdbool.h>
#include <stdio.h>

struct plumb_report_form {
	const char *name; /* as in --format */
	const char *extension;
	void (*write)(const struct plumb_report *report, FILE *out);
	bool compares; /* it can show the changes between two files */
	const char *what;
};

/* As many there are at the most. */
enum { PLUMB_REPORT_MOST_FORMS = 16 };

/* All of them, one after the other; NULL: no more. */
const struct plumb_report_form *plumb_report_form_number(size_t number);

void plumb_report_html(const struct plumb_report *report, FILE *out);
void plumb_report_junit(const struct plumb_report *report, FILE *out);
void plumb_report_tap(const struct plumb_report *report, FILE *out);
void plumb_report_tap13(const struct plumb_report *report, FILE *out);
void plumb_report_markdown(const struct plumb_report *report, FILE *out);
void plumb_report_badge(const struct plumb_report *report, FILE *out);
void plumb_report_csv(const struct plumb_report *report, FILE *out);

/* From the baselines and tables, and from the results what answers they have. */
void plumb_report_deviations(const struct plumb_report *report, FILE *out);

/*
 * Beside a form: GitHub's workflow commands, one for each row that is to be looked at, up to the
 * ten that it shows of a step, which mark the row's line in its table.
 */
void plumb_report_annotations(const struct plumb_report *report, FILE *out);

#endif
