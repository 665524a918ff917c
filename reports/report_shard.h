/* Which part of a run a results file has, and whether two files are parts of one run. */
#ifndef PLUMB_REPORT_SHARD_H
#define PLUMB_REPORT_SHARD_H

#include "report_load.h"
#include "tables/shard.h"
#include <stdbool.h>
#include <stddef.h>

struct plumb_report_shard {
	struct plumb_shard shard; /* of a whole run: 1 of 1 */
	size_t rows;		  /* of the whole plan */
};

/* False: what the head says of it is malformed. */
bool plumb_report_shard_of(const struct plumb_report_file *file, struct plumb_report_shard *shard);

/*
 * In what the heads differ, though they may not: in anything but the number of the shard, its rows
 * and when it was started. A new string; NULL: in nothing.
 */
char *plumb_report_shard_difference(
	const struct plumb_report_file *first, const struct plumb_report_file *other);

#endif
