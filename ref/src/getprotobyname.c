#include "pys.h"

#include <stdlib.h>

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
		error = pys_sys_getprotobyname(protocolname, &scratch, &entry, &found);
	} while (error == ERANGE);
	if (found == NULL)
		(void)pysock_raise(e, PYSOCK_ERROR, "protocol not found");
	else
		number = found->p_proto;

done:
	free(scratch.bytes);
	return number;
}
