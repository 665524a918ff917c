/* The four functions of byte order. Each direction is the same swap, or the same nothing. */
#include "pys.h"

static int swap32(long long x, uint32_t *result, struct pysock_error *e)
{
	if (x < 0)
		return pysock_raise(
			e, PYSOCK_OVERFLOW_ERROR, "can't convert negative value to unsigned int");
	if (x > UINT32_MAX)
		return pysock_raise(e, PYSOCK_OVERFLOW_ERROR, "int larger than 32 bits");
	*result = htonl((uint32_t)x);
	return 0;
}

static int swap16(long long x, const char *name, uint16_t *result, struct pysock_error *e)
{
	if (x < 0)
		return pysock_raise(e, PYSOCK_OVERFLOW_ERROR,
			"%s: can't convert negative Python int to C 16-bit unsigned integer", name);
	if (x > UINT16_MAX)
		return pysock_raise(e, PYSOCK_OVERFLOW_ERROR,
			"%s: Python int too large to convert to C 16-bit unsigned integer", name);
	*result = htons((uint16_t)x);
	return 0;
}

int pysock_ntohl(long long x, uint32_t *host, struct pysock_error *e)
{
	return swap32(x, host, e);
}

int pysock_ntohs(long long x, uint16_t *host, struct pysock_error *e)
{
	return swap16(x, "ntohs", host, e);
}

int pysock_htonl(long long x, uint32_t *network, struct pysock_error *e)
{
	return swap32(x, network, e);
}

int pysock_htons(long long x, uint16_t *network, struct pysock_error *e)
{
	return swap16(x, "htons", network, e);
}
