/*
 * The calling door: bytes as a program of calls with values of every kind. The names it may call
 * are those of the module and of its objects; system.c keeps the calls from the machine.
 */
#include "bytes.h"

#include "pysock_call.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {"socket", "socketpair", "fromfd", "create_connection",
	"create_server", "getaddrinfo", "getnameinfo", "getfqdn", "gethostbyname",
	"gethostbyname_ex", "gethostbyaddr", "gethostname", "sethostname", "getprotobyname",
	"getservbyname", "getservbyport", "getdefaulttimeout", "setdefaulttimeout", "ntohl",
	"ntohs", "htonl", "htons", "inet_aton", "inet_ntoa", "inet_pton", "inet_ntop", "SocketType",
	"error", "timeout", "AF_INET", "AF_UNIX", "SOCK_STREAM", "SOCK_DGRAM", "has_ipv6",
	"CMSG_LEN", "CMSG_SPACE", "if_nameindex", "if_nametoindex", "if_indextoname", "send_fds",
	"recv_fds", "has_dualstack_ipv6", "close", "dup", "bind", "connect", "connect_ex", "listen",
	"accept", "recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg", "recvmsg_into",
	"send", "sendall", "sendto", "sendmsg", "sendfile", "shutdown", "getsockname",
	"getpeername", "getsockopt", "setsockopt", "settimeout", "gettimeout", "setblocking",
	"getblocking", "fileno", "detach", "makefile", "read", "readline", "readlines", "write",
	"writelines", "flush", "readinto", "seek", "tell", "family", "type", "proto", "closed",
	"mode", "name", "encoding", "isatty", "readable", "writable", "nosuch", ""};
static const char *const keywords[] = {"family", "type", "proto", "fileno", "timeout", "backlog",
	"bufsize", "buffering", "mode", "encoding", "errors", "newline", "flags", "host", "port",
	"socktype", "source_address", "all_errors", "reuse_port", "dualstack_ipv6", "nosuch"};
static const char *const texts[] = {"", "localhost", "127.0.0.1", "::1", "fe80::1%lo", "255.1",
	"0x7f.1", "http", "tcp", "r", "rw", "wb", "utf-8", "strict", "\n", "<broadcast>", "lo",
	"1.2.3.4.5", "\xed\xa0\x80", "xn--nxasmq6b", "\xc3\xa9.example"};

enum { KEPT = 8, ITEMS = 5, DEPTH = 3, CALLS = 24, ARGUMENTS = 6 };

struct program {
	struct bytes bytes;
	struct pysock_value *kept[KEPT];
};

static const char *pick(struct bytes *bytes, const char *const *list, size_t count)
{
	return list[bytes_below(bytes, count)];
}
#define PICK(bytes, list) pick((bytes), (list), sizeof(list) / sizeof(*(list)))

static struct pysock_value *make(struct program *program, int depth);

static struct pysock_value *make_items(struct program *program, int depth, bool tuple)
{
	struct pysock_value *items[ITEMS];
	size_t count = bytes_below(&program->bytes, depth < DEPTH ? ITEMS : 1);

	for (size_t i = 0; i < count; i++)
		items[i] = make(program, depth + 1);
	return tuple ? pysock_value_tuple(count, items) : pysock_value_list(count, items);
}

static struct pysock_value *make_data(struct bytes *bytes, int kind)
{
	size_t size;
	const uint8_t *data = bytes_some(bytes, &size);

	switch (kind) {
	case 0:
		return pysock_value_str((const char *)data, size);
	case 1:
		return pysock_value_bytes(data, size);
	case 2:
		return pysock_value_bytearray(data, size);
	default:
		return pysock_value_memoryview(data, size, 1 + bytes_below(bytes, 3));
	}
}

static struct pysock_value *make_number(struct bytes *bytes)
{
	static const int64_t numbers[] = {0, 1, -1, 2, 10, 80, 65535, 65536, INT32_MAX, INT32_MIN,
		UINT32_MAX, INT64_MAX, INT64_MIN, 1 << 20};

	switch (bytes_below(bytes, 5)) {
	case 0:
		return pysock_value_int((int64_t)bytes_number(bytes));
	case 1:
		return pysock_value_index(numbers[bytes_below(bytes, sizeof(numbers) / 8)]);
	case 2:
		return pysock_value_big_int("-99999999999999999999999");
	case 3:
		return pysock_value_float(bytes_real(bytes));
	default:
		return pysock_value_int(numbers[bytes_below(bytes, sizeof(numbers) / 8)]);
	}
}

