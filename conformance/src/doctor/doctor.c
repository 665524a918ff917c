#include "doctor.h"

#include "adapters/orphans.h"
#include "base/exit_code.h"
#include "base/heap.h"
#include "doctor_form.h"
#include "doctor_parts.h"
#include "steps/fit.h"
#include "steps/step_json.h"
#include "tables/capability.h"
#include "values/show.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	QUIET_MS = 20,	 /* that nothing follows an answer */
	MOST_STARTS = 5, /* after this many the rest is not checked */
};

/* --- the handshake ---------------------------------------------------------------------------- */

static const char handshake[] = "the handshake";

/* False: there is no adapter to talk to, and this was reported. */
static bool shake_hands(struct plumb_doctor *doctor)
{
	json_t *request = plumb_have(json_pack("{s:s, s:i}", "op", "start", "protocol", 1));
	json_t *answer;
	char why[PLUMB_DOCTOR_WHY] = "";
	bool again = doctor->starts++ > 0, good = false;

	doctor->talk = plumb_talk_begin(doctor->options->subject->argv, why, sizeof why);
	if (!doctor->talk) {
		json_decref(request);
		plumb_doctor_tell_bad(doctor, handshake, why);
		return false;
	}
	plumb_talk_say(doctor->talk, request);
	answer = plumb_talk_hear(
		doctor->talk, doctor->options->patience_ms * PLUMB_DOCTOR_START_PATIENCE);
	if (!answer) {
		plumb_doctor_tell_bad(doctor, handshake, "an answer to `start`");
		doctor->starts = MOST_STARTS;
	} else if (!again) {
		good = plumb_doctor_start_is_formed(
			answer, doctor->options->capabilities, why, sizeof why);
		if (good && !plumb_talk_is_quiet(doctor->talk, QUIET_MS)) {
			snprintf(why, sizeof why, "one answer, and silence after it");
			good = false;
		}
		if (good)
			plumb_doctor_tell_good(doctor, handshake);
		else
			plumb_doctor_tell_bad(doctor, handshake, why);
		doctor->start_answer = json_incref(answer);
	}
	json_decref(request);
	json_decref(answer);
	return answer != NULL;
}

/* Whether there is an adapter to speak to; one that went wrong is started again, a few times. */
static bool is_ready(struct plumb_doctor *doctor)
{
	if (doctor->talk && *plumb_talk_trouble(doctor->talk)) {
		plumb_talk_end(doctor->talk);
		doctor->talk = NULL;
	}
	if (doctor->talk)
		return true;
	return doctor->starts < MOST_STARTS && shake_hands(doctor);
}

/* --- what it says that it lacks --------------------------------------------------------------- */

static bool lacks(const struct plumb_doctor *doctor, const char *name)
{
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(doctor->start_answer, "lacks"), i, item)
		if (json_is_string(item) && strcmp(json_string_value(item), name) == 0)
			return true;
	return false;
}

/* The probe in the protocol's words; NULL where a name in it has no meaning here. */
static json_t *probe_request(const struct plumb_steps *probe)
{
	const struct plumb_scope scope = {0};
	struct plumb_text text = {0};
	json_t *request = NULL;
	char why[256];
	bool good = true;

	plumb_text_add(&text, "{\"steps\":[");
	for (size_t i = 0; good && i < probe->count; i++) {
		plumb_text_add(&text, i ? "," : "");
		good = plumb_step_add_request(&text, &probe->steps[i], &scope, why, sizeof why);
	}
	plumb_text_add(&text, "]}");
	char *written = plumb_have_text(&text);
	if (good)
		request = plumb_have(json_loads(written, JSON_ALLOW_NUL, NULL));
	free(written);
	return request;
}

/* As the runner has it: each step does what the probe expects of it. */
static bool probe_succeeds(
	struct plumb_doctor *doctor, const struct plumb_steps *probe, const json_t *request)
{
	const json_t *outcomes;
	json_t *answer;
	bool good;

	plumb_doctor_say(doctor, request);
	answer = plumb_talk_hear(doctor->talk, doctor->options->patience_ms);
	outcomes = json_object_get(answer, "steps");
	good = json_array_size(outcomes) == probe->count;
	for (size_t i = 0; i < probe->count; i++)
		good = good && plumb_way_fits(&probe->steps[i].expectation.ways[PLUMB_DOCUMENT],
				       json_array_get(outcomes, i), NULL, NULL, 0);
	json_decref(answer);
	return good;
}

