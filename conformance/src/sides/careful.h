/*
 * Rows that were in flight when an adapter crashed, to be played again one by one. If none of them
 * brings it down alone, the one that it was busy with is charged all the same: it comes last. Where
 * an adapter hung it is the row before that may have made it so.
 */
#ifndef PLUMB_CAREFUL_H
#define PLUMB_CAREFUL_H

#include <stdbool.h>
#include <stddef.h>

struct plumb_careful {
	size_t *rows;
	size_t count;
	size_t next;
	char *how; /* what the crash looked like; NULL: nobody is suspected */
	bool has_hung;
	size_t hung;	/* the row that did not answer, while the one before it is looked at */
	char *hung_how; /* what that looked like */
};

void plumb_careful_add(struct plumb_careful *careful, size_t row);

/* The row that was added last is suspected; takes `how` over. */
void plumb_careful_suspect(struct plumb_careful *careful, char *how);

/*
 * The row had no answer, and is to blame if the row before it, which is to be added, does well
 * alone; takes `how` over.
 */
void plumb_careful_hang(struct plumb_careful *careful, size_t row, char *how);

/* Whether there is such a row; the caller then has its number, and what it is charged with. */
bool plumb_careful_take_hung(struct plumb_careful *careful, size_t *row, char **how);

/* Somebody else was found to be to blame, or the suspect himself. */
void plumb_careful_acquit(struct plumb_careful *careful);

/* Whether there are rows that have not been begun. */
bool plumb_careful_waits(const struct plumb_careful *careful);

/* The next row, of which there is one. */
size_t plumb_careful_take(struct plumb_careful *careful);

/*
 * Says that a row went well. Non-NULL: all have, this one is the suspect, and this is the text
 * that it is charged with; the caller frees it.
 */
char *plumb_careful_went_well(struct plumb_careful *careful);

void plumb_careful_clear(struct plumb_careful *careful);

#endif
