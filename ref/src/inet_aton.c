#include "pys.h"

#include <string.h>

int pysock_inet_aton(const char *ip_string, unsigned char packed[4], struct pysock_error *e)
{
	struct in_addr address;

	if (!pys_sys_inet_aton(ip_string, &address))
		return pysock_raise(
			e, PYSOCK_ERROR, "illegal IP address string passed to inet_aton");
	memcpy(packed, &address, sizeof address);
	return 0;
}
