/* inet_aton() and its kin, and byte order, for the calling door. */

#include "call.h"

static int run_inet_aton(struct pys_call *call)
{
	unsigned char packed[4];

	if (pysock_inet_aton(call->slot[0].text, packed, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_bytes(packed, sizeof packed));
}

static int run_inet_ntoa(struct pys_call *call)
{
	const struct pys_span *packed = &call->slot[0].span;
	char text[16];

	if (pysock_inet_ntoa(packed->data, packed->size, text, call->error) < 0)
		return -1;
	return pys_give(call, pys_value_text(text));
}

static int run_inet_pton(struct pys_call *call)
{
	unsigned char packed[16];
	int size = pysock_inet_pton(call->slot[0].number, call->slot[1].text, packed, call->error);

	return size < 0 ? -1 : pys_give(call, pysock_value_bytes(packed, (size_t)size));
}

static int run_inet_ntop(struct pys_call *call)
{
	const struct pys_span *packed = &call->slot[1].span;
	char text[46];

	if (pysock_inet_ntop(call->slot[0].number, packed->data, packed->size, text, call->error) <
		0)
		return -1;
	return pys_give(call, pys_value_text(text));
}

static int swap_short(
	struct pys_call *call, int (*swap)(long long, uint16_t *, struct pysock_error *))
{
	uint16_t swapped;

	if (swap(call->slot[0].number, &swapped, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_int(swapped));
}

/* The functions for long integers accept only an int, not an object with __index__(). */
static int swap_long(
	struct pys_call *call, int (*swap)(long long, uint32_t *, struct pysock_error *))
{
	const struct pysock_value *value = call->slot[0].value;
	long long number;
	uint32_t swapped;

	if (value->kind == PYSOCK_VALUE_INDEX)
		return pysock_raise(call->error, PYSOCK_TYPE_ERROR, "an int is wanted, not '%s'",
			pysock_value_type_name(value));
	if (pys_as_clamped(value, &number, call->error) < 0 ||
		swap(number, &swapped, call->error) < 0)
		return -1;
	return pys_give(call, pysock_value_int(swapped));
}

static int run_htons(struct pys_call *call)
{
	return swap_short(call, pysock_htons);
}

static int run_ntohs(struct pys_call *call)
{
	return swap_short(call, pysock_ntohs);
}

static int run_htonl(struct pys_call *call)
{
	return swap_long(call, pysock_htonl);
}

static int run_ntohl(struct pys_call *call)
{
	return swap_long(call, pysock_ntohl);
}

const struct pys_function pys_text_functions[] = {
	{"ntohl", "x:O", run_ntohl, false},
	{"ntohs", "x:i", run_ntohs, false},
	{"htonl", "x:O", run_htonl, false},
	{"htons", "x:i", run_htons, false},
	{"inet_aton", "ip_string:a", run_inet_aton, false},
	{"inet_ntoa", "packed_ip:y", run_inet_ntoa, false},
	{"inet_pton", "address_family:i ip_string:a", run_inet_pton, false},
	{"inet_ntop", "address_family:i packed_ip:y", run_inet_ntop, false},
	{NULL, NULL, NULL, false},
};
