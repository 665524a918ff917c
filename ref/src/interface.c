/* Network interfaces by name and by index. */
#include "pys.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

int pysock_if_nameindex(struct pysock_interface **interfaces, size_t *count, struct pysock_error *e)
{
	struct if_nameindex *found = pys_sys_if_nameindex();
	struct pysock_interface *made;
	size_t n = 0;

	if (found == NULL)
		return pysock_raise_errno(e, errno);
	while (found[n].if_index != 0)
		n++;
	made = calloc(n + 1, sizeof *made);
	for (size_t i = 0; made != NULL && i < n; i++) {
		made[i].index = found[i].if_index;
		memcpy(made[i].name, found[i].if_name,
			strnlen(found[i].if_name, PYSOCK_INTERFACE_SIZE - 1));
	}
	pys_sys_if_freenameindex(found);
	if (made == NULL)
		return pys_raise_memory(e);
	*interfaces = made;
	*count = n;
	return 0;
}

int pysock_if_nametoindex(const char *name, unsigned *index, struct pysock_error *e)
{
	unsigned found = pys_sys_if_nametoindex(name);

	if (found == 0)
		return pysock_raise(e, PYSOCK_ERROR, "no interface with this name");
	*index = found;
	return 0;
}

int pysock_if_indextoname(long long index, char name[PYSOCK_INTERFACE_SIZE], struct pysock_error *e)
{
	char found[IF_NAMESIZE] = "";
	size_t length;

	if (index < 0 || index > UINT_MAX)
		return pysock_raise(e, PYSOCK_OVERFLOW_ERROR, "the index is out of range");
	if (!pys_sys_if_indextoname((unsigned)index, found))
		return pysock_raise_errno(e, errno);
	length = strnlen(found, PYSOCK_INTERFACE_SIZE - 1);
	memcpy(name, found, length);
	name[length] = '\0';
	return 0;
}
