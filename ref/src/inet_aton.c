#include "pys.h"

#include <arpa/inet.h>
#include <string.h>

int pysock_inet_aton(const char *ip_string, unsigned char packed[4], struct pysock_error *e)
{
	struct in_addr address;

	if (inet_aton(ip_string, &address) == 0)
		return pysock_raise(
			e, PYSOCK_ERROR, "illegal IP address string passed to inet_aton");
	memcpy(packed, &address, sizeof address);
	return 0;
}
