/* Finds the value of a name: a variable of the row or a name of the module, and its attributes. */

#include "adapter.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int problem_lacks(struct problem *problem, const char *name)
{
	problem->kind = PROBLEM_LACKS;
	snprintf(problem->text, sizeof problem->text, "%s", name);
	return -1;
}

int problem_broken(struct problem *problem, const char *format, ...)
{
	va_list arguments;

	problem->kind = PROBLEM_BROKEN;
	va_start(arguments, format);
	vsnprintf(problem->text, sizeof problem->text, format, arguments);
	va_end(arguments);
	return -1;
}

/* Reads one attribute of an object, or of the module if that is NULL. */
static int read_one(struct pysock_value *object, const char *key, const char *name,
	struct pysock_value **value, struct problem *problem)
{
	if (!pysock_has(object, key))
		return problem_lacks(problem, name);
	problem->kind = PROBLEM_RAISED;
	return pysock_get(object, key, value, &problem->error);
}

/* Cuts off the first key, up to its point; NULL if there is none left. */
static char *next_key(char **keys)
{
	char *key = *keys, *point = key == NULL ? NULL : strchr(key, '.');

	if (point != NULL)
		*point++ = '\0';
	*keys = point;
	return key;
}

/*
 * Reads the following attributes, starting from object, which it drops. Cuts keys, which may be
 * NULL, into pieces.
 */
static int read_rest(struct pysock_value *object, char *keys, const char *name,
	struct pysock_value **value, struct problem *problem)
{
	char *key;

	/* An empty key, as after a final point, names nothing. */
	while ((key = next_key(&keys)) != NULL) {
		struct pysock_value *next;
		int rc = read_one(object, key, name, &next, problem);
		pysock_value_drop(object);
		if (rc < 0)
			return -1;
		object = next;
	}
	*value = object;
	return 0;
}

static int resolve(const struct row *row, const char *name, bool variable_only,
	struct pysock_value **value, struct problem *problem)
{
	char *keys = adapter_need(strdup(name)), *head = next_key(&keys);
	struct variable *variable = row_find(row, head, strlen(head));
	struct pysock_value *object = NULL;
	int rc = 0;

	if (variable == NULL ? variable_only : variable->value == NULL)
		rc = problem_broken(problem, "no variable %s", head);
	else if (variable == NULL)
		rc = read_one(NULL, head, name, &object, problem);
	else
		object = pysock_value_share(variable->value);
	if (rc == 0)
		rc = read_rest(object, keys, name, value, problem);
	free(head);
	return rc;
}

int name_resolve(const struct row *row, const char *name, struct pysock_value **value,
	struct problem *problem)
{
	return resolve(row, name, false, value, problem);
}

int name_variable(const struct row *row, const char *name, struct pysock_value **value,
	struct problem *problem)
{
	return resolve(row, name, true, value, problem);
}
