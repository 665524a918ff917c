#include "repro_c_call.h"

#include "base/heap.h"
#include "base/word.h"
#include "values/value.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ARGUMENTS = 4, MOST_BUFFER = 1000000 };

/*
 * Shapes of arguments: i an int, l a long long, n the size of a buffer, s a string, S a string or
 * none, b bytes and their length, a an address, t a timeout. In the texts $1 to $4 are the
 * arguments, $s is the socket, $v the value and $a the address that come of it.
 */
struct call {
	const char *name; /* with a dot where it is a method */
	enum plumb_c_kind kind;
	const char *shapes;
	size_t required;
	const char *defaults[MOST_ARGUMENTS];
	const char *declare;
	const char *code;
};

static const struct call calls[] = {
	{"socket", PLUMB_C_SOCKET, "iii", 0, {"AF_INET", "SOCK_STREAM", "0"},
		"struct pysock *$v = NULL;", "result = pysock_socket($1, $2, $3, &$v, &error);"},
	{"socketpair", PLUMB_C_PAIR, "iii", 0, {"AF_UNIX", "SOCK_STREAM", "0"},
		"struct pysock *$v[2] = {NULL, NULL};",
		"result = pysock_socketpair($1, $2, $3, $v, &error);"},
	{"fromfd", PLUMB_C_SOCKET, "iiii", 3, {NULL, NULL, NULL, "0"}, "struct pysock *$v = NULL;",
		"result = pysock_fromfd((int)$1, $2, $3, $4, &$v, &error);"},
	{"htonl", PLUMB_C_NUMBER, "l", 1, {0}, "uint32_t $v = 0;",
		"result = pysock_htonl($1, &$v, &error);"},
	{"htons", PLUMB_C_NUMBER, "l", 1, {0}, "uint16_t $v = 0;",
		"result = pysock_htons($1, &$v, &error);"},
	{"ntohl", PLUMB_C_NUMBER, "l", 1, {0}, "uint32_t $v = 0;",
		"result = pysock_ntohl($1, &$v, &error);"},
	{"ntohs", PLUMB_C_NUMBER, "l", 1, {0}, "uint16_t $v = 0;",
		"result = pysock_ntohs($1, &$v, &error);"},
	{"inet_aton", PLUMB_C_BYTES, "s", 1, {0}, "unsigned char $v[4];",
		"result = pysock_inet_aton($1, $v, &error) < 0 ? -1 : 4;"},
	{"inet_pton", PLUMB_C_BYTES, "is", 2, {0}, "unsigned char $v[16];",
		"result = pysock_inet_pton($1, $2, $v, &error);"},
	{"inet_ntoa", PLUMB_C_TEXT, "b", 1, {0}, "char $v[16];",
		"result = pysock_inet_ntoa($1, $v, &error);"},
	{"inet_ntop", PLUMB_C_TEXT, "ib", 2, {0}, "char $v[46];",
		"result = pysock_inet_ntop($1, $2, $v, &error);"},
	{"gethostbyname", PLUMB_C_TEXT, "s", 1, {0}, "char $v[PYSOCK_HOST_SIZE];",
		"result = pysock_gethostbyname($1, $v, &error);"},
	{"gethostname", PLUMB_C_TEXT, "", 0, {0}, "char *$v = NULL;",
		"result = pysock_gethostname(&$v, &error);"},
	{"getfqdn", PLUMB_C_TEXT, "S", 0, {"NULL"}, "char *$v = NULL;",
		"result = pysock_getfqdn($1, &$v, &error);"},
	{"getprotobyname", PLUMB_C_NUMBER, "s", 1, {0}, "long $v = 0;",
		"result = $v = pysock_getprotobyname($1, &error);"},
	{"getservbyname", PLUMB_C_NUMBER, "sS", 1, {NULL, "NULL"}, "long $v = 0;",
		"result = $v = pysock_getservbyname($1, $2, &error);"},
	{"getservbyport", PLUMB_C_TEXT, "iS", 1, {NULL, "NULL"}, "char *$v = NULL;",
		"result = pysock_getservbyport($1, $2, &$v, &error);"},
	{"getdefaulttimeout", PLUMB_C_TIMEOUT, "", 0, {0}, "double $v = 0;",
		"result = pysock_getdefaulttimeout(&$v);"},
	{"setdefaulttimeout", PLUMB_C_NOTHING, "t", 1, {0}, "",
		"result = pysock_setdefaulttimeout($1, &error);"},
	{".accept", PLUMB_C_ACCEPTED, "", 0, {0},
		"struct pysock *$v = NULL;\n\tstruct pysock_address $a;",
		"result = pysock_accept($s, &$v, &$a, &error);"},
	{".bind", PLUMB_C_NOTHING, "a", 1, {0}, "", "result = pysock_bind($s, $1, &error);"},
	{".close", PLUMB_C_NOTHING, "", 0, {0}, "", "result = pysock_close($s, &error);"},
	{".connect", PLUMB_C_NOTHING, "a", 1, {0}, "", "result = pysock_connect($s, $1, &error);"},
	{".connect_ex", PLUMB_C_NUMBER, "a", 1, {0}, "long $v = 0;",
		"result = $v = pysock_connect_ex($s, $1, &error);"},
	{".fileno", PLUMB_C_NUMBER, "", 0, {0}, "long $v = 0;",
		"result = 0;\n\t$v = pysock_fileno($s);"},
	{".family", PLUMB_C_NUMBER, "", 0, {0}, "long $v = 0;",
		"result = 0;\n\t$v = pysock_family($s);"},
	{".type", PLUMB_C_NUMBER, "", 0, {0}, "long $v = 0;",
		"result = 0;\n\t$v = pysock_type($s);"},
	{".proto", PLUMB_C_NUMBER, "", 0, {0}, "long $v = 0;",
		"result = 0;\n\t$v = pysock_proto($s);"},
	{".getpeername", PLUMB_C_ADDRESS, "", 0, {0}, "struct pysock_address $a;",
		"result = pysock_getpeername($s, &$a, &error);"},
	{".getsockname", PLUMB_C_ADDRESS, "", 0, {0}, "struct pysock_address $a;",
		"result = pysock_getsockname($s, &$a, &error);"},
	{".getsockopt", PLUMB_C_NUMBER, "ii", 2, {0}, "int $v = 0;",
		"result = pysock_getsockopt($s, $1, $2, &$v, &error);"},
	{".getsockopt", PLUMB_C_BYTES, "iin", 3, {0}, "unsigned char $v[$3 + 1];",
		"result = pysock_getsockopt_bytes($s, $1, $2, $v, $3, &error);"},
	{".gettimeout", PLUMB_C_TIMEOUT, "", 0, {0}, "double $v = 0;",
		"result = pysock_gettimeout($s, &$v);"},
	{".listen", PLUMB_C_NOTHING, "i", 1, {0}, "", "result = pysock_listen($s, $1, &error);"},
	{".recv", PLUMB_C_BYTES, "ni", 1, {NULL, "0"}, "unsigned char $v[$1 + 1];",
		"result = pysock_recv($s, $v, $1, $2, &error);"},
	{".recvfrom", PLUMB_C_RECEIVED, "ni", 1, {NULL, "0"},
		"unsigned char $v[$1 + 1];\n\tstruct pysock_address $a;",
		"result = pysock_recvfrom($s, $v, $1, $2, &$a, &error);"},
	{".send", PLUMB_C_NUMBER, "bi", 1, {NULL, "0"}, "long $v = 0;",
		"result = $v = pysock_send($s, $1, $2, &error);"},
	{".sendall", PLUMB_C_NOTHING, "bi", 1, {NULL, "0"}, "",
		"result = pysock_sendall($s, $1, $2, &error);"},
	{".sendto", PLUMB_C_NUMBER, "ba", 2, {0}, "long $v = 0;",
		"result = $v = pysock_sendto($s, $1, 0, $2, &error);"},
	{".sendto", PLUMB_C_NUMBER, "bia", 3, {0}, "long $v = 0;",
		"result = $v = pysock_sendto($s, $1, $2, $3, &error);"},
	{".setblocking", PLUMB_C_NOTHING, "i", 1, {0}, "",
		"result = pysock_setblocking($s, $1, &error);"},
	{".setsockopt", PLUMB_C_NOTHING, "iib", 3, {0}, "",
		"result = pysock_setsockopt_bytes($s, $1, $2, $3, &error);"},
	{".setsockopt", PLUMB_C_NOTHING, "iii", 3, {0}, "",
		"result = pysock_setsockopt($s, $1, $2, $3, &error);"},
	{".settimeout", PLUMB_C_NOTHING, "t", 1, {0}, "",
		"result = pysock_settimeout($s, $1, &error);"},
	{".shutdown", PLUMB_C_NOTHING, "i", 1, {0}, "",
		"result = pysock_shutdown($s, $1, &error);"},
};

