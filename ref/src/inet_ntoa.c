#include "pys.h"

int pysock_inet_ntoa(
	const void *packed_ip, size_t length, char ip_string[16], struct pysock_error *e)
{
	if (length != sizeof(struct in_addr))
		return pysock_raise(e, PYSOCK_ERROR, "packed IP wrong length");
	/* inet_ntoa() itself keeps its text in a static buffer. */
	(void)inet_ntop(AF_INET, packed_ip, ip_string, INET_ADDRSTRLEN);
	return 0;
}
