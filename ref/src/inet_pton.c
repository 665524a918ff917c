#include "pys.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>

int pysock_inet_pton(
	int address_family, const char *ip_string, unsigned char packed[16], struct pysock_error *e)
{
	unsigned char bytes[sizeof(struct in6_addr)];
	int length = address_family == AF_INET ? sizeof(struct in_addr) : sizeof(struct in6_addr);
	int valid;

	valid = inet_pton(address_family, ip_string, bytes);
	if (valid < 0)
		return pys_raise_errno(e, errno);
	if (valid == 0)
		return pysock_raise(
			e, PYSOCK_ERROR, "illegal IP address string passed to inet_pton");
	memcpy(packed, bytes, (size_t)length);
	return length;
}
