/*
 * Shards: a plan that is played in parts, on several machines. A row belongs to a shard by its id
 * alone, so that new rows move no others: by FNV-1a of 64 bits (offset 14695981039346656037, prime
 * 1099511628211) over the bytes of the id, modulo the number of shards.
 */
#ifndef PLUMB_SHARD_H
#define PLUMB_SHARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* More shards than anybody has; a bound for what is read. */
enum { PLUMB_MOST_SHARDS = 100000 };

struct plumb_shard {
	unsigned number; /* from 1 */
	unsigned of;	 /* 0 and 1: the plan is whole */
};

/* The hash of nothing, to which plumb_shard_hash() adds. */
extern const uint64_t plumb_shard_no_hash;

uint64_t plumb_shard_hash(uint64_t hash, const void *bytes, size_t size);

/* Whether there are several shards. */
bool plumb_shard_is_part(const struct plumb_shard *shard);

/* Whether the row of that id is played in the shard. */
bool plumb_shard_has(const struct plumb_shard *shard, const char *id);

/* Reads K/N. False: it is no such thing. */
bool plumb_shard_read(struct plumb_shard *shard, const char *text);

/*
 * What Bazel says in TEST_TOTAL_SHARDS and TEST_SHARD_INDEX (from 0); nothing where the first is
 * not set. The file of TEST_SHARD_STATUS_FILE is touched, as a promise to Bazel that the shards are
 * heeded. False: *status is what to exit with, and stderr was told.
 */
bool plumb_shard_from_bazel(struct plumb_shard *shard, int *status);

#endif
