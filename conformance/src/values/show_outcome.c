/* What is expected and what was answered, in one form for both. */
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

	if (plain && plumb_is_word(plain)) {
		plumb_text_add(text, plain);
	} else {
		plumb_show_add_value(text, word);
	}
}

static void add_code(struct plumb_text *text, const json_t *code)
{
	if (json_is_null(code)) {
		plumb_text_add(text, "without a code");
	} else {
		add_word(text, code);
	}
}

/* One code, or a list of which any will do. */
static void add_codes(struct plumb_text *text, const char *class, const json_t *codes)
{
	if (json_is_array(codes)) {
		for (size_t i = 0; i < json_array_size(codes); i++) {
			plumb_text_add(text, i == 0 ? " " : " or ");
			add_code(text, json_array_get(codes, i));
		}
	} else if (!json_is_null(codes) || has_codes(class)) {
		plumb_text_add(text, " ");
		add_code(text, codes);
	}
}

static void add_text(struct plumb_text *text, const json_t *said)
{
	if (said) {
		plumb_text_add(text, ", text ");
		plumb_show_add_value(text, said);
	}
}

/* A class, or a class with its codes; of a list any will do. */
static void add_raises(struct plumb_text *text, const json_t *raises)
{
	const json_t *codes = NULL;
	const char *class = plumb_tag(raises, &codes);

	for (size_t i = 0; i < json_array_size(raises); i++) {
		plumb_text_add(text, i == 0 ? "" : " or ");
		add_raises(text, json_array_get(raises, i));
	}
	if (json_is_string(raises)) {
		plumb_text_add(text, json_string_value(raises));
	} else if (class) {
		plumb_text_add(text, class);
		add_codes(text, class, codes);
	}
}

char *plumb_show_expected(const json_t *expected, size_t limit)
{
	struct plumb_text text = {0};
	const json_t *gives = json_object_get(expected, "gives");
	const json_t *raises = json_object_get(expected, "raises");

	if (gives) {
		plumb_show_add_value(&text, gives);
	} else if (raises) {
		plumb_text_add(&text, "raises ");
		add_raises(&text, raises);
	} else {
		plumb_text_add(
			&text, json_object_get(expected, "absent") ? "no such name" : "success");
	}
	add_text(&text, json_object_get(expected, "text"));
	return plumb_text_take(&text, limit);
}

/* A text of the adapter, safe for a terminal: as a string of Python, without its quotes. */
static void add_said(struct plumb_text *text, const char *key, const json_t *said)
{
	struct plumb_text quoted = {0};

	plumb_show_add_value(&quoted, said);
	plumb_text_add_f(text, "%s: ", key);
	if (json_is_string(said) && !quoted.failed) {
		plumb_text_add_n(text, quoted.data + 1, quoted.length - 2);
	}
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
		add_codes(&text, json_is_string(class) ? json_string_value(class) : "",
			json_object_get(raises, "code"));
		add_text(&text, json_object_get(raises, "text"));
	}
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const json_t *said = json_object_get(outcome, texts[i].key);
		if (said) {
			add_said(&text, texts[i].shown, said);
		}
	}
	return plumb_text_take(&text, limit);
}
