/* From one value to one C type: every rule about types, ranges and encodings stands here. */

#include "call.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int wrong_type(
	const struct pysock_value *value, const char *wanted, struct pysock_error *error)
{
	return pysock_raise(error, PYSOCK_TYPE_ERROR, "%s is wanted, not '%s'", wanted,
		pysock_value_type_name(value));
}

int pys_as_clamped(const struct pysock_value *value, long long *number, struct pysock_error *error)
{
	switch (value->kind) {
	case PYSOCK_VALUE_BOOL:
	case PYSOCK_VALUE_INT:
	case PYSOCK_VALUE_INDEX:
		*number = value->as.number;
		return 0;
	case PYSOCK_VALUE_BIG_INT:
		*number = value->as.bytes.data[0] == '-' ? LLONG_MIN : LLONG_MAX;
		return 0;
	default:
		return wrong_type(value, "an integer", error);
	}
}

int pys_as_int(const struct pysock_value *value, int *number, struct pysock_error *error)
{
	long long wide = 0;

	if (pys_as_clamped(value, &wide, error) < 0)
		return -1;
	if (wide < INT_MIN || wide > INT_MAX)
		return pysock_raise(
			error, PYSOCK_OVERFLOW_ERROR, "the integer is too large for a C int");
	*number = (int)wide;
	return 0;
}

int pys_as_size(const struct pysock_value *value, int64_t *number, struct pysock_error *error)
{
	long long wide = 0;

	if (pys_as_clamped(value, &wide, error) < 0)
		return -1;
	/* A size has the width of a pointer, and a sign. */
	if (value->kind == PYSOCK_VALUE_BIG_INT || wide < PTRDIFF_MIN || wide > PTRDIFF_MAX)
		return pysock_raise(
			error, PYSOCK_OVERFLOW_ERROR, "the integer is too large for a size");
	*number = wide;
	return 0;
}

int pys_as_unsigned(
	const struct pysock_value *value, unsigned long long *number, struct pysock_error *error)
{
	long long small = 0;
	int kept = errno;
	bool fits;

	if (pys_as_clamped(value, &small, error) < 0)
		return -1;
	*number = (unsigned long long)small;
	fits = small >= 0;
	if (fits && value->kind == PYSOCK_VALUE_BIG_INT) {
		errno = 0;
		*number = strtoull(value->as.bytes.data, NULL, 10);
		fits = errno == 0;
		errno = kept;
	}
	if (!fits)
		return pysock_raise(error, PYSOCK_OVERFLOW_ERROR,
			"the integer is negative, or too large for 64 bits");
	return 0;
}

int pys_as_timeout(const struct pysock_value *value, struct pysock_timeout *timeout,
	struct pysock_error *error)
{
	long long whole = 0;

	if (value->kind == PYSOCK_VALUE_NONE) {
		*timeout = pysock_no_timeout();
		return 0;
	}
	if (value->kind == PYSOCK_VALUE_FLOAT) {
		*timeout = pysock_seconds(value->as.real);
		return 0;
	}
	if (pys_as_clamped(value, &whole, error) < 0)
		return -1;
	/* Below what fits into nanoseconds an integer is too large before it is negative. */
	if (whole < LLONG_MIN / 1000000000)
		return pysock_raise(error, PYSOCK_OVERFLOW_ERROR, "the timeout is too large");
	*timeout = pysock_seconds((double)whole);
	return 0;
}

struct pysock_value *pys_value_timeout(struct pysock_timeout timeout)
{
	return timeout.is_none ? pysock_value_none() : pysock_value_float(timeout.seconds);
}

/* Copies a text; the caller frees the copy. */
static int copy_text(const char *text, char **copy, struct pysock_error *error)
{
	char *made = strdup(text);

	if (made == NULL)
		return pys_no_memory(error);
	*copy = made;
	return 0;
}

static bool has_nul(const struct pysock_value *value)
{
	return strlen(value->as.bytes.data) != value->as.bytes.size;
}

static int nul_inside(struct pysock_error *error)
{
	return pysock_raise(error, PYSOCK_VALUE_ERROR, "embedded null character");
}

int pys_as_string(const struct pysock_value *value, const char **text, struct pysock_error *error)
{
	if (value->kind != PYSOCK_VALUE_STR)
		return wrong_type(value, "a str", error);
	if (!value->as.bytes.plain)
		return pysock_raise(error, PYSOCK_UNICODE_ERROR, "surrogates cannot be encoded");
	if (has_nul(value))
		return nul_inside(error);
	*text = value->as.bytes.data;
	return 0;
}

int pys_as_ip_text(const struct pysock_value *value, const char **text, struct pysock_error *error)
{
	if (value->kind == PYSOCK_VALUE_STR && (!value->as.bytes.plain || has_nul(value)))
		return pysock_raise(error, PYSOCK_ERROR, "illegal IP address string");
	return pys_as_string(value, text, error);
}

int pys_as_buffer(
	const struct pysock_value *value, struct pys_span *span, struct pysock_error *error)
{
	if (value->kind < PYSOCK_VALUE_BYTES || value->kind > PYSOCK_VALUE_MEMORYVIEW)
		return wrong_type(value, "a bytes-like object", error);
	if (!value->as.bytes.plain)
		return pysock_raise(error, PYSOCK_BUFFER_ERROR, "the buffer is not contiguous");
	*span = (struct pys_span){value->as.bytes.data, value->as.bytes.size};
	return 0;
}

