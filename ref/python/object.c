/* The socket object: creation, attributes and finalization. */
#include "binding.h"

#include <errno.h>
#include <sys/socket.h>

/* A function as the pointer to data that a slot of a type holds. */
#define SLOT(function) (void *)(uintptr_t)(function)

#ifdef Py_TPFLAGS_IMMUTABLETYPE
#define IMMUTABLE Py_TPFLAGS_IMMUTABLETYPE
#else
#define IMMUTABLE 0
#endif

void pyb_reflect(struct pyb_socket *self)
{
	struct pysock_timeout timeout = pysock_gettimeout(self->socket);

	self->fd = pysock_fileno(self->socket);
	self->family = pysock_family(self->socket);
	self->type = pysock_type(self->socket);
	self->proto = pysock_proto(self->socket);
	self->timeout_ns = timeout.is_none ? -1 : (int64_t)(timeout.seconds * 1e9);
}

static PyObject *raise_errno(void)
{
	return PyErr_SetFromErrno(PyExc_OSError);
}

static PyObject *new (PyTypeObject *type, PyObject *args, PyObject *keywords)
{
	struct pyb_socket *self = (struct pyb_socket *)type->tp_alloc(type, 0);

	(void)args;
	(void)keywords;
	if (self != NULL) {
		self->fd = -1;
		self->timeout_ns = -1;
		self->raise_errno = raise_errno;
	}
	return (PyObject *)self;
}

/* --- __init__() ------------------------------------------------------------------------------- */

/* The arguments of __init__(); -1, which is PYSOCK_DETECT, for missing ones. */
struct request {
	int family;
	int type;
	int proto;
};

static int descriptor_of(PyObject *value)
{
	long fd;

	if (PyFloat_Check(value)) {
		PyErr_SetString(PyExc_TypeError, "integer argument expected, got float");
		return -1;
	}
	fd = PyLong_AsLong(value);
	if (fd == -1 && PyErr_Occurred())
		return -1;
	if (fd < 0 || fd > INT_MAX) {
		PyErr_SetString(PyExc_ValueError, "negative file descriptor");
		return -1;
	}
	return (int)fd;
}

/* Adopts the descriptor of the fileno argument, or makes a new socket. */
static int make(
	int fd, const struct request *request, struct pysock **socket, struct pysock_error *error)
{
	if (fd >= 0)
		return pysock_adopt(
			fd, request->family, request->type, request->proto, socket, error);
	return pysock_socket(request->family == -1 ? AF_INET : request->family,
		request->type == -1 ? SOCK_STREAM : request->type,
		request->proto == -1 ? 0 : request->proto, socket, error);
}

/* Like CPython, close a socket whose mode cannot be set, but not a descriptor that is no socket. */
static void discard(int fd, const struct pysock_error *error)
{
	if (fd >= 0 && error->code != EBADF && error->code != ENOTSOCK)
		(void)pysock_close_fd(fd, NULL);
}

/*
 * Gives the object a C socket. The one that it had is closed, and freed with the object: a call of
 * another thread may be using it, or one whose arguments have made the socket anew.
 */
static int replace(struct pyb_socket *self, struct pysock *socket)
{
	struct pysock *before = self->socket;
	struct pyb_former *former = NULL;
	struct pyb_call call;

	if (before != NULL) {
		former = PyMem_Malloc(sizeof *former);
		if (former == NULL) {
			pysock_free(socket);
			PyErr_NoMemory();
			return -1;
		}
		*former = (struct pyb_former){before, self->former};
		self->former = former;
	}
	self->socket = socket;
	pyb_reflect(self);
	if (before != NULL) {
		pyb_begin(&call);
		(void)pysock_close(before, NULL);
		pyb_end(&call);
	}
	return 0;
}

static int init(PyObject *object, PyObject *args, PyObject *keywords)
{
	static char *names[] = {"family", "type", "proto", "fileno", NULL};
	struct pyb_socket *self = (struct pyb_socket *)object;
	struct request request = {-1, -1, -1};
	PyObject *fileno = NULL;
	struct pysock *socket = NULL;
	struct pyb_call call;
	int fd = -1, result;

	if (!PyArg_ParseTupleAndKeywords(args, keywords, "|iiiO:socket", names, &request.family,
		    &request.type, &request.proto, &fileno))
		return -1;
	if (PySys_Audit("socket.__new__", "Oiii", object, request.family, request.type,
		    request.proto) < 0)
		return -1;
	if (fileno != NULL && fileno != Py_None) {
		fd = descriptor_of(fileno);
		if (fd < 0)
			return -1;
	}
	pyb_begin(&call);
	result = make(fd, &request, &socket, &call.error);
	pyb_end(&call);
	if (result < 0) {
		discard(fd, &call.error);
		pyb_raise(&call.error);
		return -1;
	}
	return replace(self, socket);
}

