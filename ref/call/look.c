/* Looking at values, and what the language's own len(), type() and isinstance() say of them. */

#include "call.h"

#include <assert.h>
#include <string.h>

enum pysock_value_kind pysock_value_kind(const struct pysock_value *value)
{
	return value->kind;
}

const char *pysock_value_type_name(const struct pysock_value *value)
{
	static const char *const names[] = {
		[PYSOCK_VALUE_NONE] = "NoneType",
		[PYSOCK_VALUE_BOOL] = "bool",
		[PYSOCK_VALUE_INT] = "int",
		[PYSOCK_VALUE_BIG_INT] = "int",
		[PYSOCK_VALUE_FLOAT] = "float",
		[PYSOCK_VALUE_STR] = "str",
		[PYSOCK_VALUE_BYTES] = "bytes",
		[PYSOCK_VALUE_BYTEARRAY] = "bytearray",
		[PYSOCK_VALUE_MEMORYVIEW] = "memoryview",
		[PYSOCK_VALUE_TUPLE] = "tuple",
		[PYSOCK_VALUE_LIST] = "list",
		[PYSOCK_VALUE_INDEX] = "index",
		[PYSOCK_VALUE_SOCKET] = "socket",
		[PYSOCK_VALUE_FILE] = "file",
		[PYSOCK_VALUE_TYPE] = "type",
		[PYSOCK_VALUE_ITERATOR] = "list_iterator",
		[PYSOCK_VALUE_FUNCTION] = "function",
	};

	if (value->kind == PYSOCK_VALUE_EXCEPTION)
		return pys_exception_class(value);
	return value->kind == PYSOCK_VALUE_OBJECT ? value->as.bytes.data : names[value->kind];
}

int64_t pysock_value_number(const struct pysock_value *value)
{
	assert(value->kind == PYSOCK_VALUE_BOOL || value->kind == PYSOCK_VALUE_INT ||
		value->kind == PYSOCK_VALUE_INDEX);
	return value->as.number;
}

double pysock_value_real(const struct pysock_value *value)
{
	assert(value->kind == PYSOCK_VALUE_FLOAT);
	return value->as.real;
}

const char *pysock_value_data(const struct pysock_value *value, size_t *size)
{
	if (value->kind == PYSOCK_VALUE_FUNCTION) {
		*size = strlen(value->as.function.entry->name);
		return value->as.function.entry->name;
	}
	*size = value->as.bytes.size;
	return value->as.bytes.data;
}

bool pysock_value_is_unicode(const struct pysock_value *value)
{
	assert(value->kind == PYSOCK_VALUE_STR);
	return value->as.bytes.plain;
}

size_t pysock_value_count(const struct pysock_value *value)
{
	assert(value->kind == PYSOCK_VALUE_TUPLE || value->kind == PYSOCK_VALUE_LIST);
	return value->as.items.count;
}

struct pysock_value *pysock_value_item(const struct pysock_value *value, size_t index)
{
	assert(index < pysock_value_count(value));
	return value->as.items.values[index];
}

struct pysock *pysock_value_handle(const struct pysock_value *value)
{
	assert(value->kind == PYSOCK_VALUE_SOCKET);
	return value->as.socket;
}

bool pysock_value_truth(const struct pysock_value *value)
{
	switch (value->kind) {
	case PYSOCK_VALUE_NONE:
		return false;
	case PYSOCK_VALUE_BOOL:
	case PYSOCK_VALUE_INT:
		return value->as.number != 0;
	case PYSOCK_VALUE_FLOAT:
		return value->as.real != 0;
	case PYSOCK_VALUE_STR:
	case PYSOCK_VALUE_BYTES:
	case PYSOCK_VALUE_BYTEARRAY:
	case PYSOCK_VALUE_MEMORYVIEW:
		return value->as.bytes.size > 0;
	case PYSOCK_VALUE_TUPLE:
	case PYSOCK_VALUE_LIST:
		return value->as.items.count > 0;
	default:
		return true;
	}
}

static size_t count_characters(const struct pysock_value *text)
{
	size_t count = 0;
	for (size_t i = 0; i < text->as.bytes.size; i++)
		count += ((unsigned char)text->as.bytes.data[i] & 0xc0) != 0x80;
	return count;
}

int pysock_value_length(
	const struct pysock_value *value, size_t *length, struct pysock_error *error)
{
	switch (value->kind) {
	case PYSOCK_VALUE_STR:
		*length = count_characters(value);
		return 0;
	case PYSOCK_VALUE_BYTES:
	case PYSOCK_VALUE_BYTEARRAY:
	case PYSOCK_VALUE_MEMORYVIEW:
		*length = value->as.bytes.size;
		return 0;
	case PYSOCK_VALUE_TUPLE:
	case PYSOCK_VALUE_LIST:
		*length = value->as.items.count;
		return 0;
	default:
		return pysock_raise(error, PYSOCK_TYPE_ERROR, "a value of type '%s' has no length",
			pysock_value_type_name(value));
	}
}

struct pysock_value *pysock_value_type(const struct pysock_value *value)
{
	return pys_value_type_named(pysock_value_type_name(value));
}

int pysock_value_is_instance(const struct pysock_value *value, const struct pysock_value *type,
	bool *answer, struct pysock_error *error)
{
	if (type->kind != PYSOCK_VALUE_TYPE)
		return pysock_raise(error, PYSOCK_TYPE_ERROR, "isinstance() wants a type, not '%s'",
			pysock_value_type_name(type));
	*answer = strcmp(pysock_value_type_name(value), type->as.bytes.data) == 0 ||
		  (value->kind == PYSOCK_VALUE_EXCEPTION &&
			  pys_exception_is(value, type->as.bytes.data)) ||
		  (value->kind == PYSOCK_VALUE_BOOL && strcmp(type->as.bytes.data, "int") == 0);
	return 0;
}
