/* The seven verdicts as the reports know them: conformance/schema/results.schema.json. */
#ifndef PLUMB_REPORT_VERDICT_H
#define PLUMB_REPORT_VERDICT_H

#include <stdbool.h>

enum plumb_report_verdict {
	PLUMB_REPORT_NONE = -1, /* the row was not played there */
	PLUMB_REPORT_PASS,
	PLUMB_REPORT_DRIFT,
	PLUMB_REPORT_SKIP,
	PLUMB_REPORT_FAIL,
	PLUMB_REPORT_BROKEN,
	PLUMB_REPORT_CRASH,
	PLUMB_REPORT_HANG,
	PLUMB_REPORT_VERDICTS,
};

/* PLUMB_REPORT_NONE: it is none of them. */
enum plumb_report_verdict plumb_report_verdict_of(const char *name);

/* "PASS"; of PLUMB_REPORT_NONE "". */
const char *plumb_report_verdict_name(enum plumb_report_verdict verdict);

/* One sentence that says what it means; not of PLUMB_REPORT_NONE. */
const char *plumb_report_verdict_meaning(enum plumb_report_verdict verdict);

/* "passed": after a number. Not of PLUMB_REPORT_NONE. */
const char *plumb_report_verdict_word(enum plumb_report_verdict verdict);

/* FAIL, BROKEN, CRASH and HANG: somebody must look at it. */
bool plumb_report_verdict_is_bad(enum plumb_report_verdict verdict);

#endif
