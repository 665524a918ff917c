#include "json_form.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool plumb_form_complain(
	const struct plumb_form *form, const json_t *at, const char *key, const char *format, ...)
{
	char what[400];
	va_list arguments;
	int line = plumb_lines_of_key(form->lines, at, key);

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	if (form->label)
		plumb_complain(form->complaints, line, "%.80s: %s", form->label, what);
	else
		plumb_complain(form->complaints, line, "%s", what);
	return false;
}

/* Says "KEY: not a string or a list" and is false. */
static bool complain_of_type(
	const struct plumb_form *form, const json_t *at, const struct plumb_key *key)
{
	static const char *const names[] = {[JSON_OBJECT] = "an object",
		[JSON_ARRAY] = "a list",
		[JSON_STRING] = "a string",
		[JSON_INTEGER] = "an integer",
		[JSON_REAL] = "a float",
		[JSON_TRUE] = "true",
		[JSON_FALSE] = "false",
		[JSON_NULL] = "null"};
	struct plumb_text text = {0};

	for (unsigned type = 0; type < sizeof(names) / sizeof(*names); type++) {
		if (key->types & PLUMB_IS(type)) {
			plumb_text_add(&text, text.length > 0 ? " or " : "not ");
			plumb_text_add(&text, names[type]);
		}
	}
	char *what = plumb_text_take(&text, 0);
	plumb_form_complain(form, at, key->name, "%s: %s", key->name, what ? what : "?");
	free(what);
	return false;
}

static const struct plumb_key *find(const char *name, const struct plumb_key *keys, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, keys[i].name) == 0)
			return &keys[i];
	return NULL;
}

bool plumb_form_check(const struct plumb_form *form, const json_t *object, const json_t *at,
	const struct plumb_key *keys, size_t count)
{
	const char *name;
	json_t *value;
	bool right = true;

	if (!json_is_object(object))
		return plumb_form_complain(form, at, NULL, "not an object");
	json_object_foreach((json_t *)object, name, value) {
		const struct plumb_key *key = find(name, keys, count);
		if (!key)
			right = plumb_form_complain(form, at, name, "unknown key: %.80s", name);
		else if (key->types && !(key->types & PLUMB_IS(json_typeof(value))))
			right = complain_of_type(form, at, key);
	}
	for (size_t i = 0; i < count; i++) {
		if (keys[i].required && !json_object_get(object, keys[i].name)) {
			right = plumb_form_complain(
				form, at, NULL, "missing key: %s", keys[i].name);
		}
	}
	return right;
}