static struct pysock_value *make_text(struct bytes *bytes)
{
	const char *text = PICK(bytes, texts);

	return pysock_value_str(text, strlen(text));
}

static struct pysock_value *make(struct program *program, int depth)
{
	struct bytes *bytes = &program->bytes;
	struct pysock_value *kept = program->kept[bytes_below(bytes, KEPT)];

	switch (bytes_below(bytes, 12)) {
	case 0:
		return pysock_value_none();
	case 1:
		return pysock_value_bool(bytes_below(bytes, 2) != 0);
	case 2:
		return make_items(program, depth, true);
	case 3:
		return make_items(program, depth, false);
	case 4:
		return make_text(bytes);
	case 5:
		return pysock_value_object("thing");
	case 6:
	case 7:
		return make_data(bytes, (int)bytes_below(bytes, 4));
	case 8:
	case 9:
		return make_number(bytes);
	default:
		return kept ? pysock_value_share(kept) : pysock_value_none();
	}
}

/* Everything that may be asked of a value, by its kind. */
static void look(struct pysock_value *value)
{
	struct pysock_error error;
	size_t length = 0;
	bool is;

	pysock_value_type_name(value);
	pysock_value_truth(value);
	pysock_value_length(value, &length, &error);
	struct pysock_value *type = pysock_value_type(value);
	if (type) {
		pysock_value_is_instance(value, type, &is, &error);
		pysock_value_drop(type);
	}
	switch (pysock_value_kind(value)) {
	case PYSOCK_VALUE_STR:
		pysock_value_is_unicode(value);
		/* fall through */
	case PYSOCK_VALUE_BYTES:
	case PYSOCK_VALUE_BYTEARRAY:
	case PYSOCK_VALUE_MEMORYVIEW:
	case PYSOCK_VALUE_BIG_INT: {
		const char *data = pysock_value_data(value, &length);
		volatile char sum = 0;
		for (size_t i = 0; i <= length; i++)
			sum = (char)(sum ^ data[i]);
		break;
	}
	case PYSOCK_VALUE_TUPLE:
	case PYSOCK_VALUE_LIST:
		for (size_t i = 0; i < pysock_value_count(value); i++)
			look(pysock_value_item(value, i));
		break;
	default:
		break;
	}
}

static void keep(struct program *program, struct pysock_value *value)
{
	struct pysock_value **place = &program->kept[bytes_below(&program->bytes, KEPT)];

	pysock_value_drop(*place);
	*place = value;
}

static void call(struct program *program)
{
	struct bytes *bytes = &program->bytes;
	struct pysock_value *object = program->kept[bytes_below(bytes, KEPT)], *result = NULL;
	struct pysock_value *values[ARGUMENTS];
	struct pysock_keyword named[2];
	size_t count = bytes_below(bytes, ARGUMENTS);
	size_t named_count = bytes_below(bytes, 4) == 0 ? bytes_below(bytes, 3) : 0;
	const char *name = PICK(bytes, names);
	struct pysock_error error;
	int rc;

	for (size_t i = 0; i < count; i++)
		values[i] = make(program, 0);
	for (size_t i = 0; i < named_count; i++)
		named[i] = (struct pysock_keyword){PICK(bytes, keywords), make(program, 0)};
	const struct pysock_arguments arguments = {count, values, named_count, named};
	switch (bytes_below(bytes, 8)) {
	case 0:
		rc = pysock_get(object, name, &result, &error);
		break;
	case 1:
		rc = object ? pysock_call(object, &arguments, &result, &error) : -1;
		break;
	case 2:
		rc = pysock_has(object, name)
			     ? pysock_set(object, name, count > 0 ? values[0] : object, &error)
			     : -1;
		break;
	default:
		rc = pysock_call_name(object, name, &arguments, &result, &error);
		break;
	}
	for (size_t i = 0; i < count; i++)
		pysock_value_drop(values[i]);
	for (size_t i = 0; i < named_count; i++)
		pysock_value_drop(named[i].value);
	if (rc == 0 && result) {
		look(result);
		keep(program, result);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct program program = {.bytes = {data, size}};
	struct pysock_error error;

	bytes_for_system = &program.bytes;
	for (int i = 0; i < CALLS && program.bytes.size > 0; i++)
		call(&program);
	for (int i = 0; i < KEPT; i++)
		pysock_value_drop(program.kept[i]);
	struct pysock_value *none = pysock_value_none();
	const struct pysock_arguments arguments = {1, &none, 0, NULL};
	pysock_call_name(NULL, "setdefaulttimeout", &arguments, NULL, &error);
	pysock_value_drop(none);
	return 0;
}
