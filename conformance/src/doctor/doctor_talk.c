#include "doctor_talk.h"

#include "adapters/adapter.h"
#include "adapters/delay.h"
#include "base/alarm.h"
#include "base/heap.h"
#include "base/loop.h"
#include "base/text.h"
#include "base/utf8.h"
#include "sides/requests.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

enum {
	SHOWN = 600,	     /* how much of a line is shown */
	ERROR_LINES = 16,    /* how many of the last lines on standard error, */
	ERRORS_SHOWN = 8192, /* and so much of these */
};

enum awaited {
	SILENCE,
	ANSWER,
	END,
};

struct plumb_talk {
	uv_loop_t loop;
	enum awaited awaited;
	struct plumb_alarm patience;
	int64_t patience_ns;
	struct plumb_lenience lenience;
	struct plumb_adapter *adapter;
	json_t *answers; /* that came and were not heard */
	json_t *due;	 /* the numbers of the requests whose answers were not heard, in order */
	bool late;	 /* the patience has run out */
	bool gone;
	char *trouble;
	struct plumb_text sent, came;
};

/* Keep the first trouble. */
static void complain(struct plumb_talk *talk, char *trouble)
{
	if (talk->trouble)
		free(trouble);
	else
		talk->trouble = trouble;
}

/* The line, cut where it is long. */
static void note(struct plumb_text *lines, const json_t *value)
{
	char *line = json_dumps(value, JSON_COMPACT | JSON_ENSURE_ASCII);
	size_t length = line ? strlen(line) : 0;

	plumb_text_add(lines, lines->length ? "\n" : "");
	plumb_text_add_n(lines, line ? line : "?", length > SHOWN ? SHOWN : length);
	plumb_text_add(lines, length > SHOWN ? "..." : "");
	free(line);
}

/* --- what the adapter does -------------------------------------------------------------------- */

static bool is_asked_for(const struct plumb_talk *talk)
{
	return json_array_size(talk->answers) < json_array_size(talk->due);
}

static void on_answer(void *context, const json_t *answer)
{
	struct plumb_talk *talk = context;

	if (talk->trouble)
		return;
	note(&talk->came, answer);
	if (is_asked_for(talk))
		json_array_append(talk->answers, (json_t *)answer);
	else
		complain(talk, plumb_copy("it answered without being asked"));
}

static void on_garbage(void *context, const char *what)
{
	complain(context, plumb_format("it %s", what));
}

static void on_gone(void *context, const char *how)
{
	struct plumb_talk *talk = context;

	talk->gone = true;
	complain(talk, plumb_format("it %s", how));
}

/* Extra time for an adapter that the machine kept waiting; 0: it gets none. */
static int64_t more_ns(struct plumb_talk *talk)
{
	return talk->awaited == SILENCE
		       ? 0
		       : plumb_forgive_ns(&talk->lenience, plumb_adapter_pid(talk->adapter),
				 talk->patience_ns, talk->awaited == END);
}

/* The loop runs timers before it waits for input: it must not wait once the time is over. */
static void on_late(void *context)
{
	struct plumb_talk *talk = context;
	int64_t again_ns = more_ns(talk);

	if (again_ns) {
		plumb_alarm_start(&talk->patience, again_ns);
		return;
	}
	talk->late = true;
	uv_stop(&talk->loop);
}

/* --- talking ---------------------------------------------------------------------------------- */

struct plumb_talk *plumb_talk_begin(char *const *argv, char *why, size_t size)
{
	struct plumb_talk *talk = plumb_new(1, sizeof *talk);
	const struct plumb_adapter_command command = {.argv = argv};
	const struct plumb_adapter_events events = {
		.answer = on_answer, .garbage = on_garbage, .gone = on_gone, .context = talk};
	int status;

	status = plumb_loop_init(&talk->loop);
	if (status) {
		snprintf(why, size, "%s", uv_strerror(status));
		free(talk);
		return NULL;
	}
	plumb_alarm_init(&talk->patience, &talk->loop, on_late, talk);
	talk->answers = plumb_have(json_array());
	talk->due = plumb_have(json_array());
	talk->adapter = plumb_adapter_start(&talk->loop, &command, &events, why, size);
	if (talk->adapter)
		return talk;
	plumb_talk_end(talk);
	return NULL;
}

void plumb_talk_say(struct plumb_talk *talk, json_t *request)
{
	json_t *seq = plumb_have(json_integer(plumb_draw()));
	char *text;

	json_object_set(request, "seq", seq);
	json_array_append_new(talk->due, seq);
	note(&talk->sent, request);
	text = json_dumps(request, JSON_COMPACT);
	plumb_adapter_send(talk->adapter, plumb_format("%s\n", text ? text : ""));
	free(text);
}

void plumb_talk_say_line(struct plumb_talk *talk, const char *line)
{
	plumb_text_add(&talk->sent, line);
	plumb_adapter_send(talk->adapter, plumb_format("%s\n", line));
}

