/* The steps of a row that the subject plays: what its adapter is sent, and what comes back. */
#include "play_parts.h"

#include "answer.h"
#include "base/heap.h"
#include "expect.h"
#include <string.h>

/* An object of keywords, each resolved. NULL: why[] says which name is not there. */
static json_t *resolve_keywords(
	const json_t *with, const struct plumb_scope *scope, char *why, size_t size)
{
	json_t *out = plumb_have(json_object()), *item;
	const char *key;

	json_object_foreach((json_t *)with, key, item)
	{
		json_t *value = plumb_resolve_argument(item, scope, why, size);
		if (!value) {
			json_decref(out);
			return NULL;
		}
		json_object_set_new(out, key, value);
	}
	return out;
}

/* The step as the adapter gets it: what it must do is told only as far as the row's course goes. */
static json_t *request_step(
	const json_t *step, const struct plumb_scope *scope, char *why, size_t size)
{
	static const char *const resolved[] = {"call", "with", "get", "set", "let"};
	static const char *const kept[] = {"del", "as"};
	json_t *out = plumb_have(json_object());

	for (size_t i = 0; i < sizeof resolved / sizeof resolved[0]; i++) {
		const json_t *part = json_object_get(step, resolved[i]);
		if (!part)
			continue;
		json_t *value = strcmp(resolved[i], "with") == 0
					? resolve_keywords(part, scope, why, size)
					: plumb_resolve_argument(part, scope, why, size);
		if (!value) {
			json_decref(out);
			return NULL;
		}
		json_object_set_new(out, resolved[i], value);
	}
	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
		if (json_object_get(step, kept[i]))
			json_object_set(out, kept[i], json_object_get(step, kept[i]));
	json_object_set_new(out, "expect", json_string(plumb_expect_kind(step)));
	if (json_object_get(step, "takes"))
		json_object_set_new(out, "timed", json_true());
	return out;
}

void plumb_play_post(struct plumb_play *play, json_t *steps)
{
	bool more = play->next + play->sent < json_array_size(play->row->steps);

	play->open = more;
	play->host->send(play->host->context, play,
		plumb_have(json_pack("{s:s, s:o, s:b}", "op", "run", "steps", steps, "more",
			more && json_array_size(steps) > 0)));
}

void plumb_play_send_segment(struct plumb_play *play)
{
	json_t *steps = plumb_have(json_array());
	char why[256] = "";
	size_t count = json_array_size(play->row->steps);

	for (play->sent = 0; play->next + play->sent < count; play->sent++) {
		size_t i = play->next + play->sent;
		const json_t *step = json_array_get(play->row->steps, i);
		if (plumb_play_is_far(step))
			break;
		json_t *out = request_step(step, &play->record.scope, why, sizeof why);
		if (!out) {
			plumb_play_set_broken(play, i, why);
			break;
		}
		json_array_append_new(steps, out);
	}
	if (play->stopped) {
		json_decref(steps);
		play->sent = 0;
		plumb_play_advance(play);
	} else {
		plumb_play_post(play, steps);
	}
}

static void absorb_outcome(struct plumb_play *play, size_t i, const json_t *outcome)
{
	const json_t *step = json_array_get(play->row->steps, i);
	char why[64];

	plumb_play_set_outcome(play, i, outcome);
	plumb_play_keep_variables(play, step, outcome);
	if (!plumb_expect_fit(step, outcome, &play->record.scope, why, sizeof why))
		play->stopped = true;
}

bool plumb_play_check(const struct plumb_play *play, const json_t *answer, char *why, size_t size)
{
	return plumb_answer_check(answer, play->row->steps, play->next, play->sent, why, size);
}

void plumb_play_absorb(struct plumb_play *play, const json_t *answer)
{
	const json_t *outcomes = json_object_get(answer, "steps"), *outcome;
	size_t i;

	json_array_foreach(outcomes, i, outcome) absorb_outcome(play, play->next + i, outcome);
	if (json_array_size(outcomes) < play->sent)
		play->stopped = true;
	play->next += play->sent;
	play->sent = 0;
	plumb_play_advance(play);
}
