#include "verdict.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *name;
	const char *word;
	char letter;
	const char *meaning;
} verdicts[PLUMB_VERDICT_KINDS] = {
	[PLUMB_PASS] = {"PASS", "passed", 'P', "It does what its standard asks for."},
	[PLUMB_DRIFT] = {"DRIFT", "drifted", 'D',
		"It no longer follows the document, in a way that the table explains."},
	[PLUMB_AS_DOCUMENT] = {"DOCUMENT", "as the document", 'A',
		"It follows the document where CPython, its standard, does not."},
	[PLUMB_SKIP] = {"SKIP", "skipped", 'S',
		"The machine or the implementation lacks a capability that the row needs, as a "
		"probe "
		"confirmed."},
	[PLUMB_LACKS] = {"LACKS", "lacking", 'L',
		"The module or the object lacks a name that the row uses."},
	[PLUMB_FAIL] = {"FAIL", "failed", 'F', "It does not do what its standard asks for."},
	[PLUMB_BROKEN] = {"BROKEN", "broken", 'B',
		"A preparing step failed, so the promise was not tested."},
	[PLUMB_CRASH] = {"CRASH", "crashed", 'C',
		"The adapter ended, or broke its protocol, on this row."},
	[PLUMB_HANG] = {"HANG", "hung", 'H', "No answer came before the row's deadline."},
};

const char *plumb_verdict_name(enum plumb_verdict_kind kind)
{
	return kind == PLUMB_VERDICT_NONE ? "" : verdicts[kind].name;
}

enum plumb_verdict_kind plumb_verdict_named(const char *name)
{
	for (int kind = 0; kind < PLUMB_VERDICT_KINDS; kind++)
		if (strcmp(name, verdicts[kind].name) == 0)
			return (enum plumb_verdict_kind)kind;
	return PLUMB_VERDICT_NONE;
}

const char *plumb_verdict_word(enum plumb_verdict_kind kind)
{
	assert(kind != PLUMB_VERDICT_NONE);
	return verdicts[kind].word;
}

const char *plumb_verdict_meaning(enum plumb_verdict_kind kind)
{
	assert(kind != PLUMB_VERDICT_NONE);
	return verdicts[kind].meaning;
}

char plumb_verdict_letter(enum plumb_verdict_kind kind)
{
	assert(kind != PLUMB_VERDICT_NONE);
	return verdicts[kind].letter;
}

bool plumb_verdict_is_good(enum plumb_verdict_kind kind)
{
	return kind >= PLUMB_PASS && kind <= PLUMB_SKIP;
}

bool plumb_verdict_is_bad(enum plumb_verdict_kind kind)
{
	return kind > PLUMB_SKIP && kind < PLUMB_VERDICT_KINDS;
}
