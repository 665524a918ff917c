/*
 * What the files of the binding promise one another. The binding is an extension of CPython 3.8 and
 * later that offers what _socket offers, on libpysock alone; the interpreter's own socket.py runs
 * on it.
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
 * A socket object. Its first members are those of CPython's own, in their order, since _ssl reads
 * them from the object itself; pyb_reflect() keeps them true. socket: NULL before
 * __init__().
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

/* A call: other threads of the interpreter run from its beginning to its end. */
struct pyb_call {
	struct pysock_error error;
	PyThreadState *thread;
};

void pyb_begin(struct pyb_call *call);
void pyb_end(struct pyb_call *call);

/* From now on the handlers of Python run where a signal interrupts a call, and can end it. */
void pyb_watch_signals(void);

/* The socket of an object, to call its methods; NULL raises OSError. */
struct pysock *pyb_open(struct pyb_socket *self);

/* --- error.c: exceptions --------------------------------------------------------------------- */

/* Makes the classes of exceptions, and adds them to the module. */
int pyb_add_exceptions(PyObject *module);

/* Raises what libpysock says, unless the handler of a signal has raised. Both return NULL. */
PyObject *pyb_raise(const struct pysock_error *error);
PyObject *pyb_raise_errno(int code);

/* socket.timeout: TimeoutError since 3.10. */
PyObject *pyb_timeout_class(void);

/* None where the result is not negative, else what the call raises. */
PyObject *pyb_none_or_raise(int result, const struct pyb_call *call);

/* --- constant.c ------------------------------------------------------------------------------ */

int pyb_add_constants(PyObject *module);

/* --- address.c: addresses -------------------------------------------------------------------- */

/* The address for a socket of this family, or -1 with an exception; caller: "connect". */
int pyb_address_from(
	int family, PyObject *value, const char *caller, struct pysock_address *address);

PyObject *pyb_address_to(const struct pysock_address *address);

/*
 * For O& of PyArg_ParseTuple(): the name of a host from str, by IDNA where it is not ASCII, or from
 * bytes; a new reference to bytes without NULs.
 */
int pyb_host_converter(PyObject *value, void *bytes);

/* --- timeout.c ------------------------------------------------------------------------------- */

/* A timeout from None or a number, or -1 with an exception. */
int pyb_timeout_from(PyObject *value, struct pysock_timeout *timeout);
PyObject *pyb_timeout_to(struct pysock_timeout timeout);

/* --- object.c -------------------------------------------------------------------------------- */

/* Makes the type of struct pyb_socket; NULL with an exception. */
PyTypeObject *pyb_make_type(void);

/* Copies what changed of the socket to the members that _ssl reads. */
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
