/* The outcome of a step as a condition in a script: an exception, a value, an absent name. */
#include "repro_script.h"

#include "base/heap.h"
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
	struct plumb_script *script, struct plumb_text *text, const char *class, const char *code)
{
	if (!code) {
		plumb_text_add(text, "None");
	} else if (strcmp(class, "gaierror") == 0) {
		plumb_text_add_f(text, "socket.%s", code);
	} else if (strcmp(class, "herror") == 0) {
		plumb_text_add_f(text, "%d", herror_number(code));
	} else {
		script->imports |= PLUMB_IMPORT_ERRNO;
		plumb_text_add_f(text, "errno.%s", code);
	}
}

static void fit_codes(struct plumb_script *script, struct plumb_text *text,
	const struct plumb_exception *exception, const char *came)
{
	if (exception->code_count > 1) {
		plumb_text_add_f(text, " and %s.errno in (", came);
		for (size_t i = 0; i < exception->code_count; i++) {
			plumb_text_add(text, i ? ", " : "");
			fit_code(script, text, exception->class, exception->codes[i]);
		}
		plumb_text_add(text, ")");
		return;
	}
	plumb_text_add_f(text, " and %s.errno %s ", came, exception->codes[0] ? "==" : "is");
	fit_code(script, text, exception->class, exception->codes[0]);
}

/* The documented classes contain each other; here an error excludes its subclasses. */
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

/* A class, perhaps with its codes. */
static void fit_exception(struct plumb_script *script, struct plumb_text *text,
	const struct plumb_exception *exception, const char *came)
{
	bool is_error = strcmp(exception->class, "error") == 0;
	bool has_none = exception->code_count == 1 && !exception->codes[0];

	fit_class(text, exception->class, exception->code_count && !(is_error && has_none), came);
	if (exception->code_count)
		fit_codes(script, text, exception, came);
}

static void fit_error(struct plumb_script *script, struct plumb_text *text,
	const struct plumb_way *way, const char *came)
{
	for (size_t i = 0; i < way->raises_count; i++) {
		bool is_list = way->raises_count > 1;
		plumb_text_add(text, !is_list ? "" : i ? " or (" : "((");
		fit_exception(script, text, &way->raises[i], came);
		plumb_text_add(text, !is_list ? "" : i + 1 < way->raises_count ? ")" : "))");
	}
	if (way->text) {
		char *said = plumb_format("%s.args[-1]", came);
		plumb_text_add(text, " and ");
		plumb_script_fit(script, text, way->text, said);
		free(said);
	}
}

char *plumb_script_condition(
	struct plumb_script *script, const struct plumb_way *way, const char *came)
{
	struct plumb_text text = {0};

	switch (way->promise) {
	case PLUMB_PROMISE_ERROR:
		fit_error(script, &text, way, came);
		break;
	case PLUMB_PROMISE_ABSENCE:
		plumb_text_add_f(&text, "isinstance(%s, AttributeError)", came);
		break;
	case PLUMB_PROMISE_VALUE:
		plumb_script_fit(script, &text, way->gives, came);
		break;
	default:
		return NULL;
	}
	return plumb_text_take(&text, 0);
}
