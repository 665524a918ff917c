/* Ancillary data: packing it for the system, and reading what arrived. */
#include "pys.h"

#ifdef PYSOCK_HAS_MESSAGES

#include <limits.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

struct pysock_control {
	size_t size; /* of the buffer */
	size_t used; /* by the message's items */
	size_t next; /* where the item begins that is given out next */
	bool ended;  /* an item was cut off: it is the last one */
	bool malformed;
	alignas(max_align_t) unsigned char bytes[];
};

/* Whether the result fits into an int; padding is counted as if there were the most of it. */
static int check_length(
	long long length, size_t overhead, const char *caller, struct pysock_error *e)
{
	if (length < 0 || length > INT_MAX - (long long)overhead)
		return pysock_raise(e, PYSOCK_OVERFLOW_ERROR, "%s() argument out of range", caller);
	return 0;
}

int pysock_CMSG_LEN(long long length, size_t *result, struct pysock_error *e)
{
	if (check_length(length, CMSG_LEN(0), "CMSG_LEN", e) < 0)
		return -1;
	*result = CMSG_LEN((size_t)length);
	return 0;
}

int pysock_CMSG_SPACE(long long length, size_t *result, struct pysock_error *e)
{
	if (check_length(length, CMSG_SPACE(1), "CMSG_SPACE", e) < 0)
		return -1;
	*result = CMSG_SPACE((size_t)length);
	return 0;
}

/* --- packing ---------------------------------------------------------------------------------- */

int pys_control_size(
	const struct pysock_ancillary *items, size_t count, size_t *size, struct pysock_error *e)
{
	size_t total = 0;

	for (size_t i = 0; i < count; i++) {
		size_t space = 0;

		if (items[i].length > INT_MAX ||
			pysock_CMSG_SPACE((long long)items[i].length, &space, NULL) < 0 ||
			space > INT_MAX - total)
			return pysock_raise(e, PYSOCK_ERROR, "too much ancillary data");
		total += space;
	}
	*size = total;
	return 0;
}

void pys_control_pack(const struct pysock_ancillary *items, size_t count, void *bytes)
{
	unsigned char *next = bytes;

	for (size_t i = 0; i < count; i++) {
		struct cmsghdr header = {.cmsg_level = items[i].level, .cmsg_type = items[i].type};
		size_t space = CMSG_SPACE(items[i].length);

		header.cmsg_len = (socklen_t)CMSG_LEN(items[i].length);
		memset(next, 0, space);
		memcpy(next, &header, sizeof header);
		if (items[i].length > 0)
			memcpy(next + CMSG_LEN(0), items[i].data, items[i].length);
		next += space;
	}
}

void pys_set_buffers(struct msghdr *message, const struct iovec *buffers, size_t count)
{
	message->msg_iov = (struct iovec *)(uintptr_t)buffers;
	message->msg_iovlen = (__typeof__(message->msg_iovlen))(count < INT_MAX ? count : INT_MAX);
}

/* --- receiving -------------------------------------------------------------------------------- */

int pysock_control_new(size_t size, struct pysock_control **control, struct pysock_error *e)
{
	struct pysock_control *made;

	if (size > INT_MAX)
		return pysock_raise(e, PYSOCK_VALUE_ERROR, "invalid ancillary data buffer length");
	made = malloc(sizeof *made + size);
	if (made == NULL)
		return pys_raise_memory(e);
	*made = (struct pysock_control){.size = size};
	*control = made;
	return 0;
}

bool pysock_control_next(struct pysock_control *control, struct pysock_ancillary *item)
{
	size_t left = control->used - control->next;
	struct cmsghdr header;
	size_t length;

	/* Where not even a header is left, nothing was cut off. */
	if (control->ended || left < CMSG_LEN(0))
		return false;
	memcpy(&header, control->bytes + control->next, sizeof header);
	length = header.cmsg_len;
	if (length < CMSG_LEN(0) || length > left) {
		control->malformed = true;
		control->ended = true;
	}
	if (length < CMSG_LEN(0))
		return false;
	if (length > left)
		length = left;
	*item = (struct pysock_ancillary){
		.level = header.cmsg_level,
		.type = header.cmsg_type,
		.data = control->bytes + control->next + CMSG_LEN(0),
		.length = length - CMSG_LEN(0),
	};
	/* The last item may lack its padding. */
	length = CMSG_SPACE(item->length);
	control->next += length < left ? length : left;
	return true;
}

bool pysock_control_is_malformed(const struct pysock_control *control)
{
	return control->malformed;
}

/* Closes the descriptors of the items that are not given out yet. */
static void close_rest(struct pysock_control *control)
{
	struct pysock_ancillary item;

	while (pysock_control_next(control, &item)) {
		const int *fds = item.data;

		if (item.level != SOL_SOCKET || item.type != SCM_RIGHTS)
			continue;
		for (size_t i = 0; i < item.length / sizeof *fds; i++)
			pys_sys_discard(fds[i]);
	}
	control->used = 0;
	control->next = 0;
	control->ended = false;
}

void pysock_control_discard(struct pysock_control *control)
{
	control->next = 0;
	control->ended = false;
	close_rest(control);
}

void pysock_control_free(struct pysock_control *control)
{
	if (control == NULL)
		return;
	close_rest(control);
	free(control);
}

void pys_control_offer(struct pysock_control *control, struct msghdr *message)
{
	message->msg_control = NULL;
	message->msg_controllen = 0;
	if (control == NULL)
		return;
	close_rest(control);
	control->malformed = false;
	if (control->size > 0) {
		message->msg_control = control->bytes;
		message->msg_controllen = (socklen_t)control->size;
	}
}

void pys_control_take(struct pysock_control *control, const struct msghdr *message)
{
	if (control != NULL)
		control->used = message->msg_controllen;
}

#endif
