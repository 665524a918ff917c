#include "pys.h"

int pysock_dup(struct pysock *s, struct pysock **copy, struct pysock_error *e)
{
	struct pysock *made = pys_object(s->family, s->type, s->proto, e);

	if (made == NULL)
		return -1;
	/* The mode is the description's, which both share. */
	made->timeout_ns = s->timeout_ns;
	made->fd = pys_sys_dup(s->fd);
	if (made->fd == PYS_NO_FD) {
		(void)pysock_raise_errno(e, errno);
		pysock_free(made);
		return -1;
	}
	*copy = made;
	return 0;
}
