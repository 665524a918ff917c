/* Exceptions as objects: their classes, their attributes, and catching them. */

#include "call.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The class that Python gives to an error of this errno; those that are missing are OSError. */
static const struct {
	int code;
	const char *name;
} classes[] = {
	{EAGAIN, "BlockingIOError"},
	{EALREADY, "BlockingIOError"},
	{EINPROGRESS, "BlockingIOError"},
	{EWOULDBLOCK, "BlockingIOError"},
	{ECHILD, "ChildProcessError"},
	{EPIPE, "BrokenPipeError"},
#ifdef ESHUTDOWN
	{ESHUTDOWN, "BrokenPipeError"},
#endif
	{ECONNABORTED, "ConnectionAbortedError"},
	{ECONNREFUSED, "ConnectionRefusedError"},
	{ECONNRESET, "ConnectionResetError"},
	{EEXIST, "FileExistsError"},
	{ENOENT, "FileNotFoundError"},
	{EINTR, "InterruptedError"},
	{EISDIR, "IsADirectoryError"},
	{ENOTDIR, "NotADirectoryError"},
	{EACCES, "PermissionError"},
	{EPERM, "PermissionError"},
	{ESRCH, "ProcessLookupError"},
	{ETIMEDOUT, "TimeoutError"},
#ifdef WSABASEERR
	{WSAEWOULDBLOCK, "BlockingIOError"},
	{WSAEALREADY, "BlockingIOError"},
	{WSAEINPROGRESS, "BlockingIOError"},
	{WSAESHUTDOWN, "BrokenPipeError"},
	{WSAECONNABORTED, "ConnectionAbortedError"},
	{WSAECONNREFUSED, "ConnectionRefusedError"},
	{WSAECONNRESET, "ConnectionResetError"},
	{WSAETIMEDOUT, "TimeoutError"},
#endif
};

static const char *class_of(const struct pysock_error *error)
{
	if (error->exception == PYSOCK_TIMEOUT)
		return "TimeoutError";
	if (error->exception != PYSOCK_ERROR)
		return pysock_exception_name(error->exception);
	for (size_t i = 0; error->has_code && i < sizeof classes / sizeof *classes; i++)
		if (classes[i].code == error->code)
			return classes[i].name;
	return "OSError";
}

static bool is_os_error(const struct pysock_error *error)
{
	return error->exception == PYSOCK_ERROR || error->exception == PYSOCK_HERROR ||
	       error->exception == PYSOCK_GAIERROR || error->exception == PYSOCK_TIMEOUT;
}

const char *pys_exception_class(const struct pysock_value *value)
{
	return class_of(value->as.exception.error);
}

bool pys_exception_is(const struct pysock_value *value, const char *class_name)
{
	const struct pysock_error *error = value->as.exception.error;

	return strcmp(class_of(error), class_name) == 0 ||
	       (is_os_error(error) && strcmp(class_name, "OSError") == 0);
}

/* --- making them ------------------------------------------------------------------------------ */

struct pysock_value *pysock_value_exception(const struct pysock_error *error)
{
	struct pysock_value *value = pys_value_alloc(PYSOCK_VALUE_EXCEPTION, sizeof *error);

	if (value == NULL)
		return NULL;
	value->as.exception.error = (struct pysock_error *)(void *)(value + 1);
	*value->as.exception.error = *error;
	return value;
}

/* A tuple of the exceptions of a group. */
static struct pysock_value *make_members(const struct pysock_errors *errors)
{
	struct pysock_value **items = calloc(errors->count + 1, sizeof(*items)), *tuple;

	if (items == NULL)
		return NULL;
	for (size_t i = 0; i < errors->count; i++)
		items[i] = pysock_value_exception(&errors->items[i]);
	tuple = pysock_value_tuple(errors->count, items);
	free(items);
	return tuple;
}

static struct pysock_value *make_group(
	const struct pysock_error *error, const struct pysock_errors *errors)
{
	struct pysock_value *members = make_members(errors);
	struct pysock_value *value = members == NULL ? NULL : pysock_value_exception(error);

	if (value == NULL)
		pysock_value_drop(members);
	else
		value->as.exception.members = members;
	return value;
}

