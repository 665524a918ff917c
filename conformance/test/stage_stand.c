#include "stage_stand.h"

#include "base/heap.h"
#include "far/peer_wait.h"
#include "step_stand.h"
#include "suite.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

const int64_t stand_never_ns = INT64_MAX / 2;
const char *const stand_families[STAND_FAMILIES] = {"inet", "inet6", "unix"};

void stand_tell(void *context, const json_t *outcome)
{
	struct stand *stand = context;
	const char *saw = json_string_value(json_object_get(outcome, "saw"));
	const char *broken = json_string_value(json_object_get(outcome, "broken"));
	char *gives = json_dumps(json_object_get(outcome, "gives"), JSON_ENCODE_ANY);

	snprintf(stand->told, sizeof(stand->told), "%s%s",
		saw	 ? "saw: "
		: broken ? "broken: "
			 : "gives ",
		saw	 ? saw
		: broken ? broken
			 : gives);
	free(gives);
	stand->done = true;
	uv_stop(&stand->loop); /* a timer may tell before the loop looks for input */
}

void stand_raise(struct stand *stand, pid_t subject_pid, int64_t patience_ns)
{
	memset(stand, 0, sizeof(*stand));
	strcpy(stand->directory, "/tmp/stage-XXXXXX");
	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(stand->directory));
	CU_ASSERT_EQUAL_FATAL(uv_loop_init(&stand->loop), 0);
	const struct plumb_stage_row row = {.subject_pid = subject_pid,
		.directory = stand->directory,
		.patience_ns = patience_ns,
		.lab_fd = -1};
	stand->stage = plumb_stage_new(&stand->loop, &row);
	CU_ASSERT_PTR_NOT_NULL_FATAL(stand->stage);
	stand->subject = -1;
}

void stand_raise_usual(struct stand *stand)
{
	stand_raise(stand, getpid(), stand_never_ns);
}

const struct plumb_step *stand_step(struct stand *stand, const char *text)
{
	struct plumb_step *step = plumb_new(1, sizeof(*step));
	char why[256] = "";

	if (!stand_read_far_step(step, text, why, sizeof(why)))
		CHECK_TEXT(why, "");
	CU_ASSERT_FATAL(stand->step_count < STAND_STEPS);
	stand->steps[stand->step_count++] = step;
	return step;
}

void stand_begin(struct stand *stand, const char *text)
{
	static const struct plumb_scope scope = {0};

	stand->done = false;
	plumb_stage_play(stand->stage, stand_step(stand, text), &scope, stand_tell, stand);
	CU_ASSERT_FALSE(stand->done);
}

const char *stand_told(struct stand *stand)
{
	while (!stand->done)
		uv_run(&stand->loop, UV_RUN_ONCE);
	return stand->told;
}

const char *stand_play(struct stand *stand, const char *text)
{
	stand_begin(stand, text);
	return stand_told(stand);
}

void stand_meanwhile(struct stand *stand, const char *text)
{
	static const struct plumb_scope scope = {0};
	char why[256] = "";

	plumb_stage_meanwhile(stand->stage, stand_step(stand, text), &scope, why, sizeof(why));
	CHECK_TEXT(why, "");
}

void stand_forget(struct stand *stand)
{
	for (size_t i = 0; i < stand->step_count; i++) {
		plumb_step_clear(stand->steps[i]);
		free(stand->steps[i]);
	}
	stand->step_count = 0;
}

const char *stand_end(struct stand *stand, bool cancel)
{
	stand->done = false;
	plumb_stage_end(stand->stage, cancel, stand_tell, stand);
	CU_ASSERT_FALSE(stand->done);
	stand_told(stand);
	stand_forget(stand);
	/* A leftover path would make rmdir() fail, a leftover handle the loop. */
	CHECK_NUMBER(rmdir(stand->directory), 0);
	CHECK_NUMBER(uv_loop_close(&stand->loop), 0);
	if (stand->subject >= 0)
		close(stand->subject);
	return stand->told;
}

const char *stand_of_family(const char *text, const char *family)
{
	static char step[256];

	snprintf(step, sizeof(step), text, family);
	return step;
}

struct plumb_address stand_address_of(struct stand *stand, const char *name)
{
	struct plumb_address address;
	char why[128];
	json_t *all = plumb_stage_addresses(stand->stage);

	bool right = plumb_address_read(&address, json_object_get(all, name), why, sizeof(why));
	CU_ASSERT_TRUE_FATAL(right);
	json_decref(all);
	return address;
}

void stand_connect(struct stand *stand, const char *name, int type)
{
	struct plumb_address address = stand_address_of(stand, name);

	stand->subject = socket(address.any.sa_family, type | SOCK_CLOEXEC, 0);
	CHECK_NUMBER(connect(stand->subject, &address.any, address.size), 0);
}

void stand_raise_connected(struct stand *stand, const char *family)
{
	stand_raise_usual(stand);
	CHECK_TEXT(
		stand_play(stand, stand_of_family("{'peer': ['listen', '%s'], 'as': 'p'}", family)),
		"gives null");
	stand_connect(stand, "p", SOCK_STREAM);
	CHECK_TEXT(stand_play(stand, "{'peer': ['accept', 'p'], 'as': 'q'}"), "gives null");
}

void stand_say(const struct stand *stand, const char *text)
{
	CHECK_NUMBER(send(stand->subject, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

const char *stand_hear(const struct stand *stand, int flags)
{
	static char text[64];
	ssize_t got = recv(stand->subject, text, sizeof(text) - 1, flags);

	if (got <= 0)
		return got == 0 ? "the end" : strerrorname_np(errno);
	text[got] = 0;
	return text;
}
