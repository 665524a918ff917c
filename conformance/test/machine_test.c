/*
 * Faults of the machine are never charged to a row: the run ends and says why, or manages with
 * less.
 */
#include "shell.h"
#include "suite.h"

#include <stdio.h>
#include <string.h>

/* Says so if this user may not mount, which a small disk needs. */
static bool can_mount(void)
{
	struct shell shell = shell_run("unshare -rm true");
	bool can = shell.status == 0;

	if (!can)
		printf("\n    skipped: no mount namespaces here: %s", shell.err);
	shell_clear(&shell);
	return can;
}

/* A run whose directory is on a separate disk with this many inodes, two of which are taken. */
static void check_files(int files, const char *said)
{
	struct shell shell = shell_run(
		"mkdir t; unshare -rm sh -c 'mount -t tmpfs -o size=4m,nr_inodes=%d none t && "
		"TMPDIR=$PWD/t \"$PLUMBLINE\" run ref --oracle none --lab none --out none "
		"--filter \"bind/*\" --filter \"accept/*\" --filter \"settimeout/*\"'",
		files);

	if (*said)
		CHECK_HOLDS(shell.err, said);
	CHECK_NUMBER(shell.status, *said ? 3 : 0);
	shell_clear(&shell);
}

static void test_files(void)
{
	static const char none[] = "plumbline: the machine cannot play ";

	if (!can_mount())
		return;
	check_files(4, none);
	check_files(14, none);
	check_files(400, "");
}

static void test_removed(void)
{
	struct shell shell = shell_run(
		"echo 'rm -r t/plumbline-*; exec python3 \"$TOP/oracle/adapter.py\"' >adapter\n"
		"mkdir t; TMPDIR=$PWD/t \"$PLUMBLINE\" run --oracle none --out none --jobs 1 "
		"--filter 'bind/*' 'exec:sh adapter'");

	CHECK_NUMBER(shell.status, 3);
	CHECK_HOLDS(shell.err, "plumbline: the machine cannot play bind/");
	CHECK_HOLDS(shell.err, ": No such file or directory\n");
	shell_clear(&shell);
}

/*
 * Uses a directory with this name, as printf writes it: paths of sockets in requests and answers
 * contain it.
 */
static void check_name(const char *name)
{
	struct shell shell = shell_run(
		"d=$(printf '%s'); mkdir \"$d\"; TMPDIR=$PWD/$d \"$PLUMBLINE\" run ref --oracle "
		"ref --lab none --out none --jobs 2 --filter 'bind/*' && ls -A \"$d\"",
		name);

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, " 0 failed\n");
	shell_clear(&shell);
}

static void test_names(void)
{
	check_name("a b");
	check_name("\\047\\042\\134");
	check_name("x\\377y");
}

/*
 * Runs as a user with no other process, limited to this many tasks. The limit does not bind root.
 */
static struct shell run_limited(int tasks)
{
	return shell_run(
		"test $(id -u) = 0 || { echo skipped; exit; }\n"
		"cd /; prlimit --nproc=%d setpriv --reuid 54321 --regid 54321 --clear-groups "
		"sh -c 'test -x \"$PLUMBLINE\" || { echo skipped; exit; }; \"$PLUMBLINE\" run ref "
		"--oracle ref --out none --filter \"accept*\"'",
		tasks);
}

static void test_tasks(void)
{
	struct shell few = run_limited(12), enough = run_limited(40);

	if (strstr(enough.out, "skipped\n")) {
		printf("\n    skipped: only root can become somebody without processes");
	} else {
		CHECK_NUMBER(few.status, 3);
		CHECK_HOLDS(few.err, "plumbline: adapters and their far ends need ");
		CHECK_NUMBER(enough.status, 0);
		CHECK_HOLDS(enough.out, " 0 failed\n");
	}
	shell_clear(&few);
	shell_clear(&enough);
}

static void test_address_space(void)
{
	struct shell shell = shell_run("ulimit -v 1500000; \"$PLUMBLINE\" run ref --out none "
				       "--filter 'accept*' --filter '*/two-gigabytes'");

	CHECK_NUMBER(shell.status, 0);
	CHECK_HOLDS(shell.out, " 0 failed\n");
	CHECK_HOLDS(shell.out, "gigabytes 2");
	shell_clear(&shell);
}

/*
 * The adapter does not inherit the runner's own setting of its threads, but does inherit the
 * user's.
 */
static void test_environment(void)
{
	struct shell shell = shell_run(
		"echo 'env >>env; exec python3 \"$TOP/oracle/adapter.py\"' >adapter\n"
		"\"$PLUMBLINE\" run --oracle none --out none --filter htonl/* 'exec:sh adapter' "
		">out && ! grep UV_ env && UV_THREADPOOL_SIZE=5 \"$PLUMBLINE\" run --oracle none "
		"--out none --filter htonl/* 'exec:sh adapter' >out && grep -m1 UV_ env");

	shell_settle(&shell, 0, "UV_THREADPOOL_SIZE=5\n", "");
}

CU_TestInfo machine_tests[] = {
	{"a disk without room for files", test_files},
	{"a directory that was removed", test_removed},
	{"a directory with a name of any bytes", test_names},
	{"few processes and threads", test_tasks},
	{"a small address space", test_address_space},
	{"the environment of adapters", test_environment},
	CU_TEST_INFO_NULL,
};
