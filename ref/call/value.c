/* Values: making them, counting references to them, and letting them go. */

#include "call.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

int pys_no_memory(struct pysock_error *error)
{
	return pysock_raise(error, PYSOCK_MEMORY_ERROR, "out of memory");
}

static bool has_bytes(enum pysock_value_kind kind)
{
	return kind == PYSOCK_VALUE_BIG_INT || kind == PYSOCK_VALUE_TYPE ||
	       kind == PYSOCK_VALUE_OBJECT ||
	       (kind >= PYSOCK_VALUE_STR && kind <= PYSOCK_VALUE_MEMORYVIEW);
}

/* A value, with that much room behind it; where it is a kind that has bytes, they are there. */
struct pysock_value *pys_value_alloc(enum pysock_value_kind kind, size_t room)
{
	/* No object is larger than PTRDIFF_MAX. */
	if (room > PTRDIFF_MAX - sizeof(struct pysock_value) - 1)
		return NULL;
	struct pysock_value *value = malloc(sizeof *value + room + 1);
	if (value == NULL)
		return NULL;
	memset(value, 0, sizeof *value);
	value->kind = kind;
	value->references = 1;
	if (has_bytes(kind)) {
		value->as.bytes.size = room;
		value->as.bytes.data = (char *)(value + 1);
		value->as.bytes.data[room] = '\0';
	}
	return value;
}

struct pysock_value *pysock_value_none(void)
{
	return pys_value_alloc(PYSOCK_VALUE_NONE, 0);
}

static struct pysock_value *make_number(enum pysock_value_kind kind, int64_t number)
{
	struct pysock_value *value = pys_value_alloc(kind, 0);
	if (value != NULL)
		value->as.number = number;
	return value;
}

struct pysock_value *pysock_value_bool(bool truth)
{
	return make_number(PYSOCK_VALUE_BOOL, truth);
}

struct pysock_value *pysock_value_int(int64_t number)
{
	return make_number(PYSOCK_VALUE_INT, number);
}

struct pysock_value *pysock_value_index(int64_t number)
{
	return make_number(PYSOCK_VALUE_INDEX, number);
}

struct pysock_value *pysock_value_float(double number)
{
	struct pysock_value *value = pys_value_alloc(PYSOCK_VALUE_FLOAT, 0);
	if (value != NULL)
		value->as.real = number;
	return value;
}

static struct pysock_value *make_bytes(enum pysock_value_kind kind, const void *data, size_t size)
{
	struct pysock_value *value = pys_value_alloc(kind, size);
	if (value == NULL)
		return NULL;
	value->as.bytes.plain = true;
	if (data == NULL)
		memset(value->as.bytes.data, 0, size);
	else
		memcpy(value->as.bytes.data, data, size);
	return value;
}

struct pysock_value *pysock_value_bytes(const void *data, size_t size)
{
	return make_bytes(PYSOCK_VALUE_BYTES, data, size);
}

struct pysock_value *pysock_value_bytearray(const void *data, size_t size)
{
	return make_bytes(PYSOCK_VALUE_BYTEARRAY, data, size);
}

/* The bytes in view are copied, as nobody can change them; only their stride is remembered. */
struct pysock_value *pysock_value_memoryview(const void *data, size_t size, size_t step)
{
	assert(step > 0);
	size_t count = size / step + (size % step != 0);
	struct pysock_value *value = pys_value_alloc(PYSOCK_VALUE_MEMORYVIEW, count);
	if (value == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		value->as.bytes.data[i] = ((const char *)data)[i * step];
	value->as.bytes.plain = step == 1 || count == 1;
	return value;
}

struct pysock_value *pysock_value_borrowed(void *data, size_t size, bool writable)
{
	struct pysock_value *value = pys_value_alloc(PYSOCK_VALUE_MEMORYVIEW, 0);
	if (value == NULL)
		return NULL;
	value->as.bytes =
		(struct pys_bytes){.size = size, .plain = true, .writable = writable, .data = data};
	return value;
}

struct pysock_value *pysock_value_big_int(const char *digits)
{
	char *end;
	int kept = errno;
	errno = 0;
	int64_t number = strtoll(digits, &end, 10);
	bool fits = errno == 0;
	errno = kept;
	assert(end > digits && *end == '\0');
	if (fits)
		return pysock_value_int(number);
	return make_bytes(PYSOCK_VALUE_BIG_INT, digits, strlen(digits));
}

struct pysock_value *pysock_value_object(const char *type_name)
{
	return make_bytes(PYSOCK_VALUE_OBJECT, type_name, strlen(type_name));
}

static struct pysock_value *make_sequence(
	enum pysock_value_kind kind, size_t count, struct pysock_value *const items[])
{
	struct pysock_value *value = NULL;
	bool complete = true;

