/* Timeouts: None, or a number of seconds. */
#include "binding.h"

/* Reads an integer, or an object with __index__(). */
static int from_integer(PyObject *value, double *seconds)
{
	PyObject *integer = PyNumber_Index(value);

	if (integer == NULL)
		return -1;
	*seconds = PyLong_AsDouble(integer);
	Py_DECREF(integer);
	return *seconds == -1 && PyErr_Occurred() ? -1 : 0;
}

int pyb_timeout_from(PyObject *value, struct pysock_timeout *timeout)
{
	double seconds;

	if (value == Py_None) {
		*timeout = pysock_no_timeout();
		return 0;
	}
	if (PyFloat_Check(value))
		seconds = PyFloat_AS_DOUBLE(value);
	else if (from_integer(value, &seconds) < 0)
		return -1;
	*timeout = pysock_seconds(seconds);
	return 0;
}

PyObject *pyb_timeout_to(struct pysock_timeout timeout)
{
	if (timeout.is_none)
		Py_RETURN_NONE;
	return PyFloat_FromDouble(timeout.seconds);
}
