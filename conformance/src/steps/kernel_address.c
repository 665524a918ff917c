#include "kernel_address.h"

#include "base/heap.h"
#include "values/value.h"
#include <arpa/inet.h>
#include <linux/can.h>
#include <linux/if_alg.h>
#include <linux/netlink.h>
#include <linux/qrtr.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- from the kernel's form ------------------------------------------------------------------- */

static json_t *text_or_bytes(const char *bytes, size_t size)
{
	json_t *text = json_stringn(bytes, size);

	return text ? text : plumb_have(plumb_bytes_value(bytes, size));
}

static json_t *show_inet(const struct plumb_address *address)
{
	const struct sockaddr_in *in = (const struct sockaddr_in *)&address->storage;
	char host[INET_ADDRSTRLEN];

	inet_ntop(AF_INET, &in->sin_addr, host, sizeof(host));
	return json_pack("[s, s, i]", "inet", host, (int)ntohs(in->sin_port));
}

static json_t *show_inet6(const struct plumb_address *address)
{
	const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)&address->storage;
	char host[INET6_ADDRSTRLEN];

	inet_ntop(AF_INET6, &in6->sin6_addr, host, sizeof(host));
	return json_pack("[s, s, i, I, I]", "inet6", host, (int)ntohs(in6->sin6_port),
		(json_int_t)ntohl(in6->sin6_flowinfo), (json_int_t)in6->sin6_scope_id);
}

static json_t *show_unix(const struct plumb_address *address)
{
	const char *path = address->unix_path.sun_path;
	size_t length = address->size - offsetof(struct sockaddr_un, sun_path);

	if (length > 0 && path[0] == 0)
		return json_pack("[s, o]", "unix", plumb_bytes_value(path, length));
	return json_pack("[s, o]", "unix", text_or_bytes(path, strnlen(path, length)));
}

static json_t *show_netlink(const struct plumb_address *address)
{
	const struct sockaddr_nl *nl = (const struct sockaddr_nl *)&address->storage;

	return json_pack("[s, I, I]", "netlink", (json_int_t)nl->nl_pid, (json_int_t)nl->nl_groups);
}

static json_t *show_tipc(const struct plumb_address *address)
{
	const struct sockaddr_tipc *tipc = (const struct sockaddr_tipc *)&address->storage;

	return json_pack("[s, i, i, I, I, I]", "tipc", (int)tipc->addrtype, (int)tipc->scope,
		(json_int_t)tipc->addr.nameseq.type, (json_int_t)tipc->addr.nameseq.lower,
		(json_int_t)tipc->addr.nameseq.upper);
}

static json_t *show_can(const struct plumb_address *address)
{
	const struct sockaddr_can *can = (const struct sockaddr_can *)&address->storage;
	const unsigned char *bytes = (const unsigned char *)&can->can_addr;
	uint32_t words[3];

	memcpy(words, bytes, sizeof(words));
	return json_pack("[s, i, I, I, I, i]", "can", can->can_ifindex, (json_int_t)words[0],
		(json_int_t)words[1], (json_int_t)words[2], (int)bytes[sizeof(words)]);
}

static json_t *show_alg(const struct plumb_address *address)
{
	const struct sockaddr_alg *alg = (const struct sockaddr_alg *)&address->storage;
	const char *type = (const char *)alg->salg_type, *name = (const char *)alg->salg_name;

	return json_pack("[s, o, I, I, o]", "alg",
		text_or_bytes(type, strnlen(type, sizeof(alg->salg_type))),
		(json_int_t)alg->salg_feat, (json_int_t)alg->salg_mask,
		text_or_bytes(name, strnlen(name, sizeof(alg->salg_name))));
}

static json_t *show_vsock(const struct plumb_address *address)
{
	const struct sockaddr_vm *vm = (const struct sockaddr_vm *)&address->storage;

	return json_pack("[s, I, I]", "vsock", (json_int_t)vm->svm_cid, (json_int_t)vm->svm_port);
}

static json_t *show_qipcrtr(const struct plumb_address *address)
{
	const struct sockaddr_qrtr *qrtr = (const struct sockaddr_qrtr *)&address->storage;

	return json_pack(
		"[s, I, I]", "qipcrtr", (json_int_t)qrtr->sq_node, (json_int_t)qrtr->sq_port);
}

