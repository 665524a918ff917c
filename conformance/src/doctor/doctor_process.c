#include "adapters/subject.h"
#include "base/heap.h"
#include "doctor_parts.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char answers[] = "the process that was started answers";
static const char handles[] = "the process that answers has a handler for SIGUSR1";
static const char no_json[] = "a line that is not JSON ends it, with a status that is not 0";
static const char no_op[] = "a line without a known `op` ends it, too";
static const char no_seq[] = "a line without `seq` ends it, too";
static const char no_steps[] = "a line whose `steps` are not a list ends it, too";

static const struct {
	const char *what;
	const char *line;
} wrong_lines[] = {
	{no_json, "run"},
	{no_op, "{\"op\": \"fly\", \"seq\": 5}"},
	{no_seq, "{\"op\": \"run\", \"steps\": []}"},
	{no_steps, "{\"op\": \"run\", \"seq\": 5, \"steps\": 5}"},
};

const char *const plumb_doctor_process_checks[] = {
	answers, handles, no_json, no_op, no_seq, no_steps, NULL};

/* --- who answers ------------------------------------------------------------------------------ */

/* Whether the process has a handler for the signal, as the kernel says. -1: it does not say. */
static int has_handler(pid_t pid, int signal_number)
{
	char path[64], line[256];
	unsigned long long caught;
	int has = -1;
	FILE *file;

	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	file = fopen(path, "re");
	while (file && has < 0 && fgets(line, sizeof line, file))
		if (sscanf(line, "SigCgt: %llx", &caught) == 1)
			has = caught >> (signal_number - 1) & 1;
	if (file)
		fclose(file);
	return has;
}

/* That another process answers is no fault by itself: an emulator does not end in `exec`. */
static void check_who_answers(struct plumb_doctor *doctor)
{
	pid_t started = plumb_talk_started(doctor->talk), speaker = plumb_talk_pid(doctor->talk);

	if (!plumb_doctor_is_chosen(doctor, answers))
		return;
	if (started == speaker)
		plumb_doctor_tell_good(doctor, answers);
	else
		printf("note    the process that was started (%d) is not the one that answers "
		       "(%d):\n        it must pass on the other's status; a script should end "
		       "in `exec`\n",
			(int)started, (int)speaker);
}

static void check_handler(struct plumb_doctor *doctor)
{
	int has = has_handler(plumb_talk_pid(doctor->talk), SIGUSR1);

	if (!plumb_doctor_is_chosen(doctor, handles))
		return;
	plumb_talk_forget(doctor->talk);
	if (has > 0)
		plumb_doctor_tell_good(doctor, handles);
	else if (has < 0)
		plumb_doctor_tell_skip(doctor, handles, "the kernel does not say");
	else
		plumb_doctor_tell_bad(doctor, handles,
			"a handler that returns: signals go to the process that wrote the\n"
			"first answer, so nothing may stand between the adapter and its output");
}

/* --- what ends it ----------------------------------------------------------------------------- */

/* Starts a new adapter and shakes hands; NULL: it failed. */
static struct plumb_talk *begin(const struct plumb_doctor *doctor)
{
	int patience_ms = doctor->options->patience_ms * PLUMB_DOCTOR_START_PATIENCE;
	json_t *request = plumb_have(json_pack("{s:s, s:i}", "op", "start", "protocol", 1));
	char why[PLUMB_DOCTOR_WHY];
	struct plumb_talk *talk = plumb_talk_begin(doctor->options->subject->argv, why, sizeof why);
	json_t *answer = NULL;

	if (talk) {
		plumb_talk_say(talk, request);
		answer = plumb_talk_hear(talk, patience_ms);
	}
	if (!answer) {
		plumb_talk_end(talk);
		talk = NULL;
	}
	json_decref(request);
	json_decref(answer);
	return talk;
}

static void check_wrong_line(struct plumb_doctor *doctor, const char *what, const char *line)
{
	struct plumb_talk *kept = doctor->talk;

	if (!plumb_doctor_is_chosen(doctor, what))
		return;
	doctor->talk = begin(doctor);
	if (!doctor->talk) {
		plumb_doctor_tell_skip(doctor, what, "it could not be started again");
	} else {
		plumb_talk_forget(doctor->talk);
		plumb_talk_say_line(doctor->talk, line);
		if (plumb_talk_gives_up(doctor->talk, doctor->options->patience_ms))
			plumb_doctor_tell_good(doctor, what);
		else
			plumb_doctor_tell_bad(
				doctor, what, "no answer, and an end with a status that is not 0");
		plumb_talk_end(doctor->talk);
	}
	doctor->talk = kept;
}

void plumb_doctor_check_process(struct plumb_doctor *doctor)
{
	check_who_answers(doctor);
	check_handler(doctor);
	for (size_t i = 0; i < sizeof wrong_lines / sizeof wrong_lines[0]; i++)
		check_wrong_line(doctor, wrong_lines[i].what, wrong_lines[i].line);
}
