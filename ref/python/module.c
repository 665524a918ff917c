/* The module: its functions, type and capsule. */
#include "binding.h"

/* The module's type, which lives as long as the process. */
static PyTypeObject *socket_type;

/* --- making sockets --------------------------------------------------------------------------- */

/* Makes an object of the module's type, which takes over the socket. */
static PyObject *object_of(struct pysock *socket)
{
	struct pyb_socket *self = (struct pyb_socket *)socket_type->tp_new(socket_type, NULL, NULL);

	if (self == NULL) {
		pysock_free(socket);
		return NULL;
	}
	self->socket = socket;
	pyb_reflect(self);
	return (PyObject *)self;
}

static PyObject *socketpair_of(PyObject *module, PyObject *args)
{
	int family = AF_UNIX, type = SOCK_STREAM, proto = 0, result;
	struct pysock *pair[2] = {NULL, NULL};
	PyObject *first, *second;
	struct pyb_call call;

	(void)module;
	if (!PyArg_ParseTuple(args, "|iii:socketpair", &family, &type, &proto))
		return NULL;
	pyb_begin(&call);
	result = pysock_socketpair(family, type, proto, pair, &call.error);
	pyb_end(&call);
	if (result < 0)
		return pyb_raise(&call.error);
	first = object_of(pair[0]);
	second = object_of(pair[1]);
	if (first != NULL && second != NULL)
		return Py_BuildValue("NN", first, second);
	Py_XDECREF(first);
	Py_XDECREF(second);
	return NULL;
}

static PyMethodDef functions[] = {
	{"socketpair", socketpair_of, METH_VARARGS,
		"socketpair([family[, type[, proto]]]) -> (socket object, socket object)"},
	{NULL, NULL, 0, NULL},
};

/* --- the type --------------------------------------------------------------------------------- */

static int add_type(PyObject *module, const char *name)
{
	Py_INCREF(socket_type);
	if (PyModule_AddObject(module, name, (PyObject *)socket_type) == 0)
		return 0;
	Py_DECREF(socket_type);
	return -1;
}

static int add_types(PyObject *module)
{
	socket_type = pyb_make_type();
	if (socket_type == NULL || add_type(module, "socket") < 0)
		return -1;
	return add_type(module, "SocketType");
}

/* --- the capsule ------------------------------------------------------------------------------ */

/* _ssl gets this from _socket: the type, whose first members it reads, and two exceptions. */
static struct {
	PyTypeObject *type;
	PyObject *error;
	PyObject *timeout;
} interface;

static int add_capsule(PyObject *module)
{
	PyObject *capsule;

	interface.type = socket_type;
	interface.error = PyExc_OSError;
	interface.timeout = pyb_timeout_class();
	capsule = PyCapsule_New(&interface, "_socket.CAPI", NULL);
	if (capsule == NULL || PyModule_AddObject(module, "CAPI", capsule) < 0) {
		Py_XDECREF(capsule);
		return -1;
	}
	return 0;
}

/* --- the whole -------------------------------------------------------------------------------- */

static struct PyModuleDef definition = {
	PyModuleDef_HEAD_INIT,
	.m_name = "_socket",
	.m_doc = "Sockets of libpysock, as the module of the same name offers them.",
	.m_size = -1,
	.m_methods = functions,
};

/* The interpreter looks for this name; the headers of CPython 3.8 do not export it. */
__attribute__((visibility("default"))) PyMODINIT_FUNC PyInit__socket(void);

PyMODINIT_FUNC PyInit__socket(void)
{
	PyObject *module = PyModule_Create(&definition);

	pyb_watch_signals();
	if (module != NULL && pyb_add_exceptions(module) == 0 && add_types(module) == 0 &&
		pyb_add_constants(module) == 0 && add_capsule(module) == 0 &&
		PyModule_AddFunctions(module, pyb_convert_functions) == 0 &&
		PyModule_AddFunctions(module, pyb_resolver_functions) == 0 &&
		PyModule_AddFunctions(module, pyb_name_functions) == 0 &&
		PyModule_AddFunctions(module, pyb_system_functions) == 0)
		return module;
	Py_XDECREF(module);
	return NULL;
}