int pys_as_writable(
	const struct pysock_value *value, struct pys_span *span, struct pysock_error *error)
{
	bool writable = value->kind == PYSOCK_VALUE_BYTEARRAY ||
			(value->kind == PYSOCK_VALUE_MEMORYVIEW && value->as.bytes.writable);

	if (!writable)
		return wrong_type(value, "a writable bytes-like object", error);
	*span = (struct pys_span){value->as.bytes.data, value->as.bytes.size};
	return 0;
}

int pys_as_name(const struct pysock_value *value, char **name, struct pysock_error *error)
{
	size_t size;

	if (value->kind != PYSOCK_VALUE_STR && value->kind != PYSOCK_VALUE_BYTES)
		return wrong_type(value, "a str or bytes", error);
	if (has_nul(value))
		return nul_inside(error);
	if (value->kind == PYSOCK_VALUE_BYTES)
		return copy_text(value->as.bytes.data, name, error);
	return pys_encode_name(value, name, &size, error);
}

int pys_as_sequence(const struct pysock_value *value, struct pysock_value *const **items,
	size_t *count, struct pysock_error *error)
{
	bool has_bytes = value->kind >= PYSOCK_VALUE_STR && value->kind <= PYSOCK_VALUE_MEMORYVIEW;

	if (value->kind == PYSOCK_VALUE_TUPLE || value->kind == PYSOCK_VALUE_LIST) {
		*items = value->as.items.values;
		*count = value->as.items.count;
		return 0;
	}
	/* Text and bytes hold characters and integers, which are invalid here; but empty ones are
	 * allowed. */
	if (!has_bytes || value->as.bytes.size > 0)
		return wrong_type(value, "an iterable of the right items", error);
	*items = NULL;
	*count = 0;
	return 0;
}

int pys_as_items(const struct pysock_value *value, struct pysock_value *const **items,
	size_t *count, struct pysock_error *error)
{
	/* Reading uses up an iterator, but does not change its value. */
	struct pysock_value *iterator = (struct pysock_value *)(uintptr_t)value;
	size_t next;

	if (value->kind != PYSOCK_VALUE_ITERATOR)
		return pys_as_sequence(value, items, count, error);
	if (pys_as_sequence(value->as.iterator.sequence, items, count, error) < 0)
		return -1;
	next = iterator->as.iterator.next;
	iterator->as.iterator.next = *count;
	if (next > 0)
		*items += next;
	*count -= next;
	return 0;
}

static bool is_ascii(const struct pysock_value *value)
{
	for (size_t i = 0; i < value->as.bytes.size; i++)
		if ((unsigned char)value->as.bytes.data[i] >= 0x80)
			return false;
	return true;
}

int pys_as_host(
	const struct pysock_value *value, bool strict, char **host, struct pysock_error *error)
{
	if (value->kind != PYSOCK_VALUE_STR && value->kind != PYSOCK_VALUE_BYTES &&
		value->kind != PYSOCK_VALUE_BYTEARRAY)
		return wrong_type(value, "a str, bytes or bytearray", error);
	if (has_nul(value))
		return pysock_raise(error, PYSOCK_TYPE_ERROR, "a host name has no null character");
	if (value->kind != PYSOCK_VALUE_STR || (!strict && is_ascii(value)))
		return copy_text(value->as.bytes.data, host, error);
	if (is_ascii(value))
		return pysock_idna_encode(value->as.bytes.data, host, error);
	if (value->as.bytes.plain &&
		pys_encode_host(value->as.bytes.data, host, strict ? error : NULL) == 0)
		return 0;
	if (!strict)
		return pysock_raise(error, PYSOCK_TYPE_ERROR, "the host name cannot be encoded");
	return value->as.bytes.plain
		       ? -1
		       : pysock_raise(error, PYSOCK_UNICODE_ERROR, "surrogates cannot be encoded");
}

int pys_as_resolved_host(const struct pysock_value *value, char **host, struct pysock_error *error)
{
	if (value->kind == PYSOCK_VALUE_NONE) {
		*host = NULL;
		return 0;
	}
	if (value->kind != PYSOCK_VALUE_STR && value->kind != PYSOCK_VALUE_BYTES)
		return wrong_type(value, "a str, bytes or None", error);
	if (has_nul(value))
		return nul_inside(error);
	return pys_as_host(value, true, host, error);
}

static int print_port(const struct pysock_value *value, char **service, struct pysock_error *error)
{
	char digits[24];

	(void)snprintf(digits, sizeof digits, "%lld", (long long)value->as.number);
	return copy_text(digits, service, error);
}

int pys_as_service(const struct pysock_value *value, char **service, struct pysock_error *error)
{
	const char *text;

	switch (value->kind) {
	case PYSOCK_VALUE_NONE:
		*service = NULL;
		return 0;
	case PYSOCK_VALUE_INT:
		return print_port(value, service, error);
	case PYSOCK_VALUE_BIG_INT:
		return pysock_raise(error, PYSOCK_OVERFLOW_ERROR, "the port is too large");
	case PYSOCK_VALUE_STR:
		return pys_as_string(value, &text, error) < 0
			       ? -1
			       : copy_text(value->as.bytes.data, service, error);
	case PYSOCK_VALUE_BYTES:
		return has_nul(value) ? nul_inside(error)
				      : copy_text(value->as.bytes.data, service, error);
	default:
		return pysock_raise(
			error, PYSOCK_ERROR, "the port is an int, a str, bytes or None");
	}
}
