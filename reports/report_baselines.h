/* The baselines that a report is given. */
#ifndef PLUMB_REPORT_BASELINES_H
#define PLUMB_REPORT_BASELINES_H

#include "baselines/baseline.h"

struct plumb_report_baselines {
	struct plumb_baseline **baselines;
	size_t count;
};

/*
 * False: one of them cannot be read or is malformed, or two have the same name, as standard error
 * says. Clear them in either case.
 */
bool plumb_report_baselines_load(
	struct plumb_report_baselines *baselines, const char *const *paths, size_t count);

void plumb_report_baselines_clear(struct plumb_report_baselines *baselines);

#endif
