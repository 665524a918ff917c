#include "packed.h"

#include "suite.h"
#include "wrap.h"

#include <string.h>

struct sockaddr_storage seen;
socklen_t seen_length;

struct sockaddr_storage told;
static socklen_t told_length;

static int record_bind(int fd, const struct sockaddr *address, socklen_t length)
{
	(void)fd;
	memcpy(&seen, address, length);
	seen_length = length;
	return 0;
}

static int tell_name(int fd, struct sockaddr *address, socklen_t *length)
{
	(void)fd;
	CHECK_NUMBER(*length, sizeof(struct sockaddr_storage));
	memcpy(address, &told, told_length);
	*length = told_length;
	return 0;
}

struct pysock *of_family(int family)
{
	struct pysock *s;
	struct pysock *claimed;

	CU_ASSERT_EQUAL_FATAL(pysock_socket(AF_INET, SOCK_DGRAM, 0, &s, &raised), 0);
	CU_ASSERT_EQUAL_FATAL(
		pysock_fromfd(pysock_fileno(s), family, SOCK_DGRAM, 0, &claimed, &raised), 0);
	pysock_free(s);
	return claimed;
}

int packs(const struct pysock_address *address)
{
	struct pysock *s = of_family(address->family);
	int result;

	answers.bind = record_bind;
	result = pysock_bind(s, address, &raised);
	answers.bind = NULL;
	pysock_free(s);
	return result;
}

int unpacks(struct pysock_address *address, const void *bytes, socklen_t length)
{
	struct pysock *s = of_family(AF_INET);
	int result;

	memset(&told, 0, sizeof told);
	if (length > 0)
		memcpy(&told, bytes, length);
	told_length = length;
	answers.getsockname = tell_name;
	result = pysock_getsockname(s, address, &raised);
	answers.getsockname = NULL;
	pysock_free(s);
	return result;
}