/* --- arguments -------------------------------------------------------------------------------- */

static const char *family_of(const json_t *variable)
{
	return json_string_value(json_object_get(variable, "family"));
}

/* Adds an address with so many of the tuple's members. */
static void add_inet(
	struct plumb_c_program *program, const json_t *items, const char *name, const char *family)
{
	const char *host = plumb_plain(json_array_get(items, 0));
	bool inet6 = family ? strcmp(family, "AF_INET6") == 0 : host && strchr(host, ':');
	char *shown = plumb_c_string(program, json_array_get(items, 0));
	char *numbers[3] = {NULL, NULL, NULL};
	size_t count = json_array_size(items);

	if (count < 2 || count > 4 || (family && strncmp(family, "AF_INET", 7) != 0))
		plumb_c_give_up(program, "an address of %zu members has no form in C", count);
	for (size_t i = 0; i < 3; i++)
		numbers[i] = i + 1 < count ? plumb_c_integer(program, json_array_get(items, i + 1))
					   : plumb_copy("0");
	if (inet6 || count > 2)
		plumb_text_add_f(&program->body, "\tpysock_address_inet6(&%s, %s, %s, %s, %s);\n",
			name, shown, numbers[0], numbers[1], numbers[2]);
	else
		plumb_text_add_f(&program->body, "\tpysock_address_inet(&%s, %s, %s);\n", name,
			shown, numbers[0]);
	if (inet6 && count < 4)
		plumb_text_add_f(&program->body, "\t%s.members = %zu;\n", name, count);
	for (size_t i = 0; i < 3; i++)
		free(numbers[i]);
	free(shown);
}

