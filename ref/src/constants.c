/* The module's constants, with the values of the platform's headers. */
#include "later_headers.h"
#include "pysock.h"

#include "pys.h"

#include <string.h>

static const struct pysock_constant constants[] = {
#include "pysock_constants.inc"
/* The defaults of the few names that the module has even where the headers lack them. */
#ifndef SOMAXCONN
	{"SOMAXCONN", 5},
#endif
#ifndef SOL_IP
	{"SOL_IP", 0},
#endif
#ifndef SOL_TCP
	{"SOL_TCP", 6},
#endif
#ifndef SOL_UDP
	{"SOL_UDP", 17},
#endif
#ifndef IPPORT_RESERVED
	{"IPPORT_RESERVED", 1024},
#endif
#ifndef IPPORT_USERRESERVED
	{"IPPORT_USERRESERVED", 5000},
#endif
#ifndef INADDR_ANY
	{"INADDR_ANY", 0},
#endif
#ifndef INADDR_BROADCAST
	{"INADDR_BROADCAST", 0xffffffff},
#endif
#ifndef INADDR_LOOPBACK
	{"INADDR_LOOPBACK", 0x7f000001},
#endif
#ifndef INADDR_UNSPEC_GROUP
	{"INADDR_UNSPEC_GROUP", 0xe0000000},
#endif
#ifndef INADDR_ALLHOSTS_GROUP
	{"INADDR_ALLHOSTS_GROUP", 0xe0000001},
#endif
#ifndef INADDR_MAX_LOCAL_GROUP
	{"INADDR_MAX_LOCAL_GROUP", 0xe00000ff},
#endif
#ifndef INADDR_NONE
	{"INADDR_NONE", 0xffffffff},
#endif
};

enum { constant_count = sizeof(constants) / sizeof(constants[0]) };

const struct pysock_constant *pysock_constants(size_t *count)
{
	*count = constant_count;
	return constants;
}

int pysock_constant(const char *name, long long *value, struct pysock_error *e)
{
	for (size_t i = 0; i < constant_count; i++) {
		if (strcmp(constants[i].name, name) == 0) {
			*value = constants[i].value;
			return 0;
		}
	}
	return pysock_raise(
		e, PYSOCK_ATTRIBUTE_ERROR, "module 'socket' has no attribute '%.100s'", name);
}

bool pysock_has_ipv6(void)
{
#ifdef AF_INET6
	return true;
#else
	return false;
#endif
}
