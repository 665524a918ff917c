/* Methods that send and receive messages, and their ancillary data. */
#include "binding.h"

#include <errno.h>
#include <sys/uio.h>

/* --- buffers ---------------------------------------------------------------------------------- */

/* Several Python buffers in the system's form. */
struct buffers {
	Py_buffer *views;
	struct iovec *parts;
	size_t count;
};

static void release_buffers(struct buffers *buffers)
{
	for (size_t i = 0; i < buffers->count; i++)
		PyBuffer_Release(&buffers->views[i]);
	PyMem_Free(buffers->views);
	PyMem_Free(buffers->parts);
}

/* Takes each item's buffer; -1 with an exception, and no buffer held. */
static int take_buffers(
	PyObject *value, const char *format, const char *complaint, struct buffers *buffers)
{
	PyObject *items = PySequence_Fast(value, complaint);
	Py_ssize_t count = items == NULL ? 0 : PySequence_Fast_GET_SIZE(items);

	*buffers = (struct buffers){.count = 0};
	if (items == NULL)
		return -1;
	buffers->views = PyMem_New(Py_buffer, (size_t)count);
	buffers->parts = PyMem_New(struct iovec, (size_t)count);
	if (buffers->views == NULL || buffers->parts == NULL) {
		PyErr_NoMemory();
		goto failed;
	}
	for (Py_ssize_t i = 0; i < count; i++) {
		Py_buffer *view = &buffers->views[i];

		if (!PyArg_Parse(PySequence_Fast_GET_ITEM(items, i), format, view))
			goto failed;
		buffers->parts[i] =
			(struct iovec){.iov_base = view->buf, .iov_len = (size_t)view->len};
		buffers->count++;
	}
	Py_DECREF(items);
	return 0;

failed:
	release_buffers(buffers);
	Py_DECREF(items);
	return -1;
}

/* --- ancillary data that is sent -------------------------------------------------------------- */

struct ancillary {
	Py_buffer *views;
	struct pysock_ancillary *items;
	size_t count;
};

static void release_ancillary(struct ancillary *ancillary)
{
	for (size_t i = 0; i < ancillary->count; i++)
		PyBuffer_Release(&ancillary->views[i]);
	PyMem_Free(ancillary->views);
	PyMem_Free(ancillary->items);
}

/* Each item is (level, type, data). value: NULL for none. -1 as take_buffers(). */
static int take_ancillary(PyObject *value, struct ancillary *ancillary)
{
	PyObject *items;
	Py_ssize_t count;

	*ancillary = (struct ancillary){.count = 0};
	if (value == NULL)
		return 0;
	items = PySequence_Fast(value, "sendmsg() argument 2 must be an iterable");
	if (items == NULL)
		return -1;
	count = PySequence_Fast_GET_SIZE(items);
	ancillary->views = PyMem_New(Py_buffer, (size_t)count);
	ancillary->items = PyMem_New(struct pysock_ancillary, (size_t)count);
	if (ancillary->views == NULL || ancillary->items == NULL) {
		PyErr_NoMemory();
		goto failed;
	}
	for (Py_ssize_t i = 0; i < count; i++) {
		struct pysock_ancillary *item = &ancillary->items[i];
		Py_buffer *view = &ancillary->views[i];

		if (!PyArg_Parse(PySequence_Fast_GET_ITEM(items, i),
			    "(iiy*):[sendmsg() ancillary data items]", &item->level, &item->type,
			    view))
			goto failed;
		item->data = view->buf;
		item->length = (size_t)view->len;
		ancillary->count++;
	}
	Py_DECREF(items);
	return 0;

failed:
	release_ancillary(ancillary);
	Py_DECREF(items);
	return -1;
}

/* --- sendmsg() -------------------------------------------------------------------------------- */

/* Finds the address to send to, and whether there is one. */
static int destination_of(PyObject *object, PyObject *value, struct pysock_address *address)
{
	struct pyb_socket *self = (struct pyb_socket *)object;

	if (value == NULL || value == Py_None)
		return PySys_Audit("socket.sendmsg", "OO", object, Py_None) < 0 ? -1 : 0;
	if (pyb_address_from(pysock_family(self->socket), value, "sendmsg", address) < 0)
		return -1;
	return PySys_Audit("socket.sendmsg", "OO", object, value) < 0 ? -1 : 1;
}

