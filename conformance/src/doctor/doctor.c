#include "doctor.h"

#include "adapters/orphans.h"
#include "base/draw.h"
#include "base/exit_code.h"
#include "base/heap.h"
#include "doctor_answer.h"
#include "doctor_form.h"
#include "doctor_talk.h"
#include "steps/fit.h"
#include "steps/step_json.h"
#include "tables/capability.h"
#include "values/show.h"
#include <assert.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	START_PATIENCE = 3, /* times as long as for any other answer */
	QUIET_MS = 20,	    /* that nothing follows an answer */
	MOST_STARTS = 5,    /* after this many the rest is not checked */
	WHY = 512,
};

struct doctor {
	const struct plumb_doctor_options *options;
	struct plumb_talk *talk; /* NULL: none is running */
	json_t *start_answer;
	json_t *kept;  /* what came earlier in the same check, by name */
	char *lacking; /* the name without which the check could not be played; NULL: none */
	int starts;
	size_t good, bad, skipped;
};

/* --- telling ---------------------------------------------------------------------------------- */

/* Lines under a check, each after the word. */
static void tell_lines(const char *word, const char *lines)
{
	while (*lines) {
		size_t length = strcspn(lines, "\n");
		printf("        %-9s %.*s\n", word, (int)length, lines);
		word = "";
		lines += length + (lines[length] == '\n');
	}
}

static void tell_good(struct doctor *doctor, const char *what)
{
	doctor->good++;
	printf("good    %s\n", what);
}

/* why: what was expected, and how it was not so. */
static void tell_bad(struct doctor *doctor, const char *what, const char *why)
{
	const char *came = doctor->talk ? plumb_talk_came(doctor->talk) : "";
	const char *trouble = doctor->talk ? plumb_talk_trouble(doctor->talk) : "";
	char *errors = *trouble ? plumb_talk_errors(doctor->talk) : NULL;

	doctor->bad++;
	printf("BAD     %s\n", what);
	if (doctor->talk)
		tell_lines("sent", plumb_talk_sent(doctor->talk));
	tell_lines("came", *came ? came : "no answer");
	tell_lines("but", trouble);
	tell_lines("stderr", errors ? errors : "");
	tell_lines("expected", why);
	free(errors);
}

/* --- the handshake ---------------------------------------------------------------------------- */

static const char handshake[] = "the handshake";

/* False: there is nobody to speak to, and that was told. */
static bool shake_hands(struct doctor *doctor)
{
	json_t *request = plumb_have(json_pack("{s:s, s:i}", "op", "start", "protocol", 1));
	json_t *answer;
	char why[WHY] = "";
	bool again = doctor->starts++ > 0, good = false;

	doctor->talk = plumb_talk_begin(doctor->options->subject->argv, why, sizeof why);
	if (!doctor->talk) {
		json_decref(request);
		tell_bad(doctor, handshake, why);
		return false;
	}
	plumb_talk_say(doctor->talk, request);
	answer = plumb_talk_hear(doctor->talk, doctor->options->patience_ms * START_PATIENCE);
	if (!answer) {
		tell_bad(doctor, handshake, "an answer to `start`");
		doctor->starts = MOST_STARTS;
	} else if (!again) {
		good = plumb_doctor_start_is_formed(
			answer, doctor->options->capabilities, why, sizeof why);
		if (good && !plumb_talk_is_quiet(doctor->talk, QUIET_MS)) {
			snprintf(why, sizeof why, "one answer, and silence after it");
			good = false;
		}
		if (good)
			tell_good(doctor, handshake);
		else
			tell_bad(doctor, handshake, why);
		doctor->start_answer = json_incref(answer);
	}
	json_decref(request);
	json_decref(answer);
	return answer != NULL;
}

/* Whether there is an adapter to speak to; one that went wrong is started again, a few times. */
static bool is_ready(struct doctor *doctor)
{
	if (doctor->talk && *plumb_talk_trouble(doctor->talk)) {
		plumb_talk_end(doctor->talk);
		doctor->talk = NULL;
	}
	if (doctor->talk)
		return true;
	return doctor->starts < MOST_STARTS && shake_hands(doctor);
}

/* --- one check -------------------------------------------------------------------------------- */

static void say(struct doctor *doctor, const json_t *request)
{
	json_t *said = plumb_have(json_pack("{s:s, s:o, s:b}", "op", "run", "steps",
		plumb_doctor_steps(doctor->kept, request), "more",
		json_is_true(json_object_get(request, "more"))));

	plumb_talk_say(doctor->talk, said);
	json_decref(said);
}