static json_t *show_other(const struct plumb_address *address)
{
	size_t head = sizeof(address->any.sa_family);
	size_t length = address->size > head ? address->size - head : 0;

	return json_pack("[s, i, o]", "other", (int)address->any.sa_family,
		plumb_bytes_value((const char *)address + head, length));
}

/* --- to the kernel's form --------------------------------------------------------------------- */

static uint32_t word(const json_t *list, size_t i)
{
	return (uint32_t)json_integer_value(json_array_get(list, i));
}

static bool read_inet(struct plumb_address *address, const json_t *list)
{
	struct sockaddr_in *in = (struct sockaddr_in *)&address->storage;
	const char *host = json_string_value(json_array_get(list, 1));

	in->sin_port = htons((uint16_t)word(list, 2));
	return host && inet_pton(AF_INET, host, &in->sin_addr) == 1;
}

static bool read_inet6(struct plumb_address *address, const json_t *list)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&address->storage;
	const char *host = json_string_value(json_array_get(list, 1));

	in6->sin6_port = htons((uint16_t)word(list, 2));
	in6->sin6_flowinfo = htonl(word(list, 3));
	in6->sin6_scope_id = word(list, 4);
	return host && inet_pton(AF_INET6, host, &in6->sin6_addr) == 1;
}

/* The bytes of a string or a {"bytes": ...}; a new block; NULL: it is neither. */
static unsigned char *bytes_of(const json_t *value, size_t *size)
{
	if (!json_is_string(value))
		return plumb_value_bytes(value, size);
	*size = json_string_length(value);
	return (unsigned char *)plumb_copy(json_string_value(value));
}

/* Copies the item to the place, which has that much room, and counts it in the size. */
static bool read_bytes(struct plumb_address *address, const json_t *item, void *to, size_t room)
{
	size_t size = 0;
	unsigned char *bytes = bytes_of(item, &size);
	bool fits = bytes && size <= room;

	if (fits) {
		memcpy(to, bytes, size);
		address->size = (socklen_t)((size_t)((char *)to - (char *)address) + size);
	}
	free(bytes);
	return fits;
}

static bool read_unix(struct plumb_address *address, const json_t *list)
{
	return read_bytes(address, json_array_get(list, 1), address->unix_path.sun_path,
		sizeof(address->unix_path.sun_path));
}

static bool read_netlink(struct plumb_address *address, const json_t *list)
{
	struct sockaddr_nl *nl = (struct sockaddr_nl *)&address->storage;

	nl->nl_pid = word(list, 1);
	nl->nl_groups = word(list, 2);
	return true;
}

static bool read_tipc(struct plumb_address *address, const json_t *list)
{
	struct sockaddr_tipc *tipc = (struct sockaddr_tipc *)&address->storage;

	tipc->addrtype = (unsigned char)word(list, 1);
	tipc->scope = (signed char)json_integer_value(json_array_get(list, 2));
	tipc->addr.nameseq.type = word(list, 3);
	tipc->addr.nameseq.lower = word(list, 4);
	tipc->addr.nameseq.upper = word(list, 5);
	return true;
}

static bool read_can(struct plumb_address *address, const json_t *list)
{
	struct sockaddr_can *can = (struct sockaddr_can *)&address->storage;
	const uint32_t words[] = {word(list, 2), word(list, 3), word(list, 4)};
	unsigned char *bytes = (unsigned char *)&can->can_addr;

	can->can_ifindex = (int)word(list, 1);
	memcpy(bytes, words, sizeof(words));
	bytes[sizeof(words)] = (unsigned char)word(list, 5);
	return true;
}

/* Copies a text to a field that has room for it and for a zero byte. */
static bool read_text(const json_t *item, unsigned char *field, size_t room)
{
	size_t length = json_string_length(item);
	bool fits = json_is_string(item) && length < room;

	if (fits)
		memcpy(field, json_string_value(item), length);
	return fits;
}

static bool read_alg(struct plumb_address *address, const json_t *list)
{
	struct sockaddr_alg *alg = (struct sockaddr_alg *)&address->storage;

	alg->salg_feat = word(list, 2);
	alg->salg_mask = word(list, 3);
	return read_text(json_array_get(list, 1), alg->salg_type, sizeof(alg->salg_type)) &&
	       read_text(json_array_get(list, 4), alg->salg_name, sizeof(alg->salg_name));
}

