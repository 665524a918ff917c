/* Values and patterns as Python's expressions. */
#include "base/word.h"
#include "show.h"
#include "show_parts.h"
#include "value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- plain values ------------------------------------------------------------------------------
 */

static void add_code(struct plumb_text *text, unsigned long code)
{
	static const char *const names[128] = {
		['\n'] = "\\n", ['\r'] = "\\r", ['\t'] = "\\t", ['"'] = "\\\"", ['\\'] = "\\\\"};

	if (code < 128 && names[code])
		plumb_text_add(text, names[code]);
	else if (code >= 0x20 && code < 0x7f)
		plumb_text_add_f(text, "%c", (int)code);
	else if (code < 0x100)
		plumb_text_add_f(text, "\\x%02lx", code);
	else
		plumb_text_add_f(text, code < 0x10000 ? "\\u%04lx" : "\\U%08lx", code);
}

/*
 * A string of Python: everything beyond ASCII is escaped, so that what looks alike is told apart
 * and no answer can drive the terminal. The text is UTF-8, perhaps with surrogates.
 */
static void add_string(struct plumb_text *text, const unsigned char *utf8, size_t size)
{
	plumb_text_add(text, "\"");
	for (size_t at = 0; at < size;) {
		unsigned lead = utf8[at];
		unsigned length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
		unsigned long code = length == 1 ? lead : lead & (0x7fU >> length);
		for (unsigned i = 1; i < length && at + i < size; i++)
			code = code << 6 | (utf8[at + i] & 0x3fU);
		add_code(text, code);
		at += length;
	}
	plumb_text_add(text, "\"");
}

static void add_bytes(struct plumb_text *text, const char *hex)
{
	plumb_text_add(text, "b\"");
	for (; hex[0] && hex[1]; hex += 2)
		add_code(text, plumb_hex_byte(hex));
	plumb_text_add(text, "\"");
}

/* The shortest text that reads back as the same number, and is a float to Python. */
static void add_real(struct plumb_text *text, double number)
{
	char shown[40];

	for (int digits = 15; digits <= 17; digits++) {
		snprintf(shown, sizeof(shown), "%.*g", digits, number);
		if (strtod(shown, NULL) == number)
			break;
	}
	plumb_text_add(text, shown);
	if (!strpbrk(shown, ".en"))
		plumb_text_add(text, ".0");
}

static void add_items(struct plumb_text *text, const json_t *items, const char *between)
{
	for (size_t i = 0; i < json_array_size(items); i++) {
		plumb_text_add(text, i == 0 ? "" : between);
		plumb_show_add_value(text, json_array_get(items, i));
	}
}

/* --- tagged values -----------------------------------------------------------------------------
 */

static void add_repeated(struct plumb_text *text, const json_t *content)
{
	const json_t *hex = json_is_array(content) ? json_array_get(content, 0) : content;

	add_bytes(text, json_is_string(hex) ? json_string_value(hex) : "");
	if (json_is_array(content)) {
		plumb_text_add_f(text, " * %" JSON_INTEGER_FORMAT,
			json_integer_value(json_array_get(content, 1)));
	}
}

static void show_bytes(struct plumb_text *text, const char *tag, const json_t *content)
{
	(void)tag;
	add_repeated(text, content);
}

static void show_buffer(struct plumb_text *text, const char *tag, const json_t *content)
{
	bool strided = strcmp(tag, "strided") == 0;

	plumb_text_add_f(text, "%s(", strided ? "memoryview" : tag);
	add_repeated(text, content);
	plumb_text_add(text, strided ? ")[::2]" : ")");
}

static void show_str(struct plumb_text *text, const char *tag, const json_t *content)
{
	size_t size = 0;
	json_t *value = json_pack("{s:O}", tag, content);
	unsigned char *utf8 = plumb_value_bytes(value, &size);

	add_string(text, utf8 ? utf8 : (const unsigned char *)"", size);
	free(utf8);
	json_decref(value);
}

static void show_tuple(struct plumb_text *text, const char *tag, const json_t *content)
{
	(void)tag;
	plumb_text_add(text, "(");
	add_items(text, content, ", ");
	plumb_text_add(text, json_array_size(content) == 1 ? ",)" : ")");
}

/* A name or digits, as they are. */
static void show_bare(struct plumb_text *text, const char *tag, const json_t *content)
{
	const char *word = plumb_plain(content);
	(void)tag;

	if (word &&
		strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") ==
			strlen(word))
		plumb_text_add(text, word);
	else
		plumb_show_add_value(text, content);
}

/* NI_NUMERICHOST | NI_NUMERICSERV */
static void show_flags(struct plumb_text *text, const char *tag, const json_t *content)
{
	for (size_t i = 0; i < json_array_size(content); i++) {
		plumb_text_add(text, i > 0 ? " | " : "");
		show_bare(text, tag, json_array_get(content, i));
	}
}

static void show_float(struct plumb_text *text, const char *tag, const json_t *content)
{
	plumb_text_add(text, "float(");
	plumb_show_add_value(text, content);
	plumb_text_add(text, ")");
	(void)tag;
}

static void show_index(struct plumb_text *text, const char *tag, const json_t *content)
{
	(void)tag;
	plumb_text_add(text, "Index(");
	plumb_show_add_value(text, content);
	plumb_text_add(text, ")");
}