static bool hear(struct doctor *doctor, const json_t *request, char *why, size_t size)
{
	json_t *answer = plumb_talk_hear(doctor->talk, doctor->options->patience_ms);
	bool good = false;

	if (answer)
		good = plumb_doctor_judge(doctor->kept, request, answer, why, size);
	else
		snprintf(why, size, "an answer to the request");
	if (answer && !good && plumb_doctor_lacking(request, answer)) {
		free(doctor->lacking);
		doctor->lacking = plumb_copy(plumb_doctor_lacking(request, answer));
	}
	json_decref(answer);
	return good;
}

/* Ends a row that was broken off: nothing of it is felt by the next check. */
static void settle(struct doctor *doctor)
{
	json_t *empty = plumb_have(json_pack("{s:[]}", "steps"));

	say(doctor, empty);
	while (plumb_talk_is_owed(doctor->talk) && !*plumb_talk_trouble(doctor->talk))
		json_decref(plumb_talk_hear(doctor->talk, doctor->options->patience_ms));
	json_decref(empty);
}

/*
 * What an implementation does not have is no fault of its adapter's, if it stands to that: asked
 * for a name of the module alone, it says again that it lacks it.
 */
static bool stands_to_it(struct doctor *doctor)
{
	json_t *request = plumb_have(json_pack("{s:[{s:s, s:{s:s}}]}", "steps", "get",
		doctor->lacking, "want", "lacks", doctor->lacking));
	char why[WHY] = "";
	bool stands = strchr(doctor->lacking, '.');

	if (!stands) {
		say(doctor, request);
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

/* Requests that are to be written ahead go out together, the others one by one. */
static bool play_requests(struct doctor *doctor, const json_t *requests, char *why, size_t size)
{
	json_t *closing = closing_request();
	bool ahead = json_object_get(json_array_get(requests, 0), "ahead"), good = true;
	const json_t *request;
	size_t i;

	json_array_foreach(requests, i, request) if (ahead) say(doctor, request);
	json_array_foreach(requests, i, request)
	{
		if (!ahead && good) {
			plumb_talk_forget(doctor->talk);
			say(doctor, request);
		}
		if (json_object_get(request, "signal"))
			kill(plumb_talk_pid(doctor->talk), SIGUSR1);
		good = good && hear(doctor, request, why, size);
	}
	/* Whatever comes after an answer comes before that to another request. */
	if (good) {
		say(doctor, closing);
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
static void drop(struct doctor *doctor)
{
	plumb_talk_end(doctor->talk);
	doctor->talk = NULL;
}

static void tell_lacking_or_bad(struct doctor *doctor, const char *what, const char *wrong)
{
	const char *lacking = doctor->lacking;
	char why[WHY];

	if (!lacking) {
		tell_bad(doctor, what, wrong);
		settle(doctor);
		return;
	}
	settle(doctor);
	plumb_talk_forget(doctor->talk);
	if (stands_to_it(doctor)) {
		doctor->skipped++;
		printf("skip    %s: there is no %s\n", what, lacking);
	} else {
		snprintf(why, sizeof why, "{\"lacks\": \"%s\"}, as it was answered just before",
			lacking);
		tell_bad(doctor, what, why);
	}
}

static void play_check(struct doctor *doctor, const struct plumb_doctor_check *check)
{
	json_t *requests = requests_of(check);
	char why[WHY] = "";

	json_object_clear(doctor->kept);
	free(doctor->lacking);
	doctor->lacking = NULL;
	plumb_talk_forget(doctor->talk);
	if (play_requests(doctor, requests, why, sizeof why)) {
		tell_good(doctor, check->what);
	} else if (*plumb_talk_trouble(doctor->talk)) {
		tell_bad(doctor, check->what, why);
		drop(doctor);
	} else {
		if (doctor->lacking && plumb_doctor_names(requests, doctor->lacking)) {
			free(doctor->lacking);
			doctor->lacking = NULL;
		}
		tell_lacking_or_bad(doctor, check->what, why);
		if (*plumb_talk_trouble(doctor->talk))
			drop(doctor);
	}
	json_decref(requests);
}

static bool lacks(const struct doctor *doctor, const char *name)
{
	const json_t *item;
	size_t i;

	json_array_foreach(json_object_get(doctor->start_answer, "lacks"), i, item)
	{
		if (json_is_string(item) && strcmp(json_string_value(item), name) == 0)
			return true;
	}
	return false;
}

/* --- what it says that it lacks --------------------------------------------------------------- */

/* The probe in the protocol's words; NULL where a name in it has no meaning here. */
static json_t *probe_request(const struct plumb_steps *probe)
{
	const struct plumb_scope scope = {0};
	json_t *steps = plumb_have(json_array());
	char why[256];

	for (size_t i = 0; i < probe->count; i++) {
		json_t *step = plumb_step_request(&probe->steps[i], &scope, why, sizeof why);
		if (!step) {
			json_decref(steps);
			return NULL;
		}
		json_array_append_new(steps, step);
	}
	return plumb_have(json_pack("{s:o}", "steps", steps));
}

/* As the runner has it: each step does what the probe expects of it. */
static bool probe_succeeds(
	struct doctor *doctor, const struct plumb_steps *probe, const json_t *request)
{
	const json_t *outcomes;
	json_t *answer;
	bool good;

	say(doctor, request);
	answer = plumb_talk_hear(doctor->talk, doctor->options->patience_ms);
	outcomes = json_object_get(answer, "steps");
	good = json_array_size(outcomes) == probe->count;
	for (size_t i = 0; i < probe->count; i++)
		good = good && plumb_way_fits(&probe->steps[i].expectation.ways[PLUMB_DOCUMENT],
				       json_array_get(outcomes, i), NULL, NULL, 0);
	json_decref(answer);
	return good;
}

static void check_lack(struct doctor *doctor, const char *name, const struct plumb_steps *probe)
{
	char *what = plumb_format("it lacks %s, as it says", name);
	json_t *request = probe->is_simple ? probe_request(probe) : NULL;

	if (request && is_ready(doctor)) {
		plumb_talk_forget(doctor->talk);
		if (probe_succeeds(doctor, probe, request))
			tell_bad(doctor, what, "a probe that fails");
		else
			tell_good(doctor, what);
	}
	json_decref(request);
	free(what);
}

static void check_what_it_lacks(struct doctor *doctor)
{
	const json_t *name;
	size_t i;

	json_array_foreach(json_object_get(doctor->start_answer, "lacks"), i, name)
	{
		const char *text = json_is_string(name) ? json_string_value(name) : "";
		struct plumb_steps probe;
		if (plumb_capability_probe(doctor->options->capabilities, text, &probe))
			check_lack(doctor, text, &probe);
		plumb_steps_clear(&probe);
	}
}

/* --- the end ---------------------------------------------------------------------------------- */

static const char stopping[] = "`stop`: an answer, and an end with status 0";

static void check_stop(struct doctor *doctor)
{
	json_t *request = plumb_have(json_pack("{s:s}", "op", "stop")), *answer;
	char why[WHY] = "";

	plumb_talk_forget(doctor->talk);
	plumb_talk_say(doctor->talk, request);
	answer = plumb_talk_hear(doctor->talk, doctor->options->patience_ms);
	if (!answer)
		snprintf(why, sizeof why, "an answer to `stop`");
	else if (plumb_doctor_stop_is_formed(answer, why, sizeof why) &&
		 !plumb_talk_ends(doctor->talk, doctor->options->patience_ms))
		snprintf(why, sizeof why, "silence, and an end with status 0");
	if (*why)
		tell_bad(doctor, stopping, why);
	else
		tell_good(doctor, stopping);
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

static void play_checks(struct doctor *doctor)
{
	const struct plumb_doctor_check *check = plumb_doctor_checks;

	for (; check->what; check++) {
		if (doctor->options->only && fnmatch(doctor->options->only, check->what, 0) != 0)
			continue;
		if (check->needs && lacks(doctor, check->needs)) {
			doctor->skipped++;
			printf("skip    %s: it lacks %s\n", check->what, check->needs);
		} else if (is_ready(doctor)) {
			play_check(doctor, check);
		} else {
			doctor->skipped++;
			printf("skip    %s: there is no adapter to ask any more\n", check->what);
		}
	}
	check_what_it_lacks(doctor);
	if (is_ready(doctor))
		check_stop(doctor);
}

int plumb_doctor_run(const struct plumb_doctor_options *options)
{
	struct doctor doctor = {.options = options, .kept = plumb_have(json_object())};
	int status = PLUMB_EXIT_UNRUNNABLE;

	plumb_orphans_adopt();
	signal(SIGPIPE, SIG_IGN);
	if (shake_hands(&doctor)) {
		play_checks(&doctor);
		status = doctor.bad ? PLUMB_EXIT_BAD : PLUMB_EXIT_GOOD;
	}
	printf("%zu good, %zu bad, %zu skipped\n", doctor.good, doctor.bad, doctor.skipped);
	plumb_talk_end(doctor.talk);
	plumb_orphans_end(is_nobody, NULL);
	free(doctor.lacking);
	json_decref(doctor.kept);
	json_decref(doctor.start_answer);
	return status;
}
