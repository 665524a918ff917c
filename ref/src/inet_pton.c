#include "pys.h"

#include <string.h>

int pysock_inet_pton(
	int address_family, const char *ip_string, unsigned char packed[16], struct pysock_error *e)
{
	struct in6_addr bytes;
	int valid;

	valid = pys_sys_inet_pton(address_family, ip_string, &bytes);
	if (valid < 0)
		return pysock_raise_errno(e, errno);
	if (valid == 0)
		return pysock_raise(
			e, PYSOCK_ERROR, "illegal IP address string passed to inet_pton");
	if (address_family == AF_INET) {
		memcpy(packed, &bytes, sizeof(struct in_addr));
		return sizeof(struct in_addr);
	}
	memcpy(packed, &bytes, sizeof bytes);
	return sizeof bytes;
}
