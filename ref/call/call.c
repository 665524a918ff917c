/* The calling door's own doors: finding a name, reading an attribute, calling. */

#include "call.h"

#include <assert.h>
#include <string.h>

static const struct pys_function *find_in(const struct pys_function *table, const char *name)
{
	for (; table->name != NULL; table++)
		if (strcmp(table->name, name) == 0)
			return table;
	return NULL;
}

static const struct pys_function *find_function(const struct pysock_value *object, const char *name)
{
	static const struct pys_function *const module[] = {pys_text_functions,
		pys_module_functions, pys_resolver_functions, pys_message_functions,
		pys_interface_functions, pys_create_functions, pys_share_functions, NULL};
	static const struct pys_function *const socket[] = {pys_socket_methods,
		pys_transfer_methods, pys_message_methods, pys_ioctl_methods, pys_share_methods,
		pys_sendfile_methods, NULL};
	static const struct pys_function *const file[] = {pys_file_methods, NULL};
	static const struct pys_function *const nothing[] = {NULL};
	const struct pys_function *const *tables = nothing, *found = NULL;

	if (object == NULL)
		tables = module;
	else if (object->kind == PYSOCK_VALUE_SOCKET)
		tables = socket;
	else if (object->kind == PYSOCK_VALUE_FILE)
		tables = file;
	for (; *tables != NULL && found == NULL; tables++)
		found = find_in(*tables, name);
	return found;
}

/* The types of the module: that of sockets, by both its names, and the exceptions. */
static const char *find_type(const char *name)
{
	static const char *const names[][2] = {
		{"socket", "socket"},
		{"SocketType", "socket"},
		{"error", "OSError"},
		{"herror", "herror"},
		{"gaierror", "gaierror"},
		{"timeout", "TimeoutError"},
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i][0], name) == 0)
			return names[i][1];
	return NULL;
}

/* These read an attribute: true and the value, or NULL if memory ran out; false if there is no such
 * attribute. */
static bool read_module(const char *name, struct pysock_value **value)
{
	const char *type = find_type(name);
	long long number;

	if (type != NULL)
		*value = pys_value_type_named(type);
	else if (strcmp(name, "has_ipv6") == 0)
		*value = pysock_value_bool(pysock_has_ipv6());
	else if (pysock_constant(name, &number, NULL) == 0)
		*value = pysock_value_int(number);
	else
		return false;
	return true;
}

static bool read_socket(const struct pysock *socket, const char *name, struct pysock_value **value)
{
	if (strcmp(name, "family") == 0)
		*value = pysock_value_int(pysock_family(socket));
	else if (strcmp(name, "type") == 0)
		*value = pysock_value_int(pysock_type(socket));
	else if (strcmp(name, "proto") == 0)
		*value = pysock_value_int(pysock_proto(socket));
	else
		return false;
	return true;
}

static bool read_attribute(
	struct pysock_value *object, const char *name, struct pysock_value **value)
{
	const struct pys_function *function = find_function(object, name);

	if (function != NULL) {
		*value = pys_value_function(function, object);
		return true;
	}
	if (object == NULL)
		return read_module(name, value);
	if (object->kind == PYSOCK_VALUE_SOCKET)
		return read_socket(object->as.socket, name, value);
	if (object->kind == PYSOCK_VALUE_EXCEPTION)
		return pys_exception_read(object, name, value);
	if (object->kind == PYSOCK_VALUE_TYPE && strcmp(name, "__name__") == 0) {
		*value = pys_value_text(object->as.bytes.data);
		return true;
	}
	if (object->kind == PYSOCK_VALUE_FILE && strcmp(name, "closed") == 0) {
		*value = pysock_value_bool(pys_file_is_closed(object->as.file));
		return true;
	}
	return false;
}

static int no_attribute(
	const struct pysock_value *object, const char *name, struct pysock_error *error)
{
	return pysock_raise(error, PYSOCK_ATTRIBUTE_ERROR, "'%s' has no attribute '%s'",
		object == NULL ? "module" : pysock_value_type_name(object), name);
}

bool pysock_has(struct pysock_value *object, const char *name)
{
	struct pysock_value *found = NULL;
	bool there = read_attribute(object, name, &found);

	pysock_value_drop(found);
	return there;
}

int pysock_get(struct pysock_value *object, const char *name, struct pysock_value **value,
	struct pysock_error *error)
{
	struct pysock_value *found;

	if (!read_attribute(object, name, &found))
		return no_attribute(object, name, error);
	if (found == NULL)
		return pys_no_memory(error);
	*value = found;
	return 0;
}

int pysock_set(struct pysock_value *object, const char *name, struct pysock_value *value,
	struct pysock_error *error)
{
	(void)value;
	if (!pysock_has(object, name))
		return no_attribute(object, name, error);
	return pysock_raise(error, PYSOCK_ATTRIBUTE_ERROR, "'%s' of '%s' cannot be assigned", name,
		object == NULL ? "module" : pysock_value_type_name(object));
}

int pys_give(struct pys_call *call, struct pysock_value *value)
{
	if (value == NULL)
		return pys_no_memory(call->error);
	if (call->result != NULL)
		*call->result = value;
	else
		pysock_value_drop(value);
	return 0;
}

static int call_function(const struct pys_function *function, struct pysock_value *self,
	const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_errors *errors, struct pysock_error *error)
{
	static const struct pysock_arguments none = {0};
	struct pys_call call = {.self = self, .result = result, .errors = errors, .error = error};

	if (pys_bind(function, arguments != NULL ? arguments : &none, call.slot, error) < 0)
		return -1;
	return function->run(&call);
}

/* The constructor of a type of the module; NULL: it has none. */
static const struct pys_function *find_constructor(const struct pysock_value *type)
{
	if (strcmp(type->as.bytes.data, "socket") == 0)
		return &pys_socket_constructor;
	return find_in(pys_exception_constructors, type->as.bytes.data);
}

int pys_call(struct pysock_value *callable, const struct pysock_arguments *arguments,
	struct pysock_value **result, struct pysock_errors *errors, struct pysock_error *error)
{
	const struct pys_function *function = NULL;
	struct pysock_value *self = NULL;

	if (callable->kind == PYSOCK_VALUE_FUNCTION) {
		function = callable->as.function.entry;
		self = callable->as.function.self;
	} else if (callable->kind == PYSOCK_VALUE_TYPE) {
		function = find_constructor(callable);
	}
	if (function != NULL)
		return call_function(function, self, arguments, result, errors, error);
	return pysock_raise(error, PYSOCK_TYPE_ERROR, "a value of type '%s' cannot be called",
		pysock_value_type_name(callable));
}

int pysock_call(struct pysock_value *callable, const struct pysock_arguments *arguments,
	struct pysock_value **result, struct pysock_error *error)
{
	return pys_call(callable, arguments, result, NULL, error);
}

int pysock_call_name(struct pysock_value *object, const char *name,
	const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	struct pysock_value *callable = NULL;

	if (pysock_get(object, name, &callable, error) < 0)
		return -1;
	assert(callable != NULL);
	int rc = pysock_call(callable, arguments, result, error);
	pysock_value_drop(callable);
	return rc;
}
