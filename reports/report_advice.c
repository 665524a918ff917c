#include "report_advice.h"

#include <assert.h>
#include <string.h>

enum {
	PASS = PLUMB_BASELINE_BIT(PLUMB_PASS),
	SKIP = PLUMB_BASELINE_BIT(PLUMB_SKIP),
	LACKS = PLUMB_BASELINE_BIT(PLUMB_LACKS),
	AS_DOCUMENT = PLUMB_BASELINE_BIT(PLUMB_AS_DOCUMENT),
	FAIL = PLUMB_BASELINE_BIT(PLUMB_FAIL),
	BROKEN = PLUMB_BASELINE_BIT(PLUMB_BROKEN),
	CRASH = PLUMB_BASELINE_BIT(PLUMB_CRASH),
	HANG = PLUMB_BASELINE_BIT(PLUMB_HANG),
};

struct advice {
	unsigned verdicts; /* it fits if one of these is listed */
	const char *text;  /* and if the text begins with this */
	const char *what;
};

/*
 * The first advice that fits for FAIL, LACKS and DOCUMENT, which say the least; that for SKIP only
 * if nothing else is listed; of the others each that fits.
 */
static const struct advice advices[PLUMB_REPORT_ADVICES] = {
	{PASS, "",
		"The outcome differs from run to run. Try again, or wait before the call for what "
		"it needs."},
	{CRASH, "", "Avoid the call, or make it in a separate process: it ends its process."},
	{HANG, "",
		"Enforce a deadline from outside, for example by another process: the call does "
		"not "
		"return by itself."},
	{BROKEN, "",
		"Check the step that the row names first: it fails before the row reaches its "
		"point."},
	{FAIL | LACKS, "there is no name '", "Test for the name with hasattr() before you use it."},
	{FAIL | AS_DOCUMENT, "as the document says, not as the oracle did",
		"Nothing needs fixing: the row passes by the document (--standard document). "
		"Portable "
		"programs should not depend on what CPython does."},
	{FAIL, "raises ",
		"Catch this error, too: the call fails, or fails with another error than "
		"promised."},
	{FAIL | LACKS | AS_DOCUMENT, "", "Portable programs should not depend on this result."},
	{SKIP, "", "Play the row on a machine that has what it needs; elsewhere it is skipped."},
};

static bool fits(const struct advice *advice, const struct plumb_baseline_line *line)
{
	const char *text = line->text ? line->text : "";

	return (line->verdicts & advice->verdicts) &&
	       strncmp(text, advice->text, strlen(advice->text)) == 0;
}

unsigned plumb_report_advice_of(const struct plumb_baseline_line *line)
{
	/* FLAKY holds every failure, but says one thing. */
	unsigned set = line->verdicts & PASS ? 1 : 0;
	bool failed = false;

	for (int i = 1; set != 1 && i < PLUMB_REPORT_ADVICES; i++) {
		bool is_fail = advices[i].verdicts & FAIL;
		bool is_skip = advices[i].verdicts == SKIP;
		if (!fits(&advices[i], line) || (is_fail && failed) || (is_skip && set))
			continue;
		failed = failed || is_fail;
		set |= 1U << i;
	}
	assert(set);
	return set;
}

const char *plumb_report_advice(int number)
{
	assert(number >= 0 && number < PLUMB_REPORT_ADVICES);
	return advices[number].what;
}
