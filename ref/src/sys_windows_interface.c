/* The network interfaces of Windows, as net/if.h has them. */
#include "sys.h"

#ifdef _WIN32

#include <stdlib.h>

/* The array and the names are one block. */
static struct if_nameindex *list_of(const MIB_IF_TABLE2 *table)
{
	size_t count = table->NumEntries;
	struct if_nameindex *made = malloc((count + 1) * sizeof *made + count * IF_NAMESIZE);
	char *name = (char *)(made + count + 1);

	if (made == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++, name += IF_NAMESIZE) {
		made[i].if_index = table->Table[i].InterfaceIndex;
		made[i].if_name = name;
		if (ConvertInterfaceLuidToNameA(
			    &table->Table[i].InterfaceLuid, name, IF_NAMESIZE) != NO_ERROR)
			name[0] = '\0';
	}
	made[count] = (struct if_nameindex){0};
	return made;
}

struct if_nameindex *pys_sys_if_nameindex(void)
{
	struct if_nameindex *made;
	MIB_IF_TABLE2 *table;

	if (GetIfTable2(&table) != NO_ERROR) {
		errno = ENOBUFS;
		return NULL;
	}
	made = list_of(table);
	FreeMibTable(table);
	return made;
}

void pys_sys_if_freenameindex(struct if_nameindex *list)
{
	free(list);
}

unsigned pys_sys_if_nametoindex(const char *name)
{
	return if_nametoindex(name);
}

bool pys_sys_if_indextoname(unsigned index, char name[IF_NAMESIZE])
{
	errno = ENXIO;
	return if_indextoname(index, name) != NULL;
}

#endif
