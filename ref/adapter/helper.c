/* The helpers that the protocol takes from the language: len() and its kin. */

#include "adapter.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int give(struct pysock_value *made, struct pysock_value **result, struct pysock_error *error)
{
	if (made == NULL)
		return pysock_raise(error, PYSOCK_MEMORY_ERROR, "out of memory");
	*result = made;
	return 0;
}

static int run_len(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	size_t length;

	if (pysock_value_length(arguments->values[0], &length, error) < 0)
		return -1;
	return give(pysock_value_int((int64_t)length), result, error);
}

static bool is_buffer(const struct pysock_value *value)
{
	enum pysock_value_kind kind = pysock_value_kind(value);

	return kind == PYSOCK_VALUE_BYTES || kind == PYSOCK_VALUE_BYTEARRAY ||
	       kind == PYSOCK_VALUE_MEMORYVIEW;
}

static int run_bytes(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	const struct pysock_value *buffer = arguments->values[0];
	size_t size;

	if (!is_buffer(buffer))
		return pysock_raise(error, PYSOCK_TYPE_ERROR,
			"bytes() is for a buffer here, not '%s'", pysock_value_type_name(buffer));
	const char *data = pysock_value_data(buffer, &size);
	return give(pysock_value_bytes(data, size), result, error);
}

static int run_bytearray(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	const struct pysock_value *from = arguments->values[0];
	size_t size;

	if (is_buffer(from)) {
		const char *data = pysock_value_data(from, &size);
		return give(pysock_value_bytearray(data, size), result, error);
	}
	if (pysock_value_kind(from) != PYSOCK_VALUE_INT)
		return pysock_raise(error, PYSOCK_TYPE_ERROR,
			"bytearray() is for a size or a buffer here, not '%s'",
			pysock_value_type_name(from));
	if (pysock_value_number(from) < 0)
		return pysock_raise(error, PYSOCK_VALUE_ERROR, "the size is negative");
	return give(pysock_value_bytearray(NULL, (size_t)pysock_value_number(from)), result, error);
}

static int run_type(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	return give(pysock_value_type(arguments->values[0]), result, error);
}

static int run_isinstance(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	bool answer;

	if (pysock_value_is_instance(arguments->values[0], arguments->values[1], &answer, error) <
		0)
		return -1;
	return give(pysock_value_bool(answer), result, error);
}

/* Only what has the same text everywhere. */
static int run_str(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	struct pysock_value *value = arguments->values[0];
	char digits[32];

	switch (pysock_value_kind(value)) {
	case PYSOCK_VALUE_STR:
		return give(pysock_value_share(value), result, error);
	case PYSOCK_VALUE_NONE:
		return give(pysock_value_str("None", 4), result, error);
	case PYSOCK_VALUE_BOOL:
		return give(pysock_value_number(value) != 0 ? pysock_value_str("True", 4)
							    : pysock_value_str("False", 5),
			result, error);
	case PYSOCK_VALUE_INT:
		snprintf(digits, sizeof digits, "%lld", (long long)pysock_value_number(value));
		return give(pysock_value_str(digits, strlen(digits)), result, error);
	default:
		return pysock_raise(error, PYSOCK_TYPE_ERROR,
			"str() is for text and integers here, not '%s'",
			pysock_value_type_name(value));
	}
}

static int run_bool(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	return give(pysock_value_bool(pysock_value_truth(arguments->values[0])), result, error);
}

/* Bytes of the C ints in a list. */
static int pack_ints(
	const struct pysock_value *list, struct pysock_value **result, struct pysock_error *error)
{
	size_t count = pysock_value_count(list);
	int *numbers = adapter_need(calloc(count + 1, sizeof *numbers));
	int status = 0;

	for (size_t i = 0; i < count && status == 0; i++) {
		const struct pysock_value *item = pysock_value_item(list, i);
		int64_t number = 0;
		if (pysock_value_kind(item) != PYSOCK_VALUE_INT)
			status = pysock_raise(error, PYSOCK_TYPE_ERROR, "ints() is for integers");
		else
			number = pysock_value_number(item);
		if (status == 0 && (number < INT_MIN || number > INT_MAX))
			status = pysock_raise(error, PYSOCK_OVERFLOW_ERROR, "no C int");
		numbers[i] = (int)number;
	}
	if (status == 0)
		status = give(pysock_value_bytes(numbers, count * sizeof *numbers), result, error);
	free(numbers);
	return status;
}

/* The whole C ints in bytes, as a list. */
static int unpack_ints(
	const struct pysock_value *buffer, struct pysock_value **result, struct pysock_error *error)
{
	size_t size;
	const char *data = pysock_value_data(buffer, &size);
	size_t count = size / sizeof(int);
	struct pysock_value **items =
		adapter_need(calloc(count + 1, sizeof(struct pysock_value *)));
	int status;

	for (size_t i = 0; i < count; i++) {
		int number;
		memcpy(&number, data + i * sizeof number, sizeof number);
		items[i] = adapter_need(pysock_value_int(number));
	}
	status = give(pysock_value_list(count, items), result, error);
	free(items);
	return status;
}

static int run_ints(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	const struct pysock_value *value = arguments->values[0];

	if (is_buffer(value))
		return unpack_ints(value, result, error);
	if (pysock_value_kind(value) == PYSOCK_VALUE_LIST)
		return pack_ints(value, result, error);
	return pysock_raise(error, PYSOCK_TYPE_ERROR, "ints() is for a list or a buffer, not '%s'",
		pysock_value_type_name(value));
}

/* The module has no iterators of its own: the list itself is as good. */
static int run_iter(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	return give(pysock_value_share(arguments->values[0]), result, error);
}

static const struct helper helpers[] = {
	{"len", 1, run_len},
	{"bytes", 1, run_bytes},
	{"bytearray", 1, run_bytearray},
	{"type", 1, run_type},
	{"isinstance", 2, run_isinstance},
	{"str", 1, run_str},
	{"bool", 1, run_bool},
	{"ints", 1, run_ints},
	{"iter", 1, run_iter},
};

const struct helper *helper_find(const char *name)
{
	for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++)
		if (strcmp(helpers[i].name, name) == 0)
			return &helpers[i];
	return NULL;
}

int helper_call(const struct helper *helper, const struct pysock_arguments *arguments,
	struct pysock_value **result, struct pysock_error *error)
{
	if (arguments->count != helper->arguments || arguments->keyword_count > 0)
		return pysock_raise(error, PYSOCK_TYPE_ERROR, "%s() takes %zu arguments here",
			helper->name, helper->arguments);
	return helper->run(arguments, result, error);
}
