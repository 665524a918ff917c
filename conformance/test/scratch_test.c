/* The directory of a run is removed, whatever it contains. */
#include "suite.h"

#include "base/scratch.h"
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH = 500 };

static void make_file(int at, const char *name)
{
	int fd = openat(at, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0400);

	CU_ASSERT(fd >= 0);
	close(fd);
}

/* Makes a tree whose paths are longer than any call accepts, with files on the way. */
static void make_deep_tree(const char *directory)
{
	int at = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC), next;

	for (int i = 0; i < DEPTH; i++) {
		make_file(at, "file");
		mkdirat(at, "directory", 0700);
		mkdirat(at, "0", 0);
		next = openat(at, "directory", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		CU_ASSERT_FATAL(next >= 0);
		if (i % 7 == 0)
			fchmod(at, 0);
		close(at);
		at = next;
	}
	close(at);
	CU_ASSERT(DEPTH * strlen("directory/") > PATH_MAX);
}

static void test_deep(void)
{
	char directory[] = "/tmp/plumbline-test-XXXXXX";

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	make_deep_tree(directory);
	plumb_scratch_remove(directory);
	CU_ASSERT(access(directory, F_OK) != 0);
}

/* A link is removed, but not its target, which belongs to others. */
static void test_links(void)
{
	char directory[] = "/tmp/plumbline-test-XXXXXX", other[] = "/tmp/plumbline-test-XXXXXX";
	int at;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(directory));
	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(other));
	at = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	CHECK_NUMBER(symlinkat(other, at, "link"), 0);
	CHECK_NUMBER(symlinkat("nowhere", at, "broken"), 0);
	close(at);
	plumb_scratch_remove(directory);
	plumb_scratch_remove(NULL);
	CU_ASSERT(access(directory, F_OK) != 0);
	CHECK_NUMBER(rmdir(other), 0);
}

/* What a row leaves is not in the directory of the next one, nor does the old path lead there. */
static void test_return(void)
{
	char scratch[] = "/tmp/plumbline-test-XXXXXX";
	char *one, *next;
	int at;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(scratch));
	one = plumb_scratch_directory(scratch);
	at = open(one, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	make_file(at, "file");
	mkdirat(at, "directory", 0);
	CHECK_NUMBER(fchmod(at, 0500), 0);
	close(at);
	plumb_scratch_return(one);
	CU_ASSERT(access(one, F_OK) != 0);
	next = plumb_scratch_directory(scratch);
	CU_ASSERT(strcmp(one, next) != 0);
	CHECK_NUMBER(access(next, R_OK | W_OK | X_OK), 0);
	CHECK_NUMBER(rmdir(next), 0);
	plumb_scratch_return(next);
	CHECK_NUMBER(rmdir(scratch), 0);
	free(one);
	free(next);
}

CU_TestInfo scratch_tests[] = {
	{"a tree that is deeper than any path", test_deep},
	{"links are removed, and not what they lead to", test_links},
	{"a directory that is returned becomes another, and empty", test_return},
	CU_TEST_INFO_NULL,
};
