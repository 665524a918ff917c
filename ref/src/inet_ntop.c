#include "pys.h"

int pysock_inet_ntop(int address_family, const void *packed_ip, size_t length, char ip_string[46],
	struct pysock_error *e)
{
	size_t expected = length;

	if (address_family == AF_INET)
		expected = sizeof(struct in_addr);
	else if (address_family == AF_INET6)
		expected = sizeof(struct in6_addr);
	if (length != expected)
		return pysock_raise(
			e, PYSOCK_VALUE_ERROR, "invalid length of packed IP address string");
	/* For another family, whose length is unknown, the C library reports the error. */
	if (pys_sys_inet_ntop(address_family, packed_ip, ip_string, INET6_ADDRSTRLEN) < 0)
		return pysock_raise_errno(e, errno);
	return 0;
}
