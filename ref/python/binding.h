/*
 * Shared by the files of the binding: an extension for CPython 3.8 and later that replaces _socket,
 * built only on libpysock. The interpreter's own socket.py runs on it.
 */
#ifndef PYB_BINDING_H
#define PYB_BINDING_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <pysock.h>

/* A C socket that an object had before __init__() was called again. */
struct pyb_former {
	struct pysock *socket;
	struct pyb_former *next;
};

/*
 * A socket object. It begins with the members of CPython's own in the same order, because _ssl
 * reads them directly; pyb_reflect() keeps them up to date. socket is NULL before __init__().
 */
struct pyb_socket {
	PyObject_HEAD int fd;
	int family;
	int type;
	int proto;
	PyObject *(*raise_errno)(void);
	int64_t timeout_ns; /* -1 for none */
	void *reserved;
	struct pysock *socket;
	struct pyb_former *former;
};

/* --- call.c: calls of libpysock -------------------------------------------------------------- */

/* A call of libpysock; other threads of the interpreter run meanwhile. */
struct pyb_call {
	struct pysock_error error;
	PyThreadState *thread;
};

void pyb_begin(struct pyb_call *call);
void pyb_end(struct pyb_call *call);

/* From now on, Python's signal handlers run when a signal interrupts a call, and can end it. */
void pyb_watch_signals(void);

/* The socket of an object; NULL with OSError if it has none. */
struct pysock *pyb_open(struct pyb_socket *self);

/* --- error.c: exceptions --------------------------------------------------------------------- */

/* Makes the classes of exceptions, and adds them to the module. */
int pyb_add_exceptions(PyObject *module);

/* Raise libpysock's error, unless a signal handler has raised. Both return NULL. */
PyObject *pyb_raise(const struct pysock_error *error);
PyObject *pyb_raise_errno(int code);

/* socket.timeout: TimeoutError since 3.10. */
PyObject *pyb_timeout_class(void);

/* None, or the call's exception if the result is negative. */
PyObject *pyb_none_or_raise(int result, const struct pyb_call *call);

/* --- constant.c ------------------------------------------------------------------------------ */

int pyb_add_constants(PyObject *module);

/* --- address.c: addresses -------------------------------------------------------------------- */

/* The address for a socket of this family, or -1 with an exception; caller: "connect". */
int pyb_address_from(
	int family, PyObject *value, const char *caller, struct pysock_address *address);

PyObject *pyb_address_to(const struct pysock_address *address);

/*
 * For O& of PyArg_ParseTuple(): a host name from bytes, or from str with IDNA unless it is ASCII; a
 * new reference to bytes without NULs.
 */
int pyb_host_converter(PyObject *value, void *bytes);

/* --- timeout.c ------------------------------------------------------------------------------- */

/* A timeout from None or a number, or -1 with an exception. */
int pyb_timeout_from(PyObject *value, struct pysock_timeout *timeout);
PyObject *pyb_timeout_to(struct pysock_timeout timeout);

/* --- object.c -------------------------------------------------------------------------------- */

/* Makes the type of struct pyb_socket; NULL with an exception. */
PyTypeObject *pyb_make_type(void);

/* Updates the members that _ssl reads. */
void pyb_reflect(struct pyb_socket *self);

/* --- methods, by their subject; each array ends with an empty item --------------------------- */

extern PyMethodDef pyb_connection_methods[];
extern PyMethodDef pyb_option_methods[];
extern PyMethodDef pyb_receive_methods[];
extern PyMethodDef pyb_send_methods[];
extern PyMethodDef pyb_message_methods[];
extern PyMethodDef pyb_convert_functions[];
extern PyMethodDef pyb_resolver_functions[];
extern PyMethodDef pyb_name_functions[];
extern PyMethodDef pyb_system_functions[];

#endif