/* Adds an address of AF_UNIX: a path in the program's own directory. */
static void add_path(struct plumb_c_program *program, const json_t *name, const char *address)
{
	char *shown = plumb_c_string(program, name);

	program->directory = true;
	plumb_text_add_f(&program->body,
		"\tpysock_address_unix(&%s, path, (size_t)snprintf(path, sizeof path, \"%%s/%%s\", "
		"directory, %s));\n",
		address, shown);
	free(shown);
}

/* The expression of an address, which lines before it make where need be. */
static char *address_of(struct plumb_c_program *program, const json_t *value, const char *family)
{
	const json_t *content = NULL, *variable = NULL;
	const char *tag = plumb_tag(value, &content);
	char *name;

	if (tag && strcmp(tag, "var") == 0)
		variable = plumb_c_variable(program, json_string_value(content));
	if (variable && json_integer_value(json_object_get(variable, "kind")) == PLUMB_C_ADDRESS)
		return plumb_format("&%s", json_string_value(json_object_get(variable, "c")));
	name = plumb_format("address%u", ++program->made);
	plumb_text_add_f(&program->body, "\tstruct pysock_address %s;\n", name);
	if (tag && strcmp(tag, "tuple") == 0)
		add_inet(program, content, name, family);
	else if (tag && strcmp(tag, "path") == 0 && json_is_string(content))
		add_path(program, content, name);
	else
		plumb_c_give_up(program, "an address of another form than Python's has none in C");
	char *expression = plumb_format("&%s", name);
	free(name);
	return expression;
}

