/* Methods that set a socket up, ask about it and end it, for the calling door. */

#include "call.h"

static struct pysock *socket_of(const struct pys_call *call)
{
	return pysock_value_handle(call->self);
}

static int give_none(struct pys_call *call, int rc)
{
	return rc < 0 ? -1 : pys_give(call, pysock_value_none());
}

static int run_accept(struct pys_call *call)
{
	struct pysock_address peer;
	struct pysock *connection;

	if (pysock_accept(socket_of(call), &connection, &peer, call->error) < 0)
		return -1;
	return pys_give(
		call, pys_value_pair(pysock_value_socket(connection), pys_value_address(&peer)));
}

static int read_address(struct pys_call *call, const char *name, struct pysock_address *address)
{
	return pys_as_address(
		call->slot[0].value, pysock_family(socket_of(call)), name, address, call->error);
}

static int run_bind(struct pys_call *call)
{
	struct pysock_address address;

	if (read_address(call, "bind", &address) < 0)
		return -1;
	return give_none(call, pysock_bind(socket_of(call), &address, call->error));
}

static int run_connect(struct pys_call *call)
{
	struct pysock_address address;

	if (read_address(call, "connect", &address) < 0)
		return -1;
	return give_none(call, pysock_connect(socket_of(call), &address, call->error));
}

static int run_connect_ex(struct pys_call *call)
{
	struct pysock_address address;

	if (read_address(call, "connect_ex", &address) < 0)
		return -1;
	int code = pysock_connect_ex(socket_of(call), &address, call->error);
	return code < 0 ? -1 : pys_give(call, pysock_value_int(code));
}

static int run_close(struct pys_call *call)
{
	return give_none(call, pysock_close(socket_of(call), call->error));
}

static int run_enter(struct pys_call *call)
{
	return pys_give(call, pysock_value_share(call->self));
}

static int run_detach(struct pys_call *call)
{
	return pys_give(call, pysock_value_int(pysock_detach(socket_of(call))));
}

