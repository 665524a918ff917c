/*
 * Socket addresses as the kernel has them, member by member, in a list whose first item names the
 * structure; so that padding is not looked at and no order of bytes stands in a row:
 *
 *     ["inet", host, port]                          ["netlink", pid, groups]
 *     ["inet6", host, port, flowinfo, scope_id]     ["tipc", addrtype, scope, a, b, c]
 *     ["unix", path]                                ["alg", type, feat, mask, name]
 *     ["vsock", cid, port]                          ["qipcrtr", node, port]
 *     ["can", ifindex, a, b, c, d]                  ["other", family, bytes]
 *
 * a, b and c are the three words of the union of struct sockaddr_tipc in their order, and the first
 * three of that of struct sockaddr_can, of which d is the byte behind them. A path is
 * text without the zero byte that may end it, or bytes where it is abstract or no Unicode. What is
 * shorter than its structure is ["other", family, bytes] of what follows the family.
 */
#ifndef PLUMB_KERNEL_ADDRESS_H
#define PLUMB_KERNEL_ADDRESS_H

#include "values/address.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* A new list; null where there is no address (size 0). */
json_t *plumb_kernel_address_show(const struct plumb_address *address);

/* The other way round. False: why[] says what is wrong with the list. */
bool plumb_kernel_address_read(
	struct plumb_address *address, const json_t *list, char *why, size_t size);

#endif
