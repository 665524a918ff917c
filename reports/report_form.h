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

/* The most forms that there can be. */
enum { PLUMB_REPORT_MOST_FORMS = 16 };

/* The forms one after another; NULL after the last. */
const struct plumb_report_form *plumb_report_form_number(size_t number);

void plumb_report_html(const struct plumb_report *report, FILE *out);
void plumb_report_junit(const struct plumb_report *report, FILE *out);
void plumb_report_tap(const struct plumb_report *report, FILE *out);
void plumb_report_tap13(const struct plumb_report *report, FILE *out);
void plumb_report_markdown(const struct plumb_report *report, FILE *out);
void plumb_report_badge(const struct plumb_report *report, FILE *out);
void plumb_report_csv(const struct plumb_report *report, FILE *out);

/* Made from the baselines and tables, with answers from the results. */
void plumb_report_deviations(const struct plumb_report *report, FILE *out);

/*
 * In addition to a form: GitHub's workflow commands, which mark the line of a row in its table, one
 * for each row that needs attention, up to the ten that GitHub shows for a step.
 */
void plumb_report_annotations(const struct plumb_report *report, FILE *out);

#endif
