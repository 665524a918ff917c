/* What a step came to, as the condition of a script: an exception, a value, an absent name. */
#include "repro_script.h"

#include "base/heap.h"
#include "values/value.h"
#include <stdlib.h>
#include <string.h>

/* The values of h_errno, which no module of Python names. */
static int herror_number(const char *code)
{
	static const char *const names[] = {
		"HOST_NOT_FOUND", "TRY_AGAIN", "NO_RECOVERY", "NO_DATA"};

	for (int i = 0; i < 4; i++)
		if (strcmp(code, names[i]) == 0)
			return i + 1;
	return -1;
}

static void fit_code(
	struct plumb_script *script, struct plumb_text *text, const char *class, const json_t *code)
{
	const char *name = json_string_value(code);

	if (!name) {
		plumb_text_add(text, "None");
	} else if (strcmp(class, "gaierror") == 0) {
		plumb_text_add_f(text, "socket.%s", name);
	} else if (strcmp(class, "herror") == 0) {
		plumb_text_add_f(text, "%d", herror_number(name));
	} else {
		script->imports |= PLUMB_IMPORT_ERRNO;
		plumb_text_add_f(text, "errno.%s", name);
	}
}

static void fit_codes(struct plumb_script *script, struct plumb_text *text, const char *class,
	const json_t *codes, const char *came)
{
	const json_t *code;
	size_t i;

	if (json_is_array(codes)) {
		plumb_text_add_f(text, " and %s.errno in (", came);
		json_array_foreach(codes, i, code)
		{
			plumb_text_add(text, i ? ", " : "");
			fit_code(script, text, class, code);
		}
		plumb_text_add(text, ")");
		return;
	}
	plumb_text_add_f(text, " and %s.errno %s ", came, json_is_null(codes) ? "is" : "==");
	fit_code(script, text, class, codes);
}

/* The documented classes stand in one another: an error is none of its subclasses here. */
static void fit_class(struct plumb_text *text, const char *class, bool has_code, const char *came)
{
	if (strcmp(class, "error") == 0) {
		plumb_text_add_f(text, "isinstance(%s, OSError)", came);
		if (!has_code)
			plumb_text_add_f(text,
				" and not isinstance(%s, (socket.timeout, socket.gaierror, "
				"socket.herror))",
				came);
	} else if (strcmp(class, "timeout") == 0) {
		plumb_text_add_f(text, "isinstance(%s, socket.timeout)%s", came,
			has_code ? "" : " and not came.errno");
	} else if (strcmp(class, "gaierror") == 0 || strcmp(class, "herror") == 0) {
		plumb_text_add_f(text, "isinstance(%s, socket.%s)", came, class);
	} else if (strcmp(class, "ValueError") == 0) {
		plumb_text_add_f(text,
			"isinstance(%s, ValueError) and not isinstance(%s, UnicodeError)", came,
			came);
	} else {
		plumb_text_add_f(text, "isinstance(%s, %s)", came, class);
	}
}

/* A class, perhaps with its codes; of a list any will do. */
static void fit_exception(struct plumb_script *script, struct plumb_text *text,
	const json_t *raises, const char *came)
{
	const json_t *codes = NULL;
	const char *class = plumb_tag(raises, &codes);
	bool is_error;

	for (size_t i = 0; i < json_array_size(raises); i++) {
		plumb_text_add(text, i ? " or (" : "((");
		fit_exception(script, text, json_array_get(raises, i), came);
		plumb_text_add(text, i + 1 < json_array_size(raises) ? ")" : "))");
	}
	if (json_is_array(raises))
		return;
	if (!class)
		class = json_string_value(raises);
	is_error = strcmp(class, "error") == 0;
	fit_class(text, class, codes && !(is_error && json_is_null(codes)), came);
	if (codes)
		fit_codes(script, text, class, codes, came);
}

static void fit_raises(struct plumb_script *script, struct plumb_text *text, const json_t *expected,
	const char *came)
{
	const json_t *words = json_object_get(expected, "text");

	fit_exception(script, text, json_object_get(expected, "raises"), came);
	if (words) {
		char *said = plumb_format("%s.args[-1]", came);
		plumb_text_add(text, " and ");
		plumb_script_fit(script, text, words, said);
		free(said);
	}
}

char *plumb_script_condition(struct plumb_script *script, const json_t *expected, const char *came)
{
	struct plumb_text text = {0};
	json_t *absent = json_object_get(expected, "absent"), *pattern;

	if (json_object_get(expected, "raises")) {
		fit_raises(script, &text, expected, came);
	} else if (absent) {
		pattern = plumb_have(json_pack("{s:O}", "absent", absent));
		plumb_script_fit(script, &text, pattern, came);
		json_decref(pattern);
	} else if (json_object_get(expected, "gives")) {
		plumb_script_fit(script, &text, json_object_get(expected, "gives"), came);
	} else {
		return NULL;
	}
	return plumb_text_take(&text, 0);
}