static int run_dup(struct pys_call *call)
{
	struct pysock *copy;

	if (pysock_dup(socket_of(call), &copy, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_socket(copy));
}

static int run_get_inheritable(struct pys_call *call)
{
	bool inheritable;

	if (pysock_get_inheritable(socket_of(call), &inheritable, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_bool(inheritable));
}

static int run_set_inheritable(struct pys_call *call)
{
	return give_none(call,
		pysock_set_inheritable(socket_of(call), call->slot[0].number != 0, call->error));
}

static int run_fileno(struct pys_call *call)
{
	return pys_give(call, pysock_value_int(pysock_fileno(socket_of(call))));
}

static int give_address(struct pys_call *call,
	int (*ask)(struct pysock *, struct pysock_address *, struct pysock_error *))
{
	struct pysock_address address;

	if (ask(socket_of(call), &address, call->error) < 0)
		return -1;
	return pys_give(call, pys_value_address(&address));
}

static int run_getpeername(struct pys_call *call)
{
	return give_address(call, pysock_getpeername);
}

static int run_getsockname(struct pys_call *call)
{
	return give_address(call, pysock_getsockname);
}

/* A length of 0 gives no bytes, but the system has its say about the option all the same. */
static int give_option_bytes(struct pys_call *call)
{
	int length = call->slot[2].number;
	char buffer[1024]; /* the most that the library takes; beyond it, it asks nobody */
	ssize_t size = pysock_getsockopt_bytes(socket_of(call), call->slot[0].number,
		call->slot[1].number, buffer, length == 0 ? 1 : (size_t)length, call->error);

	if (size < 0)
		return -1;
	return pys_give(call, pysock_value_bytes(buffer, length == 0 ? 0 : (size_t)size));
}

static int run_getsockopt(struct pys_call *call)
{
	int value;

	if (call->slot[2].value != NULL)
		return give_option_bytes(call);
	if (pysock_getsockopt(socket_of(call), call->slot[0].number, call->slot[1].number, &value,
		    call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_int(value));
}

/* Only None allows a length argument. */
static int set_null(struct pys_call *call)
{
	if (call->slot[2].value->kind != PYSOCK_VALUE_NONE)
		return pysock_raise(call->error, PYSOCK_TYPE_ERROR,
			"setsockopt(): a length is for None, not for '%s'",
			pysock_value_type_name(call->slot[2].value));
	return give_none(
		call, pysock_setsockopt_null(socket_of(call), call->slot[0].number,
			      call->slot[1].number, (socklen_t)call->slot[3].number, call->error));
}

/* What is no C int is taken for the option's bytes, and refused as such. */
static int run_setsockopt(struct pys_call *call)
{
	int level = call->slot[0].number, option = call->slot[1].number, number;
	const struct pysock_value *value = call->slot[2].value;
	struct pys_span span;

	if (call->slot[3].value != NULL)
		return set_null(call);
	if (pys_as_int(value, &number, NULL) == 0)
		return give_none(call,
			pysock_setsockopt(socket_of(call), level, option, number, call->error));
	if (pys_as_buffer(value, &span, call->error) < 0)
		return -1;
	return give_none(call, pysock_setsockopt_bytes(socket_of(call), level, option, span.data,
				       span.size, call->error));
}

static int run_listen(struct pys_call *call)
{
	return give_none(call, pysock_listen(socket_of(call), call->slot[0].number, call->error));
}

/* The flag may be an integer of any size. */
static int run_setblocking(struct pys_call *call)
{
	long long flag = 0;

	if (pys_as_clamped(call->slot[0].value, &flag, call->error) < 0)
		return -1;
	return give_none(call, pysock_setblocking(socket_of(call), flag != 0, call->error));
}

static int run_settimeout(struct pys_call *call)
{
	struct pysock_timeout timeout;

	if (pys_as_timeout(call->slot[0].value, &timeout, call->error) < 0)
		return -1;
	return give_none(call, pysock_settimeout(socket_of(call), timeout, call->error));
}

static int run_getblocking(struct pys_call *call)
{
	return pys_give(call, pysock_value_bool(pysock_getblocking(socket_of(call))));
}

static int run_gettimeout(struct pys_call *call)
{
	return pys_give(call, pys_value_timeout(pysock_gettimeout(socket_of(call))));
}

static int run_shutdown(struct pys_call *call)
{
	return give_none(call, pysock_shutdown(socket_of(call), call->slot[0].number, call->error));
}

const struct pys_function pys_socket_methods[] = {
	{"__enter__", "", run_enter, false},
	{"__exit__", "| exc_type:O exc_value:O traceback:O", run_close, false},
	{"accept", "", run_accept, false},
	{"bind", "address:O", run_bind, false},
	{"close", "", run_close, false},
	{"connect", "address:O", run_connect, false},
	{"connect_ex", "address:O", run_connect_ex, false},
	{"detach", "", run_detach, false},
	{"dup", "", run_dup, false},
	{"fileno", "", run_fileno, false},
	{"get_inheritable", "", run_get_inheritable, false},
	{"getblocking", "", run_getblocking, false},
	{"getpeername", "", run_getpeername, false},
	{"getsockname", "", run_getsockname, false},
	{"getsockopt", "level:i optname:i | buflen:i", run_getsockopt, false},
	{"gettimeout", "", run_gettimeout, false},
	{"listen", "backlog:i", run_listen, false},
	{"set_inheritable", "inheritable:i", run_set_inheritable, true},
	{"setblocking", "flag:O", run_setblocking, false},
	{"setsockopt", "level:i optname:i value:O | optlen:i", run_setsockopt, false},
	{"settimeout", "value:O", run_settimeout, false},
	{"shutdown", "how:i", run_shutdown, false},
	{NULL, NULL, NULL, false},
};
