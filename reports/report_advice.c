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
	unsigned verdicts; /* it fits where one of these is listed */
	const char *text;  /* and where the text begins so */
	const char *what;
};

/* Of FAIL, LACKS and DOCUMENT, which say the least, the first that fits; SKIP only where it is
 * alone; else each. */
static const struct advice advices[PLUMB_REPORT_ADVICES] = {
	{PASS, "",
		"Rely on neither outcome: it differs from run to run. Try again, or wait for what "
		"is "
		"needed before the call."},
	{CRASH, "",
		"Keep the call out of the program, or in a process of its own: it ends the process "
		"that makes it."},
	{HANG, "",
		"Have a deadline from outside, such as another process: the call does not come "
		"back "
		"by itself."},
	{BROKEN, "",
		"Look first at the step that the row names: it fails before what the row is about "
		"is "
		"asked, which stays unknown."},
	{FAIL | LACKS, "there is no name '",
		"Ask for the name with hasattr() before it is used, and do without where it is "
		"missing."},
	{FAIL | AS_DOCUMENT, "as the document says, not as the oracle did",
		"Nothing is to be mended: measured by the document (--standard document) it "
		"passes. "
		"Do not rely on what CPython does instead."},
	{FAIL, "raises ",
		"Catch this error too, where the program has to run here: what is promised is not "
		"done, or is refused in another way."},
	{FAIL | LACKS | AS_DOCUMENT, "",
		"Rely on the answer nowhere that the program has to run here too: look at it, or "
		"do "
		"without."},
	{SKIP, "",
		"Play it where the machine has what the row needs: elsewhere it is skipped, and "
		"nothing is known."},
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
