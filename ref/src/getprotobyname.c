#include "pys.h"

#include <errno.h>
#include <stdlib.h>

#ifdef __GLIBC__

int pysock_getprotobyname(const char *protocolname, struct pysock_error *e)
{
	struct pys_scratch scratch = {0};
	struct protoent entry;
	struct protoent *found = NULL;
	int number = -1;
	int error;

	do {
		if (pys_scratch_grow(&scratch, e) < 0)
			goto done;
		error = getprotobyname_r(protocolname, &entry, scratch.bytes, scratch.size, &found);
	} while (error == ERANGE);
	if (found == NULL)
		(void)pysock_raise(e, PYSOCK_ERROR, "protocol not found");
	else
		number = found->p_proto;

done:
	free(scratch.bytes);
	return number;
}

#else

/* musl has no other form; its table is constant, and the entry alone is shared. */
int pysock_getprotobyname(const char *protocolname, struct pysock_error *e)
{
	const struct protoent *found = getprotobyname(protocolname);

	if (found == NULL)
		return pysock_raise(e, PYSOCK_ERROR, "protocol not found");
	return found->p_proto;
}

#endif
