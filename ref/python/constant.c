/* The constants of the module. */
#include "binding.h"

#ifdef __linux__
#include <linux/netlink.h>
#endif

/* Names that CPython defines in its source without the headers, and that no document has. */
static const struct pysock_constant undocumented[] = {
#ifdef __linux__
	{"ALG_OP_SIGN", 2},
	{"ALG_OP_VERIFY", 3},
	{"ALG_SET_PUBKEY", 6},
	{"NETLINK_CRYPTO", NETLINK_CRYPTO},
	{"NETLINK_DNRTMSG", NETLINK_DNRTMSG},
	{"NETLINK_FIREWALL", NETLINK_FIREWALL},
	{"NETLINK_IP6_FW", NETLINK_IP6_FW},
	{"NETLINK_NFLOG", NETLINK_NFLOG},
	{"NETLINK_ROUTE", NETLINK_ROUTE},
	{"NETLINK_USERSOCK", NETLINK_USERSOCK},
	{"NETLINK_XFRM", NETLINK_XFRM},
#endif
	{NULL, 0},
};

/* Omit other names of AF_UNIX: socket.py would name the family by the alphabetically first. */
static bool is_alias(const char *name)
{
	return strcmp(name, "AF_FILE") == 0 || strcmp(name, "AF_LOCAL") == 0;
}

static int add(PyObject *module, const char *name, PyObject *value)
{
	if (value != NULL && PyModule_AddObject(module, name, value) == 0)
		return 0;
	Py_XDECREF(value);
	return -1;
}

static int add_text(PyObject *module, const char *name, const char *text)
{
	return add(module, name, PyUnicode_FromString(text));
}

static int add_number(PyObject *module, const struct pysock_constant *constant)
{
	return add(module, constant->name, PyLong_FromLongLong(constant->value));
}

/* Adds the two text constants, if the library was built with Bluetooth. */
static int add_bluetooth(PyObject *module)
{
	long long unused;

	if (pysock_constant("BTPROTO_SCO", &unused, NULL) < 0)
		return 0;
	if (add_text(module, "BDADDR_ANY", "00:00:00:00:00:00") < 0)
		return -1;
	return add_text(module, "BDADDR_LOCAL", "00:00:00:FF:FF:FF");
}

int pyb_add_constants(PyObject *module)
{
	size_t count;
	const struct pysock_constant *constants = pysock_constants(&count);

	for (size_t i = 0; i < count; i++)
		if (!is_alias(constants[i].name) && add_number(module, &constants[i]) < 0)
			return -1;
	for (size_t i = 0; undocumented[i].name != NULL; i++)
		if (add_number(module, &undocumented[i]) < 0)
			return -1;
	if (add_bluetooth(module) < 0)
		return -1;
	return add(module, "has_ipv6", PyBool_FromLong(pysock_has_ipv6()));
}
