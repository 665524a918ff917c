/* share() and fromshare(), for the calling door. */

#include "call.h"

#include <string.h>

#ifdef PYSOCK_HAS_SHARE

static int run_share(struct pys_call *call)
{
	unsigned long long process_id;
	WSAPROTOCOL_INFOW shared;

	if (pys_as_unsigned(call->slot[0].value, &process_id, call->error) < 0)
		return -1;
	if (process_id > UINT32_MAX)
		return pysock_raise(call->error, PYSOCK_OVERFLOW_ERROR,
			"the integer is too large for a process");
	if (pysock_share(pysock_value_handle(call->self), (uint32_t)process_id, &shared,
		    call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_bytes(&shared, sizeof shared));
}

static int run_fromshare(struct pys_call *call)
{
	const struct pys_span *span = &call->slot[0].span;
	WSAPROTOCOL_INFOW shared;
	struct pysock *socket;

	if (span->size != sizeof shared)
		return pysock_raise(call->error, PYSOCK_VALUE_ERROR,
			"what share() returns has %zu bytes, not %zu", sizeof shared, span->size);
	memcpy(&shared, span->data, sizeof shared);
	if (pysock_fromshare(&shared, &socket, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_socket(socket));
}

#endif

const struct pys_function pys_share_methods[] = {
#ifdef PYSOCK_HAS_SHARE
	{"share", "process_id:O", run_share, false},
#endif
	{NULL, NULL, NULL, false},
};

const struct pys_function pys_share_functions[] = {
#ifdef PYSOCK_HAS_SHARE
	{"fromshare", "info:y", run_fromshare, true},
#endif
	{NULL, NULL, NULL, false},
};
