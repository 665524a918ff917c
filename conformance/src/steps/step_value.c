#include "step_value.h"

bool plumb_step_value_check(const struct plumb_form *form, const json_t *value,
	enum plumb_place place, const json_t *at, const char *key)
{
	char why[200];

	return plumb_value_check(value, place, why, sizeof(why)) ||
	       plumb_form_complain(form, at, key, "%s: %s", key, why);
}
