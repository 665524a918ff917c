/*
 * A session plays a plan on every side at the same time, and says what came of each row, in the
 * plan's order.
 */
#ifndef PLUMB_SESSION_H
#define PLUMB_SESSION_H

#include "rows/judge.h"
#include "side.h"

struct plumb_session;

/* One row with what came of it on each side; borrowed during the call. */
struct plumb_finding {
	const struct plumb_row *row;
	const struct plumb_record *records;   /* a record a side; empty where it was skipped */
	const struct plumb_verdict *verdicts; /* a verdict a side */
};

struct plumb_session_options {
	const struct plumb_tables *tables;
	const struct plumb_plan *plan;
	struct plumb_side *sides; /* the oracle, where there is one, is the first */
	size_t side_count;
	bool has_oracle;
	const char *lab; /* fixtures/lab: each adapter lives in a lab of its own; or NULL */
	int jobs;
	int64_t deadline_ns;
	bool steps_alone; /* one request for each step: rows/play.h */
	/*
	 * Every side has answered `start`, and its constants are known; nothing was played. False
	 * ends the session as one that cannot be run.
	 */
	bool (*started)(void *context);
	/* The next row of the plan. False ends the session: the findings can't be kept. */
	bool (*found)(void *context, const struct plumb_finding *finding);
	/* How many rows are over, now and then. */
	void (*progress)(void *context, size_t over, size_t total);
	void *context;
};

/*
 * An enum plumb_exit_code: GOOD when all rows were played, whatever came of them; BAD when besides
 * an adapter did not stop cleanly.
 */
int plumb_session_run(const struct plumb_session_options *options);

#endif
