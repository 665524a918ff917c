#include "address.h"

#include "base/heap.h"
#include "value.h"
#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool fits(const json_t *value, json_int_t most)
{
	return json_is_integer(value) && json_integer_value(value) >= 0 &&
	       json_integer_value(value) <= most;
}

static bool is_tuple(const json_t *items)
{
	size_t count = json_array_size(items);

	return count >= 2 && count <= 4 && json_is_string(json_array_get(items, 0)) &&
	       fits(json_array_get(items, 1), UINT16_MAX) &&
	       (count < 3 || fits(json_array_get(items, 2), UINT32_MAX)) &&
	       (count < 4 || fits(json_array_get(items, 3), UINT32_MAX));
}

static void add_flow_and_scope(struct sockaddr_in6 *in6, const json_t *items)
{
	if (json_array_size(items) > 2) {
		json_int_t flow = json_integer_value(json_array_get(items, 2));
		in6->sin6_flowinfo = htonl((uint32_t)flow);
	}
	if (json_array_size(items) > 3) {
		json_int_t scope = json_integer_value(json_array_get(items, 3));
		in6->sin6_scope_id = (uint32_t)scope;
	}
}

static bool read_tuple(struct plumb_address *address, const json_t *items, char *why, size_t size)
{
	const struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
	struct addrinfo *found = NULL;
	char port[8];

	if (!is_tuple(items)) {
		snprintf(why, size, "an address is (host, port), and for IPv6 up to four items");
		return false;
	}
	const char *host = json_string_value(json_array_get(items, 0));
	snprintf(port, sizeof(port), "%d", (int)json_integer_value(json_array_get(items, 1)));
	int error = getaddrinfo(host, port, &hints, &found);
	if (error != 0) {
		snprintf(why, size, "the host is not numeric: %s", gai_strerror(error));
		return false;
	}
	memcpy(&address->storage, found->ai_addr, found->ai_addrlen);
	address->size = found->ai_addrlen;
	if (found->ai_family == AF_INET6)
		add_flow_and_scope((struct sockaddr_in6 *)&address->storage, items);
	freeaddrinfo(found);
	return true;
}

static bool read_path(
	struct plumb_address *address, const void *path, size_t length, char *why, size_t size)
{
	struct sockaddr_un *un = &address->unix_path;

	if (length == 0 || length > sizeof(un->sun_path)) {
		snprintf(why, size, "a path has 1 to %zu bytes, not %zu", sizeof(un->sun_path),
			length);
		return false;
	}
	un->sun_family = AF_UNIX;
	memcpy(un->sun_path, path, length);
	address->size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
	return true;
}

bool plumb_address_read(struct plumb_address *address, const json_t *value, char *why, size_t size)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content);
	size_t length = 0;

	memset(address, 0, sizeof(*address));
	if (json_is_string(value)) {
		return read_path(
			address, json_string_value(value), json_string_length(value), why, size);
	}
	if (tag && strcmp(tag, "tuple") == 0)
		return read_tuple(address, content, why, size);
	unsigned char *bytes = plumb_value_bytes(value, &length);
	if (!bytes) {
		snprintf(why, size, "an address is a tuple, a string or bytes");
		return false;
	}
	bool right = read_path(address, bytes, length, why, size);
	free(bytes);
	return right;
}

static json_t *path_value(const struct plumb_address *address)
{
	const char *path = address->unix_path.sun_path;
	size_t head = offsetof(struct sockaddr_un, sun_path);
	size_t length = address->size > head ? address->size - head : 0;

	if (length > 0 && path[0] == 0)
		return plumb_have(plumb_bytes_value(path, length));
	length = strnlen(path, length);
	json_t *text = json_stringn(path, length);
	return text ? text : plumb_have(plumb_bytes_value(path, length));
}

static json_t *in_value(const struct sockaddr_in *in)
{
	char host[INET_ADDRSTRLEN];

	inet_ntop(AF_INET, &in->sin_addr, host, sizeof(host));
	return plumb_have(json_pack("{s:[s, i]}", "tuple", host, (int)ntohs(in->sin_port)));
}

static json_t *in6_value(const struct sockaddr_in6 *in6)
{
	char host[INET6_ADDRSTRLEN];

	inet_ntop(AF_INET6, &in6->sin6_addr, host, sizeof(host));
	return plumb_have(json_pack("{s:[s, i, I, I]}", "tuple", host, (int)ntohs(in6->sin6_port),
		(json_int_t)ntohl(in6->sin6_flowinfo), (json_int_t)in6->sin6_scope_id));
}

int plumb_address_get(struct plumb_address *address, int fd)
{
	memset(address, 0, sizeof(*address));
	address->size = sizeof(address->storage);
	return getsockname(fd, &address->any, &address->size);
}

json_t *plumb_address_of(int fd)
{
	struct plumb_address address;

	if (plumb_address_get(&address, fd) != 0)
		return NULL;
	switch (address.any.sa_family) {
	case AF_INET:
		return in_value((const struct sockaddr_in *)&address.storage);
	case AF_INET6:
		return in6_value((const struct sockaddr_in6 *)&address.storage);
	default:
		assert(address.any.sa_family == AF_UNIX);
		return path_value(&address);
	}
}