static char *timeout_of(struct plumb_c_program *program, const json_t *value)
{
	char *number, *expression;

	if (json_is_null(value))
		return plumb_copy("NULL");
	number = plumb_c_real(program, value);
	expression = plumb_format("&(double){%s}", number);
	free(number);
	return expression;
}

/* What does not fit would be cut by the compiler, before any call can see it. */
static char *int_of(struct plumb_c_program *program, const json_t *value)
{
	json_int_t number = json_is_integer(value) ? json_integer_value(value) : 0;

	if (number < INT_MIN || number > INT_MAX)
		plumb_c_give_up(program, "%" JSON_INTEGER_FORMAT " is no int of C", number);
	return plumb_c_integer(program, value);
}

static char *buffer_size_of(struct plumb_c_program *program, const json_t *value)
{
	json_int_t size = json_is_integer(value) ? json_integer_value(value) : -1;

	if (size < 0 || size > MOST_BUFFER)
		plumb_c_give_up(program, "a buffer of that size is not asked for in C");
	return plumb_format("%" JSON_INTEGER_FORMAT, size);
}

/* The argument as C has it; a new string. */
static char *argument_of(
	struct plumb_c_program *program, char shape, const json_t *value, const char *family)
{
	char *literal, *both;
	size_t size = 0;

	switch (shape) {
	case 'a':
		return address_of(program, value, family);
	case 't':
		return timeout_of(program, value);
	case 'n':
		return buffer_size_of(program, value);
	case 'S':
		if (json_is_null(value))
			return plumb_copy("NULL");
		return plumb_c_string(program, value);
	case 's':
		return plumb_c_string(program, value);
	case 'l':
		return plumb_c_integer(program, value);
	case 'b':
		literal = plumb_c_bytes(program, value, &size);
		both = plumb_format("%s, %zu", literal, size);
		free(literal);
		return both;
	default:
		return int_of(program, value);
	}
}

/* --- calls ------------------------------------------------------------------------------------ */

static bool fits(const struct call *call, const char *name, const json_t *items)
{
	size_t given = json_array_size(items) - 1, most = strlen(call->shapes);
	const char *bytes = strchr(call->shapes, 'b');
	const json_t *value =
		bytes ? json_array_get(items, (size_t)(bytes - call->shapes) + 1) : NULL;

	if (strcmp(call->name, name) != 0 || given < call->required || given > most)
		return false;
	if (strcmp(name, ".getsockopt") == 0 && given == 3 &&
		json_integer_value(json_array_get(items, 3)) == 0)
		return false; /* in Python that is as good as none */
	return !value || plumb_tag(value, NULL) || strcmp(name, ".setsockopt") != 0;
}

static const struct call *find(const char *name, const json_t *items)
{
	for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
		if (fits(&calls[i], name, items))
			return &calls[i];
	return NULL;
}

/* What stands for the letters after $. */
struct names {
	char *arguments[MOST_ARGUMENTS];
	const char *socket, *value, *address;
};

static void add_text(struct plumb_text *text, const char *form, const struct names *names)
{
	for (; *form; form++) {
		if (*form != '$') {
			plumb_text_add_n(text, form, 1);
			continue;
		}
		form++;
		if (*form >= '1' && *form <= '4')
			plumb_text_add(text, names->arguments[*form - '1']);
		else
			plumb_text_add(text, *form == 's'   ? names->socket
					     : *form == 'v' ? names->value
							    : names->address);
	}
}

