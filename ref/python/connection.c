/* Methods that make, identify and end connections. */
#include "binding.h"

#include <sys/socket.h>

/* Converts an address argument, and asks the audit hooks; -1 with an exception. */
static int address_of(struct pyb_socket *self, PyObject *value, const char *caller,
	const char *event, struct pysock_address *address)
{
	if (pyb_open(self) == NULL ||
		pyb_address_from(pysock_family(self->socket), value, caller, address) < 0)
		return -1;
	return PySys_Audit(event, "OO", self, value);
}

static PyObject *accept_one(PyObject *object, PyObject *unused)
{
	struct pysock *listener = pyb_open((struct pyb_socket *)object), *conn = NULL;
	struct pysock_address peer;
	struct pyb_call call;
	PyObject *address;
	int result;

	(void)unused;
	if (listener == NULL)
		return NULL;
	pyb_begin(&call);
	result = pysock_accept(listener, &conn, &peer, &call.error);
	pyb_end(&call);
	if (result < 0)
		return pyb_raise(&call.error);
	address = pyb_address_to(&peer);
	if (address == NULL) {
		pysock_free(conn);
		return NULL;
	}
	return Py_BuildValue("iN", pysock_release(conn), address);
}

static PyObject *bind_to(PyObject *object, PyObject *value)
{
	struct pyb_socket *self = (struct pyb_socket *)object;
	struct pysock_address address;
	struct pyb_call call;
	int result;

	if (address_of(self, value, "bind", "socket.bind", &address) < 0)
		return NULL;
	pyb_begin(&call);
	result = pysock_bind(self->socket, &address, &call.error);
	pyb_end(&call);
	return pyb_none_or_raise(result, &call);
}

static PyObject *connect_to(PyObject *object, PyObject *value)
{
	struct pyb_socket *self = (struct pyb_socket *)object;
	struct pysock_address address;
	struct pyb_call call;
	int result;

	if (address_of(self, value, "connect", "socket.connect", &address) < 0)
		return NULL;
	pyb_begin(&call);
	result = pysock_connect(self->socket, &address, &call.error);
	pyb_end(&call);
	return pyb_none_or_raise(result, &call);
}

static PyObject *connect_ex_to(PyObject *object, PyObject *value)
{
	struct pyb_socket *self = (struct pyb_socket *)object;
	struct pysock_address address;
	struct pyb_call call;
	int result;

	if (address_of(self, value, "connect_ex", "socket.connect", &address) < 0)
		return NULL;
	pyb_begin(&call);
	result = pysock_connect_ex(self->socket, &address, &call.error);
	pyb_end(&call);
	if (result < 0)
		return pyb_raise(&call.error);
	return PyErr_Occurred() ? NULL : PyLong_FromLong(result);
}

static PyObject *close_it(PyObject *object, PyObject *unused)
{
	struct pyb_socket *self = (struct pyb_socket *)object;
	struct pyb_call call;
	int result;

	(void)unused;
	if (self->socket == NULL)
		Py_RETURN_NONE;
	self->fd = -1;
	pyb_begin(&call);
	result = pysock_close(self->socket, &call.error);
	pyb_end(&call);
	return pyb_none_or_raise(result, &call);
}

static PyObject *detach(PyObject *object, PyObject *unused)
{
	struct pyb_socket *self = (struct pyb_socket *)object;

	(void)unused;
	self->fd = -1;
	return PyLong_FromLong(self->socket == NULL ? -1 : pysock_detach(self->socket));
}

static PyObject *fileno_of(PyObject *object, PyObject *unused)
{
	struct pyb_socket *self = (struct pyb_socket *)object;

	(void)unused;
	return PyLong_FromLong(self->socket == NULL ? -1 : pysock_fileno(self->socket));
}

typedef int name_fn(struct pysock *socket, struct pysock_address *name, struct pysock_error *e);

static PyObject *name_of(PyObject *object, name_fn *ask)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	struct pysock_address address;
	struct pyb_call call;
	int result;

	if (socket == NULL)
		return NULL;
	pyb_begin(&call);
	result = ask(socket, &address, &call.error);
	pyb_end(&call);
	return result < 0 ? pyb_raise(&call.error) : pyb_address_to(&address);
}

static PyObject *getpeername_of(PyObject *object, PyObject *unused)
{
	(void)unused;
	return name_of(object, pysock_getpeername);
}

static PyObject *getsockname_of(PyObject *object, PyObject *unused)
{
	(void)unused;
	return name_of(object, pysock_getsockname);
}

static PyObject *listen_on(PyObject *object, PyObject *args)
{
	enum { USUAL_BACKLOG = 128 };
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	int backlog = SOMAXCONN < USUAL_BACKLOG ? SOMAXCONN : USUAL_BACKLOG, result;
	struct pyb_call call;

	if (socket == NULL || !PyArg_ParseTuple(args, "|i:listen", &backlog))
		return NULL;
	pyb_begin(&call);
	result = pysock_listen(socket, backlog, &call.error);
	pyb_end(&call);
	return pyb_none_or_raise(result, &call);
}

static PyObject *shut_down(PyObject *object, PyObject *args)
{
	struct pysock *socket = pyb_open((struct pyb_socket *)object);
	struct pyb_call call;
	int how, result;

	if (socket == NULL || !PyArg_ParseTuple(args, "i:shutdown", &how))
		return NULL;
	pyb_begin(&call);
	result = pysock_shutdown(socket, how, &call.error);
	pyb_end(&call);
	return pyb_none_or_raise(result, &call);
}

PyMethodDef pyb_connection_methods[] = {
	{"_accept", accept_one, METH_NOARGS, "_accept() -> (integer, address info)"},
	{"bind", bind_to, METH_O, "bind(address)"},
	{"close", close_it, METH_NOARGS, "close()"},
	{"connect", connect_to, METH_O, "connect(address)"},
	{"connect_ex", connect_ex_to, METH_O, "connect_ex(address) -> errno"},
	{"detach", detach, METH_NOARGS, "detach() -> file descriptor"},
	{"fileno", fileno_of, METH_NOARGS, "fileno() -> integer"},
	{"getpeername", getpeername_of, METH_NOARGS, "getpeername() -> address info"},
	{"getsockname", getsockname_of, METH_NOARGS, "getsockname() -> address info"},
	{"listen", listen_on, METH_VARARGS, "listen([backlog])"},
	{"shutdown", shut_down, METH_VARARGS, "shutdown(flag)"},
	{NULL, NULL, 0, NULL},
};
