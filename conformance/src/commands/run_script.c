#include "run_script.h"

#include "base/heap.h"
#include "repro/repro.h"
#include "verdicts/finding.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* `3.11`, where the side is held to the CPython beside it; NULL: it is held to the document. */
static char *version_of(const struct plumb_side *side, const struct plumb_side *oracle)
{
	const char *version = text_of(oracle->start_answer, "version");
	size_t major = strcspn(version, "."), minor = 0;

	if (!oracle->is_oracle || side->standard == PLUMB_STANDARD_DOCUMENT ||
		strcmp(text_of(oracle->start_answer, "name"), "CPython") != 0)
		return NULL;
	minor = strspn(version + major + 1, "0123456789");
	return plumb_format("%.*s", (int)(major + 1 + minor), version);
}

/* The command that writes the script, which is also what tells two scripts apart. */
static char *command_of(const char *row, const char *module, const char *version)
{
	bool is_own = strcmp(module, "socket") == 0;

	return plumb_format("plumbline repro%s%s%s%s %s", is_own ? "" : " --module ",
		is_own ? "" : module, version ? " --as " : "", version ? version : "", row);
}

static void print_script(const struct plumb_row *row, const struct plumb_side *side,
	const struct plumb_side *oracle, char **printed)
{
	const char *module = text_of(side->start_answer, "module");
	char *version = version_of(side, oracle), *command = command_of(row->id, module, version);
	char why[256] = "", *script = NULL;

	if (*printed && strcmp(*printed, command) == 0) {
		free(version);
		free(command);
		return;
	}
	script = plumb_repro_python(row, module, version, NULL, why, sizeof why);
	if (script)
		printf("\n# --- %s\n%s# ---\n", command, script);
	else
		printf("        no script: %s\n", why);
	free(script);
	free(version);
	free(*printed);
	*printed = command;
}

void plumb_run_print_scripts(const struct plumb_row *row, const json_t *line,
	const struct plumb_side *sides, size_t side_count)
{
	const json_t *subjects = json_object_get(line, "subjects");
	char *printed = NULL;
	size_t subject = 0;

	for (size_t i = 0; i < side_count; i++) {
		if (sides[i].is_oracle ||
			plumb_finding_is_good(json_array_get(subjects, subject++)))
			continue;
		if (strncmp(sides[i].subject.given, "python:", 7) == 0)
			print_script(row, &sides[i], &sides[0], &printed);
		else
			printf("        no script: %s is no module of Python\n",
				sides[i].subject.name);
	}
	free(printed);
	fflush(stdout);
}
