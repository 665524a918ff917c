/* Methods that send and receive, and makefile(), for the calling door. */

#include "call.h"

#ifndef MSG_TRUNC
enum { MSG_TRUNC = 0 }; /* no flag of this system's */
#endif

static struct pysock *socket_of(const struct pys_call *call)
{
	return pysock_value_handle(call->self);
}

int64_t pys_wanted_size(struct pys_call *call, const struct pys_slot *slot)
{
	if (slot->size < 0)
		pysock_raise(call->error, PYSOCK_VALUE_ERROR, "the size of the buffer is negative");
	return slot->size < 0 ? -1 : slot->size;
}

struct pysock_value *pys_make_room(struct pys_call *call, int64_t size, int flags)
{
	struct pysock_value *room = NULL;

	if ((flags & MSG_TRUNC) != 0)
		room = pysock_value_bytes(NULL, (size_t)size);
	else
		room = pys_value_alloc(PYSOCK_VALUE_BYTES, (size_t)size);
	if (room == NULL)
		pys_no_memory(call->error);
	return room;
}

struct pysock_value *pys_cut_room(struct pysock_value *room, size_t size)
{
	struct pysock_value *cut = pysock_value_bytes(room->as.bytes.data, size);

	pysock_value_drop(room);
	return cut;
}

static int run_recv(struct pys_call *call)
{
	int64_t size = pys_wanted_size(call, &call->slot[0]);
	int flags = call->slot[1].number;
	struct pysock_value *room = size < 0 ? NULL : pys_make_room(call, size, flags);

	if (room == NULL)
		return -1;
	ssize_t received =
		pysock_recv(socket_of(call), room->as.bytes.data, (size_t)size, flags, call->error);
	if (received < 0) {
		pysock_value_drop(room);
		return -1;
	}
	return pys_give(call, pys_cut_room(room, (size_t)received));
}

static int run_recvfrom(struct pys_call *call)
{
	int64_t size = pys_wanted_size(call, &call->slot[0]);
	int flags = call->slot[1].number;
	struct pysock_value *room = size < 0 ? NULL : pys_make_room(call, size, flags);
	struct pysock_address sender;

	if (room == NULL)
		return -1;
	ssize_t received = pysock_recvfrom(
		socket_of(call), room->as.bytes.data, (size_t)size, flags, &sender, call->error);
	if (received < 0) {
		pysock_value_drop(room);
		return -1;
	}
	return pys_give(call,
		pys_value_pair(pys_cut_room(room, (size_t)received), pys_value_address(&sender)));
}

static int run_recv_into(struct pys_call *call)
{
	const struct pys_span *buffer = &call->slot[0].span;
	int64_t size = pys_wanted_size(call, &call->slot[1]);

	if (size < 0)
		return -1;
	ssize_t received = pysock_recv_into(socket_of(call), buffer->data, buffer->size,
		(size_t)size, call->slot[2].number, call->error);
	return received < 0 ? -1 : pys_give(call, pysock_value_int(received));
}

static int run_recvfrom_into(struct pys_call *call)
{
	const struct pys_span *buffer = &call->slot[0].span;
	int64_t size = pys_wanted_size(call, &call->slot[1]);
	struct pysock_address sender;

	if (size < 0)
		return -1;
	ssize_t received = pysock_recvfrom_into(socket_of(call), buffer->data, buffer->size,
		(size_t)size, call->slot[2].number, &sender, call->error);
	if (received < 0)
		return -1;
	return pys_give(
		call, pys_value_pair(pysock_value_int(received), pys_value_address(&sender)));
}

static int run_send(struct pys_call *call)
{
	const struct pys_span *bytes = &call->slot[0].span;
	ssize_t sent = pysock_send(
		socket_of(call), bytes->data, bytes->size, call->slot[1].number, call->error);

	return sent < 0 ? -1 : pys_give(call, pysock_value_int(sent));
}

static int run_sendall(struct pys_call *call)
{
	const struct pys_span *bytes = &call->slot[0].span;

	if (pysock_sendall(socket_of(call), bytes->data, bytes->size, call->slot[1].number,
		    call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_none());
}

/* With three arguments the flags stand in the middle. */
static int run_sendto(struct pys_call *call)
{
	const struct pys_span *bytes = &call->slot[0].span;
	const struct pysock_value *target = call->slot[1].value;
	struct pysock_address address;
	int flags = 0;

	if (call->slot[2].value != NULL) {
		if (pys_as_int(target, &flags, call->error) < 0)
			return -1;
		target = call->slot[2].value;
	}
	if (pys_as_address(
		    target, pysock_family(socket_of(call)), "sendto", &address, call->error) < 0)
		return -1;
	ssize_t sent = pysock_sendto(
		socket_of(call), bytes->data, bytes->size, flags, &address, call->error);
	return sent < 0 ? -1 : pys_give(call, pysock_value_int(sent));
}

static int run_makefile(struct pys_call *call)
{
	const char *mode = call->slot[0].value == NULL ? "r" : call->slot[0].text;
	const struct pysock_value *bufsize = call->slot[1].value;
	int size = -1;

	if (pys_file_check_mode(mode, call->error) < 0)
		return -1;
	if (bufsize != NULL && bufsize->kind != PYSOCK_VALUE_NONE &&
		pys_as_int(bufsize, &size, call->error) < 0)
		return -1;
	struct pys_file *file = pys_file_open(socket_of(call), mode, size, call->error);
	return file == NULL ? -1 : pys_give(call, pys_value_file(file));
}

const struct pys_function pys_transfer_methods[] = {
	{"makefile", "| mode:s bufsize/buffering:O", run_makefile, true},
	{"recv", "bufsize:n | flags:i", run_recv, false},
	{"recvfrom", "bufsize:n | flags:i", run_recvfrom, false},
	{"recvfrom_into", "buffer:w | nbytes:n flags:i", run_recvfrom_into, true},
	{"recv_into", "buffer:w | nbytes:n flags:i", run_recv_into, true},
	{"send", "bytes:y | flags:i", run_send, false},
	{"sendall", "bytes:y | flags:i", run_sendall, false},
	{"sendto", "bytes:y flags_or_address:O | address:O", run_sendto, false},
	{NULL, NULL, NULL, false},
};
