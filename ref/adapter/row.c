/* The names that a row has made, and forgetting them. */

#include "adapter.h"
#include "host.h"

#include <stdlib.h>
#include <string.h>

struct variable *row_find(const struct row *row, const char *name, size_t length)
{
	for (size_t i = 0; i < row->count; i++)
		if (strlen(row->variables[i].name) == length &&
			memcmp(row->variables[i].name, name, length) == 0)
			return &row->variables[i];
	return NULL;
}

struct variable *row_declare(struct row *row, const char *name)
{
	struct variable *variable = row_find(row, name, strlen(name));

	if (variable != NULL)
		return variable;
	if (row->count == row->room) {
		row->room = 2 * row->room + 8;
		row->variables =
			adapter_need(realloc(row->variables, row->room * sizeof *row->variables));
	}
	variable = &row->variables[row->count++];
	*variable = (struct variable){adapter_need(strdup(name)), NULL};
	return variable;
}

void row_name(struct row *row, const char *name, struct pysock_value *value)
{
	struct variable *variable = row_declare(row, name);

	pysock_value_share(value);
	pysock_value_drop(variable->value);
	variable->value = value;
}

void row_drop(struct row *row, struct variable *variable)
{
	free(variable->name);
	pysock_value_drop(variable->value);
	*variable = row->variables[--row->count];
}

/* Closing a file that still holds bytes must not wait for room. */
static void make_impatient(struct pysock_value *value)
{
	static const struct pysock_arguments none = {0};
	struct pysock_value *fd;

	if (value == NULL || pysock_call_name(value, "fileno", &none, &fd, NULL) < 0)
		return;
	host_stop_waiting((pysock_fd)pysock_value_number(fd));
	pysock_value_drop(fd);
}

void row_start(struct row *row)
{
	*row = (struct row){0};
	row->timeout = pysock_getdefaulttimeout();
}

void row_forget(struct row *row)
{
	for (size_t i = 0; i < row->count; i++)
		make_impatient(row->variables[i].value);
	while (row->count > 0)
		row_drop(row, &row->variables[row->count - 1]);
	/* Restore the initial default, not None, which could hide a wrong initial one. */
	pysock_setdefaulttimeout(row->timeout, NULL);
}
