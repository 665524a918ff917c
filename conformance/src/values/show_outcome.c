/* What was answered, in the form in which steps/step_show.h has what was expected. */
#include "base/word.h"
#include "show.h"
#include "show_parts.h"
#include "value.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The classes whose exceptions carry a code; of these its lack is worth saying. */
static bool has_codes(const char *class)
{
	return strcmp(class, "error") == 0 || strcmp(class, "gaierror") == 0 ||
	       strcmp(class, "herror") == 0;
}

/* A class or a code: a word; whatever else an adapter says is quoted. */
static void add_word(struct plumb_text *text, const json_t *word)
{
	const char *plain = plumb_plain(word);

	if (plain && plumb_is_word(plain))
		plumb_text_add(text, plain);
	else
		plumb_show_add_value(text, word);
}

static void add_code(struct plumb_text *text, const json_t *code)
{
	if (json_is_null(code))
		plumb_text_add(text, "without a code");
	else
		add_word(text, code);
}

static void add_code_of(struct plumb_text *text, const char *class, const json_t *code)
{
	if (!json_is_null(code) || has_codes(class)) {
		plumb_text_add(text, " ");
		add_code(text, code);
	}
}

static void add_text(struct plumb_text *text, const json_t *said)
{
	if (said) {
		plumb_text_add(text, ", text ");
		plumb_show_add_value(text, said);
	}
}

/* A text of the adapter, safe for a terminal: as a string of Python, without its quotes. */
static void add_said(struct plumb_text *text, const char *key, const json_t *said)
{
	struct plumb_text quoted = {0};

	plumb_show_add_value(&quoted, said);
	plumb_text_add_f(text, "%s: ", key);
	if (json_is_string(said) && !quoted.failed)
		plumb_text_add_n(text, quoted.data + 1, quoted.length - 2);
	free(plumb_text_take(&quoted, 0));
}

char *plumb_show_outcome(const json_t *outcome, size_t limit)
{
	static const struct {
		const char *key;
		const char *shown;
	} texts[] = {{"lacks", "no such name"}, {"broken", "broken"}, {"saw", "saw"},
		{"uncalled", "never called"}};
	struct plumb_text text = {0};
	const json_t *raises = json_object_get(outcome, "raises");

	if (json_object_get(outcome, "gives")) {
		plumb_show_add_value(&text, json_object_get(outcome, "gives"));
	} else if (raises) {
		const json_t *class = json_object_get(raises, "class");
		plumb_text_add(&text, "raises ");
		add_word(&text, class);
		add_code_of(&text, json_is_string(class) ? json_string_value(class) : "",
			json_object_get(raises, "code"));
		add_text(&text, json_object_get(raises, "text"));
	}
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const json_t *said = json_object_get(outcome, texts[i].key);
		if (said)
			add_said(&text, texts[i].shown, said);
	}
	return plumb_text_take(&text, limit);
}
