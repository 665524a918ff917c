/* From JSON to values. */

#include "adapter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int make(struct pysock_value *made, struct pysock_value **value)
{
	*value = adapter_need(made);
	return 0;
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = c == '\0' ? NULL : strchr(digits, c | 0x20);

	return found == NULL ? -1 : (int)(found - digits);
}

/* Decodes hexadecimal digits; false if there are others. */
static bool read_hex(const char *hex, size_t bytes, char *data)
{
	for (size_t i = 0; i < bytes; i++) {
		int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		data[i] = (char)(high << 4 | low);
	}
	return true;
}

static struct pysock_value *make_data(const char *tag, const char *data, size_t size)
{
	switch (tag[0]) {
	case 'b':
		return strcmp(tag, "bytes") == 0 ? pysock_value_bytes(data, size)
						 : pysock_value_bytearray(data, size);
	case 'm':
		return pysock_value_memoryview(data, size, 1);
	default:
		return strcmp(tag, "str") == 0 ? pysock_value_str(data, size)
					       : pysock_value_memoryview(data, size, 2);
	}
}

/* {"bytes": "0a0b"}, or {"bytes": ["61", 1000]}, and the other tags of that form. */
static int decode_data(const struct row *row, const char *tag, const json_t *inner,
	struct pysock_value **value, struct problem *problem)
{
	const json_t *hex = json_is_array(inner) ? json_array_get(inner, 0) : inner;
	const json_t *repeat = json_is_array(inner) ? json_array_get(inner, 1) : NULL;
	size_t once = json_string_length(hex) / 2, times = 1;

	(void)row;
	if (json_is_integer(repeat) && json_integer_value(repeat) >= 0)
		times = (size_t)json_integer_value(repeat);
	else if (json_is_array(inner))
		return problem_broken(problem, "no number of repetitions in %s", tag);
	if (!json_is_string(hex) || json_string_length(hex) % 2 != 0)
		return problem_broken(problem, "no hex in %s", tag);
	if (once > 0 && times > SIZE_MAX / 4 / once)
		return problem_broken(problem, "too many repetitions in %s", tag);
	char *data = malloc(once * times + 1);
	if (data == NULL)
		return problem_broken(problem, "no memory for so much of %s", tag);
	bool good = read_hex(json_string_value(hex), once, data);
	for (size_t i = 1; once > 0 && i < times; i++)
		memcpy(data + i * once, data, once);
	struct pysock_value *made = good ? make_data(tag, data, once * times) : NULL;
	free(data);
	return good ? make(made, value) : problem_broken(problem, "no hex in %s", tag);
}

static int decode_items(const struct row *row, const json_t *json,
	struct pysock_value *(*sequence)(size_t, struct pysock_value *const[]),
	struct pysock_value **value, struct problem *problem)
{
	size_t count = json_array_size(json), i = 0;
	struct pysock_value **items =
		adapter_need(calloc(count + 1, sizeof(struct pysock_value *)));
	int rc = 0;

	while (i < count && rc == 0) {
		rc = decode_value(row, json_array_get(json, i), &items[i], problem);
		i += rc == 0;
	}
	if (rc == 0)
		rc = make(sequence(count, items), value);
	else
		while (i > 0)
			pysock_value_drop(items[--i]);
	free(items);
	return rc;
}

static int decode_tuple(const struct row *row, const char *tag, const json_t *inner,
	struct pysock_value **value, struct problem *problem)
{
	if (!json_is_array(inner))
		return problem_broken(problem, "no list in %s", tag);
	return decode_items(row, inner, pysock_value_tuple, value, problem);
}

static int decode_int(const struct row *row, const char *tag, const json_t *inner,
	struct pysock_value **value, struct problem *problem)
{
	const char *text = json_string_value(inner), *digits = text;

	(void)row;
	if (digits != NULL && *digits == '-')
		digits++;
	if (digits == NULL || *digits == '\0' || digits[strspn(digits, "0123456789")] != '\0')
		return problem_broken(problem, "no digits in %s", tag);
	return make(pysock_value_big_int(text), value);
}

