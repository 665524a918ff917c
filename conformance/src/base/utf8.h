/* UTF-8, and text of others that has to be shown. */
#ifndef PLUMB_UTF8_H
#define PLUMB_UTF8_H

#include <jansson.h>
#include <stddef.h>

/*
 * How many bytes the character at the beginning of the text has, of which so many are left, and
 * its code. Surrogates are let through. 0: it is malformed, and there is no code.
 */
size_t plumb_utf8_length(const unsigned char *text, size_t left, unsigned long *code);

/*
 * A copy of what somebody else wrote, which can neither drive a terminal nor spoil a file of JSON.
 * Control characters but for newline and tab, and bytes that are not UTF-8, become \xNN; characters
 * that cannot be seen, or that turn the direction of the text, \uNNNN. A line that would be an
 * order to GitHub's Actions (`::error::`) begins with \x3a. Beyond the limit "..." stands for the
 * rest. The caller frees it.
 */
char *plumb_printable(const char *text, size_t limit);

/* The same in one line: newline and tab become \n and \t. */
char *plumb_one_line(const char *text, size_t limit);

/* A copy in which each line but the first has this before it. The caller frees it. */
char *plumb_indented(const char *text, const char *before);

/* Makes every string of the value, however deep, printable; keys stay as they are. */
void plumb_printable_json(json_t *value);

#endif
