/* What a baseline has said of a verdict, when the row was played: docs/baselines.md. */
#ifndef PLUMB_REPORT_KNOWN_H
#define PLUMB_REPORT_KNOWN_H

#include "report_model.h"

/* It fails as its line says. */
bool plumb_report_is_known(const struct plumb_report_cell *cell);

/* Why, of what is known: the reason of the line; "" where it has none. */
const char *plumb_report_known_reason(const struct plumb_report_cell *cell);

/* How it is not as its line says, though it may have passed; "" where it is, or has no line. */
const char *plumb_report_departure(const struct plumb_report_cell *cell);

/* Somebody must look at it: it failed, or passed, otherwise than is known. */
bool plumb_report_is_to_look_at(const struct plumb_report_cell *cell);

#endif
