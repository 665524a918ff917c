/* Whether an answer is what a row expects. Both are resolved by now: see scope.h. */
#ifndef PLUMB_MATCH_H
#define PLUMB_MATCH_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Matches a resolved pattern against a value of an adapter. Numbers are compared with their type
 * (5 is not 5.0, true is not 1); floats within one part in 10^12. Where it does not match and why
 * is not NULL, why[] says in one line where and how they differ, in Python's words.
 */
bool plumb_match(const json_t *pattern, const json_t *value, char *why, size_t size);

#endif
