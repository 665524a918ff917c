#include "verdict.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *name;
	const char *word;
	char letter;
	const char *meaning;
} verdicts[PLUMB_VERDICT_KINDS] = {
	[PLUMB_PASS] = {"PASS", "passed", 'P', "It does what the standard it is held to asks for."},
	[PLUMB_DRIFT] = {"DRIFT", "drifted", 'D',
		"It no longer does what the document says, in a way that the table knows and "
		"explains."},
	[PLUMB_AS_DOCUMENT] = {"DOCUMENT", "as the document", 'A',
		"It keeps the document where CPython, to which it is held, does something else."},
	[PLUMB_SKIP] = {"SKIP", "skipped", 'S',
		"The machine or the implementation lacks a capability that the row needs; a probe "
		"confirmed it."},
	[PLUMB_LACKS] = {"LACKS", "lacking", 'L',
		"A name that the row uses is missing from the module or the object."},
	[PLUMB_FAIL] = {"FAIL", "failed", 'F',
		"It does something else than the standard asks for."},
	[PLUMB_BROKEN] = {"BROKEN", "broken", 'B',
		"A step that only prepares did not succeed, so that nothing is said about the "
		"promise."},
	[PLUMB_CRASH] = {"CRASH", "crashed", 'C',
		"The adapter ended, or no longer spoke its protocol, on this row."},
	[PLUMB_HANG] = {"HANG", "hung", 'H', "There was no answer before the row's deadline."},
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
