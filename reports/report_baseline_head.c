#include "report_baseline_head.h"

#include "base/heap.h"
#include <stdlib.h>
#include <string.h>

static char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t length = strlen(name);

	if (length > 4 && strcmp(name + length - 4, ".txt") == 0)
		length -= 4;
	return plumb_format("%.*s", (int)length, name);
}

/* Appends to the text and returns the new string; frees the old one. */
static char *joined(char *text, const char *between, const char *more)
{
	char *whole = plumb_format("%s%s%s", text, *text ? between : "", more);

	free(text);
	return whole;
}

static void read_command(struct plumb_report_baseline_head *head, const char *command)
{
	const char *last = strrchr(command, ' ');

	head->commands = joined(head->commands, "\n", command);
	if (!last || !strstr(command, "--baseline "))
		return;
	free(head->side);
	head->side = plumb_copy(last + 1);
}

void plumb_report_baseline_head_read(
	struct plumb_report_baseline_head *head, const struct plumb_baseline *baseline)
{
	*head = (struct plumb_report_baseline_head){.name = name_of(baseline->path),
		.about = plumb_copy(""),
		.commands = plumb_copy("")};
	for (size_t i = 0; i < baseline->line_count && baseline->lines[i].raw[0] == '#'; i++) {
		const char *text = baseline->lines[i].raw + 1;
		size_t blanks = strspn(text, " \t");
		if (blanks >= 4)
			read_command(head, text + blanks);
		else
			head->about = joined(head->about, " ", text + blanks);
	}
}

void plumb_report_baseline_head_clear(struct plumb_report_baseline_head *head)
{
	free(head->name);
	free(head->about);
	free(head->commands);
	free(head->side);
}