static int decode_float(const struct row *row, const char *tag, const json_t *inner,
	struct pysock_value **value, struct problem *problem)
{
	static const struct {
		const char *text;
		double real;
	} reals[] = {{"nan", NAN}, {"inf", INFINITY}, {"-inf", -INFINITY}};
	const char *text = json_string_value(inner);

	(void)row;
	for (size_t i = 0; text != NULL && i < sizeof reals / sizeof *reals; i++)
		if (strcmp(reals[i].text, text) == 0)
			return make(pysock_value_float(reals[i].real), value);
	return problem_broken(problem, "%s is nan, inf or -inf", tag);
}

static int decode_const(const struct row *row, const char *tag, const json_t *inner,
	struct pysock_value **value, struct problem *problem)
{
	const char *name = json_string_value(inner);

	(void)row;
	if (name == NULL)
		return problem_broken(problem, "no name in %s", tag);
	if (!pysock_has(NULL, name))
		return problem_lacks(problem, name);
	problem->kind = PROBLEM_RAISED;
	return pysock_get(NULL, name, value, &problem->error);
}

static int decode_flags(const struct row *row, const char *tag, const json_t *inner,
	struct pysock_value **value, struct problem *problem)
{
	int64_t flags = 0;

	if (json_array_size(inner) == 0)
		return problem_broken(problem, "no list of names in %s", tag);
	for (size_t i = 0; i < json_array_size(inner); i++) {
		struct pysock_value *flag = NULL;
		if (decode_const(row, tag, json_array_get(inner, i), &flag, problem) < 0)
			return -1;
		bool number = pysock_value_kind(flag) == PYSOCK_VALUE_INT;
		flags |= number ? pysock_value_number(flag) : 0;
		pysock_value_drop(flag);
		if (!number)
			return problem_broken(problem, "no number in %s", tag);
	}
	return make(pysock_value_int(flags), value);
}

static int decode_var(const struct row *row, const char *tag, const json_t *inner,
	struct pysock_value **value, struct problem *problem)
{
	if (!json_is_string(inner))
		return problem_broken(problem, "no name in %s", tag);
	return name_variable(row, json_string_value(inner), value, problem);
}

static int decode_index(const struct row *row, const char *tag, const json_t *inner,
	struct pysock_value **value, struct problem *problem)
{
	(void)row;
	if (!json_is_integer(inner))
		return problem_broken(problem, "no integer in %s", tag);
	return make(pysock_value_index(json_integer_value(inner)), value);
}

static int decode_tagged(const struct row *row, const json_t *json, struct pysock_value **value,
	struct problem *problem)
{
	static const struct {
		const char *tag;
		int (*decode)(const struct row *row, const char *tag, const json_t *inner,
			struct pysock_value **value, struct problem *problem);
	} tags[] = {
		{"bytes", decode_data},
		{"bytearray", decode_data},
		{"memoryview", decode_data},
		{"strided", decode_data},
		{"str", decode_data},
		{"tuple", decode_tuple},
		{"int", decode_int},
		{"float", decode_float},
		{"const", decode_const},
		{"flags", decode_flags},
		{"var", decode_var},
		{"index", decode_index},
	};
	const char *key = json_object_iter_key(json_object_iter((json_t *)(uintptr_t)json));

	for (size_t i = 0; json_object_size(json) == 1 && i < sizeof tags / sizeof *tags; i++)
		if (strcmp(tags[i].tag, key) == 0)
			return tags[i].decode(row, key, json_object_get(json, key), value, problem);
	return problem_broken(problem, "no value: an object with %zu keys, \"%s\" the first",
		json_object_size(json), key == NULL ? "" : key);
}

int decode_value(const struct row *row, const json_t *json, struct pysock_value **value,
	struct problem *problem)
{
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		return decode_tagged(row, json, value, problem);
	case JSON_ARRAY:
		return decode_items(row, json, pysock_value_list, value, problem);
	case JSON_STRING:
		return make(
			pysock_value_str(json_string_value(json), json_string_length(json)), value);
	case JSON_INTEGER:
		return make(pysock_value_int(json_integer_value(json)), value);
	case JSON_REAL:
		return make(pysock_value_float(json_real_value(json)), value);
	case JSON_NULL:
		return make(pysock_value_none(), value);
	default:
		return make(pysock_value_bool(json_is_true(json)), value);
	}
}
