/* The part of a run that a results file has, and whether two files belong to one run. */
#ifndef PLUMB_REPORT_SHARD_H
#define PLUMB_REPORT_SHARD_H

#include "report_load.h"
#include "tables/shard.h"
#include <stdbool.h>
#include <stddef.h>

struct plumb_report_shard {
	struct plumb_shard shard; /* 1 of 1 for a whole run */
	size_t rows;		  /* of the whole plan */
};

/* False: the head's description of the shard is malformed. */
bool plumb_report_shard_of(const struct plumb_report_file *file, struct plumb_report_shard *shard);

/*
 * The forbidden difference between the heads: all but the shard's number, its rows and its starting
 * time must be equal. A new string; NULL if there is none.
 */
char *plumb_report_shard_difference(
	const struct plumb_report_file *first, const struct plumb_report_file *other);

#endif
