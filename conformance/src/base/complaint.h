/* Complaints about a file of the suite, one per line: `file:line: what`. */
#ifndef PLUMB_COMPLAINT_H
#define PLUMB_COMPLAINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* At most this many are written for a file; the rest are counted. */
enum { PLUMB_MOST_COMPLAINTS = 20 };

struct plumb_complaints {
	const char *path; /* of the file, as the user gave it */
	FILE *errors;
	size_t count;
};

/* Lines count from 1; 0: no line. Characters that could control a terminal become `?`. */
__attribute__((format(printf, 3, 4))) void plumb_complain(
	struct plumb_complaints *complaints, int line, const char *format, ...);

/* Says how many were left out. True: there were none at all. */
bool plumb_complaints_end(struct plumb_complaints *complaints);

#endif