/* A constant of an argument that is a family; the default is the call's. */
static const char *given_family(const struct call *call, const json_t *items)
{
	size_t place = strcmp(call->name, "fromfd") == 0 ? 2 : 1;
	const json_t *content = NULL;
	const char *tag = plumb_tag(json_array_get(items, place), &content);

	if (tag && strcmp(tag, "const") == 0)
		return json_string_value(content);
	return call->defaults[0];
}

static void add_code(struct plumb_c_program *program, const struct call *call, const json_t *items,
	const json_t *object, const json_t *as, struct plumb_c_called *called)
{
	struct names names = {.socket = json_string_value(json_object_get(object, "c"))};
	const char *family = family_of(object);

	called->kind = call->kind;
	called->family = object ? family : given_family(call, items);
	called->value = plumb_c_name_for(program,
		call->kind == PLUMB_C_ADDRESS			  ? NULL
		: json_is_array(as) && call->kind != PLUMB_C_PAIR ? json_array_get(as, 0)
								  : as,
		call->kind == PLUMB_C_PAIR ? "pair" : "value");
	called->address = plumb_c_name_for(
		program, json_is_array(as) ? json_array_get(as, 1) : as, "address");
	names.value = called->value;
	names.address = called->address;
	for (size_t i = 0; i < strlen(call->shapes); i++) {
		const json_t *value = json_array_get(items, i + 1);
		names.arguments[i] = value ? argument_of(program, call->shapes[i], value, family)
					   : plumb_copy(call->defaults[i]);
	}
	plumb_text_add(&program->body, *call->declare ? "\t" : "");
	add_text(&program->body, call->declare, &names);
	plumb_text_add(&program->body, *call->declare ? "\n\t" : "\t");
	add_text(&program->body, call->code, &names);
	plumb_text_add(&program->body, "\n");
	for (size_t i = 0; i < MOST_ARGUMENTS; i++)
		free(names.arguments[i]);
}

/* A constant of the module. */
static void add_constant(
	struct plumb_c_program *program, const char *name, struct plumb_c_called *called)
{
	called->kind = PLUMB_C_NUMBER;
	called->value = plumb_format("value%u", ++program->made);
	if (strcmp(name, "has_ipv6") == 0)
		plumb_text_add_f(&program->body,
			"\tlong long %s = pysock_has_ipv6();\n\tresult = 0;\n", called->value);
	else
		plumb_text_add_f(&program->body,
			"\tlong long %s = 0;\n\tresult = pysock_constant(\"%s\", &%s, &error);\n",
			called->value, name, called->value);
}

void plumb_c_add_call(
	struct plumb_c_program *program, const json_t *step, struct plumb_c_called *called)
{
	json_t *get = json_object_get(step, "get");
	json_t *items = get ? json_pack("[O]", get) : json_incref(json_object_get(step, "call"));
	const char *name = json_string_value(json_array_get(items, 0));
	const char *dot = strchr(name, '.');
	char *head = plumb_format("%.*s", (int)strcspn(name, "."), name);
	const json_t *object = plumb_c_variable(program, head);
	const struct call *call = find(dot ? dot : name, items);
	bool attribute = call && dot && strstr(".family .type .proto", dot);

	if (get && !dot && !object)
		add_constant(program, name, called);
	else if (!call || json_object_get(step, "with") || attribute != (get != NULL) ||
		 (dot != NULL) != (object != NULL))
		plumb_c_give_up(
			program, "pysock.h has no %s() for these arguments", dot ? dot + 1 : name);
	else
		add_code(program, call, items, object, json_object_get(step, "as"), called);
	free(head);
	json_decref(items);
}

void plumb_c_called_clear(struct plumb_c_called *called)
{
	free(called->value);
	free(called->address);
	*called = (struct plumb_c_called){0};
}
