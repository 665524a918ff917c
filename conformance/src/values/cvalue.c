#include "cvalue.h"

#include "c_headers.h"

#include <string.h>

struct value {
	const char *name;
	int64_t value;
};

static const struct value values[] = {
#include "c_values.inc"
};

static bool look_up(const char *name, int64_t *value)
{
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		if (strcmp(values[i].name, name) == 0) {
			*value = values[i].value;
			return true;
		}
	}
	return false;
}

/* ECONNREFUSED is an error, EAI_AGAIN is not. */
static bool is_error(const char *name)
{
	return *name == 'E' && !strchr(name, '_');
}

bool plumb_c_value(const char *name, int64_t *value)
{
	return !is_error(name) && look_up(name, value);
}

bool plumb_errno_value(const char *name, int64_t *value)
{
	return is_error(name) && look_up(name, value);
}