/* --- the end ---------------------------------------------------------------------------------- */

/* Closes an open socket that becomes garbage, with a ResourceWarning. */
static void finalize(PyObject *object)
{
	struct pyb_socket *self = (struct pyb_socket *)object;
	PyObject *type, *value, *traceback;
	struct pyb_call call;

	if (self->socket == NULL || pysock_fileno(self->socket) < 0)
		return;
	PyErr_Fetch(&type, &value, &traceback);
	if (PyErr_ResourceWarning(object, 1, "unclosed %R", object) < 0 &&
		PyErr_ExceptionMatches(PyExc_Warning))
		PyErr_WriteUnraisable(object);
	pyb_begin(&call);
	(void)pysock_close(self->socket, NULL);
	pyb_end(&call);
	self->fd = -1;
	PyErr_Restore(type, value, traceback);
}

static void free_former(struct pyb_former *former)
{
	while (former != NULL) {
		struct pyb_former *next = former->next;

		pysock_free(former->socket);
		PyMem_Free(former);
		former = next;
	}
}

static void deallocate(PyObject *object)
{
	struct pyb_socket *self = (struct pyb_socket *)object;
	PyTypeObject *type = Py_TYPE(object);

	if (PyObject_CallFinalizerFromDealloc(object) < 0)
		return;
	free_former(self->former);
	pysock_free(self->socket);
	type->tp_free(object);
	Py_DECREF(type);
}

/* --- attributes ------------------------------------------------------------------------------- */

static PyObject *integer_of(PyObject *object, int (*get)(const struct pysock *))
{
	struct pyb_socket *self = (struct pyb_socket *)object;

	return PyLong_FromLong(self->socket == NULL ? 0 : get(self->socket));
}

static PyObject *get_family(PyObject *object, void *unused)
{
	(void)unused;
	return integer_of(object, pysock_family);
}

static PyObject *get_type(PyObject *object, void *unused)
{
	(void)unused;
	return integer_of(object, pysock_type);
}

static PyObject *get_proto(PyObject *object, void *unused)
{
	(void)unused;
	return integer_of(object, pysock_proto);
}

static PyObject *get_timeout(PyObject *object, void *unused)
{
	struct pyb_socket *self = (struct pyb_socket *)object;

	(void)unused;
	if (self->socket == NULL)
		Py_RETURN_NONE;
	return pyb_timeout_to(pysock_gettimeout(self->socket));
}

static PyObject *represent(PyObject *object)
{
	struct pyb_socket *self = (struct pyb_socket *)object;

	return PyUnicode_FromFormat("<socket object, fd=%d, family=%d, type=%d, proto=%d>",
		self->fd, self->family, self->type, self->proto);
}

static PyGetSetDef attributes[] = {
	{"family", get_family, NULL, "the socket family", NULL},
	{"type", get_type, NULL, "the socket type", NULL},
	{"proto", get_proto, NULL, "the socket protocol", NULL},
	{"timeout", get_timeout, NULL, "the socket timeout", NULL},
	{NULL, NULL, NULL, NULL, NULL},
};

/* --- the type --------------------------------------------------------------------------------- */

enum { MOST_METHODS = 40 };

/* Joins the methods from several files in one list. */
static void collect_methods(PyMethodDef all[MOST_METHODS])
{
	PyMethodDef *const lists[] = {pyb_connection_methods, pyb_option_methods,
		pyb_receive_methods, pyb_send_methods, pyb_message_methods};
	size_t count = 0;

	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		for (const PyMethodDef *method = lists[i]; method->ml_name != NULL; method++) {
			assert(count < MOST_METHODS - 1);
			all[count++] = *method;
		}
}

PyTypeObject *pyb_make_type(void)
{
	static const char text[] =
		"socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\n"
		"socket(family=-1, type=-1, proto=-1, fileno=None) -> socket object";
	static PyMethodDef methods[MOST_METHODS];
	PyType_Slot slots[] = {{Py_tp_doc, (void *)(uintptr_t)text}, {Py_tp_new, SLOT(new)},
		{Py_tp_init, SLOT(init)}, {Py_tp_finalize, SLOT(finalize)},
		{Py_tp_dealloc, SLOT(deallocate)}, {Py_tp_repr, SLOT(represent)},
		{Py_tp_getset, attributes}, {Py_tp_methods, methods}, {0, NULL}};
	PyType_Spec spec = {.name = "_socket.socket",
		.basicsize = sizeof(struct pyb_socket),
		.flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | IMMUTABLE,
		.slots = slots};

	collect_methods(methods);
	return (PyTypeObject *)PyType_FromSpec(&spec);
}
