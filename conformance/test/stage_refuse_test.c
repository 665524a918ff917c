/* Deeds that the far end cannot do, and malformed steps that it refuses. */
#include "stage_stand.h"

#include "lab/lab.h"
#include "step_stand.h"
#include "suite.h"
#include <string.h>
#include <unistd.h>

static void too_long_a_path(void)
{
	struct stand stand;
	char directory[128] = "/tmp/";

	stand_raise_usual(&stand);
	memset(directory + 5, 'x', 110);
	const struct plumb_stage_row row = {.subject_pid = getpid(),
		.directory = directory,
		.patience_ns = stand_never_ns,
		.lab_fd = -1};
	struct plumb_stage *usual = stand.stage;
	stand.stage = plumb_stage_new(&stand.loop, &row);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['listen', 'unix'], 'as': 'p'}"),
		"broken: ENAMETOOLONG");
	stand.done = false;
	plumb_stage_end(stand.stage, false, stand_tell, &stand);
	stand_told(&stand);
	stand.stage = usual;
	stand_end(&stand, false);
}

static void has_no_other_host_outside_a_lab(void)
{
	struct stand stand;

	stand_raise_usual(&stand);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['listen', 'far'], 'as': 'p'}"), "broken: ENONET");
	CHECK_TEXT(
		stand_play(&stand, "{'peer': ['bind', 'far-link'], 'as': 'p'}"), "broken: ENONET");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['connect', {'tuple': ['192.0.2.1', 9]}, 'far']}"),
		"broken: ENONET");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['wire', 'down']}"), "broken: ENONET");
	stand_end(&stand, false);
}

/* Once a lab is gone, nobody answers at its door. */
static void finds_the_lab_gone(void)
{
	struct stand stand;
	int ends[2];

	stand_raise_usual(&stand);
	CHECK_NUMBER(plumb_lab_door(ends), 0);
	const struct plumb_stage_row row = {.subject_pid = getpid(),
		.directory = stand.directory,
		.patience_ns = stand_never_ns,
		.lab_fd = ends[0]};
	struct plumb_stage *usual = stand.stage;
	stand.stage = plumb_stage_new(&stand.loop, &row);
	/* Close this end too: the stage has its own copy. */
	close(ends[0]);
	close(ends[1]);
	CHECK_TEXT(stand_play(&stand, "{'peer': ['listen', 'inet'], 'as': 'p'}"), "broken: EPIPE");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['bind', 'far'], 'as': 'p'}"), "broken: EPIPE");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['wire', 'silent']}"), "broken: EPIPE");
	stand.done = false;
	plumb_stage_end(stand.stage, false, stand_tell, &stand);
	CHECK_TEXT(stand_told(&stand), "gives null");
	stand.stage = usual;
	stand_end(&stand, false);
}

static void names_no_peer(void)
{
	struct stand stand;

	stand_raise_connected(&stand, "inet");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['eof', 'x']}"), "broken: there is no peer x");
	stand_play(&stand, "{'peer': ['close', 'q']}");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['eof', 'q']}"), "broken: there is no open q");
	CHECK_TEXT(stand_play(&stand, "{'peer': ['connect', {'var': 'a'}], 'as': 'r'}"),
		"broken: the variable a is not known");
	stand_end(&stand, false);
}

/* --- the form of steps -------------------------------------------------------------------- */

static void takes_what_the_tables_may_say(void)
{
	static const char *const right[] = {
		"{'peer': ['listen', 'inet'], 'as': 'p'}",
		"{'peer': ['listen', 'unix', 0], 'as': 'p'}",
		"{'peer': ['bind', 'inet6'], 'as': 'p'}",
		"{'peer': ['connect', {'var': 'addr'}], 'as': 'q'}",
		"{'peer': ['connect', {'tuple': ['::1', 65535, 0, 4294967295]}, 'dgram']}",
		"{'peer': ['connect', {'path': 's'}]}",
		"{'peer': ['connect', {'bytes': '0061'}]}",
		"{'peer': ['send', 'q', {'bytes': ['61', 1000]}, ['MSG_OOB']]}",
		"{'peer': ['sendto', 'q', {'var': 'b'}, {'peer': 'p'}]}",
		"{'peer': ['silent', 'q', 0.05]}",
		"{'peer': ['descriptors', 2048]}",
		"{'peer': ['signal']}",
		"{'peer': ['signal', 20, 0.01]}",
		"{'peer': ['wait', 3600]}",
		"{'meanwhile': [['wait', 0], ['signal', 3]]}",
	};
	char why[256];

	for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++) {
		struct plumb_step step;
		strcpy(why, "");
		stand_read_far_step(&step, right[i], why, sizeof(why));
		CHECK_TEXT(why, "");
		plumb_step_clear(&step);
	}
}

