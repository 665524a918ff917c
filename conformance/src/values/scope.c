#include "scope.h"
#include "base/text.h"
#include "base/word.h"
#include "value.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct resolve {
	const struct plumb_scope *scope;
	bool pattern; /* else what is sent to an adapter */
	char *why;
	size_t size;
};

static json_t *resolve(const json_t *value, const struct resolve *context);

static json_t *unknown(const struct resolve *resolve, const char *what, const char *name)
{
	snprintf(resolve->why, resolve->size, "%s %.80s is not known", what, name ? name : "?");
	return NULL;
}

/* --- each tag ----------------------------------------------------------------------------------
 */

static json_t *look_up(
	const json_t *names, const char *what, const json_t *content, const struct resolve *resolve)
{
	const char *name = plumb_plain(content);
	json_t *found = name ? json_object_get(names, name) : NULL;

	return found ? json_deep_copy(found) : unknown(resolve, what, name);
}

/* An answer may be right although the module lacks a name for it: the C headers know the number. */
static json_t *resolve_const(const json_t *content, const struct resolve *resolve)
{
	const char *name = plumb_plain(content);
	int64_t number;

	if (resolve->pattern && name && !json_object_get(resolve->scope->constants, name) &&
		plumb_platform_c_value(resolve->scope->platform, name, &number))
		return json_integer(number);
	return look_up(resolve->scope->constants, "the constant", content, resolve);
}

static json_t *resolve_var(const json_t *content, const struct resolve *resolve)
{
	return look_up(resolve->scope->variables, "the variable", content, resolve);
}

static json_t *resolve_c(const json_t *content, const struct resolve *resolve)
{
	const char *name = plumb_plain(content);
	int64_t number;

	if (name && plumb_platform_c_value(resolve->scope->platform, name, &number))
		return json_integer(number);
	return unknown(resolve, "the C headers' constant", name);
}

/* Where the headers lack the name, so must the module. */
static json_t *resolve_c_or_absent(const json_t *content, const struct resolve *resolve)
{
	const char *name = plumb_plain(content);
	int64_t number;

	if (name && plumb_platform_c_value(resolve->scope->platform, name, &number))
		return json_integer(number);
	return json_pack("{s:b}", "absent", true);
}

static json_t *resolve_errno(const json_t *content, const struct resolve *resolve)
{
	const char *name = plumb_plain(content);
	int64_t number;

	if (name && plumb_platform_errno_value(resolve->scope->platform, name, &number))
		return json_integer(number);
	return unknown(resolve, "the error", name);
}

/* The address of a peer, or its host or port: the items of the tuple that it is. */
static json_t *resolve_peer(const json_t *content, const struct resolve *resolve)
{
	const char *name = plumb_plain(content);
	const char *dot = name ? strchr(name, '.') : NULL;
	const json_t *items = NULL;
	json_t *address = NULL;

	if (!name)
		return unknown(resolve, "the peer", name);
	/* Names of peers have no dots: what is before the dot is found by comparing. */
	size_t length = dot ? (size_t)(dot - name) : strlen(name);
	char *peer = strndup(name, length);
	if (peer)
		address = json_object_get(resolve->scope->peers, peer);
	free(peer);
	if (!address)
		return unknown(resolve, "the peer", name);
	if (!dot)
		return json_deep_copy(address);
	const char *tag = plumb_tag(address, &items);
	bool host = strcmp(dot, ".host") == 0;
	if (!tag || strcmp(tag, "tuple") != 0 || !(host || strcmp(dot, ".port") == 0))
		return unknown(resolve, "the part of an address", name);
	json_t *part = json_array_get(items, host ? 0 : 1);
	return part ? json_deep_copy(part) : unknown(resolve, "the part of an address", name);
}

/*
 * The row's directory and the name in it, lengthened with the filler to the number of bytes that
 * the content asks for, of which `before` are not part of the path. NULL: why says it.
 */
static char *path_of(const json_t *content, size_t before, char filler, size_t *length,
	const struct resolve *resolve)
{
	const json_t *name = json_is_array(content) ? json_array_get(content, 0) : content;
	size_t wanted = (size_t)json_integer_value(json_array_get(content, 1));
	struct plumb_text path = {0};

	if (!resolve->scope->directory || !json_is_string(name)) {
		snprintf(resolve->why, resolve->size, "the row has no directory");
		return NULL;
	}
	plumb_text_add(&path, resolve->scope->directory);
	plumb_text_add(&path, "/");
	plumb_text_add_n(&path, json_string_value(name), json_string_length(name));
	if (json_is_array(content) && path.length + before > wanted) {
		snprintf(resolve->why, resolve->size,
			"the row's directory is too deep for a path of %zu bytes", wanted);
		free(plumb_text_take(&path, 0));
		return NULL;
	}
	while (json_is_array(content) && !path.failed && path.length + before < wanted)
		plumb_text_add_n(&path, &filler, 1);
	*length = path.length;
	return plumb_text_take(&path, 0);
}

static json_t *resolve_path(const json_t *content, const struct resolve *resolve)
{
	size_t length;
	char *path = path_of(content, 0, 'x', &length, resolve);
	json_t *value = path ? json_stringn(path, length) : NULL;

	free(path);
	return value;
}

static json_t *resolve_abstract(const json_t *content, const struct resolve *resolve)
{
	size_t length;
	char *path = path_of(content, 1, '\0', &length, resolve);
	struct plumb_text name = {0};
	json_t *value = NULL;

	if (path) {
		plumb_text_add_n(&name, "", 1);
		plumb_text_add_n(&name, path, length);
	}
	char *bytes = path ? plumb_text_take(&name, 0) : NULL;
	if (bytes)
		value = plumb_bytes_value(bytes, length + 1);
	free(bytes);
	free(path);
	return value;
}

