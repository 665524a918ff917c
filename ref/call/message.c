/* Messages with several buffers and ancillary data, for the calling door. */

#include "call.h"

#ifdef PYSOCK_HAS_MESSAGES

#include <limits.h>
#include <stdlib.h>

static struct pysock *socket_of(const struct pys_call *call)
{
	return pysock_value_handle(call->self);
}

/* --- buffers and items as C has them -----------------------------------------------------------
 */

/* An array of buffers, to be freed; convert says which values will do. */
static int read_buffers(const struct pysock_value *value,
	int (*convert)(const struct pysock_value *, struct pys_span *, struct pysock_error *),
	struct iovec **buffers, size_t *count, struct pysock_error *error)
{
	struct pysock_value *const *items = NULL;

	if (pys_as_items(value, &items, count, error) < 0)
		return -1;
	struct iovec *made = calloc(*count + 1, sizeof *made);
	if (made == NULL)
		return pys_no_memory(error);
	for (size_t i = 0; i < *count; i++) {
		struct pys_span span;
		if (convert(items[i], &span, error) < 0) {
			free(made);
			return -1;
		}
		made[i] = (struct iovec){span.data, span.size};
	}
	*buffers = made;
	return 0;
}

/* (cmsg_level, cmsg_type, cmsg_data) */
static int read_item(
	const struct pysock_value *value, struct pysock_ancillary *item, struct pysock_error *error)
{
	struct pysock_value *const *parts = NULL;
	struct pys_span data;
	size_t count = 0;

	if (pys_as_sequence(value, &parts, &count, error) < 0)
		return -1;
	if (count != 3)
		return pysock_raise(error, PYSOCK_TYPE_ERROR,
			"an item of ancillary data has three members, not %zu", count);
	if (pys_as_int(parts[0], &item->level, error) < 0 ||
		pys_as_int(parts[1], &item->type, error) < 0 ||
		pys_as_buffer(parts[2], &data, error) < 0)
		return -1;
	item->data = data.data;
	item->length = data.size;
	return 0;
}

/* Makes an array of items, which the caller frees. A missing value makes an empty one. */
static int read_ancdata(const struct pysock_value *value, struct pysock_ancillary **ancdata,
	size_t *count, struct pysock_error *error)
{
	struct pysock_value *const *items = NULL;

	*count = 0;
	if (value != NULL && pys_as_items(value, &items, count, error) < 0)
		return -1;
	struct pysock_ancillary *made = calloc(*count + 1, sizeof *made);
	if (made == NULL)
		return pys_no_memory(error);
	for (size_t i = 0; i < *count; i++) {
		if (read_item(items[i], &made[i], error) < 0) {
			free(made);
			return -1;
		}
	}
	*ancdata = made;
	return 0;
}

/* --- sending -----------------------------------------------------------------------------------
 */

struct outgoing {
	struct iovec *buffers;
	size_t count;
	struct pysock_ancillary *ancdata;
	size_t ancdata_count;
	struct pysock_address address;
	bool has_address;
};

static void end_outgoing(struct outgoing *outgoing)
{
	free(outgoing->buffers);
	free(outgoing->ancdata);
}

/* A missing address and None are no address. */
static int read_address(const struct pysock_value *value, struct pysock *socket, const char *caller,
	struct outgoing *outgoing, struct pysock_error *error)
{
	outgoing->has_address = value != NULL && value->kind != PYSOCK_VALUE_NONE;
	if (!outgoing->has_address)
		return 0;
	return pys_as_address(value, pysock_family(socket), caller, &outgoing->address, error);
}

static int give_sent(struct pys_call *call, ssize_t sent)
{
	return sent < 0 ? -1 : pys_give(call, pysock_value_int(sent));
}

