#include "findings.h"

#include "base/heap.h"
#include "base/whole.h"
#include "finding_row.h"
#include "repro/repro.h"
#include "steps/step_show.h"
#include "steps/steps_read.h"
#include "values/show.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
	SHOWN = 300,
	MOST_ASIDE = 3, /* times that a signature is set aside before it is left alone */
};

struct plumb_findings {
	const char *directory;
	json_t *counts; /* object: signature to how often it was met; negative: set aside so often
			 */
	size_t count;
	size_t set_aside;
};

struct plumb_findings *plumb_findings_new(const char *directory)
{
	struct plumb_findings *findings = plumb_new(1, sizeof *findings);

	findings->directory = directory;
	findings->counts = plumb_have(json_object());
	return findings;
}

bool plumb_findings_knows(struct plumb_findings *findings, const char *signature)
{
	json_t *count = json_object_get(findings->counts, signature);
	json_int_t times = json_integer_value(count);

	if (times > 0)
		json_integer_set(count, times + 1);
	return times > 0 || times <= -MOST_ASIDE;
}

void plumb_findings_set_aside(struct plumb_findings *findings, const char *signature)
{
	json_int_t times = json_integer_value(json_object_get(findings->counts, signature));

	json_object_set_new(findings->counts, signature, plumb_have(json_integer(times - 1)));
	findings->set_aside++;
}

/* --- names ------------------------------------------------------------------------------------ */

/* The signature as a row's id: `recv: error EBADF, int` becomes recv-error-ebadf-int. */
static char *id_of(const char *signature)
{
	struct plumb_text id = {0};
	bool divide = false;

	for (const char *at = signature; *at; at++) {
		char letter = (char)tolower((unsigned char)*at);
		if (!isalnum((unsigned char)letter)) {
			divide = id.length > 0;
			continue;
		}
		plumb_text_add(&id, divide ? "-" : "");
		plumb_text_add_n(&id, &letter, 1);
		divide = false;
	}
	return plumb_have_text(&id);
}

/* --- what is shown ---------------------------------------------------------------------------- */

static void add_answer(struct plumb_text *text, const char *who, const struct plumb_trial *trial,
	const struct plumb_difference *difference, size_t side)
{
	const struct plumb_record *record = &trial->bout.records[side];
	const json_t *outcome = json_array_get(record->outcomes, difference->step);
	char *shown = json_object_get(outcome, "gives") || json_object_get(outcome, "raises")
			      ? plumb_show_outcome(outcome, SHOWN)
			      : json_dumps(difference->settled[side],
					JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS);

	plumb_text_add_f(text, "  the %-8s %s\n", who, shown ? shown : "?");
	free(shown);
}

static char *describe(
	const char *id, const struct plumb_trial *trial, const struct plumb_difference *difference)
{
	struct plumb_text text = {0};

	plumb_text_add_f(&text, "%s\n", id);
	for (size_t i = 0; i < trial->row.steps.count; i++) {
		if (i >= json_array_size(trial->steps) && i != difference->step)
			continue;
		char *line = plumb_step_show(&trial->row.steps.steps[i]);
		plumb_text_add_f(
			&text, "  %s %s\n", i == difference->step ? ">" : " ", line ? line : "?");
		free(line);
	}
	plumb_text_add_f(&text, "  they part in: %s\n", difference->signature);
	plumb_text_add(&text, "  the document nobody has named its clause\n");
	add_answer(&text, "oracle", trial, difference, PLUMB_ORACLE);
	add_answer(&text, "subject", trial, difference, PLUMB_SUBJECT);
	return plumb_have_text(&text);
}

/* --- what is written -------------------------------------------------------------------------- */

static void put(const void *text, FILE *out)
{
	fputs(text, out);
}

static bool write_file(
	const struct plumb_findings *findings, const char *id, const char *end, const char *text)
{
	char *path = plumb_format("%s/%s%s", findings->directory, id, end);
	bool written = plumb_write_whole(path, put, text);

	if (!written)
		fprintf(stderr, "plumbline search: %s: %s\n", path, strerror(errno));
	free(path);
	return written;
}

/* The script for somebody's bug tracker, where it can be said as one; a new string or NULL. */
static char *script_of(const json_t *row)
{
	FILE *nowhere = fopen("/dev/null", "we");
	struct plumb_complaints complaints = {.path = "a finding", .errors = nowhere};
	const struct plumb_form form = {.complaints = &complaints};
	const json_t *list = json_object_get(row, "do");
	struct plumb_row read = {.id = (char *)json_string_value(json_object_get(row, "id")),
		.clause = "none",
		.why = "The oracle does so."};
	char *script = NULL, why[256];

	if (nowhere && plumb_steps_read(&read.steps, &form, list, list)) {
		script = plumb_repro_python(&read, "socket", NULL, NULL, why, sizeof why);
		plumb_steps_clear(&read.steps);
	}
	if (nowhere)
		fclose(nowhere);
	return script;
}

static bool write_files(const struct plumb_findings *findings, const char *id,
	const char *description, const json_t *row)
{
	char *text = json_dumps(row, JSON_INDENT(2)), *script = script_of(row);
	bool written;

	if (mkdir(findings->directory, 0777) != 0 && errno != EEXIST) {
		fprintf(stderr, "plumbline search: %s: %s\n", findings->directory, strerror(errno));
		written = false;
	} else {
		written = write_file(findings, id, ".json", text ? text : "") &&
			  write_file(findings, id, ".txt", description) &&
			  (!script || write_file(findings, id, ".py", script));
	}
	free(script);
	free(text);
	return written;
}

bool plumb_findings_add(struct plumb_findings *findings, const struct plumb_trial *trial,
	const struct plumb_difference *difference, FILE *out)
{
	char *id = id_of(difference->signature);
	char *description = describe(id, trial, difference);
	json_t *row = plumb_finding_row(id, trial, difference);
	bool written = true;

	json_object_set_new(findings->counts, difference->signature, plumb_have(json_integer(1)));
	findings->count++;
	fprintf(out, "%s\n", description);
	fflush(out);
	if (findings->directory)
		written = write_files(findings, id, description, row);
	json_decref(row);
	free(description);
	free(id);
	return written;
}

size_t plumb_findings_count(const struct plumb_findings *findings)
{
	return findings->count;
}

size_t plumb_findings_set_aside_count(const struct plumb_findings *findings)
{
	return findings->set_aside;
}

void plumb_findings_free(struct plumb_findings *findings)
{
	json_decref(findings->counts);
	free(findings);
}
