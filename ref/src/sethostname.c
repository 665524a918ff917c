#include "pys.h"

#ifdef PYSOCK_HAS_SETHOSTNAME

int pysock_sethostname(const void *name, size_t length, struct pysock_error *e)
{
	if (pys_sys_sethostname(name, length) < 0)
		return pysock_raise_errno(e, errno);
	return 0;
}

#endif
