/* The contents of a baseline's head comment, in the form of the shipped baselines. */
#ifndef PLUMB_REPORT_BASELINE_HEAD_H
#define PLUMB_REPORT_BASELINE_HEAD_H

#include "baselines/baseline_parts.h"

struct plumb_report_baseline_head {
	char *name;	/* of the file, without directory and .txt */
	char *about;	/* the comment's sentences, in one line; perhaps "" */
	char *commands; /* its lines that are indented by four or more, a line each; perhaps "" */
	char *side;	/* the last word of the command with --baseline; NULL if there is no such
			   command */
};

void plumb_report_baseline_head_read(
	struct plumb_report_baseline_head *head, const struct plumb_baseline *baseline);

void plumb_report_baseline_head_clear(struct plumb_report_baseline_head *head);

#endif
