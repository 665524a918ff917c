#include "capability.h"

#include "base/version.h"
#include "base/word.h"
#include "steps/kernel_address.h"
#include "steps/steps_read.h"
#include "values/cvalue.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What stands after the prefix, where it is a version; else NULL. */
static const char *version_after(const char *name, const char *prefix)
{
	size_t length = strlen(prefix);

	if (strncmp(name, prefix, length) != 0)
		return NULL;
	return plumb_version_is(name + length) ? name + length : NULL;
}

const char *plumb_capability_python(const char *name)
{
	return version_after(name, "python>=");
}

/* The version in cpython>=3.8, python>=3.8 or cpython<3.8; NULL: the name is no such thing. */
static const char *bound_of(const char *name, bool *below)
{
	const char *before = version_after(name, "cpython<");
	const char *since = version_after(name, "cpython>=");

	*below = before;
	if (before || since)
		return before ? before : since;
	return plumb_capability_python(name);
}

/* Whether the first word of the text is this one. */
static bool begins_with_word(const char *text, const char *word)
{
	size_t length = strcspn(text, " ");

	return length == strlen(word) && strncmp(text, word, length) == 0;
}

static bool holds(const json_t *test, const json_t *start_answer)
{
	/* jansson's iterators take no const, though they change nothing. */
	void *only = json_object_iter((json_t *)test);
	const char *field = only ? json_object_iter_key(only) : "";
	const char *wanted = only ? plumb_plain(json_object_iter_value(only)) : NULL;
	const char *said = plumb_plain(json_object_get(start_answer, field));

	return said && wanted && begins_with_word(said, wanted);
}

static bool is_within(const char *bound, bool below, const json_t *start_answer)
{
	const char *name = plumb_plain(json_object_get(start_answer, "name"));
	const char *version = plumb_plain(json_object_get(start_answer, "version"));

	if (!name || strcmp(name, "CPython") != 0 || !version)
		return true;
	return (plumb_version_compare(version, bound) < 0) == below;
}

enum plumb_capability plumb_capability_test(
	const json_t *capabilities, const char *name, const json_t *start_answer)
{
	const json_t *entry = json_object_get(capabilities, name);
	const json_t *test = json_object_get(entry, "test");
	bool below;
	const char *bound = bound_of(name, &below);

	if (bound) {
		return is_within(bound, below, start_answer) ? PLUMB_CAPABILITY_HERE
							     : PLUMB_CAPABILITY_LACKING;
	}
	if (!entry)
		return PLUMB_CAPABILITY_UNKNOWN;
	if (!test)
		return PLUMB_CAPABILITY_PROBED;
	return holds(test, start_answer) ? PLUMB_CAPABILITY_HERE : PLUMB_CAPABILITY_LACKING;
}

bool plumb_capability_probe(const json_t *capabilities, const char *name, struct plumb_steps *steps)
{
	const json_t *probe = json_object_get(json_object_get(capabilities, name), "probe");
	const struct plumb_form form = {0};

	/* It was read when the capabilities were loaded: there is nothing to complain of. */
	*steps = (struct plumb_steps){0};
	return probe && plumb_steps_read(steps, &form, probe, probe);
}

/* Whether no type of socket of the family can be made. */
static bool is_without_family(const char *family)
{
	static const int types[] = {SOCK_DGRAM, SOCK_STREAM, SOCK_RDM, SOCK_RAW, SOCK_SEQPACKET};
	int64_t number;

	if (!plumb_c_value(family, &number))
		return true;
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		int fd = socket((int)number, types[i] | SOCK_CLOEXEC, 0);
		if (fd >= 0)
			close(fd);
		/* A family that is there may lack this type, or a protocol of that number. */
		if (fd >= 0 || errno == EPROTONOSUPPORT || errno == ESOCKTNOSUPPORT)
			return false;
	}
	return true;
}

/* Whether a stream socket cannot be bound to the address, which was read before. */
static bool is_without_address(const json_t *list)
{
	struct plumb_address address = {0};
	char why[100];
	bool is_bound = false;

	if (plumb_kernel_address_read(&address, list, why, sizeof(why))) {
		int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
		is_bound = fd >= 0 && bind(fd, &address.any, address.size) == 0;
		if (fd >= 0)
			close(fd);
	}
	return !is_bound;
}

bool plumb_capability_is_beyond_kernel(const json_t *capabilities, const char *name)
{
	const json_t *entry = json_object_get(capabilities, name);
	const char *family = json_string_value(json_object_get(entry, "family"));
	const json_t *address = json_object_get(entry, "bind");

	return (family && is_without_family(family)) || (address && is_without_address(address));
}

const char *plumb_capability_given(const json_t *capabilities, const char *name)
{
	return json_string_value(json_object_get(json_object_get(capabilities, name), "given"));
}

bool plumb_capability_is_proven(const json_t *capabilities, const char *name)
{
	return json_is_true(json_object_get(json_object_get(capabilities, name), "proven"));
}

bool plumb_capability_is_state(const json_t *capabilities, const char *name)
{
	return json_is_true(json_object_get(json_object_get(capabilities, name), "machine"));
}

bool plumb_capability_is_of_machine(const json_t *capabilities, const char *name)
{
	static const char *const fields[] = {"platform", "libc", "byteorder"};
	const json_t *test = json_object_get(json_object_get(capabilities, name), "test");

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (json_object_get(test, fields[i]))
			return true;
	return false;
}

bool plumb_capability_is_known(const json_t *capabilities, const char *name)
{
	return plumb_capability_test(capabilities, name, NULL) != PLUMB_CAPABILITY_UNKNOWN;
}
