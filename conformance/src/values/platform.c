#include "platform.h"

#include "cvalue.h"

#include <stddef.h>
#include <string.h>

struct value {
	const char *name;
	int64_t value;
};

/* One error of POSIX, and what the system has in its place. */
struct error {
	const char *posix;
	const char *own;
};

struct plumb_platform {
	const char *word; /* the first of what a subject says */
	const struct value *values;
	size_t value_count;
	const struct error *errors;
	size_t error_count;
};

static const struct value windows_values[] = {
#include "windows_values.inc"
};

/* A socket that is closed is no socket any more, and an operation that cannot be done at once would
   block, be it a connection too. */
static const struct error windows_errors[] = {
	{"EAGAIN", "EWOULDBLOCK"},
	{"EBADF", "ENOTSOCK"},
	{"EINPROGRESS", "EWOULDBLOCK"},
	{"EPIPE", "ESHUTDOWN"},
};

static const struct plumb_platform platforms[] = {
	{"Windows", windows_values, sizeof windows_values / sizeof *windows_values, windows_errors,
		sizeof windows_errors / sizeof *windows_errors},
};

const struct plumb_platform *plumb_platform_of(const char *said)
{
	size_t length = said ? strcspn(said, " ") : 0;

	for (size_t i = 0; said && i < sizeof platforms / sizeof *platforms; i++)
		if (strlen(platforms[i].word) == length &&
			memcmp(platforms[i].word, said, length) == 0)
			return &platforms[i];
	return NULL;
}

static bool look_up(const struct plumb_platform *platform, const char *name, int64_t *value)
{
	for (size_t i = 0; i < platform->value_count; i++) {
		if (strcmp(platform->values[i].name, name) == 0) {
			*value = platform->values[i].value;
			return true;
		}
	}
	return false;
}

/* ECONNREFUSED is an error, EAI_AGAIN is not. */
static bool is_error(const char *name)
{
	return *name == 'E' && !strchr(name, '_');
}

bool plumb_platform_c_value(const struct plumb_platform *platform, const char *name, int64_t *value)
{
	return platform ? !is_error(name) && look_up(platform, name, value)
			: plumb_c_value(name, value);
}

bool plumb_platform_errno_value(
	const struct plumb_platform *platform, const char *name, int64_t *value)
{
	return platform ? is_error(name) && look_up(platform, name, value)
			: plumb_errno_value(name, value);
}

const char *plumb_platform_error(const struct plumb_platform *platform, const char *code)
{
	for (size_t i = 0; platform && i < platform->error_count; i++)
		if (strcmp(platform->errors[i].posix, code) == 0)
			return platform->errors[i].own;
	return code;
}
