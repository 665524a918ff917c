/* Functions about the machine: descriptors, interfaces, its name; and sizes of ancillary data. */
#include "binding.h"

#include <fcntl.h>

/* --- descriptors ------------------------------------------------------------------------------ */

static int descriptor_of(PyObject *value)
{
	long fd = PyLong_AsLong(value);

	if (fd >= INT_MIN && fd <= INT_MAX)
		return (int)fd;
	PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C int");
	return -1;
}

static PyObject *close_of(PyObject *module, PyObject *value)
{
	int fd = descriptor_of(value), result;
	struct pyb_call call;

	(void)module;
	if (fd == -1 && PyErr_Occurred())
		return NULL;
	pyb_begin(&call);
	result = pysock_close_fd(fd, &call.error);
	pyb_end(&call);
	return pyb_none_or_raise(result, &call);
}

static PyObject *dup_of(PyObject *module, PyObject *value)
{
	int fd = descriptor_of(value);

	(void)module;
	if (fd == -1 && PyErr_Occurred())
		return NULL;
	fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	return fd < 0 ? PyErr_SetFromErrno(PyExc_OSError) : PyLong_FromLong(fd);
}

/* --- interfaces ------------------------------------------------------------------------------- */

static PyObject *interfaces_to(const struct pysock_interface *interfaces, size_t count)
{
	PyObject *list = PyList_New(0);

	for (size_t i = 0; list != NULL && i < count; i++) {
		PyObject *item = Py_BuildValue("LO&", (long long)interfaces[i].index,
			PyUnicode_DecodeFSDefault, interfaces[i].name);

		if (item == NULL || PyList_Append(list, item) < 0)
			Py_CLEAR(list);
		Py_XDECREF(item);
	}
	return list;
}

static PyObject *if_nameindex_of(PyObject *module, PyObject *unused)
{
	struct pysock_interface *interfaces;
	struct pysock_error error;
	PyObject *list;
	size_t count;

	(void)module;
	(void)unused;
	if (pysock_if_nameindex(&interfaces, &count, &error) < 0)
		return pyb_raise(&error);
	list = interfaces_to(interfaces, count);
	free(interfaces);
	return list;
}

static PyObject *if_nametoindex_of(PyObject *module, PyObject *args)
{
	struct pysock_error error;
	unsigned index;
	PyObject *name;
	int result;

	(void)module;
	if (!PyArg_ParseTuple(args, "O&:if_nametoindex", PyUnicode_FSConverter, &name))
		return NULL;
	result = pysock_if_nametoindex(PyBytes_AS_STRING(name), &index, &error);
	Py_DECREF(name);
	return result < 0 ? pyb_raise(&error) : PyLong_FromUnsignedLong(index);
}

static PyObject *if_indextoname_of(PyObject *module, PyObject *value)
{
	long long index = PyLong_AsLongLong(value);
	char name[PYSOCK_INTERFACE_SIZE];
	struct pysock_error error;

	(void)module;
	if (index == -1 && PyErr_Occurred())
		return NULL;
	return pysock_if_indextoname(index, name, &error) < 0 ? pyb_raise(&error)
							      : PyUnicode_DecodeFSDefault(name);
}

/* --- the machine's name ----------------------------------------------------------------------- */

static PyObject *sethostname_of(PyObject *module, PyObject *args)
{
	struct pyb_call call;
	PyObject *name;
	int result;

	(void)module;
	if (!PyArg_ParseTuple(args, "S:sethostname", &name)) {
		PyErr_Clear();
		if (!PyArg_ParseTuple(args, "O&:sethostname", PyUnicode_FSConverter, &name))
			return NULL;
	} else {
		Py_INCREF(name);
	}
	if (PySys_Audit("socket.sethostname", "(O)", name) < 0) {
		Py_DECREF(name);
		return NULL;
	}
	result = pysock_sethostname(
		PyBytes_AS_STRING(name), (size_t)PyBytes_GET_SIZE(name), &call.error);
	Py_DECREF(name);
	return pyb_none_or_raise(result, &call);
}

/* --- sizes of ancillary data ------------------------------------------------------------------ */

typedef int size_fn(long long length, size_t *result, struct pysock_error *e);

static PyObject *size_of(PyObject *args, const char *format, size_fn *ask)
{
	struct pysock_error error;
	Py_ssize_t length;
	size_t size = 0;

	if (!PyArg_ParseTuple(args, format, &length))
		return NULL;
	return ask(length, &size, &error) < 0 ? pyb_raise(&error) : PyLong_FromSize_t(size);
}

static PyObject *CMSG_LEN_of(PyObject *module, PyObject *args)
{
	(void)module;
	return size_of(args, "n:CMSG_LEN", pysock_CMSG_LEN);
}

static PyObject *CMSG_SPACE_of(PyObject *module, PyObject *args)
{
	(void)module;
	return size_of(args, "n:CMSG_SPACE", pysock_CMSG_SPACE);
}

PyMethodDef pyb_system_functions[] = {
	{"CMSG_LEN", CMSG_LEN_of, METH_VARARGS, "CMSG_LEN(length) -> control message length"},
	{"CMSG_SPACE", CMSG_SPACE_of, METH_VARARGS, "CMSG_SPACE(length) -> buffer size"},
	{"close", close_of, METH_O, "close(integer)"},
	{"dup", dup_of, METH_O, "dup(integer) -> integer"},
	{"if_indextoname", if_indextoname_of, METH_O, "if_indextoname(index) -> string"},
	{"if_nameindex", if_nameindex_of, METH_NOARGS, "if_nameindex() -> list of (index, name)"},
	{"if_nametoindex", if_nametoindex_of, METH_VARARGS, "if_nametoindex(name) -> index"},
	{"sethostname", sethostname_of, METH_VARARGS, "sethostname(name)"},
	{NULL, NULL, 0, NULL},
};
