/* Methods that receive bytes. */
#include "binding.h"

/* Makes bytes of this size for a method to fill; NULL with an exception. */
static PyObject *room(Py_ssize_t size, const char *caller)
{
	if (size >= 0)
		return PyBytes_FromStringAndSize(NULL, size);
	PyErr_Format(PyExc_ValueError, "negative buffersize in %s", caller);
	return NULL;
}

static PyObject *recv_of(PyObject *object, PyObject *args)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	Py_ssize_t size, received;
	struct pyb_call call;
	PyObject *bytes;
	int flags = 0;

	if (socket == NULL || !PyArg_ParseTuple(args, "n|i:recv", &size, &flags))
		return NULL;
	bytes = room(size, "recv");
	if (bytes == NULL)
		return NULL;
	pyb_begin(&call);
	received = pysock_recv(socket, PyBytes_AS_STRING(bytes), (size_t)size, flags, &call.error);
	pyb_end(&call);
	if (received < 0) {
		Py_DECREF(bytes);
		return pyb_raise(&call.error);
	}
	if (received != size)
		_PyBytes_Resize(&bytes, received);
	return bytes;
}

static PyObject *recvfrom_of(PyObject *object, PyObject *args)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	struct pysock_address address;
	Py_ssize_t size, received;
	struct pyb_call call;
	PyObject *bytes;
	int flags = 0;

	if (socket == NULL || !PyArg_ParseTuple(args, "n|i:recvfrom", &size, &flags))
		return NULL;
	bytes = room(size, "recvfrom");
	if (bytes == NULL)
		return NULL;
	pyb_begin(&call);
	received = pysock_recvfrom(
		socket, PyBytes_AS_STRING(bytes), (size_t)size, flags, &address, &call.error);
	pyb_end(&call);
	if (received < 0) {
		Py_DECREF(bytes);
		return pyb_raise(&call.error);
	}
	if (received != size && _PyBytes_Resize(&bytes, received) < 0)
		return NULL;
	return Py_BuildValue("NN", bytes, pyb_address_to(&address));
}

/* A buffer to receive into, and the number of bytes to use. */
struct target {
	Py_buffer view;
	Py_ssize_t size;
	int flags;
};

/* (buffer[, nbytes[, flags]]); -1 with an exception, and no buffer held. */
static int parse_target(
	PyObject *args, PyObject *keywords, const char *format, struct target *target)
{
	static char *names[] = {"buffer", "nbytes", "flags", NULL};
	const char *caller = strchr(format, ':') + 1;

	*target = (struct target){.size = 0};
	if (!PyArg_ParseTupleAndKeywords(
		    args, keywords, format, names, &target->view, &target->size, &target->flags))
		return -1;
	if (target->size >= 0)
		return 0;
	PyBuffer_Release(&target->view);
	PyErr_Format(PyExc_ValueError, "negative buffersize in %s", caller);
	return -1;
}

static PyObject *recv_into_of(PyObject *object, PyObject *args, PyObject *keywords)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	struct pyb_call call;
	struct target target;
	Py_ssize_t received;

	if (socket == NULL || parse_target(args, keywords, "w*|ni:recv_into", &target) < 0)
		return NULL;
	pyb_begin(&call);
	received = pysock_recv_into(socket, target.view.buf, (size_t)target.view.len,
		(size_t)target.size, target.flags, &call.error);
	pyb_end(&call);
	PyBuffer_Release(&target.view);
	return received < 0 ? pyb_raise(&call.error) : PyLong_FromSsize_t(received);
}

static PyObject *recvfrom_into_of(PyObject *object, PyObject *args, PyObject *keywords)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	struct pysock_address address;
	struct pyb_call call;
	struct target target;
	Py_ssize_t received;

	if (socket == NULL || parse_target(args, keywords, "w*|ni:recvfrom_into", &target) < 0)
		return NULL;
	pyb_begin(&call);
	received = pysock_recvfrom_into(socket, target.view.buf, (size_t)target.view.len,
		(size_t)target.size, target.flags, &address, &call.error);
	pyb_end(&call);
	PyBuffer_Release(&target.view);
	if (received < 0)
		return pyb_raise(&call.error);
	return Py_BuildValue("nN", received, pyb_address_to(&address));
}

/* PyMethodDef lists functions with keywords under another type, so cast them. */
#define WITH_KEYWORDS(function) (PyCFunction)(void (*)(void))(function)

PyMethodDef pyb_receive_methods[] = {
	{"recv", recv_of, METH_VARARGS, "recv(buffersize[, flags]) -> data"},
	{"recv_into", WITH_KEYWORDS(recv_into_of), METH_VARARGS | METH_KEYWORDS,
		"recv_into(buffer[, nbytes[, flags]]) -> nbytes_read"},
	{"recvfrom", recvfrom_of, METH_VARARGS, "recvfrom(buffersize[, flags]) -> (data, address)"},
	{"recvfrom_into", WITH_KEYWORDS(recvfrom_into_of), METH_VARARGS | METH_KEYWORDS,
		"recvfrom_into(buffer[, nbytes[, flags]]) -> (nbytes, address)"},
	{NULL, NULL, 0, NULL},
};
