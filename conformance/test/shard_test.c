/* Which rows a shard has, and how the user chooses it. */
#include "shell.h"
#include "suite.h"
#include "tables/shard.h"

#include <stdio.h>
#include <string.h>

/* Test vectors of FNV's authors. */
static void test_hash(void)
{
	CU_ASSERT(plumb_shard_hash(plumb_shard_no_hash, "", 0) == UINT64_C(0xcbf29ce484222325));
	CU_ASSERT(plumb_shard_hash(plumb_shard_no_hash, "a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
	CU_ASSERT(
		plumb_shard_hash(plumb_shard_no_hash, "foobar", 6) == UINT64_C(0x85944171f73967e8));
}

static void test_each_row_once(void)
{
	char id[32];

	for (unsigned of = 1; of <= 7; of++) {
		int rows[8] = {0};
		for (int i = 0; i < 700; i++) {
			int times = 0;
			snprintf(id, sizeof id, "recv/row-%d/inet", i);
			for (unsigned number = 1; number <= of; number++) {
				const struct plumb_shard shard = {number, of};
				bool has = plumb_shard_has(&shard, id);
				times += has;
				rows[number] += has;
			}
			CHECK_NUMBER(times, 1);
		}
		for (unsigned number = 1; number <= of; number++)
			CU_ASSERT(rows[number] > 350 / (int)of);
	}
}

static void test_forms(void)
{
	static const char *const wrong[] = {"", "1", "1/", "/2", "0/2", "3/2", "1/0", "0/0", "+1/2",
		" 1/2", "1/2 ", "1/-2", "1/2/3", "1.0/2", "1/1000000", "1/18446744073709551617"};
	struct plumb_shard shard = {0};

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		CU_ASSERT_FALSE(plumb_shard_read(&shard, wrong[i]));
	CHECK_NUMBER(shard.of, 0);
	CU_ASSERT(plumb_shard_read(&shard, "2/3"));
	CHECK_NUMBER(shard.number, 2);
	CHECK_NUMBER(shard.of, 3);
	CU_ASSERT(plumb_shard_read(&shard, "1/1"));
	CU_ASSERT_FALSE(plumb_shard_is_part(&shard));
}

#define RUN "\"$PLUMBLINE\" run ref --oracle none --tables \"$RUNS/good.json\" --out \"$OUT\" "

static void check_run(const char *before, const char *options, int status, const char *said)
{
	struct shell shell = shell_run("%s " RUN "%s", before, options);

	CHECK_NUMBER(shell.status, status);
	CHECK_HOLDS(status ? shell.err : shell.out, said);
	shell_clear(&shell);
}

/* Part 1 of 3 of good.json has three rows, part 2 has two, and part 3 none. */
static void test_option(void)
{
	check_run("", "--shard 1/3", 0, "subject  ref: 3 passed");
	check_run("", "--shard 2/3", 0, "subject  ref: 2 passed");
	check_run("", "--shard 3/3", 0, "subject  ref: 0 passed, 0 skipped, 0 failed");
	check_run("", "--shard 1/1", 0, "subject  ref: 5 passed");
	check_run("", "--shard 0/3", 2, "--shard wants K/N with K from 1 to N, not '0/3'");
	check_run("", "--shard 3/3 --filter nothing", 2, "no row matches");
}

static void test_bazel(void)
{
	struct shell shell = shell_run("TEST_TOTAL_SHARDS=3 TEST_SHARD_INDEX=1 "
				       "TEST_SHARD_STATUS_FILE=status " RUN "&& test -f status");

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, "subject  ref: 2 passed");
	CHECK_JSON(
		json_object_get(json_object_get(json_array_get(shell.lines, 0), "shard"), "number"),
		"2");
	shell_clear(&shell);
	check_run("TEST_TOTAL_SHARDS=3 TEST_SHARD_INDEX=1", "--shard 1/3", 0, "ref: 3 passed");
	check_run("TEST_TOTAL_SHARDS=1 TEST_SHARD_INDEX=0", "", 0, "ref: 5 passed");
	check_run("TEST_TOTAL_SHARDS=", "", 0, "ref: 5 passed");
	check_run("TEST_TOTAL_SHARDS=3", "", 2, "TEST_SHARD_INDEX must be a number");
	check_run("TEST_TOTAL_SHARDS=3 TEST_SHARD_INDEX=3", "", 2, "not '3' of '3'");
	check_run("TEST_TOTAL_SHARDS=x TEST_SHARD_INDEX=0", "", 2, "not '0' of 'x'");
	check_run("TEST_TOTAL_SHARDS=2 TEST_SHARD_INDEX=0 TEST_SHARD_STATUS_FILE=none/status", "",
		4, "none/status: No such file or directory");
}

CU_TestInfo shard_tests[] = {
	{"the hash is FNV-1a", test_hash},
	{"each row is in one shard, and shards are alike", test_each_row_once},
	{"K/N is read, and nothing else", test_forms},
	{"a shard plays its rows alone", test_option},
	{"Bazel's variables are heeded, below the option", test_bazel},
	CU_TEST_INFO_NULL,
};