static int run_sendmsg(struct pys_call *call)
{
	struct outgoing out = {0};
	ssize_t sent = -1;

	if (read_address(call->slot[3].value, socket_of(call), "sendmsg", &out, call->error) == 0 &&
		read_buffers(call->slot[0].value, pys_as_buffer, &out.buffers, &out.count,
			call->error) == 0 &&
		read_ancdata(call->slot[1].value, &out.ancdata, &out.ancdata_count, call->error) ==
			0)
		sent = pysock_sendmsg(socket_of(call), out.buffers, out.count, out.ancdata,
			out.ancdata_count, call->slot[2].number,
			out.has_address ? &out.address : NULL, call->error);
	end_outgoing(&out);
	return give_sent(call, sent);
}

#ifdef PYSOCK_HAS_AFALG
/* A number that is not negative, and of 31 bits. */
static int read_unsigned(
	const struct pys_slot *slot, const char *name, unsigned *number, struct pysock_error *error)
{
	if (slot->number < 0)
		return pysock_raise(error, PYSOCK_TYPE_ERROR, "%s is negative", name);
	*number = (unsigned)slot->number;
	return 0;
}

static int read_operation(struct pys_call *call, struct pysock_afalg *operation)
{
	const struct pys_slot *op = &call->slot[1], *iv = &call->slot[2];
	const struct pys_slot *assoclen = &call->slot[3];

	operation->has_iv = iv->value != NULL;
	operation->iv = iv->span.data;
	operation->iv_length = iv->span.size;
	operation->has_assoclen = assoclen->value != NULL;
	if (op->value == NULL)
		return pysock_raise(call->error, PYSOCK_TYPE_ERROR, "sendmsg_afalg() needs op");
	if (read_unsigned(op, "op", &operation->op, call->error) < 0)
		return -1;
	return read_unsigned(assoclen, "assoclen", &operation->assoclen, call->error);
}

static int run_sendmsg_afalg(struct pys_call *call)
{
	static const struct pysock_value no_buffers = {.kind = PYSOCK_VALUE_TUPLE};
	const struct pysock_value *buffers = call->slot[0].value;
	struct pysock_afalg operation = {0};
	struct outgoing out = {0};
	ssize_t sent = -1;

	if (read_operation(call, &operation) < 0)
		return -1;
	if (read_buffers(buffers != NULL ? buffers : &no_buffers, pys_as_buffer, &out.buffers,
		    &out.count, call->error) == 0)
		sent = pysock_sendmsg_afalg(socket_of(call), out.buffers, out.count, &operation,
			call->slot[4].number, call->error);
	end_outgoing(&out);
	return give_sent(call, sent);
}
#endif

/* --- receiving ---------------------------------------------------------------------------------
 */

static struct pysock_value *make_item(const struct pysock_ancillary *item)
{
	return pysock_value_tuple(3, (struct pysock_value *[]){
					     pysock_value_int(item->level),
					     pysock_value_int(item->type),
					     pysock_value_bytes(item->data, item->length),
				     });
}

/* The list of all items; NULL where memory ran out. */
static struct pysock_value *make_ancdata(struct pysock_control *control)
{
	struct pysock_value **items = NULL, *list = NULL;
	struct pysock_ancillary item;
	size_t count = 0;
	bool complete = true;

	while (complete && control != NULL && pysock_control_next(control, &item)) {
		struct pysock_value **more = realloc(items, (count + 1) * sizeof(*items));
		complete = more != NULL;
		if (complete) {
			items = more;
			items[count++] = make_item(&item);
		}
	}
	if (complete)
		list = pysock_value_list(count, items);
	else
		for (size_t i = 0; i < count; i++)
			pysock_value_drop(items[i]);
	free(items);
	return list;
}

struct incoming {
	struct pysock_control *control; /* NULL where no ancillary data is wanted */
	int msg_flags;
	struct pysock_address address;
};

/* The room for ancillary data that an argument asks for; a missing one is 0. */
static int make_control(const struct pys_call *call, int64_t size, struct incoming *in)
{
	if (size < 0 || size > INT_MAX)
		return pysock_raise(call->error, PYSOCK_VALUE_ERROR,
			"the size of the buffer for ancillary data is out of range");
	return size == 0 ? 0 : pysock_control_new((size_t)size, &in->control, call->error);
}

