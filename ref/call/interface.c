/* Network interfaces and the host's own name, for the calling door. */

#include "call.h"

#include <stdlib.h>
#include <string.h>

static struct pysock_value *make_list(const struct pysock_interface *interfaces, size_t count)
{
	struct pysock_value **items = calloc(count + 1, sizeof(*items)), *list;

	if (items == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		items[i] = pys_value_pair(
			pysock_value_int(interfaces[i].index), pys_value_text(interfaces[i].name));
	list = pysock_value_list(count, items);
	free(items);
	return list;
}

static int run_if_nameindex(struct pys_call *call)
{
	struct pysock_interface *interfaces;
	size_t count;
	int rc;

	if (pysock_if_nameindex(&interfaces, &count, call->error) < 0)
		return -1;
	rc = pys_give(call, make_list(interfaces, count));
	free(interfaces);
	return rc;
}

static int run_if_nametoindex(struct pys_call *call)
{
	unsigned index = 0;
	char *name;
	int rc;

	if (pys_as_name(call->slot[0].value, &name, call->error) < 0)
		return -1;
	rc = pysock_if_nametoindex(name, &index, call->error);
	free(name);
	return rc < 0 ? -1 : pys_give(call, pysock_value_int(index));
}

/* Accept only an int, not an object with __index__(). */
static int run_if_indextoname(struct pys_call *call)
{
	const struct pysock_value *value = call->slot[0].value;
	char name[PYSOCK_INTERFACE_SIZE];
	long long index;

	if (value->kind == PYSOCK_VALUE_INDEX)
		return pysock_raise(call->error, PYSOCK_TYPE_ERROR, "an int is wanted, not '%s'",
			pysock_value_type_name(value));
	if (pys_as_clamped(value, &index, call->error) < 0 ||
		pysock_if_indextoname(index, name, call->error) < 0)
		return -1;
	return pys_give(call, pys_value_text(name));
}

#ifdef PYSOCK_HAS_SETHOSTNAME
static int run_sethostname(struct pys_call *call)
{
	char *name;
	int rc;

	if (pys_as_name(call->slot[0].value, &name, call->error) < 0)
		return -1;
	rc = pysock_sethostname(name, strlen(name), call->error);
	free(name);
	return rc < 0 ? -1 : pys_give(call, pysock_value_none());
}
#endif

const struct pys_function pys_interface_functions[] = {
	{"if_nameindex", "", run_if_nameindex, false},
	{"if_nametoindex", "oname:O", run_if_nametoindex, false},
	{"if_indextoname", "index:O", run_if_indextoname, false},
#ifdef PYSOCK_HAS_SETHOSTNAME
	{"sethostname", "name:O", run_sethostname, false},
#endif
	{NULL, NULL, NULL, false},
};
