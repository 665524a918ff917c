/* UTF-8, and text of others that has to be shown. */
#ifndef PLUMB_UTF8_H
#define PLUMB_UTF8_H

#include <stddef.h>

/*
 * How many bytes the character at the beginning of the text has, of which so many are left, and
 * its code. Surrogates are let through. 0: it is malformed, and there is no code.
 */
size_t plumb_utf8_length(const unsigned char *text, size_t left, unsigned long *code);

/*
 * A copy of what somebody else wrote, which can neither drive a terminal nor spoil a file of JSON:
 * control characters but for newline and tab, and what is not UTF-8, become \xNN, and beyond the
 * limit "..." stands for the rest. The caller frees it.
 */
char *plumb_printable(const char *text, size_t limit);

#endif