/* Returns what was received; first is the data as a value. */
static int give_message(struct pys_call *call, struct pysock_value *first, struct incoming *in)
{
	int rc = pys_give(call, pysock_value_tuple(4, (struct pysock_value *[]){
							      first,
							      make_ancdata(in->control),
							      pysock_value_int(in->msg_flags),
							      pys_value_address(&in->address),
						      }));

	/* Nobody knows the descriptors that came. */
	if (rc < 0 && in->control != NULL)
		pysock_control_discard(in->control);
	return rc;
}

static int run_recvmsg(struct pys_call *call)
{
	int64_t size = pys_wanted_size(call, &call->slot[0]);
	int flags = call->slot[2].number;
	struct incoming in = {0};
	int rc = -1;

	if (size < 0 || make_control(call, call->slot[1].size, &in) < 0)
		return -1;
	struct pysock_value *room = pys_make_room(call, size, flags);
	if (room == NULL)
		goto end;
	ssize_t received = pysock_recvmsg(socket_of(call), room->as.bytes.data, (size_t)size,
		in.control, flags, &in.msg_flags, &in.address, call->error);
	if (received < 0)
		pysock_value_drop(room);
	else
		rc = give_message(call, pys_cut_room(room, (size_t)received), &in);
end:
	pysock_control_free(in.control);
	return rc;
}

static int run_recvmsg_into(struct pys_call *call)
{
	struct incoming in = {0};
	struct iovec *buffers;
	size_t count;
	int rc = -1;

	if (read_buffers(call->slot[0].value, pys_as_writable, &buffers, &count, call->error) < 0)
		return -1;
	if (make_control(call, call->slot[1].size, &in) == 0) {
		ssize_t received = pysock_recvmsg_into(socket_of(call), buffers, count, in.control,
			call->slot[2].number, &in.msg_flags, &in.address, call->error);
		if (received >= 0)
			rc = give_message(call, pysock_value_int(received), &in);
	}
	pysock_control_free(in.control);
	free(buffers);
	return rc;
}

/* --- functions of the module -------------------------------------------------------------------
 */

static int give_length(
	struct pys_call *call, int (*measure)(long long, size_t *, struct pysock_error *))
{
	size_t result;

	if (measure(call->slot[0].size, &result, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_int((int64_t)result));
}

static int run_CMSG_LEN(struct pys_call *call)
{
	return give_length(call, pysock_CMSG_LEN);
}

static int run_CMSG_SPACE(struct pys_call *call)
{
	return give_length(call, pysock_CMSG_SPACE);
}

/* The socket that an argument is: whatever else it is lacks the method. */
static struct pysock *read_socket(struct pys_call *call, const char *method)
{
	const struct pysock_value *value = call->slot[0].value;

	if (value->kind == PYSOCK_VALUE_SOCKET)
		return value->as.socket;
	pysock_raise(call->error, PYSOCK_ATTRIBUTE_ERROR, "'%s' has no attribute '%s'",
		pysock_value_type_name(value), method);
	return NULL;
}

/* An array of descriptors, to be freed. */
static int read_fds(
	const struct pysock_value *value, int **fds, size_t *count, struct pysock_error *error)
{
	struct pysock_value *const *items = NULL;

	if (pys_as_items(value, &items, count, error) < 0)
		return -1;
	int *made = calloc(*count + 1, sizeof *made);
	if (made == NULL)
		return pys_no_memory(error);
	for (size_t i = 0; i < *count; i++) {
		if (pys_as_int(items[i], &made[i], error) < 0) {
			free(made);
			return -1;
		}
	}
	*fds = made;
	return 0;
}

static int run_send_fds(struct pys_call *call)
{
	struct pysock *socket = read_socket(call, "sendmsg");
	struct outgoing out = {0};
	size_t fd_count = 0;
	ssize_t sent = -1;
	int *fds = NULL;

	if (socket == NULL)
		return -1;
	if (read_fds(call->slot[2].value, &fds, &fd_count, call->error) == 0 &&
		read_address(call->slot[4].value, socket, "send_fds", &out, call->error) == 0 &&
		read_buffers(call->slot[1].value, pys_as_buffer, &out.buffers, &out.count,
			call->error) == 0)
		sent = pysock_send_fds(socket, out.buffers, out.count, fds, fd_count,
			call->slot[3].number, out.has_address ? &out.address : NULL, call->error);
	free(fds);
	end_outgoing(&out);
	return give_sent(call, sent);
}

static struct pysock_value *make_fds(const int *fds, size_t count)
{
	struct pysock_value **items = calloc(count + 1, sizeof(*items)), *list;

