/* How a verdict compares with the baseline of its run: docs/baselines.md. */
#ifndef PLUMB_REPORT_KNOWN_H
#define PLUMB_REPORT_KNOWN_H

#include "report_model.h"

/* It fails as its line says. */
bool plumb_report_is_known(const struct plumb_report_cell *cell);

/* The reason of a known verdict's baseline line; "" if it has none. */
const char *plumb_report_known_reason(const struct plumb_report_cell *cell);

/* How it is not as its line says, though it may have passed; "" where it is, or has no line. */
const char *plumb_report_departure(const struct plumb_report_cell *cell);

/* The verdict needs attention: it is not the known one. */
bool plumb_report_is_to_look_at(const struct plumb_report_cell *cell);

#endif