static void refuses_other_steps(void)
{
	static const struct {
		const char *step;
		const char *why;
	} wrong[] = {
		{"{'peer': []}", "no such step"},
		{"{'peer': 'wait'}", "no such step"},
		{"{'peer': [5]}", "no such step"},
		{"{'peer': ['greet', 'q']}", "no such step"},
		{"{'peer': ['listen'], 'as': 'p'}", "listen: takes 1 to 2 arguments, not 0"},
		{"{'peer': ['listen', 'inet', 5, 5], 'as': 'p'}", "takes 1 to 2 arguments, not 3"},
		{"{'peer': ['listen', 'tipc'], 'as': 'p'}", "want inet, inet6, unix"},
		{"{'peer': ['listen', 2], 'as': 'p'}", "want inet"},
		{"{'peer': ['listen', 'inet', -1], 'as': 'p'}", "want a number"},
		{"{'peer': ['listen', 'inet', 1.5], 'as': 'p'}", "want a number"},
		{"{'peer': ['accept', {'var': 'p'}]}", "the name of a peer"},
		{"{'peer': ['eof', 'q'], 'as': 'r'}", "eof: makes no peer"},
		{"{'peer': ['connect', 80]}", "an address is"},
		{"{'peer': ['connect', '']}", "1 to 108 bytes"},
		{"{'peer': ['connect', {'bytes': ['61', 109]}]}", "1 to 108 bytes, not 109"},
		{"{'peer': ['connect', {'tuple': ['localhost', 80]}]}", "not numeric"},
		{"{'peer': ['connect', {'tuple': ['127.0.0.1', 65536]}]}", "an address is"},
		{"{'peer': ['connect', {'tuple': ['127.0.0.1']}]}", "an address is"},
		{"{'peer': ['connect', {'tuple': ['::1', 1, 0, -1]}]}", "an address is"},
		{"{'peer': ['connect', {'tuple': ['::1', 1, 0, 0, 0]}]}", "an address is"},
		{"{'peer': ['connect', {'tuple': ['::1', 1]}, 'stream']}", "want \"dgram\" or"},
		{"{'peer': ['send', 'q', 'text']}", "want bytes"},
		{"{'peer': ['send', 'q', {'bytes': '6'}]}", "want bytes"},
		{"{'peer': ['send', 'q', {'bytearray': '61'}]}", "want bytes"},
		{"{'peer': ['send', 'q', {'bytes': '61'}, []]}", "MSG_"},
		{"{'peer': ['send', 'q', {'bytes': '61'}, ['SO_ERROR']]}", "MSG_"},
		{"{'peer': ['send', 'q', {'bytes': '61'}, ['MSG_NONE']]}", "MSG_"},
		{"{'peer': ['private', -1]}", "want a descriptor"},
		{"{'peer': ['wire', 'cut']}", "want \"up\", \"silent\" or \"down\""},
		{"{'peer': ['shutdown', 'q', 'none']}", "want \"read\""},
		{"{'peer': ['silent', 'q', -0.5]}", "want seconds"},
		{"{'peer': ['wait', 3601]}", "want seconds"},
		{"{'peer': ['wait', 'long']}", "want seconds"},
		{"{'meanwhile': ['wait', 1]}", "no such step"},
		{"{'meanwhile': [['wait', 1], ['eof']]}", "eof: takes"},
	};
	char why[256];

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct plumb_step step;
		strcpy(why, "");
		CU_ASSERT_FALSE(stand_read_far_step(&step, wrong[i].step, why, sizeof(why)));
		CHECK_HOLDS(why, wrong[i].why);
		plumb_step_clear(&step);
	}
}

CU_TestInfo stage_refuse_tests[] = {
	{"says that a path is too long", too_long_a_path},
	{"has no other host outside a lab", has_no_other_host_outside_a_lab},
	{"finds the lab gone", finds_the_lab_gone},
	{"knows its peers", names_no_peer},
	{"takes what tables may say", takes_what_the_tables_may_say},
	{"refuses other steps", refuses_other_steps},
	CU_TEST_INFO_NULL,
};
