/* Services and their ports. */
#include "pys.h"

#include <stdlib.h>

int pysock_getservbyname(const char *servicename, const char *protocolname, struct pysock_error *e)
{
	struct pys_scratch scratch = {0};
	struct servent entry;
	struct servent *found = NULL;
	int port = -1;
	int error;

	do {
		if (pys_scratch_grow(&scratch, e) < 0)
			goto done;
		error = pys_sys_getservbyname(servicename, protocolname, &scratch, &entry, &found);
	} while (error == ERANGE);
	if (found == NULL)
		(void)pysock_raise(e, PYSOCK_ERROR, "service/proto not found");
	else
		port = ntohs((uint16_t)found->s_port);

done:
	free(scratch.bytes);
	return port;
}

int pysock_getservbyport(
	int port, const char *protocolname, char **servicename, struct pysock_error *e)
{
	struct pys_scratch scratch = {0};
	struct servent entry;
	struct servent *found = NULL;
	int result = -1;
	int error;

	if (port < 0 || port > UINT16_MAX)
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "getservbyport: port must be 0-65535.");
	do {
		if (pys_scratch_grow(&scratch, e) < 0)
			goto done;
		error = pys_sys_getservbyport(
			htons((uint16_t)port), protocolname, &scratch, &entry, &found);
	} while (error == ERANGE);
	if (found == NULL)
		(void)pysock_raise(e, PYSOCK_ERROR, "port/proto not found");
	else
		result = pys_copy_text(found->s_name, servicename, e);

done:
	free(scratch.bytes);
	return result;
}
