/* Socket addresses in the form that rows use, and in the kernel's. */
#ifndef PLUMB_ADDRESS_H
#define PLUMB_ADDRESS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

struct plumb_address {
	union {
		struct sockaddr any;
		struct sockaddr_un unix_path;
		struct sockaddr_storage storage;
	};
	socklen_t size; /* as bind() and connect() want it */
};

/*
 * Reads {"tuple": [host, port]} for AF_INET, the same with up to two items more for AF_INET6 (the
 * host tells which; it is numeric), and for AF_UNIX a string, or bytes where the name is abstract
 * or no Unicode. False: why[] says what is wrong.
 */
bool plumb_address_read(struct plumb_address *address, const json_t *value, char *why, size_t size);

/* The address that a descriptor is bound to. 0, or -1 with errno. */
int plumb_address_get(struct plumb_address *address, int fd);

/* The address of that descriptor, as a row writes it; a new value. NULL: errno says why. */
json_t *plumb_address_of(int fd);

#endif