	if (items == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		items[i] = pysock_value_int(fds[i]);
	list = pysock_value_list(count, items);
	free(items);
	return list;
}

/* Hands over a message and its descriptors, or closes those. */
static int give_fds(struct pys_call *call, struct pysock_value *data, const int *fds, size_t count,
	const struct incoming *in)
{
	int rc = pys_give(call, pysock_value_tuple(4, (struct pysock_value *[]){
							      data,
							      make_fds(fds, count),
							      pysock_value_int(in->msg_flags),
							      pys_value_address(&in->address),
						      }));

	for (size_t i = 0; rc < 0 && i < count; i++)
		pysock_close_fd(fds[i], NULL);
	return rc;
}

static int run_recv_fds(struct pys_call *call)
{
	struct pysock *socket = read_socket(call, "recvmsg");
	int64_t size = pys_wanted_size(call, &call->slot[1]);
	int64_t maxfds = call->slot[2].size;
	struct incoming in = {0};
	size_t length, count = 0;
	int flags = call->slot[3].number, rc = -1;

	if (socket == NULL || size < 0)
		return -1;
	if (maxfds > INT_MAX || maxfds < 0 ||
		pysock_CMSG_LEN(maxfds * (int64_t)sizeof(int), &length, NULL) < 0)
		return pysock_raise(call->error, PYSOCK_OVERFLOW_ERROR, "maxfds is out of range");
	struct pysock_value *room = pys_make_room(call, size, flags);
	if (room == NULL)
		return -1;
	int *fds = calloc((size_t)maxfds + 1, sizeof *fds);
	ssize_t received = fds == NULL ? pys_no_memory(call->error)
				       : pysock_recv_fds(socket, room->as.bytes.data, (size_t)size,
						 fds, (size_t)maxfds, &count, flags, &in.msg_flags,
						 &in.address, call->error);
	if (received < 0)
		pysock_value_drop(room);
	else
		rc = give_fds(call, pys_cut_room(room, (size_t)received), fds, count, &in);
	free(fds);
	return rc;
}

#endif

const struct pys_function pys_message_functions[] = {
#ifdef PYSOCK_HAS_MESSAGES
	{"CMSG_LEN", "length:n", run_CMSG_LEN, false},
	{"CMSG_SPACE", "length:n", run_CMSG_SPACE, false},
	{"send_fds", "sock:O buffers:O fds:O | flags:i address:O", run_send_fds, true},
	{"recv_fds", "sock:O bufsize:n maxfds:n | flags:i", run_recv_fds, true},
#endif
	{NULL, NULL, NULL, false},
};

const struct pys_function pys_message_methods[] = {
#ifdef PYSOCK_HAS_MESSAGES
	{"recvmsg", "bufsize:n | ancbufsize:n flags:i", run_recvmsg, false},
	{"recvmsg_into", "buffers:O | ancbufsize:n flags:i", run_recvmsg_into, false},
	{"sendmsg", "buffers:O | ancdata:O flags:i address:O", run_sendmsg, false},
#ifdef PYSOCK_HAS_AFALG
	{"sendmsg_afalg", "| msg:O * op:i iv:y assoclen:i flags:i", run_sendmsg_afalg, true},
#endif
#endif
	{NULL, NULL, NULL, false},
};
