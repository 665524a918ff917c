/* Functions about the machine: descriptors, interfaces, its name, sizes of ancillary data. */
#include "binding.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <string.h>
#include <unistd.h>

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

static PyObject *if_nameindex_of(PyObject *module, PyObject *unused)
{
	struct if_nameindex *interfaces = if_nameindex();
	PyObject *list = interfaces == NULL ? PyErr_SetFromErrno(PyExc_OSError) : PyList_New(0);

	(void)module;
	(void)unused;
	for (size_t i = 0; list != NULL && interfaces[i].if_index != 0; i++) {
		PyObject *item = Py_BuildValue("IO&", interfaces[i].if_index,
			PyUnicode_DecodeFSDefault, interfaces[i].if_name);

		if (item == NULL || PyList_Append(list, item) < 0)
			Py_CLEAR(list);
		Py_XDECREF(item);
	}
	if (interfaces != NULL)
		if_freenameindex(interfaces);
	return list;
}

static PyObject *if_nametoindex_of(PyObject *module, PyObject *args)
{
	unsigned index;
	PyObject *name;

	(void)module;
	if (!PyArg_ParseTuple(args, "O&:if_nametoindex", PyUnicode_FSConverter, &name))
		return NULL;
	index = if_nametoindex(PyBytes_AS_STRING(name));
	Py_DECREF(name);
	if (index != 0)
		return PyLong_FromUnsignedLong(index);
	PyErr_SetString(PyExc_OSError, "no interface with this name");
	return NULL;
}

static PyObject *if_indextoname_of(PyObject *module, PyObject *value)
{
	unsigned long index = PyLong_AsUnsignedLong(value);
	char name[IF_NAMESIZE + 1];

	(void)module;
	if (PyErr_Occurred())
		return NULL;
	if (index > UINT_MAX) {
		PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C int");
		return NULL;
	}
	if (if_indextoname((unsigned)index, name) == NULL)
		return PyErr_SetFromErrno(PyExc_OSError);
	return PyUnicode_DecodeFSDefault(name);
}

/* --- the machine's name ----------------------------------------------------------------------- */

static PyObject *sethostname_of(PyObject *module, PyObject *args)
{
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
	result = sethostname(PyBytes_AS_STRING(name), (size_t)PyBytes_GET_SIZE(name));
	Py_DECREF(name);
	if (result < 0)
		return PyErr_SetFromErrno(PyExc_OSError);
	Py_RETURN_NONE;
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
