/* The name of this machine. */
#include "pys.h"

int pysock_gethostname(char **hostname, struct pysock_error *e)
{
	char name[PYSOCK_HOST_SIZE];

	if (pys_sys_gethostname(name, sizeof name - 1) < 0)
		return pysock_raise_errno(e, errno);
	/* A name that was cut may lack its NUL. */
	name[sizeof name - 1] = '\0';
	return pys_copy_text(name, hostname, e);
}
