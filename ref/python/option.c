/* Methods that set and get options and the timeout. */
#include "binding.h"

static PyObject *get_number(struct pysock *socket, int level, int option)
{
	struct pyb_call call;
	int value = 0;

	if (pysock_getsockopt(socket, level, option, &value, &call.error) < 0)
		return pyb_raise(&call.error);
	return PyLong_FromLong(value);
}

static PyObject *get_bytes(struct pysock *socket, int level, int option, int size)
{
	unsigned char bytes[1024];
	struct pyb_call call;
	ssize_t length;

	if (size < 0 || size > (int)sizeof bytes) {
		PyErr_SetString(PyExc_OSError, "getsockopt buflen out of range");
		return NULL;
	}
	length = pysock_getsockopt_bytes(socket, level, option, bytes, (size_t)size, &call.error);
	if (length < 0)
		return pyb_raise(&call.error);
	return PyBytes_FromStringAndSize((const char *)bytes, length);
}

static PyObject *getsockopt_of(PyObject *object, PyObject *args)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	int level, option, size = 0;

	if (socket == NULL || !PyArg_ParseTuple(args, "ii|i:getsockopt", &level, &option, &size))
		return NULL;
	return size == 0 ? get_number(socket, level, option)
			 : get_bytes(socket, level, option, size);
}

/* The value is bytes, or None if the option takes only a length. */
static PyObject *set_bytes(struct pysock *socket, PyObject *args)
{
	unsigned length;
	int level, option, result;
	struct pyb_call call;
	PyObject *none;
	Py_buffer view;

	if (PyTuple_GET_SIZE(args) == 4) {
		if (!PyArg_ParseTuple(args, "iiO!I:setsockopt", &level, &option, Py_TYPE(Py_None),
			    &none, &length))
			return NULL;
		result = pysock_setsockopt_null(socket, level, option, length, &call.error);
	} else {
		if (!PyArg_ParseTuple(args, "iiy*:setsockopt", &level, &option, &view))
			return NULL;
		result = pysock_setsockopt_bytes(
			socket, level, option, view.buf, (size_t)view.len, &call.error);
		PyBuffer_Release(&view);
	}
	return pyb_none_or_raise(result, &call);
}

static PyObject *setsockopt_of(PyObject *object, PyObject *args)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	int level, option, value, result;
	struct pyb_call call;

	if (socket == NULL)
		return NULL;
	if (!PyArg_ParseTuple(args, "iii:setsockopt", &level, &option, &value)) {
		PyErr_Clear();
		return set_bytes(socket, args);
	}
	result = pysock_setsockopt(socket, level, option, value, &call.error);
	return pyb_none_or_raise(result, &call);
}

static PyObject *set_timeout(PyObject *object, struct pysock_timeout timeout)
{
	struct pyb_socket *self = (struct pyb_socket *)object;
	struct pyb_call call;
	int result;

	if (pyb_open(self) == NULL)
		return NULL;
	result = pysock_settimeout(self->socket, timeout, &call.error);
	pyb_reflect(self);
	return pyb_none_or_raise(result, &call);
}

static PyObject *settimeout_of(PyObject *object, PyObject *value)
{
	struct pysock_timeout timeout;

	return pyb_timeout_from(value, &timeout) < 0 ? NULL : set_timeout(object, timeout);
}

static PyObject *setblocking_of(PyObject *object, PyObject *value)
{
	PyObject *flag = PyNumber_Index(value);
	int blocking;

	if (flag == NULL)
		return NULL;
	blocking = PyObject_IsTrue(flag);
	Py_DECREF(flag);
	return set_timeout(object, blocking ? pysock_no_timeout() : pysock_seconds(0));
}

static PyObject *gettimeout_of(PyObject *object, PyObject *unused)
{
	(void)unused;
	return PyObject_GetAttrString(object, "timeout");
}

static PyObject *getblocking_of(PyObject *object, PyObject *unused)
{
	struct pyb_socket *self = (struct pyb_socket *)object;

	(void)unused;
	return PyBool_FromLong(self->timeout_ns != 0);
}

PyMethodDef pyb_option_methods[] = {
	{"getblocking", getblocking_of, METH_NOARGS, "getblocking() -> bool"},
	{"getsockopt", getsockopt_of, METH_VARARGS, "getsockopt(level, option[, buffersize])"},
	{"gettimeout", gettimeout_of, METH_NOARGS, "gettimeout() -> timeout"},
	{"setblocking", setblocking_of, METH_O, "setblocking(flag)"},
	{"setsockopt", setsockopt_of, METH_VARARGS, "setsockopt(level, option, value[, length])"},
	{"settimeout", settimeout_of, METH_O, "settimeout(timeout)"},
	{NULL, NULL, 0, NULL},
};
