/* ioctl(), for the calling door. */

#include "call.h"

#ifdef PYSOCK_HAS_IOCTL

#include <mstcpip.h>

/* The low 32 bits of an integer of any size. */
static int as_mask(const struct pysock_value *value, uint32_t *mask, struct pysock_error *error)
{
	int64_t number;

	if (pysock_value_kind(value) == PYSOCK_VALUE_BIG_INT) {
		const char *digits = value->as.bytes.data;
		bool negative = *digits == '-';
		for (*mask = 0, digits += negative; *digits != '\0'; digits++)
			*mask = *mask * 10 + (uint32_t)(*digits - '0');
		*mask = negative ? -*mask : *mask;
		return 0;
	}
	if (pys_as_size(value, &number, error) < 0)
		return -1;
	*mask = (uint32_t)number;
	return 0;
}

static int give_count(struct pys_call *call, int count)
{
	return count < 0 ? -1 : pys_give(call, pysock_value_int(count));
}

/* SIO_KEEPALIVE_VALS takes (onoff, time, interval). */
static int keep_alive(struct pys_call *call)
{
	const struct pysock_value *values = call->slot[1].value;
	uint32_t numbers[3];

	if (pys_check_tuple(values, 3, 3, "ioctl", call->error) < 0)
		return -1;
	for (size_t i = 0; i < 3; i++)
		if (as_mask(pysock_value_item(values, i), &numbers[i], call->error) < 0)
			return -1;
	return give_count(call, pysock_ioctl_keepalive(pysock_value_handle(call->self), numbers[0],
					numbers[1], numbers[2], call->error));
}

/* A code that is unknown is refused before the option is looked at. */
static int run_ioctl(struct pys_call *call)
{
	uint32_t control, option = 0;

	if (as_mask(call->slot[0].value, &control, call->error) < 0)
		return -1;
	if (control == SIO_KEEPALIVE_VALS)
		return keep_alive(call);
	if ((control == SIO_RCVALL || control == SIO_LOOPBACK_FAST_PATH) &&
		as_mask(call->slot[1].value, &option, call->error) < 0)
		return -1;
	return give_count(
		call, pysock_ioctl(pysock_value_handle(call->self), control, option, call->error));
}

#endif

const struct pys_function pys_ioctl_methods[] = {
#ifdef PYSOCK_HAS_IOCTL
	{"ioctl", "control:O option:O", run_ioctl, false},
#endif
	{NULL, NULL, NULL, false},
};
