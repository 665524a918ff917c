#include "pys.h"

#include <errno.h>
#include <unistd.h>

int pysock_sethostname(const void *name, size_t length, struct pysock_error *e)
{
	if (sethostname(name, length) < 0)
		return pysock_raise_errno(e, errno);
	return 0;
}
