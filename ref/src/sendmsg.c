#include "pys.h"

#ifdef PYSOCK_HAS_MESSAGES

#include <stdalign.h>
#include <stdlib.h>

/* Ancillary data of this size needs no allocation: a credential, or some dozens of descriptors. */
enum { small_size = 256 };

static ssize_t send_it(
	struct pysock *s, const struct msghdr *message, int flags, struct pysock_error *e)
{
	int64_t deadline_ns = 0;
	ssize_t sent;

	while ((sent = pys_sys_sendmsg(s->fd, message, flags)) < 0)
		if (pys_retry(s, POLLOUT, &deadline_ns, e) < 0)
			return -1;
	return sent;
}

/* Sends a message that lacks its ancillary data. */
static ssize_t send_with(struct pysock *s, struct msghdr *message,
	const struct pysock_ancillary *ancdata, size_t ancdata_count, int flags,
	struct pysock_error *e)
{
	alignas(struct cmsghdr) unsigned char small[small_size];
	unsigned char *control = small;
	ssize_t sent;
	size_t size;

	if (pys_control_size(ancdata, ancdata_count, &size, e) < 0)
		return -1;
	if (size > sizeof small) {
		control = malloc(size);
		if (control == NULL)
			return pys_raise_memory(e);
	}
	pys_control_pack(ancdata, ancdata_count, control);
	message->msg_control = control;
	message->msg_controllen = (socklen_t)size;
	sent = send_it(s, message, flags, e);
	message->msg_control = NULL;
	if (control != small)
		free(control);
	return sent;
}

ssize_t pysock_sendmsg(struct pysock *s, const struct iovec *buffers, size_t count,
	const struct pysock_ancillary *ancdata, size_t ancdata_count, int flags,
	const struct pysock_address *address, struct pysock_error *e)
{
	struct msghdr message = {.msg_name = NULL};
	struct pys_sockaddr packed;

	pys_set_buffers(&message, buffers, count);
	if (address != NULL) {
		if (pys_pack(s, address, "sendmsg", &packed, e) < 0)
			return -1;
		message.msg_name = &packed.storage;
		message.msg_namelen = packed.length;
	}
	if (ancdata_count == 0)
		return send_it(s, &message, flags, e);
	return send_with(s, &message, ancdata, ancdata_count, flags, e);
}

#endif