/* --- the whole ---------------------------------------------------------------------------------
 */

typedef json_t *resolve_fn(const json_t *content, const struct resolve *resolve);

static const struct {
	const char *tag;
	bool pattern_only; /* elsewhere the adapter knows it itself */
	resolve_fn *resolve;
	unsigned names; /* its kind */
} tags[] = {
	{"const", true, resolve_const, PLUMB_NAMES_OTHER},
	{"var", true, resolve_var, PLUMB_NAMES_OTHER},
	{"c", true, resolve_c, PLUMB_NAMES_OTHER},
	{"c-or-absent", true, resolve_c_or_absent, PLUMB_NAMES_OTHER},
	{"errno", true, resolve_errno, PLUMB_NAMES_OTHER},
	{"peer", false, resolve_peer, PLUMB_NAMES_PEER},
	{"path", false, resolve_path, PLUMB_NAMES_PATH},
	{"abstract", false, resolve_abstract, PLUMB_NAMES_PATH},
};

/*
 * The unit `count` times: a new text; NULL: no memory. What is there is copied behind itself, as
 * there may be megabytes of a unit of two digits.
 */
static char *repeat(const char *unit, size_t length, size_t count)
{
	char *text = malloc(length * count + 1);
	size_t done = count > 0 ? 1 : 0;

	if (!text)
		return NULL;
	memcpy(text, unit, length * done);
	while (done < count) {
		size_t more = done < count - done ? done : count - done;
		memcpy(text + length * done, text, length * more);
		done += more;
	}
	text[length * count] = '\0';
	return text;
}

/* {tag: [hex, count]} with its bytes written out. */
static json_t *write_out(const char *tag, const json_t *content, const struct resolve *resolve)
{
	const char *hex = plumb_plain(json_array_get(content, 0));
	json_int_t count = json_integer_value(json_array_get(content, 1));
	size_t unit = hex ? strlen(hex) : 0;
	json_t *result;
	char *written;

	if (!hex || count < 0 || (unit && (size_t)count > 2 * PLUMB_VALUE_BYTES / unit)) {
		snprintf(resolve->why, resolve->size, "%s: malformed or too long", tag);
		return NULL;
	}
	written = unit ? repeat(hex, unit, (size_t)count) : strdup("");
	result = written ? plumb_tagged(tag, json_string_nocheck(written)) : NULL;
	free(written);
	return result;
}

static json_t *resolve_items(const json_t *items, const struct resolve *context)
{
	json_t *result = json_array();
	size_t i;
	json_t *item;

	json_array_foreach((json_t *)items, i, item) {
		if (json_array_append_new(result, resolve(item, context)) != 0) {
			json_decref(result);
			return NULL;
		}
	}
	return result;
}

static bool is_repeated(const char *tag, const json_t *content)
{
	static const char *const repeated[] = {"bytes", "bytearray", "memoryview", "strided"};

	for (size_t i = 0; json_is_array(content) && i < sizeof(repeated) / sizeof(*repeated); i++)
		if (strcmp(tag, repeated[i]) == 0)
			return true;
	return false;
}

static json_t *resolve(const json_t *value, const struct resolve *context)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);

	if (json_is_array(value))
		return resolve_items(value, context);
	if (!tag)
		return json_deep_copy(value);
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (strcmp(tag, tags[i].tag) == 0 && (context->pattern || !tags[i].pattern_only))
			return tags[i].resolve(content, context);
	if (is_repeated(tag, content))
		return context->pattern ? write_out(tag, content, context) : json_deep_copy(value);
	json_t *inner = resolve(content, context);
	return inner ? plumb_tagged(tag, inner) : NULL;
}

static json_t *resolve_whole(const json_t *value, const struct resolve *context)
{
	assert(context->size > 0);
	snprintf(context->why, context->size, "no memory");
	return resolve(value, context);
}

json_t *plumb_resolve_argument(
	const json_t *value, const struct plumb_scope *scope, char *why, size_t size)
{
	struct resolve context = {.scope = scope, .pattern = false, .why = why, .size = size};

	return resolve_whole(value, &context);
}

json_t *plumb_resolve_pattern(
	const json_t *value, const struct plumb_scope *scope, char *why, size_t size)
{
	struct resolve context = {.scope = scope, .pattern = true, .why = why, .size = size};

	return resolve_whole(value, &context);
}

static unsigned names_of_tag(const char *tag, const json_t *content)
{
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (strcmp(tag, tags[i].tag) == 0)
			return tags[i].names;
	return is_repeated(tag, content) ? PLUMB_NAMES_OTHER : 0;
}

unsigned plumb_scope_names(const json_t *value)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content), *key;
	unsigned names = tag ? names_of_tag(tag, content) : 0;
	json_t *item;
	size_t i;

	json_array_foreach((json_t *)value, i, item)
		names |= plumb_scope_names(item);
	json_object_foreach((json_t *)value, key, item)
		names |= plumb_scope_names(item);
	return names;
}

bool plumb_scope_constants_of(const json_t *pattern, json_t *names)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(pattern, &content);
	bool done = true;

	if (tag && strcmp(tag, "const") == 0 && plumb_plain(content))
		return json_object_set_new(names, plumb_plain(content), json_true()) == 0;
	if (tag)
		return plumb_scope_constants_of(content, names);
	for (size_t i = 0; done && i < json_array_size(pattern); i++)
		done = plumb_scope_constants_of(json_array_get(pattern, i), names);
	return done;
}