static PyObject *sendmsg_of(PyObject *object, PyObject *args)
{
	static const char complaint[] = "sendmsg() argument 1 must be an iterable";
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	PyObject *data, *control = NULL, *where = NULL, *result = NULL;
	struct pysock_address address;
	struct ancillary ancillary;
	struct buffers buffers;
	struct pyb_call call;
	int flags = 0, has_address;
	ssize_t sent;

	if (socket == NULL ||
		!PyArg_ParseTuple(args, "O|OiO:sendmsg", &data, &control, &flags, &where))
		return NULL;
	if (take_buffers(data, "y*;sendmsg() argument 1 must be an iterable of bytes-like objects",
		    complaint, &buffers) < 0)
		return NULL;
	if (take_ancillary(control, &ancillary) < 0)
		goto release;
	has_address = destination_of(object, where, &address);
	if (has_address < 0)
		goto out;
	pyb_begin(&call);
	sent = pysock_sendmsg(socket, buffers.parts, buffers.count, ancillary.items,
		ancillary.count, flags, has_address ? &address : NULL, &call.error);
	pyb_end(&call);
	result = sent < 0 ? pyb_raise(&call.error) : PyLong_FromSsize_t(sent);
out:
	release_ancillary(&ancillary);
release:
	release_buffers(&buffers);
	return result;
}

/* --- sendmsg_afalg() -------------------------------------------------------------------------- */

#ifdef PYSOCK_HAS_AFALG

/* A missing operation raises the same as a wrong one. */
static int op_from(PyObject *value, unsigned *op)
{
	int number;

	if (value == NULL || !PyArg_Parse(value, "i", &number) || number < 0) {
		PyErr_SetString(PyExc_TypeError, "Invalid or missing argument 'op'");
		return -1;
	}
	*op = (unsigned)number;
	return 0;
}

static int assoclen_from(PyObject *value, unsigned *assoclen)
{
	int number = 0;

	if (value != NULL && !PyArg_Parse(value, "i", &number))
		return -1;
	if (number < 0) {
		PyErr_SetString(PyExc_TypeError, "assoclen must be positive");
		return -1;
	}
	*assoclen = (unsigned)number;
	return 0;
}

/* The socket of an object of that family; NULL with an exception. */
static struct pysock *open_afalg(PyObject *object)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);

	if (socket == NULL || pysock_family(socket) == AF_ALG)
		return socket;
	PyErr_SetString(PyExc_OSError, "algset is only supported for AF_ALG");
	return NULL;
}

static PyObject *sendmsg_afalg_of(PyObject *object, PyObject *args, PyObject *keywords)
{
	static const char complaint[] = "sendmsg_afalg() argument 1 must be an iterable";
	static char *names[] = {"msg", "op", "iv", "assoclen", "flags", NULL};
	struct pysock *socket = open_afalg(object);
	PyObject *data = NULL, *op = NULL, *assoclen = NULL, *result = NULL;
	struct buffers buffers = {.count = 0};
	struct pysock_afalg operation;
	struct pyb_call call;
	Py_buffer iv = {0};
	int flags = 0;
	ssize_t sent;

	if (socket == NULL ||
		!PyArg_ParseTupleAndKeywords(args, keywords, "|O$O!y*O!i:sendmsg_afalg", names,
			&data, &PyLong_Type, &op, &iv, &PyLong_Type, &assoclen, &flags))
		return NULL;
	operation.has_iv = iv.obj != NULL;
	operation.iv = iv.buf;
	operation.iv_length = (size_t)iv.len;
	operation.has_assoclen = assoclen != NULL;
	if (op_from(op, &operation.op) < 0 || assoclen_from(assoclen, &operation.assoclen) < 0 ||
		(data != NULL && take_buffers(data, "y*", complaint, &buffers) < 0))
		goto out;
	pyb_begin(&call);
	sent = pysock_sendmsg_afalg(
		socket, buffers.parts, buffers.count, &operation, flags, &call.error);
	pyb_end(&call);
	result = sent < 0 ? pyb_raise(&call.error) : PyLong_FromSsize_t(sent);
	release_buffers(&buffers);
out:
	if (iv.obj != NULL)
		PyBuffer_Release(&iv);
	return result;
}

#endif

/* --- recvmsg() and recvmsg_into() ------------------------------------------------------------- */

/* Makes room for this much ancillary data; for none, *control is NULL. -1 with an exception. */
static int make_control(Py_ssize_t size, struct pysock_control **control)
{
	struct pysock_error error;

	*control = NULL;
	if (size < 0 || size > INT_MAX) {
		PyErr_SetString(PyExc_ValueError, "invalid ancillary data buffer length");
		return -1;
	}
	if (size > 0 && pysock_control_new((size_t)size, control, &error) < 0) {
		pyb_raise(&error);
		return -1;
	}
	return 0;
}

