/* Binding arguments to parameters, by the shape that a function's table entry gives. */

#include "call.h"

#include <string.h>

struct parameter {
	const char *name; /* not terminated; two spellings have a stroke between them */
	size_t name_size;
	char letter;
};

struct shape {
	struct parameter parameters[PYS_PARAMETERS_MAX];
	size_t count;
	size_t required;
	size_t positional;
};

static void read_shape(const char *text, struct shape *shape)
{
	bool optional = false, named = false;

	shape->count = 0;
	shape->required = 0;
	shape->positional = 0;
	while (*text != '\0') {
		size_t size = strcspn(text, " ");
		if (*text == '|') {
			optional = true;
		} else if (*text == '*') {
			named = true;
		} else {
			shape->parameters[shape->count++] =
				(struct parameter){text, size - 2, text[size - 1]};
			if (!optional)
				shape->required++;
			if (!named)
				shape->positional++;
		}
		text += size + strspn(text + size, " ");
	}
}

static bool is_spelled(const struct parameter *parameter, const char *name)
{
	const char *text = parameter->name, *end = text + parameter->name_size;

	while (text < end) {
		const char *stroke = memchr(text, '/', (size_t)(end - text));
		size_t size = (size_t)((stroke == NULL ? end : stroke) - text);
		if (strlen(name) == size && memcmp(text, name, size) == 0)
			return true;
		text += size + 1;
	}
	return false;
}

static int bind_keyword(const char *function, const struct shape *shape,
	const struct pysock_keyword *keyword, struct pys_slot slots[], struct pysock_error *error)
{
	for (size_t i = 0; i < shape->count; i++) {
		if (!is_spelled(&shape->parameters[i], keyword->name))
			continue;
		if (slots[i].value != NULL)
			return pysock_raise(error, PYSOCK_TYPE_ERROR,
				"%s() got two values for '%s'", function, keyword->name);
		slots[i].value = keyword->value;
		return 0;
	}
	return pysock_raise(error, PYSOCK_TYPE_ERROR, "%s() has no parameter named '%s'", function,
		keyword->name);
}

static int bind_all(const struct pys_function *function, const struct shape *shape,
	const struct pysock_arguments *arguments, struct pys_slot slots[],
	struct pysock_error *error)
{
	if (arguments->keyword_count > 0 && !function->keywords)
		return pysock_raise(error, PYSOCK_TYPE_ERROR, "%s() takes no keyword arguments",
			function->name);
	if (arguments->count > shape->positional)
		return pysock_raise(error, PYSOCK_TYPE_ERROR,
			"%s() takes at most %zu arguments (%zu given)", function->name,
			shape->positional, arguments->count);
	for (size_t i = 0; i < arguments->count; i++)
		slots[i].value = arguments->values[i];
	for (size_t i = 0; i < arguments->keyword_count; i++)
		if (bind_keyword(function->name, shape, &arguments->keywords[i], slots, error) < 0)
			return -1;
	for (size_t i = 0; i < shape->required; i++)
		if (slots[i].value == NULL)
			return pysock_raise(error, PYSOCK_TYPE_ERROR,
				"%s() misses argument %zu '%.*s'", function->name, i + 1,
				(int)shape->parameters[i].name_size, shape->parameters[i].name);
	return 0;
}

static int convert(char letter, struct pys_slot *slot, struct pysock_error *error)
{
	switch (letter) {
	case 'i':
		return pys_as_int(slot->value, &slot->number, error);
	case 'n':
		return pys_as_size(slot->value, &slot->size, error);
	case 's':
		return pys_as_string(slot->value, &slot->text, error);
	case 'a':
		return pys_as_ip_text(slot->value, &slot->text, error);
	case 'y':
		return pys_as_buffer(slot->value, &slot->span, error);
	case 'w':
		return pys_as_writable(slot->value, &slot->span, error);
	default:
		return 0;
	}
}

int pys_bind(const struct pys_function *function, const struct pysock_arguments *arguments,
	struct pys_slot slots[PYS_PARAMETERS_MAX], struct pysock_error *error)
{
	struct shape shape;

	read_shape(function->shape, &shape);
	memset(slots, 0, PYS_PARAMETERS_MAX * sizeof *slots);
	if (bind_all(function, &shape, arguments, slots, error) < 0)
		return -1;
	for (size_t i = 0; i < shape.count; i++)
		if (slots[i].value != NULL &&
			convert(shape.parameters[i].letter, &slots[i], error) < 0)
			return -1;
	return 0;
}
