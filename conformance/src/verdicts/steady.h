/*
 * What the kernel chooses differs from run to run, where nothing has changed: in the answers of a
 * verdict, ports that nobody asked for have numbers of their own, from 1.
 */
#ifndef PLUMB_STEADY_H
#define PLUMB_STEADY_H

#include <stddef.h>

enum { PLUMB_STEADY_PORTS = 16 }; /* more of them stay as they are */

/* The ports that the answers of one verdict had so far; begins as {0}. */
struct plumb_steady {
	long ports[PLUMB_STEADY_PORTS];
	size_t count;
};

/* A copy in which ("127.0.0.1", 40123) has become ("127.0.0.1", <port 1>). */
char *plumb_steady_text(struct plumb_steady *steady, const char *text);

#endif