/* The list of received items; NULL with an exception, leaving no descriptor open. */
static PyObject *ancillary_to(struct pysock_control *control)
{
	PyObject *list = PyList_New(0);
	struct pysock_ancillary item;

	while (list != NULL && control != NULL && pysock_control_next(control, &item)) {
		PyObject *tuple = Py_BuildValue(
			"iiy#", item.level, item.type, item.data, (Py_ssize_t)item.length);

		if (tuple == NULL || PyList_Append(list, tuple) < 0)
			Py_CLEAR(list);
		Py_XDECREF(tuple);
	}
	if (list != NULL && control != NULL && pysock_control_is_malformed(control) &&
		PyErr_WarnEx(PyExc_RuntimeWarning,
			"received malformed or improperly-truncated ancillary data", 1) < 0)
		Py_CLEAR(list);
	if (list == NULL && control != NULL)
		pysock_control_discard(control);
	return list;
}

/* (first, ancillary data, flags, address); the tuple takes over first. */
static PyObject *message_to(PyObject *first, struct pysock_control *control, int flags,
	const struct pysock_address *address)
{
	PyObject *list = ancillary_to(control), *where = pyb_address_to(address);

	if (first != NULL && list != NULL && where != NULL)
		return Py_BuildValue("NNiN", first, list, flags, where);
	if (control != NULL)
		pysock_control_discard(control);
	Py_XDECREF(first);
	Py_XDECREF(list);
	Py_XDECREF(where);
	return NULL;
}

static PyObject *recvmsg_of(PyObject *object, PyObject *args)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	PyObject *bytes, *result = NULL;
	Py_ssize_t size, control_size = 0, received;
	struct pysock_address address;
	struct pysock_control *control;
	struct pyb_call call;
	int flags = 0, said = 0;

	if (socket == NULL || !PyArg_ParseTuple(args, "n|ni:recvmsg", &size, &control_size, &flags))
		return NULL;
	if (size < 0) {
		PyErr_SetString(PyExc_ValueError, "negative buffer size in recvmsg()");
		return NULL;
	}
	if (make_control(control_size, &control) < 0)
		return NULL;
	bytes = PyBytes_FromStringAndSize(NULL, size);
	if (bytes == NULL)
		goto out;
	pyb_begin(&call);
	received = pysock_recvmsg(socket, PyBytes_AS_STRING(bytes), (size_t)size, control, flags,
		&said, &address, &call.error);
	pyb_end(&call);
	if (received < 0) {
		Py_DECREF(bytes);
		pyb_raise(&call.error);
		goto out;
	}
	if (received != size)
		_PyBytes_Resize(&bytes, received);
	result = message_to(bytes, control, said, &address);
out:
	pysock_control_free(control);
	return result;
}

static PyObject *recvmsg_into_of(PyObject *object, PyObject *args)
{
	static const char complaint[] = "recvmsg_into() argument 1 must be an iterable";
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	PyObject *data, *result = NULL;
	Py_ssize_t control_size = 0, received;
	struct pysock_address address;
	struct pysock_control *control;
	struct buffers buffers;
	struct pyb_call call;
	int flags = 0, said = 0;

	if (socket == NULL ||
		!PyArg_ParseTuple(args, "O|ni:recvmsg_into", &data, &control_size, &flags))
		return NULL;
	if (take_buffers(data,
		    "w*;recvmsg_into() argument 1 must be an iterable "
		    "of single-segment read-write buffers",
		    complaint, &buffers) < 0)
		return NULL;
	if (make_control(control_size, &control) < 0)
		goto out;
	pyb_begin(&call);
	received = pysock_recvmsg_into(
		socket, buffers.parts, buffers.count, control, flags, &said, &address, &call.error);
	pyb_end(&call);
	result = received < 0 ? pyb_raise(&call.error)
			      : message_to(PyLong_FromSsize_t(received), control, said, &address);
	pysock_control_free(control);
out:
	release_buffers(&buffers);
	return result;
}

PyMethodDef pyb_message_methods[] = {
	{"recvmsg", recvmsg_of, METH_VARARGS,
		"recvmsg(bufsize[, ancbufsize[, flags]]) -> (data, ancdata, msg_flags, address)"},
	{"recvmsg_into", recvmsg_into_of, METH_VARARGS,
		"recvmsg_into(buffers[, ancbufsize[, flags]]) -> "
		"(nbytes, ancdata, msg_flags, address)"},
	{"sendmsg", sendmsg_of, METH_VARARGS,
		"sendmsg(buffers[, ancdata[, flags[, address]]]) -> count"},
#ifdef PYSOCK_HAS_AFALG
	{"sendmsg_afalg", (PyCFunction)(void (*)(void))sendmsg_afalg_of,
		METH_VARARGS | METH_KEYWORDS,
		"sendmsg_afalg([msg], *, op[, iv[, assoclen[, flags]]]) -> count"},
#endif
	{NULL, NULL, 0, NULL},
};
