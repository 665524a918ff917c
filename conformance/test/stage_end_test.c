/* Work beside the steps, and the descriptors that exist. */
#include "stage_stand.h"

#include "suite.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void plays_meanwhile(void)
{
	struct stand stand;

	stand_raise_connected(&stand, "inet");
	stand_meanwhile(&stand, "{'meanwhile': [['wait', 0.005], ['send', 'q', {'bytes': '61'}], "
				"['shutdown', 'q', 'write']]}");
	CHECK_TEXT(stand_hear(&stand, 0), "a");
	CHECK_TEXT(stand_hear(&stand, 0), "the end");
	CHECK_TEXT(stand_end(&stand, false), "gives null");
}

static void tells_the_first_failure_of_a_meanwhile(void)
{
	struct stand stand;

	stand_raise_connected(&stand, "inet");
	stand_say(&stand, "x");
	stand_meanwhile(&stand, "{'meanwhile': [['receive', 'q', {'bytes': '61'}], ['send', 'q', "
				"{'bytes': '61'}]]}");
	CHECK_TEXT(stand_end(&stand, false), "saw: b\"x\", want b\"a\"");
}

static void closes_after_the_last_use(void)
{
	struct stand stand;

	stand_raise_connected(&stand, "unix");
	stand_meanwhile(&stand, "{'meanwhile': [['receive', 'q', {'bytes': '6162'}]]}");
	stand_say(&stand, "a");
	/* Once the bytes are read, the other thread owns the peer and waits for more. */
	while (strcmp(stand_play(&stand, "{'peer': ['silent', 'q', 0]}"), "gives null") != 0) {
	}
	stand_begin(&stand, "{'peer': ['close', 'q']}");
	stand_say(&stand, "b");
	CHECK_TEXT(stand_told(&stand), "gives null");
	CHECK_TEXT(stand_hear(&stand, 0), "the end");
	CHECK_TEXT(stand_end(&stand, false), "gives null");
}

static void sees_private_descriptors(void)
{
	int fds[2];
	char step[64];
	struct stand stand;

	CU_ASSERT_EQUAL_FATAL(pipe2(fds, O_CLOEXEC), 0);
	stand_raise_usual(&stand);
	snprintf(step, sizeof(step), "{'peer': ['private', %d]}", fds[0]);
	CHECK_TEXT(stand_play(&stand, step), "gives null");
	CU_ASSERT_EQUAL(fcntl(fds[0], F_SETFD, 0), 0);
	CHECK_HOLDS(stand_play(&stand, step), "saw: that an executed program inherits");
	close(fds[0]);
	CHECK_TEXT(stand_play(&stand, step), "broken: ENOENT");
	close(fds[1]);
	stand_end(&stand, false);
}

static int open_descriptors(void)
{
	DIR *directory = opendir("/proc/self/fd");
	int count = 0;

	while (readdir(directory))
		count++;
	closedir(directory);
	return count;
}

static void leaves_nothing_open(void)
{
	struct stand stand;

	stand_raise_usual(&stand);
	stand_end(&stand, false);
	int before = open_descriptors();
	for (int i = 0; i < STAND_FAMILIES; i++) {
		stand_raise_connected(&stand, stand_families[i]);
		stand_play(&stand, "{'peer': ['fill', 'p']}");
		stand_play(&stand, "{'peer': ['connect', '/nowhere'], 'as': 'x'}");
		stand_play(&stand, "{'peer': ['connect', {'tuple': ['127.0.0.1', 1]}], 'as': 'x'}");
		stand_play(&stand,
			stand_of_family("{'peer': ['bind', '%s'], 'as': 'p'}", stand_families[i]));
		stand_end(&stand, true);
	}
	CHECK_NUMBER(open_descriptors(), before);
}

CU_TestInfo stage_end_tests[] = {
	{"plays meanwhile", plays_meanwhile},
	{"tells the first failure of a meanwhile", tells_the_first_failure_of_a_meanwhile},
	{"closes after the last use", closes_after_the_last_use},
	{"sees private descriptors", sees_private_descriptors},
	{"leaves nothing open", leaves_nothing_open},
	CU_TEST_INFO_NULL,
};
