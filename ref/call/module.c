/* The functions of the module that make sockets, and the default timeout, for the calling door. */

#include "call.h"

#include <stdlib.h>

static int given_or(const struct pys_slot *slot, int otherwise)
{
	return slot->value == NULL ? otherwise : slot->number;
}

static bool is_given(const struct pys_slot *slot)
{
	return slot->value != NULL && slot->value->kind != PYSOCK_VALUE_NONE;
}

/* socket(fileno=fd): ask the descriptor for the arguments that are missing. */
static int adopt(struct pys_call *call)
{
	struct pysock *socket;
	int fd;

	if (pys_as_int(call->slot[3].value, &fd, call->error) < 0 ||
		pysock_adopt(fd, given_or(&call->slot[0], PYSOCK_DETECT),
			given_or(&call->slot[1], PYSOCK_DETECT),
			given_or(&call->slot[2], PYSOCK_DETECT), &socket, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_socket(socket));
}

static int run_socket(struct pys_call *call)
{
	struct pysock *socket;

	if (is_given(&call->slot[3]))
		return adopt(call);
	if (pysock_socket(given_or(&call->slot[0], AF_INET), given_or(&call->slot[1], SOCK_STREAM),
		    given_or(&call->slot[2], 0), &socket, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_socket(socket));
}

static int run_socketpair(struct pys_call *call)
{
	struct pysock *pair[2];

	if (pysock_socketpair(given_or(&call->slot[0], PYSOCK_PAIR_FAMILY),
		    given_or(&call->slot[1], SOCK_STREAM), given_or(&call->slot[2], 0), pair,
		    call->error) < 0)
		return -1;
	return pys_give(
		call, pys_value_pair(pysock_value_socket(pair[0]), pysock_value_socket(pair[1])));
}

static int run_fromfd(struct pys_call *call)
{
	struct pysock *socket;

	if (pysock_fromfd(call->slot[0].number, call->slot[1].number, call->slot[2].number,
		    given_or(&call->slot[3], 0), &socket, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_socket(socket));
}

static int run_close(struct pys_call *call)
{
	if (pysock_close_fd(call->slot[0].number, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_none());
}

static int run_getdefaulttimeout(struct pys_call *call)
{
	return pys_give(call, pys_value_timeout(pysock_getdefaulttimeout()));
}

static int run_setdefaulttimeout(struct pys_call *call)
{
	struct pysock_timeout timeout;

	if (pys_as_timeout(call->slot[0].value, &timeout, call->error) < 0 ||
		pysock_setdefaulttimeout(timeout, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_none());
}

const struct pys_function pys_socket_constructor = {
	"socket", "| family:i type:i proto:i fileno:O", run_socket, true};

const struct pys_function pys_module_functions[] = {
	{"socketpair", "| family:i type:i proto:i", run_socketpair, true},
	{"fromfd", "fd:i family:i type:i | proto:i", run_fromfd, true},
	{"close", "fd:i", run_close, false},
	{"getdefaulttimeout", "", run_getdefaulttimeout, false},
	{"setdefaulttimeout", "timeout:O", run_setdefaulttimeout, false},
	{NULL, NULL, NULL, false},
};
