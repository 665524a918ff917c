/* The helpers for iterators, C ints in bytes, files and descriptors. */

#include "helper.h"
#include "host.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_sequence(const struct pysock_value *value)
{
	enum pysock_value_kind kind = pysock_value_kind(value);

	return kind == PYSOCK_VALUE_LIST || kind == PYSOCK_VALUE_TUPLE;
}

int helper_iter(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	struct pysock_value *value = arguments->values[0];

	if (!is_sequence(value))
		return pysock_raise(error, PYSOCK_TYPE_ERROR, "iter() is for a list here, not '%s'",
			pysock_value_type_name(value));
	return helper_give(pysock_value_iterator(pysock_value_share(value)), result, error);
}

/* Reads a value as a C int. */
static int read_int(const struct pysock_value *value, int *number, struct pysock_error *error)
{
	enum pysock_value_kind kind = pysock_value_kind(value);

	if (kind == PYSOCK_VALUE_BIG_INT)
		return pysock_raise(error, PYSOCK_OVERFLOW_ERROR, "the integer is no C int");
	if (kind != PYSOCK_VALUE_INT && kind != PYSOCK_VALUE_BOOL && kind != PYSOCK_VALUE_INDEX)
		return pysock_raise(error, PYSOCK_TYPE_ERROR, "an integer is wanted, not '%s'",
			pysock_value_type_name(value));
	if (pysock_value_number(value) < INT_MIN || pysock_value_number(value) > INT_MAX)
		return pysock_raise(error, PYSOCK_OVERFLOW_ERROR, "the integer is no C int");
	*number = (int)pysock_value_number(value);
	return 0;
}

static int pack_ints(
	const struct pysock_value *list, struct pysock_value **result, struct pysock_error *error)
{
	size_t count = pysock_value_count(list);
	int *numbers = adapter_need(calloc(count + 1, sizeof *numbers));
	int rc = 0;

	for (size_t i = 0; i < count && rc == 0; i++)
		rc = read_int(pysock_value_item(list, i), &numbers[i], error);
	if (rc == 0)
		rc = helper_give(
			pysock_value_bytes(numbers, count * sizeof *numbers), result, error);
	free(numbers);
	return rc;
}

/* Ignores trailing bytes that do not make a whole int. */
int helper_ints(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	const struct pysock_value *value = arguments->values[0];
	struct pysock_value **items;
	const char *data;
	size_t size;
	int rc, number;

	if (is_sequence(value))
		return pack_ints(value, result, error);
	if (!helper_is_buffer(value))
		return pysock_raise(error, PYSOCK_TYPE_ERROR,
			"ints() is for a list or a buffer, not '%s'",
			pysock_value_type_name(value));
	data = pysock_value_data(value, &size);
	items = adapter_need(calloc(size + 1, sizeof(*items)));
	for (size_t i = 0; i < size / sizeof number; i++) {
		memcpy(&number, data + i * sizeof number, sizeof number);
		items[i] = pysock_value_int(number);
	}
	rc = helper_give(pysock_value_list(size / sizeof number, items), result, error);
	free(items);
	return rc;
}

/* A number opens a file where it is a descriptor of the C library's; no row needs that file. */
static int refuse_number(const struct pysock_value *value, struct pysock_error *error)
{
	int fd = -1;

	if (read_int(value, &fd, error) < 0)
		return -1;
	if (!host_is_descriptor(fd))
		return pysock_raise_errno(error, errno);
	return pysock_raise(error, PYSOCK_TYPE_ERROR, "open() is for a path here, not a number");
}

int helper_open(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	const char *texts[2] = {"", "r"};
	int bufsize = -1;

	if (arguments->count > 0 && pysock_value_kind(arguments->values[0]) == PYSOCK_VALUE_INT)
		return refuse_number(arguments->values[0], error);
	for (size_t i = 0; i < arguments->count && i < 2; i++) {
		const struct pysock_value *value = arguments->values[i];
		size_t size;
		if (pysock_value_kind(value) != PYSOCK_VALUE_STR)
			return pysock_raise(error, PYSOCK_TYPE_ERROR,
				"open() is for text here, not '%s'", pysock_value_type_name(value));
		texts[i] = pysock_value_data(value, &size);
	}
	if (arguments->count > 2 && read_int(arguments->values[2], &bufsize, error) < 0)
		return -1;
	return pysock_value_open(texts[0], texts[1], bufsize, result, error);
}

/* Reads a descriptor, or that of a socket. */
static int read_descriptor(const struct pysock_value *value, int *fd, struct pysock_error *error)
{
	if (pysock_value_kind(value) != PYSOCK_VALUE_SOCKET)
		return read_int(value, fd, error);
	*fd = (int)pysock_fileno(pysock_value_handle(value));
	return *fd >= 0 ? 0 : pysock_raise(error, PYSOCK_VALUE_ERROR, "the socket is closed");
}

int helper_fcntl(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	int numbers[3] = {0}, answer;

	if (read_descriptor(arguments->values[0], &numbers[0], error) < 0)
		return -1;
	for (size_t i = 1; i < arguments->count; i++)
		if (read_int(arguments->values[i], &numbers[i], error) < 0)
			return -1;
	answer = host_fcntl(numbers[0], numbers[1], numbers[2]);
	if (answer < 0)
		return pysock_raise_errno(error, errno);
	return helper_give(pysock_value_int(answer), result, error);
}

int helper_getpid(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	(void)arguments;
	return helper_give(pysock_value_int(getpid()), result, error);
}
