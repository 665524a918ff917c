/* The exceptions of the module, and raising them. */
#include "binding.h"

#include <errno.h>

static PyObject *herror_type, *gaierror_type, *timeout_type;

static PyObject *class_of(enum pysock_exception exception)
{
	switch (exception) {
	case PYSOCK_ERROR:
		return PyExc_OSError;
	case PYSOCK_HERROR:
		return herror_type;
	case PYSOCK_GAIERROR:
		return gaierror_type;
	case PYSOCK_TIMEOUT:
		return timeout_type;
	case PYSOCK_TYPE_ERROR:
		return PyExc_TypeError;
	case PYSOCK_VALUE_ERROR:
		return PyExc_ValueError;
	case PYSOCK_OVERFLOW_ERROR:
		return PyExc_OverflowError;
	case PYSOCK_MEMORY_ERROR:
		return PyExc_MemoryError;
	case PYSOCK_UNICODE_ERROR:
		return PyExc_UnicodeError;
	case PYSOCK_BUFFER_ERROR:
		return PyExc_BufferError;
	case PYSOCK_ATTRIBUTE_ERROR:
		return PyExc_AttributeError;
	default:
		return PyExc_NotImplementedError;
	}
}

PyObject *pyb_raise(const struct pysock_error *error)
{
	PyObject *class = class_of(error->exception), *value;

	if (PyErr_Occurred())
		return NULL;
	if (!error->has_code) {
		PyErr_SetString(class, error->text);
		return NULL;
	}
	/* OSError chooses its subclass by the number. */
	value = PyObject_CallFunction(class, "is", error->code, error->text);
	if (value != NULL)
		PyErr_SetObject((PyObject *)Py_TYPE(value), value);
	Py_XDECREF(value);
	return NULL;
}

PyObject *pyb_raise_errno(int code)
{
	errno = code;
	return PyErr_SetFromErrno(PyExc_OSError);
}

PyObject *pyb_timeout_class(void)
{
	return timeout_type;
}

PyObject *pyb_none_or_raise(int result, const struct pyb_call *call)
{
	if (result < 0)
		return pyb_raise(&call->error);
	Py_RETURN_NONE;
}

/* Adds a class, with a new reference held by the module. */
static int add(PyObject *module, const char *name, PyObject *class)
{
	if (class == NULL)
		return -1;
	Py_INCREF(class);
	if (PyModule_AddObject(module, name, class) == 0)
		return 0;
	Py_DECREF(class);
	return -1;
}

static PyObject *timeout_class(void)
{
#if PY_VERSION_HEX >= 0x030a0000
	Py_INCREF(PyExc_TimeoutError);
	return PyExc_TimeoutError;
#else
	return PyErr_NewException("socket.timeout", PyExc_OSError, NULL);
#endif
}

int pyb_add_exceptions(PyObject *module)
{
	herror_type = PyErr_NewException("socket.herror", PyExc_OSError, NULL);
	gaierror_type = PyErr_NewException("socket.gaierror", PyExc_OSError, NULL);
	timeout_type = timeout_class();
	if (add(module, "error", PyExc_OSError) < 0 || add(module, "herror", herror_type) < 0 ||
		add(module, "gaierror", gaierror_type) < 0)
		return -1;
	return add(module, "timeout", timeout_type);
}
