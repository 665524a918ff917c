/* Addresses as the system sees them: what the library packs, and what it makes of what it is told.
 */
#ifndef PYS_PACKED_H
#define PYS_PACKED_H

#include "pysock.h"

#include <sys/socket.h>

/* What bind() was last given in place of the system. */
extern struct sockaddr_storage seen;
extern socklen_t seen_length;

/* What getsockname() gives in place of the system. */
extern struct sockaddr_storage told;

/* A socket that says it is of the family; the descriptor is of AF_INET. */
struct pysock *of_family(int family);

/* Binds to the address, so that it is seen; the result is bind's. */
int packs(const struct pysock_address *address);

/* Asks for an address and is told these bytes; the result is getsockname's. */
int unpacks(struct pysock_address *address, const void *bytes, socklen_t length);

#endif