static void check_lack(
	struct plumb_doctor *doctor, const char *name, const struct plumb_steps *probe)
{
	char *what = plumb_format("it lacks %s, as it says", name);
	json_t *request = probe->is_simple ? probe_request(probe) : NULL;

	if (request && is_ready(doctor)) {
		plumb_talk_forget(doctor->talk);
		if (probe_succeeds(doctor, probe, request))
			plumb_doctor_tell_bad(doctor, what, "a probe that fails");
		else
			plumb_doctor_tell_good(doctor, what);
	}
	json_decref(request);
	free(what);
}

static void check_what_it_lacks(struct plumb_doctor *doctor)
{
	const json_t *name;
	size_t i;

	json_array_foreach(json_object_get(doctor->start_answer, "lacks"), i, name) {
		const char *text = json_is_string(name) ? json_string_value(name) : "";
		struct plumb_steps probe;
		if (plumb_capability_probe(doctor->options->capabilities, text, &probe))
			check_lack(doctor, text, &probe);
		plumb_steps_clear(&probe);
	}
}

/* --- the end ---------------------------------------------------------------------------------- */

static const char stopping[] = "`stop`: an answer, and an end with status 0";

static void check_stop(struct plumb_doctor *doctor)
{
	json_t *request = plumb_have(json_pack("{s:s}", "op", "stop")), *answer;
	char why[PLUMB_DOCTOR_WHY] = "";

	plumb_talk_forget(doctor->talk);
	plumb_talk_say(doctor->talk, request);
	answer = plumb_talk_hear(doctor->talk, doctor->options->patience_ms);
	if (!answer)
		snprintf(why, sizeof why, "an answer to `stop`");
	else if (plumb_doctor_stop_is_formed(answer, why, sizeof why) &&
		 !plumb_talk_ends(doctor->talk, doctor->options->patience_ms))
		snprintf(why, sizeof why, "silence, and an end with status 0");
	if (*why)
		plumb_doctor_tell_bad(doctor, stopping, why);
	else
		plumb_doctor_tell_good(doctor, stopping);
	json_decref(answer);
	json_decref(request);
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool is_nobody(const void *context, pid_t pid)
{
	(void)context;
	(void)pid;
	return false;
}

static void play_checks(struct plumb_doctor *doctor)
{
	const struct plumb_doctor_check *check = plumb_doctor_checks;

	if (is_ready(doctor))
		plumb_doctor_check_process(doctor);
	for (; check->what; check++) {
		if (!plumb_doctor_is_chosen(doctor, check->what))
			continue;
		if (check->needs && lacks(doctor, check->needs))
			plumb_doctor_tell_skip(doctor, check->what, "it lacks %s", check->needs);
		else if (is_ready(doctor))
			plumb_doctor_play(doctor, check);
		else
			plumb_doctor_tell_skip(doctor, check->what, "the adapter is gone");
	}
	check_what_it_lacks(doctor);
	if (is_ready(doctor))
		check_stop(doctor);
}

int plumb_doctor_run(const struct plumb_doctor_options *options)
{
	struct plumb_doctor doctor = {.options = options,
		.kept = plumb_have(json_object()),
		.missing = plumb_have(json_object())};
	int status = PLUMB_EXIT_UNRUNNABLE;

	plumb_orphans_adopt();
	signal(SIGPIPE, SIG_IGN);
	if (shake_hands(&doctor)) {
		play_checks(&doctor);
		status = doctor.bad ? PLUMB_EXIT_BAD : PLUMB_EXIT_GOOD;
	}
	plumb_doctor_tell_missing(&doctor);
	printf("%zu good, %zu bad, %zu skipped\n", doctor.good, doctor.bad, doctor.skipped);
	plumb_talk_end(doctor.talk);
	plumb_orphans_end(is_nobody, NULL);
	free(doctor.lacking);
	free(doctor.unmade);
	json_decref(doctor.missing);
	json_decref(doctor.kept);
	json_decref(doctor.start_answer);
	return status;
}
