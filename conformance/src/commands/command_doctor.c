/* plumbline doctor: an adapter, checked. */
#include "command.h"
#include "command_options.h"

#include "base/exit_code.h"
#include "base/heap.h"
#include "base/place.h"
#include "doctor/doctor.h"
#include "tables/table.h"
#include <fnmatch.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static const char help[] =
	"usage: plumbline doctor [--check GLOB] [--deadline SECONDS] SUBJECT\n"
	"\n"
	"Checks an adapter against docs/protocol.md, and prints a line for each of its promises:\n"
	"good, or BAD with the lines that were sent and received and what was expected. It does\n"
	"not judge the implementation behind the adapter: plumbline run does. A check is skipped\n"
	"if the implementation lacks a capability, a name of the module or a value of its\n"
	"language, or if the implementation behaves differently. The missing names are counted\n"
	"at the end.\n"
	"\n"
	"SUBJECT is ref, python:INTERPRETER[:MODULE] or exec:COMMAND.\n"
	"\n"
	"  --check GLOB        only checks whose names match, between the handshake and the end\n"
	"  --deadline SECONDS  for an answer (5); three times as long for the first\n"
	"  -h, --help\n"
	"\n"
	"Exit status: 0 the adapter keeps the protocol; 1 it does not; 2 wrong use; 3 it could\n"
	"not be run, or never shook hands.\n";

/* Any table brings the list of capabilities with it. */
static int run_doctor(const struct plumb_subject *subject, int patience_ms, const char *only)
{
	char *path = plumb_place_of("conformance/tables/inet_aton.json");
	struct plumb_tables *tables = plumb_tables_load(path, NULL);
	int status = PLUMB_EXIT_USAGE;

	if (tables) {
		const struct plumb_doctor_options options = {.subject = subject,
			.capabilities = tables->capabilities,
			.patience_ms = patience_ms,
			.only = only};
		status = plumb_doctor_run(&options);
	}
	plumb_tables_free(tables);
	free(path);
	return status;
}

static bool matches_some(const char *pattern)
{
	for (const struct plumb_doctor_check *check = plumb_doctor_checks; check->what; check++)
		if (fnmatch(pattern, check->what, 0) == 0)
			return true;
	for (const char *const *name = plumb_doctor_process_checks; *name; name++)
		if (fnmatch(pattern, *name, 0) == 0)
			return true;
	return false;
}

int plumb_command_doctor(int argc, char **argv)
{
	struct plumb_subject subject;
	int64_t deadline_ns = INT64_C(5000000000);
	const char *only = NULL;
	const struct plumb_option list[] = {
		{"check", plumb_option_text, &only, NULL, 0, 0, NULL},
		{"deadline", plumb_option_seconds, &deadline_ns, "seconds from 0.001 to 3600",
			0.001, 3600, NULL},
	};
	const struct plumb_command_line line = {.command = "doctor",
		.help = help,
		.options = list,
		.count = sizeof list / sizeof *list,
		.least = 1,
		.most = 1,
		.arguments = "a SUBJECT: ref, python:INTERPRETER[:MODULE] or exec:COMMAND"};
	char why[256];
	int status;

	if (!plumb_command_line_read(&line, argc, argv, &status))
		return status;
	if (only && !matches_some(only)) {
		fputs("plumbline doctor: no check matches\n", stderr);
		return PLUMB_EXIT_USAGE;
	}
	if (!plumb_subject_parse(&subject, argv[optind], why, sizeof why)) {
		fprintf(stderr, "plumbline doctor: %s\n", why);
		return PLUMB_EXIT_USAGE;
	}
	status = run_doctor(&subject, (int)(deadline_ns / 1000000), only);
	plumb_subject_clear(&subject);
	return status;
}
