/* One check: its requests, their outcomes, and who is responsible for an unexpected one. */
#include "base/heap.h"
#include "base/word.h"
#include "doctor_answer.h"
#include "doctor_parts.h"
#include "sides/requests.h"
#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void plumb_doctor_say(struct plumb_doctor *doctor, const json_t *request)
{
	json_t *said = plumb_have(json_pack("{s:s, s:o, s:b}", "op", "run", "steps",
		plumb_doctor_steps(doctor->kept, request), "more",
		json_is_true(json_object_get(request, "more"))));

	plumb_talk_say(doctor->talk, said);
	json_decref(said);
}

static void keep(char **kept, const char *text)
{
	free(*kept);
	*kept = text ? plumb_copy(text) : NULL;
}

static bool hear(struct plumb_doctor *doctor, const json_t *request, char *why, size_t size)
{
	json_t *answer = plumb_talk_hear(doctor->talk, doctor->options->patience_ms);
	bool good = false;

	if (answer)
		good = plumb_doctor_judge(doctor->kept, request, answer, why, size);
	else
		snprintf(why, size, "an answer to the request");
	if (answer && !good) {
		keep(&doctor->lacking, plumb_doctor_lacking(request, answer));
		keep(&doctor->unmade, plumb_doctor_unmade(request, answer));
	}
	json_decref(answer);
	return good;
}

/* Ends a row that was broken off: nothing of it is felt by the next check. */
static void settle(struct plumb_doctor *doctor)
{
	json_t *empty = plumb_have(json_pack("{s:[]}", "steps"));

	plumb_doctor_say(doctor, empty);
	while (plumb_talk_is_owed(doctor->talk) && !*plumb_talk_trouble(doctor->talk))
		json_decref(plumb_talk_hear(doctor->talk, doctor->options->patience_ms));
	json_decref(empty);
}

/*
 * A missing feature is not the adapter's fault if the adapter reports it consistently: asked for
 * the module's name alone, it must answer `lacks` again.
 */
static bool stands_to_it(struct plumb_doctor *doctor, const char *lacking)
{
	json_t *request = plumb_have(json_pack(
		"{s:[{s:s, s:{s:s}}]}", "steps", "get", lacking, "want", "lacks", lacking));
	char why[PLUMB_DOCTOR_WHY] = "";
	bool stands = strchr(lacking, '.');

	if (!stands) {
		plumb_doctor_say(doctor, request);
		stands = hear(doctor, request, why, sizeof why);
	}
	json_decref(request);
	return stands;
}

/* A request whose answer cannot be right before it was asked: for a number at random. */
static json_t *closing_request(void)
{
	json_int_t number = plumb_draw();

	return plumb_have(
		json_pack("{s:[{s:I, s:{s:I}}]}", "steps", "let", number, "want", "gives", number));
}

/* Sends requests that are written ahead together, and the others one by one. */
static bool play_requests(
	struct plumb_doctor *doctor, const json_t *requests, char *why, size_t size)
{
	json_t *closing = closing_request();
	bool ahead = json_object_get(json_array_get(requests, 0), "ahead"), good = true;
	const json_t *request;
	size_t i;

	json_array_foreach(requests, i, request)
		if (ahead)
			plumb_doctor_say(doctor, request);
	json_array_foreach(requests, i, request) {
		if (!ahead && good) {
			plumb_talk_forget(doctor->talk);
			plumb_doctor_say(doctor, request);
		}
		if (json_object_get(request, "signal"))
			kill(plumb_talk_pid(doctor->talk), SIGUSR1);
		good = good && hear(doctor, request, why, size);
	}
	/* Whatever comes after an answer comes before that to another request. */
	if (good) {
		plumb_doctor_say(doctor, closing);
		good = hear(doctor, closing, why, size);
	}
	json_decref(closing);
	return good;
}