static bool read_vsock(struct plumb_address *address, const json_t *list)
{
	struct sockaddr_vm *vm = (struct sockaddr_vm *)&address->storage;

	vm->svm_cid = word(list, 1);
	vm->svm_port = word(list, 2);
	return true;
}

static bool read_qipcrtr(struct plumb_address *address, const json_t *list)
{
	struct sockaddr_qrtr *qrtr = (struct sockaddr_qrtr *)&address->storage;

	qrtr->sq_node = word(list, 1);
	qrtr->sq_port = word(list, 2);
	return true;
}

static bool read_other(struct plumb_address *address, const json_t *list)
{
	char *data = (char *)address + sizeof(address->any.sa_family);

	address->any.sa_family = (sa_family_t)word(list, 1);
	return read_bytes(address, json_array_get(list, 2), data,
		sizeof(address->storage) - sizeof(address->any.sa_family));
}

/* --- both ------------------------------------------------------------------------------------- */

static const struct form {
	const char *name;
	int family;
	size_t items;
	size_t size;	    /* at least */
	size_t first, last; /* of the items that are numbers; none: both 0 */
	json_t *(*show)(const struct plumb_address *address);
	bool (*read)(struct plumb_address *address, const json_t *list);
} forms[] = {
	{"inet", AF_INET, 3, sizeof(struct sockaddr_in), 2, 2, show_inet, read_inet},
	{"inet6", AF_INET6, 5, sizeof(struct sockaddr_in6), 2, 4, show_inet6, read_inet6},
	{"unix", AF_UNIX, 2, offsetof(struct sockaddr_un, sun_path), 0, 0, show_unix, read_unix},
	{"netlink", AF_NETLINK, 3, sizeof(struct sockaddr_nl), 1, 2, show_netlink, read_netlink},
	{"tipc", AF_TIPC, 6, sizeof(struct sockaddr_tipc), 1, 5, show_tipc, read_tipc},
	{"can", AF_CAN, 6, sizeof(struct sockaddr_can), 1, 5, show_can, read_can},
	{"alg", AF_ALG, 5, sizeof(struct sockaddr_alg), 2, 3, show_alg, read_alg},
	{"vsock", AF_VSOCK, 3, sizeof(struct sockaddr_vm), 1, 2, show_vsock, read_vsock},
	{"qipcrtr", AF_QIPCRTR, 3, sizeof(struct sockaddr_qrtr), 1, 2, show_qipcrtr, read_qipcrtr},
	{"other", AF_UNSPEC, 3, 0, 1, 1, show_other, read_other},
};

enum { FORMS = sizeof(forms) / sizeof(*forms) };

json_t *plumb_kernel_address_show(const struct plumb_address *address)
{
	if (address->size == 0)
		return json_null();
	for (size_t i = 0; i + 1 < FORMS; i++)
		if (forms[i].family == address->any.sa_family && address->size >= forms[i].size)
			return plumb_have(forms[i].show(address));
	return plumb_have(show_other(address));
}

static bool has_form(const json_t *list, const struct form *form)
{
	for (size_t i = form->first; i > 0 && i <= form->last; i++) {
		const json_t *item = json_array_get(list, i);
		json_int_t number = json_integer_value(item);
		if (!json_is_integer(item) || number < INT8_MIN || number > UINT32_MAX)
			return false;
	}
	return json_array_size(list) == form->items;
}

bool plumb_kernel_address_read(
	struct plumb_address *address, const json_t *list, char *why, size_t size)
{
	const char *name = json_string_value(json_array_get(list, 0));

	memset(address, 0, sizeof(*address));
	for (size_t i = 0; name && i < FORMS; i++) {
		if (strcmp(forms[i].name, name) != 0)
			continue;
		address->any.sa_family = (sa_family_t)forms[i].family;
		address->size = (socklen_t)forms[i].size;
		if (has_form(list, &forms[i]) && forms[i].read(address, list))
			return true;
	}
	snprintf(why, size, "not an address, as docs/kernel.md has them");
	return false;
}
