/* The shapes of the words in tables, one function each; conformance/schema/ has them as patterns.
 */
#ifndef PLUMB_WORD_H
#define PLUMB_WORD_H

#include <jansson.h>
#include <stdbool.h>

/* The text of a string without a NUL in it, borrowed; NULL for anything else. */
const char *plumb_plain(const json_t *value);

bool plumb_is_name(const char *text);	/* AF_INET: a name of Python */
bool plumb_is_dotted(const char *text); /* s.recv: names with dots between them */
bool plumb_is_word(const char *text);	/* cpython-3.8: letters, digits, _ with - or . between */
bool plumb_is_row_id(const char *text); /* octal-part: lower-case words with hyphens */
bool plumb_is_clause(const char *text); /* inet_aton.c-decides: a name and what it promises */
bool plumb_is_code(const char *text);	/* ECONNREFUSED */
bool plumb_is_why(const char *text);	/* One sentence: in one line, ends in a full stop. */

/* The last part of a name: `settimeout` of `s.settimeout`; a name without a dot is its own. */
const char *plumb_last_name(const char *name);

/* Whether a row may call it beside the module's own names: docs/protocol.md has the list. */
bool plumb_is_helper(const char *name);

#endif
