/*
 * What a machine chooses anew in each run, taken out of a verdict's texts, so that runs in which
 * nothing has changed say the same: ports, the run's directory, addresses in memory, the time of
 * day, and bytes that may be any.
 */
#ifndef PLUMB_STEADY_H
#define PLUMB_STEADY_H

#include <stdbool.h>
#include <stddef.h>

enum { PLUMB_STEADY_PORTS = 16 }; /* more of them stay as they are */

/* What the texts of one verdict had so far; begins as {0}, but for any_bytes. */
struct plumb_steady {
	bool any_bytes; /* the document asks for some bytes, whichever they are */
	long ports[PLUMB_STEADY_PORTS];
	size_t count;
};

/*
 * A copy in which ("127.0.0.1", 40123) has become ("127.0.0.1", <port 1>), what the run's directory
 * is part of <directory>/name, 0x7f00 <address>, 2026-01-31T12:00:00Z <time>, and with any_bytes
 * b"a\x00" <2 bytes>.
 */
char *plumb_steady_text(struct plumb_steady *steady, const char *text);

#endif
