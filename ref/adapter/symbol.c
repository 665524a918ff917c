/* Names of error codes, from the platform's headers. */

#include "adapter.h"

#include <errno.h>
#include <string.h>

struct symbol {
	const char *name;
	long long code;
};

/* In alphabetical order, so that a code with two names always gets the same one. */
static const struct symbol errnos[] = {
#include "errnos.inc"
	{NULL, 0},
};

static const struct symbol h_errnos[] = {
	{"HOST_NOT_FOUND", HOST_NOT_FOUND},
	{"TRY_AGAIN", TRY_AGAIN},
	{"NO_RECOVERY", NO_RECOVERY},
	{"NO_DATA", NO_DATA},
	{NULL, 0},
};

static const char *find(const struct symbol *table, int code)
{
	while (table->name != NULL && table->code != code)
		table++;
	return table->name;
}

static const char *find_eai(int code)
{
	size_t count;
	const struct pysock_constant *constants = pysock_constants(&count);

	for (size_t i = 0; i < count; i++)
		if (strncmp(constants[i].name, "EAI_", 4) == 0 && constants[i].value == code)
			return constants[i].name;
	return NULL;
}

json_t *symbol_of(const struct pysock_error *error)
{
	const char *name = NULL;

	if (!error->has_code)
		return json_null();
	if (error->exception == PYSOCK_ERROR)
		name = find(errnos, error->code);
	else if (error->exception == PYSOCK_HERROR)
		name = find(h_errnos, error->code);
	else if (error->exception == PYSOCK_GAIERROR)
		name = find_eai(error->code);
	return adapter_need(name == NULL ? json_sprintf("%d", error->code) : json_string(name));
}
