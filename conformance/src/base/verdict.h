/* The verdicts of a row: one vocabulary, from the judge to the page. */
#ifndef PLUMB_VERDICT_H
#define PLUMB_VERDICT_H

#include <stdbool.h>

/* Later verdicts are worse; good ones come before LACKS. */
enum plumb_verdict_kind {
	PLUMB_VERDICT_NONE = -1, /* of reports: the row was not played there */
	PLUMB_PASS,
	PLUMB_DRIFT,	   /* only of the oracle: it does what the row's drift or defect says */
	PLUMB_AS_DOCUMENT, /* it keeps the document where CPython, whom it is held to, does not */
	PLUMB_SKIP,	   /* a capability is missing; the text names it */
	PLUMB_LACKS,	   /* the module, or an object, has no such name; the text names it */
	PLUMB_FAIL,	   /* it does something else than the standard asks for */
	PLUMB_BROKEN, /* a step that only prepares failed, or the far end could not play its part */
	PLUMB_CRASH,  /* the adapter ended, or broke the protocol */
	PLUMB_HANG,   /* it did not answer before the deadline */
	PLUMB_VERDICT_KINDS,
};

/* "PASS"; of PLUMB_AS_DOCUMENT "DOCUMENT", of PLUMB_VERDICT_NONE "". */
const char *plumb_verdict_name(enum plumb_verdict_kind kind);

/* PLUMB_VERDICT_NONE: it is the name of none. */
enum plumb_verdict_kind plumb_verdict_named(const char *name);

/* "passed": after a number. Not of PLUMB_VERDICT_NONE, as those below. */
const char *plumb_verdict_word(enum plumb_verdict_kind kind);

/* One sentence that says what it means. */
const char *plumb_verdict_meaning(enum plumb_verdict_kind kind);

/* One letter, by which the page's data have it. */
char plumb_verdict_letter(enum plumb_verdict_kind kind);

/* Whether a run with this verdict is as it should be: PASS, DRIFT, DOCUMENT and SKIP. */
bool plumb_verdict_is_good(enum plumb_verdict_kind kind);

/* Whether it needs attention. */
bool plumb_verdict_is_bad(enum plumb_verdict_kind kind);

#endif
