/* Numbers as people read them. */
#ifndef PLUMB_SHARE_H
#define PLUMB_SHARE_H

#include <stddef.h>

enum { PLUMB_SHARE_SIZE = 32 };

/*
 * `94.2 %`: cut off, not rounded, so that 100 % means all. A share above zero is at least 0.1 %; a
 * share of nothing is 0 %. Returns buffer.
 */
char *plumb_share(char buffer[PLUMB_SHARE_SIZE], size_t part, size_t whole);

/* `6,055`. Returns buffer. */
char *plumb_digits(char buffer[PLUMB_SHARE_SIZE], size_t number);

#endif
