/* Methods that send bytes. */
#include "binding.h"

static PyObject *send_of(PyObject *object, PyObject *args)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	struct pyb_call call;
	Py_buffer view;
	Py_ssize_t sent;
	int flags = 0;

	if (socket == NULL || !PyArg_ParseTuple(args, "y*|i:send", &view, &flags))
		return NULL;
	pyb_begin(&call);
	sent = pysock_send(socket, view.buf, (size_t)view.len, flags, &call.error);
	pyb_end(&call);
	PyBuffer_Release(&view);
	return sent < 0 ? pyb_raise(&call.error) : PyLong_FromSsize_t(sent);
}

static PyObject *sendall_of(PyObject *object, PyObject *args)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	struct pyb_call call;
	Py_buffer view;
	int flags = 0, result;

	if (socket == NULL || !PyArg_ParseTuple(args, "y*|i:sendall", &view, &flags))
		return NULL;
	pyb_begin(&call);
	result = pysock_sendall(socket, view.buf, (size_t)view.len, flags, &call.error);
	pyb_end(&call);
	PyBuffer_Release(&view);
	return pyb_none_or_raise(result, &call);
}

/* (data, address) or (data, flags, address). */
static int parse_sendto(PyObject *args, Py_buffer *view, int *flags, PyObject **address)
{
	Py_ssize_t count = PyTuple_GET_SIZE(args);

	if (count == 2)
		return PyArg_ParseTuple(args, "y*O:sendto", view, address) ? 0 : -1;
	if (count == 3)
		return PyArg_ParseTuple(args, "y*iO:sendto", view, flags, address) ? 0 : -1;
	PyErr_Format(PyExc_TypeError, "sendto() takes 2 or 3 arguments (%zd given)", count);
	return -1;
}

static PyObject *sendto_of(PyObject *object, PyObject *args)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	struct pysock_address address;
	PyObject *where, *result = NULL;
	struct pyb_call call;
	Py_buffer view;
	Py_ssize_t sent;
	int flags = 0;

	if (socket == NULL || parse_sendto(args, &view, &flags, &where) < 0)
		return NULL;
	if (pyb_address_from(pysock_family(socket), where, "sendto", &address) < 0 ||
		PySys_Audit("socket.sendto", "OO", object, where) < 0)
		goto out;
	pyb_begin(&call);
	sent = pysock_sendto(socket, view.buf, (size_t)view.len, flags, &address, &call.error);
	pyb_end(&call);
	result = sent < 0 ? pyb_raise(&call.error) : PyLong_FromSsize_t(sent);
out:
	PyBuffer_Release(&view);
	return result;
}

PyMethodDef pyb_send_methods[] = {
	{"send", send_of, METH_VARARGS, "send(data[, flags]) -> count"},
	{"sendall", sendall_of, METH_VARARGS, "sendall(data[, flags])"},
	{"sendto", sendto_of, METH_VARARGS, "sendto(data[, flags], address) -> count"},
	{NULL, NULL, 0, NULL},
};
