/* Functions that look up protocols, services and the machine's own name; the default timeout. */
#include "binding.h"

static PyObject *getprotobyname_of(PyObject *module, PyObject *args)
{
	struct pyb_call call;
	const char *name;
	int number;

	(void)module;
	if (!PyArg_ParseTuple(args, "s:getprotobyname", &name))
		return NULL;
	pyb_begin(&call);
	number = pysock_getprotobyname(name, &call.error);
	pyb_end(&call);
	return number < 0 ? pyb_raise(&call.error) : PyLong_FromLong(number);
}

static PyObject *getservbyname_of(PyObject *module, PyObject *args)
{
	const char *name, *protocol = NULL;
	struct pyb_call call;
	int port;

	(void)module;
	if (!PyArg_ParseTuple(args, "s|s:getservbyname", &name, &protocol) ||
		PySys_Audit("socket.getservbyname", "ss", name, protocol) < 0)
		return NULL;
	pyb_begin(&call);
	port = pysock_getservbyname(name, protocol, &call.error);
	pyb_end(&call);
	return port < 0 ? pyb_raise(&call.error) : PyLong_FromLong(port);
}

static PyObject *getservbyport_of(PyObject *module, PyObject *args)
{
	const char *protocol = NULL;
	struct pyb_call call;
	char *service = NULL;
	PyObject *name;
	int port, result;

	(void)module;
	if (!PyArg_ParseTuple(args, "i|s:getservbyport", &port, &protocol) ||
		PySys_Audit("socket.getservbyport", "is", port, protocol) < 0)
		return NULL;
	pyb_begin(&call);
	result = pysock_getservbyport(port, protocol, &service, &call.error);
	pyb_end(&call);
	if (result < 0)
		return pyb_raise(&call.error);
	name = PyUnicode_FromString(service);
	free(service);
	return name;
}

static PyObject *gethostname_of(PyObject *module, PyObject *unused)
{
	struct pyb_call call;
	char *host = NULL;
	PyObject *name;
	int result;

	(void)module;
	(void)unused;
	if (PySys_Audit("socket.gethostname", NULL) < 0)
		return NULL;
	pyb_begin(&call);
	result = pysock_gethostname(&host, &call.error);
	pyb_end(&call);
	if (result < 0)
		return pyb_raise(&call.error);
	name = PyUnicode_DecodeFSDefault(host);
	free(host);
	return name;
}

static PyObject *getdefaulttimeout_of(PyObject *module, PyObject *unused)
{
	(void)module;
	(void)unused;
	return pyb_timeout_to(pysock_getdefaulttimeout());
}

static PyObject *setdefaulttimeout_of(PyObject *module, PyObject *value)
{
	struct pysock_timeout timeout;
	struct pyb_call call;

	(void)module;
	if (pyb_timeout_from(value, &timeout) < 0)
		return NULL;
	return pyb_none_or_raise(pysock_setdefaulttimeout(timeout, &call.error), &call);
}

PyMethodDef pyb_name_functions[] = {
	{"getdefaulttimeout", getdefaulttimeout_of, METH_NOARGS, "getdefaulttimeout() -> timeout"},
	{"gethostname", gethostname_of, METH_NOARGS, "gethostname() -> string"},
	{"getprotobyname", getprotobyname_of, METH_VARARGS, "getprotobyname(name) -> integer"},
	{"getservbyname", getservbyname_of, METH_VARARGS,
		"getservbyname(servicename[, protocolname]) -> integer"},
	{"getservbyport", getservbyport_of, METH_VARARGS,
		"getservbyport(port[, protocolname]) -> string"},
	{"setdefaulttimeout", setdefaulttimeout_of, METH_O, "setdefaulttimeout(timeout)"},
	{NULL, NULL, 0, NULL},
};
