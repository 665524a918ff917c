/* Advice about a deviation, by the row's result. */
#ifndef PLUMB_REPORT_ADVICE_H
#define PLUMB_REPORT_ADVICE_H

#include "baselines/baseline_parts.h"

/* Pieces of advice, by their numbers from 0 on. */
enum { PLUMB_REPORT_ADVICES = 9 };

/* The pieces that fit a baseline's line, as a set: bit N for number N. At least one fits. */
unsigned plumb_report_advice_of(const struct plumb_baseline_line *line);

/* The advice itself, a sentence or two. */
const char *plumb_report_advice(int number);

#endif
