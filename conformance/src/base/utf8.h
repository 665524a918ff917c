/* UTF-8, and how to show text from others safely. */
#ifndef PLUMB_UTF8_H
#define PLUMB_UTF8_H

#include <jansson.h>
#include <stddef.h>

/*
 * The length of the first character of a text with so many bytes left, and its code. Surrogates are
 * allowed. 0: the character is malformed and has no code.
 */
size_t plumb_utf8_length(const unsigned char *text, size_t left, unsigned long *code);

/*
 * A copy of another program's text that can neither control a terminal nor spoil a JSON file.
 * Control characters except newline and tab, and bytes that are not UTF-8, become \xNN; invisible
 * characters and those that change the text's direction become \uNNNN. A line that GitHub Actions
 * would take as a command (`::error::`) begins with \x3a. "..." replaces what exceeds the limit.
 * The caller frees it.
 */
char *plumb_printable(const char *text, size_t limit);

/* The same in one line: newline and tab become \n and \t. */
char *plumb_one_line(const char *text, size_t limit);

/* A copy in which each line but the first has this before it. The caller frees it. */
char *plumb_indented(const char *text, const char *before);

/* Makes every string of the value, however deep, printable; keys stay as they are. */
void plumb_printable_json(json_t *value);

#endif
