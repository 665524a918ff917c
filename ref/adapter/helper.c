/* The helpers that the protocol takes from Python: len() and the like. */

#include "helper.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int helper_give(struct pysock_value *made, struct pysock_value **result, struct pysock_error *error)
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
	return helper_give(pysock_value_int((int64_t)length), result, error);
}

bool helper_is_buffer(const struct pysock_value *value)
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

	if (!helper_is_buffer(buffer))
		return pysock_raise(error, PYSOCK_TYPE_ERROR,
			"bytes() is for a buffer here, not '%s'", pysock_value_type_name(buffer));
	const char *data = pysock_value_data(buffer, &size);
	return helper_give(pysock_value_bytes(data, size), result, error);
}

static int run_bytearray(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	const struct pysock_value *from = arguments->values[0];
	size_t size;

	if (helper_is_buffer(from)) {
		const char *data = pysock_value_data(from, &size);
		return helper_give(pysock_value_bytearray(data, size), result, error);
	}
	if (pysock_value_kind(from) != PYSOCK_VALUE_INT)
		return pysock_raise(error, PYSOCK_TYPE_ERROR,
			"bytearray() is for a size or a buffer here, not '%s'",
			pysock_value_type_name(from));
	if (pysock_value_number(from) < 0)
		return pysock_raise(error, PYSOCK_VALUE_ERROR, "the size is negative");
	return helper_give(
		pysock_value_bytearray(NULL, (size_t)pysock_value_number(from)), result, error);
}

static int run_type(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	return helper_give(pysock_value_type(arguments->values[0]), result, error);
}

static int run_isinstance(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	bool answer;

	if (pysock_value_is_instance(arguments->values[0], arguments->values[1], &answer, error) <
		0)
		return -1;
	return helper_give(pysock_value_bool(answer), result, error);
}

/* str() only of values that have the same text in every language. */
static int run_str(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	struct pysock_value *value = arguments->values[0];
	char digits[32];

	switch (pysock_value_kind(value)) {
	case PYSOCK_VALUE_STR:
		return helper_give(pysock_value_share(value), result, error);
	case PYSOCK_VALUE_NONE:
		return helper_give(pysock_value_str("None", 4), result, error);
	case PYSOCK_VALUE_BOOL:
		return helper_give(pysock_value_number(value) != 0 ? pysock_value_str("True", 4)
								   : pysock_value_str("False", 5),
			result, error);
	case PYSOCK_VALUE_INT:
		snprintf(digits, sizeof digits, "%lld", (long long)pysock_value_number(value));
		return helper_give(pysock_value_str(digits, strlen(digits)), result, error);
	default:
		return pysock_raise(error, PYSOCK_TYPE_ERROR,
			"str() is for text and integers here, not '%s'",
			pysock_value_type_name(value));
	}
}

static int run_bool(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	return helper_give(
		pysock_value_bool(pysock_value_truth(arguments->values[0])), result, error);
}

/* Returns the exception of the call that the arguments describe. */
static int run_raised(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	struct pysock_arguments rest = *arguments;

	rest.count--;
	rest.values++;
	return pysock_catch(arguments->values[0], &rest, result, error);
}

static const struct helper helpers[] = {
	{"len", 1, 1, false, run_len},
	{"bytes", 1, 1, false, run_bytes},
	{"bytearray", 1, 1, false, run_bytearray},
	{"type", 1, 1, false, run_type},
	{"isinstance", 2, 2, false, run_isinstance},
	{"str", 1, 1, false, run_str},
	{"bool", 1, 1, false, run_bool},
	{"ints", 1, 1, false, helper_ints},
	{"iter", 1, 1, false, helper_iter},
	{"open", 1, 3, false, helper_open},
	{"fcntl", 2, 3, false, helper_fcntl},
	{"getpid", 0, 0, false, helper_getpid},
	{"raised", 1, SIZE_MAX, true, run_raised},
	{"handle", 1, 1 + HELPER_MOST_HANDED, false, helper_handle},
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
	if (arguments->count < helper->least || arguments->count > helper->most ||
		(arguments->keyword_count > 0 && !helper->keywords))
		return pysock_raise(error, PYSOCK_TYPE_ERROR,
			"%s() takes %zu to %zu arguments here", helper->name, helper->least,
			helper->most);
	return helper->run(arguments, result, error);
}
