/* Functions that resolve host names and addresses. */
#include "binding.h"

#include <string.h>

/* --- getaddrinfo() ---------------------------------------------------------------------------- */

/* Refuses bytes with a NUL, which the C library would cut; takes over the reference. */
static PyObject *whole(PyObject *bytes)
{
	if (bytes == NULL || strlen(PyBytes_AS_STRING(bytes)) == (size_t)PyBytes_GET_SIZE(bytes))
		return bytes;
	PyErr_SetString(PyExc_ValueError, "embedded null byte");
	Py_DECREF(bytes);
	return NULL;
}

/* The digits of a port. Since 3.13 the resolver judges its range. */
static PyObject *number_of(PyObject *value)
{
#if PY_VERSION_HEX >= 0x030d0000
	PyObject *text = PyLong_Type.tp_repr(value);
	PyObject *bytes = text == NULL ? NULL : PyUnicode_AsASCIIString(text);

	Py_XDECREF(text);
	return bytes;
#else
	long port = PyLong_AsLong(value);

	return port == -1 && PyErr_Occurred() ? NULL : PyBytes_FromFormat("%ld", port);
#endif
}

/* The service as bytes, a new reference: a number, text or bytes; NULL with an exception. */
static PyObject *service_of(PyObject *value)
{
	if (PyBytes_Check(value)) {
		Py_INCREF(value);
		return value;
	}
	if (PyUnicode_Check(value))
		return PyUnicode_AsUTF8String(value);
	if (!PyLong_CheckExact(value)) {
		PyErr_SetString(PyExc_OSError, "Int or String expected");
		return NULL;
	}
	return number_of(value);
}

static PyObject *encoded_host(PyObject *value)
{
	if (PyUnicode_Check(value))
		return PyUnicode_AsEncodedString(value, "idna", NULL);
	if (PyBytes_Check(value)) {
		Py_INCREF(value);
		return value;
	}
	PyErr_SetString(PyExc_TypeError, "getaddrinfo() argument 1 must be string or None");
	return NULL;
}

static PyObject *results_to(const struct pysock_addrinfo *results, size_t count)
{
	PyObject *list = PyList_New(0);

	for (size_t i = 0; list != NULL && i < count; i++) {
		const struct pysock_addrinfo *one = &results[i];
		PyObject *address = pyb_address_to(&one->address), *item = NULL;

		if (address != NULL)
			item = Py_BuildValue("iiisN", one->family, one->socktype, one->proto,
				one->canonname, address);
		if (item == NULL || PyList_Append(list, item) < 0)
			Py_CLEAR(list);
		Py_XDECREF(item);
	}
	return list;
}

/* The arguments of getaddrinfo() except host and port. */
struct hints {
	int family;
	int type;
	int proto;
	int flags;
};

/* host and service: bytes, or NULL. */
static PyObject *resolve(PyObject *host, PyObject *service, const struct hints *hints)
{
	struct pysock_addrinfo *results = NULL;
	struct pyb_call call;
	PyObject *list;
	size_t count = 0;
	int result;

	pyb_begin(&call);
	result = pysock_getaddrinfo(host == NULL ? NULL : PyBytes_AS_STRING(host),
		service == NULL ? NULL : PyBytes_AS_STRING(service), hints->family, hints->type,
		hints->proto, hints->flags, &results, &count, &call.error);
	pyb_end(&call);
	if (result < 0)
		return pyb_raise(&call.error);
	list = results_to(results, count);
	free(results);
	return list;
}

static PyObject *getaddrinfo_of(PyObject *module, PyObject *args, PyObject *keywords)
{
	static char *names[] = {"host", "port", "family", "type", "proto", "flags", NULL};
	PyObject *host, *port, *host_bytes = NULL, *service = NULL, *result = NULL;
	struct hints hints = {0};

	(void)module;
	if (!PyArg_ParseTupleAndKeywords(args, keywords, "OO|iiii:getaddrinfo", names, &host, &port,
		    &hints.family, &hints.type, &hints.proto, &hints.flags))
		return NULL;
	if (host != Py_None) {
		host_bytes = whole(encoded_host(host));
		if (host_bytes == NULL)
			return NULL;
	}
	if (port != Py_None) {
		service = whole(service_of(port));
		if (service == NULL)
			goto out;
	}
	if (PySys_Audit("socket.getaddrinfo", "OOiii", host, port, hints.family, hints.type,
		    hints.proto) == 0)
		result = resolve(host_bytes, service, &hints);
out:
	Py_XDECREF(host_bytes);
	Py_XDECREF(service);
	return result;
}

/* --- hosts ------------------------------------------------------------------------------------ */

static PyObject *names_to(char *const *names)
{
	PyObject *list = PyList_New(0);

	for (; list != NULL && *names != NULL; names++) {
		PyObject *name = PyUnicode_DecodeFSDefault(*names);

		if (name == NULL || PyList_Append(list, name) < 0)
			Py_CLEAR(list);
		Py_XDECREF(name);
	}
	return list;
}

