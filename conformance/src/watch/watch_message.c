#include "watch_message.h"

#include "watch_reach.h"
#include <string.h>
#include <sys/socket.h>

enum { MOST_BUFFERS = 16, MOST_CONTROL = 256 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* As the kernel does: as much as there is room for, and then the whole size. */
static bool write_name(pid_t pid, struct msghdr *header, const struct plumb_address *address)
{
	uint64_t to = (uintptr_t)header->msg_name;
	size_t room = header->msg_namelen;

	header->msg_namelen = address->size;
	return !to || plumb_reach_write(pid, to, &address->storage, least(room, address->size));
}

/* From the first buffer to the last, until the bytes or the buffers end. */
static bool write_bytes(pid_t pid, const struct msghdr *header, const struct plumb_message *message,
	size_t *received)
{
	size_t count = least(header->msg_iovlen, MOST_BUFFERS);
	struct iovec buffers[MOST_BUFFERS];

	*received = 0;
	if (!plumb_reach_read(pid, (uintptr_t)header->msg_iov, buffers, count * sizeof(*buffers)))
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t part = least(buffers[i].iov_len, message->size - *received);
		if (!plumb_reach_write(
			    pid, (uintptr_t)buffers[i].iov_base, message->bytes + *received, part))
			return false;
		*received += part;
	}
	return true;
}

static bool write_fds(pid_t pid, struct msghdr *header, const struct plumb_message *message)
{
	size_t length = message->fd_count * sizeof(*message->fds);
	union {
		struct cmsghdr item;
		unsigned char bytes[MOST_CONTROL];
	} control;
	uint64_t to = (uintptr_t)header->msg_control;
	size_t size = message->fd_count ? CMSG_SPACE(length) : 0;

	if (size > sizeof(control) || size > header->msg_controllen)
		return false;
	header->msg_controllen = size;
	if (size == 0)
		return true;
	memset(&control, 0, sizeof(control));
	control.item.cmsg_level = SOL_SOCKET;
	control.item.cmsg_type = SCM_RIGHTS;
	control.item.cmsg_len = CMSG_LEN(length);
	memcpy(CMSG_DATA(&control.item), message->fds, length);
	return plumb_reach_write(pid, to, &control, size);
}

bool plumb_message_write(
	pid_t pid, uint64_t to, const struct plumb_message *message, size_t *received)
{
	struct msghdr header;

	if (!plumb_reach_read(pid, to, &header, sizeof(header)) ||
		!write_name(pid, &header, message->address) ||
		!write_bytes(pid, &header, message, received) || !write_fds(pid, &header, message))
		return false;
	header.msg_flags = 0;
	return plumb_reach_write(pid, to, &header, sizeof(header));
}
