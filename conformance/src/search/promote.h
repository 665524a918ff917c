/* A finding becomes a row of a table, once somebody has named its clause and its sentence. */
#ifndef PLUMB_PROMOTE_H
#define PLUMB_PROMOTE_H

struct plumb_promotion {
	const char *finding; /* the file that a search has written: ID.json */
	const char *clause;
	const char *why;    /* the row's sentence */
	const char *id;	    /* NULL: the finding's own */
	const char *tables; /* the directory; the table is that of the clause's name */
};

/*
 * Adds the row behind those of the table, which must then be as tables are; else it stays as it
 * was. An enum plumb_exit_code; what is wrong was said on stderr.
 */
int plumb_promote(const struct plumb_promotion *promotion);

#endif
