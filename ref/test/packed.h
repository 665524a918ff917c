/*
 * Addresses as the system sees them: packed by the library, and unpacked from the system's bytes.
 */
#ifndef PYS_PACKED_H
#define PYS_PACKED_H

#include "pysock.h"

#include <sys/socket.h>

/* The last address given to bind(), instead of to the system. */
extern struct sockaddr_storage seen;
extern socklen_t seen_length;

/* The address that getsockname() returns instead of the system's. */
extern struct sockaddr_storage told;

/* A socket object of this family over a descriptor of AF_INET. */
struct pysock *of_family(int family);

/* Binds to the address, which fills `seen`; returns bind's result. */
int packs(const struct pysock_address *address);

/* Asks for the socket's address, answering with these bytes; returns getsockname's result. */
int unpacks(struct pysock_address *address, const void *bytes, socklen_t length);

#endif
