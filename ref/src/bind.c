#include "pys.h"

int pysock_bind(struct pysock *s, const struct pysock_address *address, struct pysock_error *e)
{
	struct pys_sockaddr packed;

	if (pys_pack(s, address, "bind", &packed, e) < 0)
		return -1;
	if (pys_sys_bind(s->fd, &packed) < 0)
		return pysock_raise_errno(e, errno);
	return 0;
}
