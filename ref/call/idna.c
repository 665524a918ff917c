/* Host names that are not ASCII: the program that uses the door encodes them. */

#include "call.h"

#include <stdatomic.h>

static int (*_Atomic current)(const char *, char **, struct pysock_error *);

void pysock_set_idna(int (*encode)(const char *host_utf8, char **ascii, struct pysock_error *error))
{
	atomic_store(&current, encode);
}

int pys_encode_host(const char *host_utf8, char **ascii, struct pysock_error *error)
{
	int (*encode)(const char *, char **, struct pysock_error *) = atomic_load(&current);

	/* Which refuses it, with the error that belongs to it. */
	if (encode == NULL)
		encode = pysock_idna_encode;
	return encode(host_utf8, ascii, error);
}