	for (size_t i = 0; i < count; i++)
		complete = complete && items[i] != NULL;
	if (complete && count < SIZE_MAX / sizeof(struct pysock_value *))
		value = pys_value_alloc(kind, count * sizeof(struct pysock_value *));
	if (value == NULL) {
		for (size_t i = 0; i < count; i++)
			pysock_value_drop(items[i]);
		return NULL;
	}
	value->as.items.values = (struct pysock_value **)(void *)(value + 1);
	value->as.items.count = count;
	for (size_t i = 0; i < count; i++)
		value->as.items.values[i] = items[i];
	return value;
}

struct pysock_value *pysock_value_tuple(size_t count, struct pysock_value *const items[])
{
	return make_sequence(PYSOCK_VALUE_TUPLE, count, items);
}

struct pysock_value *pysock_value_list(size_t count, struct pysock_value *const items[])
{
	return make_sequence(PYSOCK_VALUE_LIST, count, items);
}

struct pysock_value *pysock_value_iterator(struct pysock_value *sequence)
{
	struct pysock_value *value =
		sequence == NULL ? NULL : pys_value_alloc(PYSOCK_VALUE_ITERATOR, 0);
	if (value == NULL)
		pysock_value_drop(sequence);
	else
		value->as.iterator.sequence = sequence;
	return value;
}

struct pysock_value *pys_value_pair(struct pysock_value *first, struct pysock_value *second)
{
	return pysock_value_tuple(2, (struct pysock_value *[]){first, second});
}

struct pysock_value *pysock_value_socket(struct pysock *socket)
{
	struct pysock_value *value =
		socket == NULL ? NULL : pys_value_alloc(PYSOCK_VALUE_SOCKET, 0);
	if (value == NULL)
		pysock_free(socket);
	else
		value->as.socket = socket;
	return value;
}

struct pysock_value *pys_value_file(struct pys_file *file)
{
	struct pysock_value *value = pys_value_alloc(PYSOCK_VALUE_FILE, 0);
	if (value == NULL)
		pys_file_free(file);
	else
		value->as.file = file;
	return value;
}

struct pysock_value *pys_value_type_named(const char *name)
{
	return make_bytes(PYSOCK_VALUE_TYPE, name, strlen(name));
}

struct pysock_value *pys_value_function(const struct pys_function *entry, struct pysock_value *self)
{
	struct pysock_value *value = pys_value_alloc(PYSOCK_VALUE_FUNCTION, 0);
	if (value == NULL)
		return NULL;
	value->as.function.entry = entry;
	value->as.function.self = self == NULL ? NULL : pysock_value_share(self);
	return value;
}

struct pysock_value *pysock_value_share(struct pysock_value *value)
{
	value->references++;
	return value;
}

static void let_go(struct pysock_value *value)
{
	switch (value->kind) {
	case PYSOCK_VALUE_TUPLE:
	case PYSOCK_VALUE_LIST:
		for (size_t i = 0; i < value->as.items.count; i++)
			pysock_value_drop(value->as.items.values[i]);
		break;
	case PYSOCK_VALUE_SOCKET:
		pysock_free(value->as.socket);
		break;
	case PYSOCK_VALUE_FILE:
		pys_file_free(value->as.file);
		break;
	case PYSOCK_VALUE_ITERATOR:
		pysock_value_drop(value->as.iterator.sequence);
		break;
	case PYSOCK_VALUE_EXCEPTION:
		pysock_value_drop(value->as.exception.members);
		break;
	case PYSOCK_VALUE_FUNCTION:
		pysock_value_drop(value->as.function.self);
		break;
	default:
		break;
	}
	free(value);
}

void pysock_value_drop(struct pysock_value *value)
{
	if (value == NULL)
		return;
	assert(value->references > 0);
	if (--value->references > 0)
		return;
	int kept = errno;
	let_go(value);
	errno = kept;
}