/* The constructor's arguments: the code and the text, or only the text. */
static int run_construct(struct pys_call *call, struct pysock_error *made)
{
	const struct pysock_value *first = call->slot[0].value, *second = call->slot[1].value;
	const struct pysock_value *text = second != NULL ? second : first;
	const char *chars = "";

	if (second != NULL) {
		if (pys_as_int(first, &made->code, call->error) < 0)
			return -1;
		made->has_code = true;
	}
	if (text != NULL && pys_as_string(text, &chars, call->error) < 0)
		return -1;
	strncat(made->text, chars, sizeof made->text - 1);
	return pys_give(call, pysock_value_exception(made));
}

static int run_error(struct pys_call *call)
{
	return run_construct(call, &(struct pysock_error){.exception = PYSOCK_ERROR});
}

static int run_herror(struct pys_call *call)
{
	return run_construct(call, &(struct pysock_error){.exception = PYSOCK_HERROR});
}

static int run_gaierror(struct pys_call *call)
{
	return run_construct(call, &(struct pysock_error){.exception = PYSOCK_GAIERROR});
}

static int run_timeout(struct pys_call *call)
{
	return run_construct(call, &(struct pysock_error){.exception = PYSOCK_TIMEOUT});
}

const struct pys_function pys_exception_constructors[] = {
	{"OSError", "| first:O second:O", run_error, false},
	{"herror", "| first:O second:O", run_herror, false},
	{"gaierror", "| first:O second:O", run_gaierror, false},
	{"TimeoutError", "| first:O second:O", run_timeout, false},
	{NULL, NULL, NULL, false},
};

/* --- their attributes ------------------------------------------------------------------------- */

static struct pysock_value *read_errno(const struct pysock_value *value)
{
	const struct pysock_error *error = value->as.exception.error;

	return error->has_code ? pysock_value_int(error->code) : pysock_value_none();
}

static struct pysock_value *read_strerror(const struct pysock_value *value)
{
	const struct pysock_error *error = value->as.exception.error;

	return error->has_code ? pys_value_text(error->text) : pysock_value_none();
}

static struct pysock_value *read_args(const struct pysock_value *value)
{
	const struct pysock_error *error = value->as.exception.error;
	struct pysock_value *text = pys_value_text(error->text);

	if (error->has_code)
		return pys_value_pair(pysock_value_int(error->code), text);
	return pysock_value_tuple(1, &text);
}

static struct pysock_value *read_exceptions(const struct pysock_value *value)
{
	return pysock_value_share(value->as.exception.members);
}

bool pys_exception_read(
	const struct pysock_value *value, const char *name, struct pysock_value **read)
{
	const bool is_group = value->as.exception.members != NULL;
	const bool has_errno = is_os_error(value->as.exception.error);
	const struct {
		const char *name;
		bool there;
		struct pysock_value *(*read)(const struct pysock_value *value);
	} attributes[] = {
		{"args", true, read_args},
		{"errno", has_errno, read_errno},
		{"strerror", has_errno, read_strerror},
		{"exceptions", is_group, read_exceptions},
	};

	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
		if (attributes[i].there && strcmp(attributes[i].name, name) == 0) {
			*read = attributes[i].read(value);
			return true;
		}
	}
	return false;
}

/* --- catching --------------------------------------------------------------------------------- */

int pysock_catch(struct pysock_value *callable, const struct pysock_arguments *arguments,
	struct pysock_value **exception, struct pysock_error *error)
{
	struct pysock_errors errors = {0};
	struct pysock_error raised;
	struct pysock_value *caught;

	if (pys_call(callable, arguments, NULL, &errors, &raised) == 0)
		caught = pysock_value_none();
	else if (errors.items != NULL)
		caught = make_group(&raised, &errors);
	else
		caught = pysock_value_exception(&raised);
	free(errors.items);
	if (caught == NULL)
		return pys_no_memory(error);
	*exception = caught;
	return 0;
}