static void show_peer(struct plumb_text *text, const char *tag, const json_t *content)
{
	const char *name = plumb_plain(content);

	show_bare(text, tag, content);
	plumb_text_add(text, name && strchr(name, '.') ? "" : ".address");
}

/* path("s"), abstract("s", 108) */
static void show_path(struct plumb_text *text, const char *tag, const json_t *content)
{
	plumb_text_add_f(text, "%s(", tag);
	if (json_is_array(content))
		add_items(text, content, ", ");
	else
		plumb_show_add_value(text, content);
	plumb_text_add(text, ")");
}

/* --- patterns ----------------------------------------------------------------------------------
 */

static void show_object(struct plumb_text *text, const char *tag, const json_t *content)
{
	plumb_text_add(text, "<");
	show_bare(text, tag, content);
	plumb_text_add(text, " object>");
}

static void show_any(struct plumb_text *text, const char *tag, const json_t *content)
{
	const char *type = plumb_plain(content);

	plumb_text_add(text, type && strcmp(type, "value") == 0 ? "<any " : "<");
	show_bare(text, tag, content);
	plumb_text_add(text, ">");
}

static void show_between(struct plumb_text *text, const char *tag, const json_t *content)
{
	(void)tag;
	plumb_text_add(text, "<");
	add_items(text, content, " to ");
	plumb_text_add(text, ">");
}

static void show_one_of(struct plumb_text *text, const char *tag, const json_t *content)
{
	(void)tag;
	plumb_text_add(text, "<");
	add_items(text, content, " or ");
	plumb_text_add(text, ">");
}

/* <WORDS pattern>, where the pattern is all the rest. */
static void show_worded(struct plumb_text *text, const char *tag, const json_t *content)
{
	static const struct {
		const char *tag;
		const char *words;
	} all[] = {{"not", "anything but "}, {"unordered", "in any order "},
		{"contains", "a list that holds "}, {"each", "a list of nothing but "},
		{"prefix", "begins with "}, {"c", "C's "}, {"c-or-absent", "C's "}};

	plumb_text_add(text, "<");
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(tag, all[i].tag) == 0)
			plumb_text_add(text, all[i].words);
	if (strcmp(tag, "c") == 0) {
		show_bare(text, tag, content);
	} else if (strcmp(tag, "c-or-absent") == 0) {
		show_bare(text, tag, content);
		plumb_text_add(text, " where C has it");
	} else {
		plumb_show_add_value(text, content);
	}
	plumb_text_add(text, ">");
}

static void show_errno(struct plumb_text *text, const char *tag, const json_t *content)
{
	plumb_text_add_f(text, "%s.", tag);
	show_bare(text, tag, content);
}

static void show_absent(struct plumb_text *text, const char *tag, const json_t *content)
{
	(void)tag;
	(void)content;
	plumb_text_add(text, "<no such name>");
}

typedef void show_fn(struct plumb_text *text, const char *tag, const json_t *content);

static const struct {
	const char *tag;
	show_fn *show;
} tags[] = {
	{"bytes", show_bytes},
	{"bytearray", show_buffer},
	{"memoryview", show_buffer},
	{"strided", show_buffer},
	{"str", show_str},
	{"tuple", show_tuple},
	{"int", show_bare},
	{"const", show_bare},
	{"flags", show_flags},
	{"var", show_bare},
	{"float", show_float},
	{"index", show_index},
	{"peer", show_peer},
	{"path", show_path},
	{"abstract", show_path},
	{"object", show_object},
	{"any", show_any},
	{"between", show_between},
	{"one-of", show_one_of},
	{"not", show_worded},
	{"unordered", show_worded},
	{"contains", show_worded},
	{"each", show_worded},
	{"prefix", show_worded},
	{"c", show_worded},
	{"c-or-absent", show_worded},
	{"errno", show_errno},
	{"absent", show_absent},
};

/* A value that has no form of its own: {"axis": ...} of a row before expansion, or a mistake. */
static void add_unknown(struct plumb_text *text, const json_t *value)
{
	char *json = json_dumps(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);

	plumb_text_add(text, json ? json : "?");
	free(json);
}

void plumb_show_add_value(struct plumb_text *text, const json_t *value)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);

	for (size_t i = 0; tag && i < sizeof(tags) / sizeof(*tags); i++) {
		if (strcmp(tag, tags[i].tag) == 0) {
			tags[i].show(text, tag, content);
			return;
		}
	}
	if (json_is_string(value)) {
		add_string(text, (const unsigned char *)json_string_value(value),
			json_string_length(value));
	} else if (json_is_array(value)) {
		plumb_text_add(text, "[");
		add_items(text, value, ", ");
		plumb_text_add(text, "]");
	} else if (json_is_integer(value)) {
		plumb_text_add_f(text, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	} else if (json_is_real(value)) {
		add_real(text, json_real_value(value));
	} else if (json_is_boolean(value)) {
		plumb_text_add(text, json_is_true(value) ? "True" : "False");
	} else if (json_is_null(value)) {
		plumb_text_add(text, "None");
	} else {
		add_unknown(text, value);
	}
}

char *plumb_show_value(const json_t *value, size_t limit)
{
	struct plumb_text text = {0};

	plumb_show_add_value(&text, value);
	return plumb_text_take(&text, limit);
}