/* (name, aliases, addresses); frees the host. */
static PyObject *host_to(struct pysock_hostent *host)
{
	PyObject *name = PyUnicode_DecodeFSDefault(host->hostname);
	PyObject *aliases = names_to(host->aliaslist), *addresses = names_to(host->ipaddrlist);

	free(host);
	if (name != NULL && aliases != NULL && addresses != NULL)
		return Py_BuildValue("NNN", name, aliases, addresses);
	Py_XDECREF(name);
	Py_XDECREF(aliases);
	Py_XDECREF(addresses);
	return NULL;
}

typedef int find_fn(const char *key, struct pysock_hostent **host, struct pysock_error *e);

static PyObject *find_host(PyObject *args, const char *format, const char *event, find_fn *find)
{
	struct pysock_hostent *host = NULL;
	struct pyb_call call;
	char *key = NULL;
	int result;

	if (!PyArg_ParseTuple(args, format, "idna", &key))
		return NULL;
	if (PySys_Audit(event, "O", PyTuple_GET_ITEM(args, 0)) < 0) {
		PyMem_Free(key);
		return NULL;
	}
	pyb_begin(&call);
	result = find(key, &host, &call.error);
	pyb_end(&call);
	PyMem_Free(key);
	return result < 0 ? pyb_raise(&call.error) : host_to(host);
}

static PyObject *gethostbyname_ex_of(PyObject *module, PyObject *args)
{
	(void)module;
	return find_host(
		args, "et:gethostbyname_ex", "socket.gethostbyname", pysock_gethostbyname_ex);
}

static PyObject *gethostbyaddr_of(PyObject *module, PyObject *args)
{
	(void)module;
	return find_host(args, "et:gethostbyaddr", "socket.gethostbyaddr", pysock_gethostbyaddr);
}

static PyObject *gethostbyname_of(PyObject *module, PyObject *args)
{
	char address[PYSOCK_HOST_SIZE];
	struct pyb_call call;
	char *name = NULL;
	int result;

	(void)module;
	if (!PyArg_ParseTuple(args, "et:gethostbyname", "idna", &name))
		return NULL;
	if (PySys_Audit("socket.gethostbyname", "O", PyTuple_GET_ITEM(args, 0)) < 0) {
		PyMem_Free(name);
		return NULL;
	}
	pyb_begin(&call);
	result = pysock_gethostbyname(name, address, &call.error);
	pyb_end(&call);
	PyMem_Free(name);
	return result < 0 ? pyb_raise(&call.error) : PyUnicode_FromString(address);
}

/* --- getnameinfo() ---------------------------------------------------------------------------- */

static PyObject *getnameinfo_of(PyObject *module, PyObject *args)
{
	char host[PYSOCK_HOST_SIZE], service[PYSOCK_SERVICE_SIZE];
	long long port, flowinfo = 0, scope_id = 0;
	struct pysock_address address;
	struct pyb_call call;
	PyObject *sockaddr;
	const char *name;
	int flags, result;

	(void)module;
	if (!PyArg_ParseTuple(args, "Oi:getnameinfo", &sockaddr, &flags))
		return NULL;
	if (!PyTuple_Check(sockaddr)) {
		PyErr_SetString(PyExc_TypeError, "getnameinfo() argument 1 must be a tuple");
		return NULL;
	}
	if (!PyArg_ParseTuple(sockaddr, "sL|LL;getnameinfo(): illegal sockaddr argument", &name,
		    &port, &flowinfo, &scope_id) ||
		PySys_Audit("socket.getnameinfo", "(O)", sockaddr) < 0)
		return NULL;
	pysock_address_inet6(&address, name, port, flowinfo, scope_id);
	address.members = (int)PyTuple_GET_SIZE(sockaddr);
	pyb_begin(&call);
	result = pysock_getnameinfo(&address, flags, host, service, &call.error);
	pyb_end(&call);
	return result < 0 ? pyb_raise(&call.error) : Py_BuildValue("ss", host, service);
}

PyMethodDef pyb_resolver_functions[] = {
	{"getaddrinfo", (PyCFunction)(void (*)(void))getaddrinfo_of, METH_VARARGS | METH_KEYWORDS,
		"getaddrinfo(host, port[, family, type, proto, flags]) -> list of "
		"(family, type, proto, canonname, sockaddr)"},
	{"gethostbyaddr", gethostbyaddr_of, METH_VARARGS,
		"gethostbyaddr(host) -> (name, aliaslist, addresslist)"},
	{"gethostbyname", gethostbyname_of, METH_VARARGS, "gethostbyname(host) -> address"},
	{"gethostbyname_ex", gethostbyname_ex_of, METH_VARARGS,
		"gethostbyname_ex(host) -> (name, aliaslist, addresslist)"},
	{"getnameinfo", getnameinfo_of, METH_VARARGS,
		"getnameinfo(sockaddr, flags) -> (host, port)"},
	{NULL, NULL, 0, NULL},
};
