/*
 * The search: sequences of calls are made from the rows, played on the oracle and the subject, and
 * compared; each difference that nothing explains is made small and told. docs/search.md is for
 * those who use it.
 */
#ifndef PLUMB_HUNT_H
#define PLUMB_HUNT_H

#include "sides/side.h"
#include "tables/plan.h"
#include "tables/table.h"
#include <stdbool.h>
#include <stdint.h>

struct plumb_search_options {
	const struct plumb_tables *tables;
	const struct plumb_plan *plan; /* the rows that sequences are made from */
	struct plumb_side *sides;      /* arena.h */
	const char *lab;	       /* fixtures/lab, or NULL */
	const char *baseline;	       /* a file (baselines/baseline.h); NULL: none */
	const char *known;	       /* a file of known differences (known.h); NULL: none */
	const char *corpus;	       /* a directory; NULL: nothing is kept */
	const char *out;	       /* a directory for the findings; NULL: none */
	int seed;
	int count;    /* of sequences; 0: as many as there is time for */
	int findings; /* end after so many; 0: never */
	int jobs;
	int64_t time_ns;
	int64_t deadline_ns;
	bool states;   /* tell which states were visited */
	bool unguided; /* sequences are made from the rows and the directory alone, so that the
			  same seed makes the same ones always and on every machine */
};

/* An enum plumb_exit_code: BAD where something was found. */
int plumb_search(const struct plumb_search_options *options);

#endif
