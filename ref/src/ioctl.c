/* Controlling a socket by WSAIoctl(). */
#include "pys.h"

#ifdef PYSOCK_HAS_IOCTL

static int control_socket(
	struct pysock *s, uint32_t control, const void *bytes, size_t size, struct pysock_error *e)
{
	int came = pys_sys_ioctl(s->fd, control, bytes, size);

	return came < 0 ? pysock_raise_errno(e, errno) : came;
}

int pysock_ioctl(struct pysock *s, uint32_t control, uint32_t option, struct pysock_error *e)
{
	if (control != SIO_RCVALL && control != SIO_LOOPBACK_FAST_PATH)
		return pysock_raise(
			e, PYSOCK_VALUE_ERROR, "invalid ioctl command %lu", (unsigned long)control);
	return control_socket(s, control, &option, sizeof option, e);
}

int pysock_ioctl_keepalive(struct pysock *s, uint32_t onoff, uint32_t time_ms, uint32_t interval_ms,
	struct pysock_error *e)
{
	const uint32_t values[] = {onoff, time_ms, interval_ms};

	return control_socket(s, SIO_KEEPALIVE_VALS, values, sizeof values, e);
}

#endif