static json_t *requests_of(const struct plumb_doctor_check *check)
{
	static const char echo[] = "[{'steps':[{'let':%s,'want':{'gives':%s}}]}]";
	char *text = check->rows ? plumb_copy(check->rows)
				 : plumb_format(echo, check->value, check->value);
	json_t *requests;

	for (char *at = text; *at; at++)
		*at = *at == '\'' ? '"' : *at;
	requests = json_loads(text, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
	free(text);
	assert(requests);
	return requests;
}

/* A wrong answer leaves the adapter in a state that nobody knows: the next check has a new one. */
static void drop(struct plumb_doctor *doctor)
{
	plumb_talk_end(doctor->talk);
	doctor->talk = NULL;
}

/* A limit of its language is not the adapter's fault if the adapter reports it consistently. */
static bool stays_unmade(struct plumb_doctor *doctor, const json_t *requests)
{
	char *before = doctor->unmade;
	char why[PLUMB_DOCTOR_WHY] = "";
	bool stays;

	doctor->unmade = NULL;
	play_requests(doctor, requests, why, sizeof why);
	settle(doctor);
	stays = doctor->unmade && strcmp(before, doctor->unmade) == 0;
	free(before);
	return stays && !*plumb_talk_trouble(doctor->talk);
}

static void tell_unmade(struct plumb_doctor *doctor, const char *what, const json_t *requests)
{
	settle(doctor);
	plumb_talk_forget(doctor->talk);
	if (stays_unmade(doctor, requests))
		plumb_doctor_tell_skip(doctor, what, "it says: %s", doctor->unmade);
	else
		plumb_doctor_tell_bad(doctor, what, "`broken` again, as before");
}

static void tell_lacking(struct plumb_doctor *doctor, const char *what)
{
	char *lacking = doctor->lacking;
	char why[PLUMB_DOCTOR_WHY];

	doctor->lacking = NULL;
	settle(doctor);
	plumb_talk_forget(doctor->talk);
	if (stands_to_it(doctor, lacking)) {
		plumb_doctor_count_lacking(doctor, lacking);
		plumb_doctor_tell_skip(doctor, what, "there is no %s", lacking);
	} else {
		snprintf(why, sizeof why, "{\"lacks\": \"%s\"}, as it was answered just before",
			lacking);
		plumb_doctor_tell_bad(doctor, what, why);
	}
	free(lacking);
}

/* A helper, and a value or a key of a step, need not be there in every language. */
static bool is_lacking(const struct plumb_doctor *doctor, const struct plumb_doctor_check *check,
	const json_t *requests)
{
	if (!doctor->lacking || plumb_doctor_names(requests, doctor->lacking))
		return false;
	return check->kind == PLUMB_CHECK_RARE || !plumb_is_helper(doctor->lacking);
}

static void tell_failed(struct plumb_doctor *doctor, const struct plumb_doctor_check *check,
	const json_t *requests, const char *why)
{
	if (*plumb_talk_trouble(doctor->talk)) {
		plumb_doctor_tell_bad(doctor, check->what, why);
	} else if (is_lacking(doctor, check, requests)) {
		tell_lacking(doctor, check->what);
	} else if (check->kind == PLUMB_CHECK_RARE && doctor->unmade) {
		tell_unmade(doctor, check->what, requests);
	} else if (check->kind == PLUMB_CHECK_LEANS && doctor->differs) {
		settle(doctor);
		plumb_doctor_tell_skip(doctor, check->what,
			"the implementation behaves differently in an earlier check");
	} else {
		plumb_doctor_tell_bad(doctor, check->what, why);
		settle(doctor);
	}
}

static void tell_played(struct plumb_doctor *doctor, const struct plumb_doctor_check *check)
{
	const char *other = plumb_doctor_otherwise(doctor->kept);

	if (other) {
		doctor->differs = true;
		plumb_doctor_tell_skip(
			doctor, check->what, "the implementation behaves differently: %s", other);
	} else {
		plumb_doctor_tell_good(doctor, check->what);
	}
}

void plumb_doctor_play(struct plumb_doctor *doctor, const struct plumb_doctor_check *check)
{
	json_t *requests = requests_of(check);
	char why[PLUMB_DOCTOR_WHY] = "";

	json_object_clear(doctor->kept);
	keep(&doctor->lacking, NULL);
	keep(&doctor->unmade, NULL);
	plumb_talk_forget(doctor->talk);
	if (play_requests(doctor, requests, why, sizeof why))
		tell_played(doctor, check);
	else
		tell_failed(doctor, check, requests, why);
	if (*plumb_talk_trouble(doctor->talk))
		drop(doctor);
	json_decref(requests);
}