static void set_patience(struct plumb_talk *talk, enum awaited awaited, int patience_ms)
{
	talk->late = false;
	talk->awaited = awaited;
	talk->patience_ns = INT64_C(1000000) * patience_ms;
	talk->lenience.given_ns = 0;
	uv_update_time(&talk->loop);
	plumb_alarm_start(&talk->patience, talk->patience_ns);
}

/* The answer, if its number is the right one. */
static json_t *take(struct plumb_talk *talk)
{
	json_t *answer = json_incref(json_array_get(talk->answers, 0));
	const json_t *due = json_array_get(talk->due, 0);

	json_array_remove(talk->answers, 0);
	if (json_equal(json_object_get(answer, "seq"), due)) {
		json_array_remove(talk->due, 0);
		return answer;
	}
	complain(talk, plumb_format("the answer's `seq` is not %" JSON_INTEGER_FORMAT,
			       json_integer_value(due)));
	json_decref(answer);
	return NULL;
}

json_t *plumb_talk_hear(struct plumb_talk *talk, int patience_ms)
{
	set_patience(talk, ANSWER, patience_ms);
	while (!talk->late && !talk->trouble && json_array_size(talk->answers) == 0)
		uv_run(&talk->loop, UV_RUN_ONCE);
	plumb_alarm_stop(&talk->patience);
	if (json_array_size(talk->answers) > 0)
		return take(talk);
	if (!talk->trouble)
		complain(talk, plumb_format("it did not answer within %.1f s", patience_ms / 1e3));
	return NULL;
}

bool plumb_talk_is_owed(const struct plumb_talk *talk)
{
	return json_array_size(talk->due) > 0;
}

/* Whether nothing comes, an end neither. */
static bool hear_nothing(struct plumb_talk *talk, enum awaited awaited, int patience_ms)
{
	set_patience(talk, awaited, patience_ms);
	while (!talk->late && !talk->trouble)
		uv_run(&talk->loop, UV_RUN_ONCE);
	plumb_alarm_stop(&talk->patience);
	return !talk->trouble;
}

bool plumb_talk_is_quiet(struct plumb_talk *talk, int patience_ms)
{
	return hear_nothing(talk, SILENCE, patience_ms);
}

bool plumb_talk_ends(struct plumb_talk *talk, int patience_ms)
{
	bool quiet = hear_nothing(talk, END, patience_ms);

	if (quiet)
		complain(talk, plumb_format("it has not ended within %.1f s", patience_ms / 1e3));
	return talk->gone && !plumb_adapter_ended_badly(talk->adapter);
}

bool plumb_talk_gives_up(struct plumb_talk *talk, int patience_ms)
{
	if (hear_nothing(talk, END, patience_ms))
		complain(talk, plumb_format("it has not ended within %.1f s", patience_ms / 1e3));
	/* Its output ends before it does. */
	set_patience(talk, END, patience_ms);
	while (!talk->late && talk->gone && plumb_adapter_is_running(talk->adapter))
		uv_run(&talk->loop, UV_RUN_ONCE);
	plumb_alarm_stop(&talk->patience);
	return talk->gone && plumb_adapter_ended_badly(talk->adapter);
}

const char *plumb_talk_trouble(const struct plumb_talk *talk)
{
	return talk->trouble ? talk->trouble : "";
}

const char *plumb_talk_sent(const struct plumb_talk *talk)
{
	return talk->sent.data ? talk->sent.data : "";
}

const char *plumb_talk_came(const struct plumb_talk *talk)
{
	return talk->came.data ? talk->came.data : "";
}

/* Where the reason stands depends on the language: Python ends with it, Ruby begins with it. */
char *plumb_talk_errors(const struct plumb_talk *talk)
{
	const char *errors = plumb_adapter_stderr(talk->adapter);
	size_t at = strlen(errors);
	int lines = 0;

	while (at && (errors[at - 1] != '\n' || !errors[at] || ++lines < ERROR_LINES))
		at--;
	return plumb_printable(errors + at, ERRORS_SHOWN);
}

void plumb_talk_forget(struct plumb_talk *talk)
{
	free(plumb_text_take(&talk->sent, 0));
	free(plumb_text_take(&talk->came, 0));
}

pid_t plumb_talk_started(const struct plumb_talk *talk)
{
	return plumb_adapter_pid(talk->adapter);
}

pid_t plumb_talk_pid(const struct plumb_talk *talk)
{
	return plumb_adapter_speaker(talk->adapter);
}

void plumb_talk_end(struct plumb_talk *talk)
{
	if (!talk)
		return;
	plumb_alarm_close(&talk->patience, NULL);
	if (talk->adapter)
		plumb_adapter_close(talk->adapter);
	uv_run(&talk->loop, UV_RUN_DEFAULT);
	uv_loop_close(&talk->loop);
	plumb_talk_forget(talk);
	json_decref(talk->answers);
	json_decref(talk->due);
	free(talk->trouble);
	free(talk);
}
