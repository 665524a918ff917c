#include "report_verdict.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *name;
	const char *word;
	const char *meaning;
} verdicts[PLUMB_REPORT_VERDICTS] = {
	{"PASS", "passed", "It does what the standard it is held to asks for."},
	{"DRIFT", "drifted",
		"It no longer does what the document says, in a way that the table knows and "
		"explains."},
	{"SKIP", "skipped",
		"The machine or the implementation lacks a capability that the row needs; a probe "
		"confirmed it."},
	{"FAIL", "failed", "It does something else than the standard asks for."},
	{"BROKEN", "broken",
		"A step that only prepares did not succeed, so that nothing is said about the "
		"promise."},
	{"CRASH", "crashed", "The adapter ended, or no longer spoke its protocol, on this row."},
	{"HANG", "hung", "There was no answer before the row's deadline."},
};

enum plumb_report_verdict plumb_report_verdict_of(const char *name)
{
	for (int i = 0; i < PLUMB_REPORT_VERDICTS; i++)
		if (strcmp(name, verdicts[i].name) == 0)
			return (enum plumb_report_verdict)i;
	return PLUMB_REPORT_NONE;
}

const char *plumb_report_verdict_name(enum plumb_report_verdict verdict)
{
	return verdict == PLUMB_REPORT_NONE ? "" : verdicts[verdict].name;
}

const char *plumb_report_verdict_meaning(enum plumb_report_verdict verdict)
{
	assert(verdict != PLUMB_REPORT_NONE);
	return verdicts[verdict].meaning;
}

const char *plumb_report_verdict_word(enum plumb_report_verdict verdict)
{
	assert(verdict != PLUMB_REPORT_NONE);
	return verdicts[verdict].word;
}

bool plumb_report_verdict_is_bad(enum plumb_report_verdict verdict)
{
	return verdict >= PLUMB_REPORT_FAIL && verdict < PLUMB_REPORT_VERDICTS;
}
