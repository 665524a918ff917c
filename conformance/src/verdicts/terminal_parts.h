/* Between the files that write to the terminal. */
#ifndef PLUMB_TERMINAL_PARTS_H
#define PLUMB_TERMINAL_PARTS_H

#include "sides/side.h"

/* Prints the text in a colour (an SGR parameter, "31"), if the terminal has colours. */
void plumb_terminal_in(const char *colour, const char *text);

/* Erases the line of progress, if there is one. */
void plumb_terminal_erase(void);

/* `CPython 3.11.2, gevent.socket 22.10.2, glibc 2.36`; a new string. */
char *plumb_terminal_who(const struct plumb_side *side);

#endif
