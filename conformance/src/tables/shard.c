#include "shard.h"

#include "base/exit_code.h"
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const uint64_t plumb_shard_no_hash = UINT64_C(14695981039346656037);

uint64_t plumb_shard_hash(uint64_t hash, const void *bytes, size_t size)
{
	const unsigned char *at = bytes;

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ at[i]) * UINT64_C(1099511628211);
	return hash;
}

bool plumb_shard_is_part(const struct plumb_shard *shard)
{
	return shard->of > 1;
}

bool plumb_shard_has(const struct plumb_shard *shard, const char *id)
{
	if (!plumb_shard_is_part(shard))
		return true;
	assert(shard->number >= 1 && shard->number <= shard->of);
	return plumb_shard_hash(plumb_shard_no_hash, id, strlen(id)) % shard->of ==
	       shard->number - 1;
}

/* Digits alone, as far as *end; false: there are none, or too many. */
static bool read_number(const char *text, char **end, unsigned *number)
{
	unsigned long value;

	if (!isdigit((unsigned char)*text))
		return false;
	value = strtoul(text, end, 10);
	*number = (unsigned)value;
	return value <= PLUMB_MOST_SHARDS;
}

bool plumb_shard_read(struct plumb_shard *shard, const char *text)
{
	struct plumb_shard read;
	char *end;

	if (!read_number(text, &end, &read.number) || *end != '/' ||
		!read_number(end + 1, &end, &read.of) || *end)
		return false;
	if (read.number < 1 || read.number > read.of)
		return false;
	*shard = read;
	return true;
}

static bool touch(const char *path)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	bool good = descriptor >= 0 && futimens(descriptor, NULL) == 0;

	if (!good)
		fprintf(stderr, "plumbline run: TEST_SHARD_STATUS_FILE: %s: %s\n", path,
			strerror(errno));
	if (descriptor >= 0)
		close(descriptor);
	return good;
}

bool plumb_shard_from_bazel(struct plumb_shard *shard, int *status)
{
	const char *total = getenv("TEST_TOTAL_SHARDS"), *index = getenv("TEST_SHARD_INDEX");
	const char *file = getenv("TEST_SHARD_STATUS_FILE");
	struct plumb_shard read;
	char *end;

	if (!total || !*total)
		return true;
	if (!read_number(total, &end, &read.of) || *end || !index ||
		!read_number(index, &end, &read.number) || *end || read.number >= read.of) {
		fprintf(stderr,
			"plumbline run: TEST_SHARD_INDEX must be a number from 0 to below "
			"TEST_TOTAL_SHARDS, not '%s' of '%s'\n",
			index ? index : "", total);
		*status = PLUMB_EXIT_USAGE;
		return false;
	}
	if (file && *file && !touch(file)) {
		*status = PLUMB_EXIT_UNWRITTEN;
		return false;
	}
	read.number++;
	*shard = read;
	return true;
}
