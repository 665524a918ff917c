/* Functions that only convert addresses and numbers. */
#include "binding.h"

/* --- byte order ------------------------------------------------------------------------------- */

/* Reads an integer as a long long; a larger one is out of range in any case. */
static int number_of(PyObject *value, const char *caller, long long *number)
{
	PyObject *integer = PyNumber_Index(value);
	int overflow = 0;

	if (integer == NULL)
		return -1;
	*number = PyLong_AsLongLongAndOverflow(integer, &overflow);
	Py_DECREF(integer);
	if (overflow == 0)
		return 0;
	PyErr_Format(PyExc_OverflowError, "%s: Python int too large to convert to C", caller);
	return -1;
}

/* Unlike the 16-bit functions, these accept only integers, not objects with __index__(). */
static PyObject *swap32(PyObject *value, const char *caller,
	int (*swap)(long long, uint32_t *, struct pysock_error *))
{
	struct pysock_error error;
	uint32_t swapped = 0;
	long long number;

	if (!PyLong_Check(value))
		return PyErr_Format(
			PyExc_TypeError, "expected int, %s found", Py_TYPE(value)->tp_name);
	if (number_of(value, caller, &number) < 0)
		return NULL;
	return swap(number, &swapped, &error) < 0 ? pyb_raise(&error)
						  : PyLong_FromUnsignedLong(swapped);
}

static PyObject *swap16(PyObject *value, const char *caller,
	int (*swap)(long long, uint16_t *, struct pysock_error *))
{
	struct pysock_error error;
	uint16_t swapped = 0;
	long long number;

	if (number_of(value, caller, &number) < 0)
		return NULL;
	return swap(number, &swapped, &error) < 0 ? pyb_raise(&error)
						  : PyLong_FromUnsignedLong(swapped);
}

static PyObject *htonl_of(PyObject *module, PyObject *value)
{
	(void)module;
	return swap32(value, "htonl", pysock_htonl);
}

static PyObject *htons_of(PyObject *module, PyObject *value)
{
	(void)module;
	return swap16(value, "htons", pysock_htons);
}

static PyObject *ntohl_of(PyObject *module, PyObject *value)
{
	(void)module;
	return swap32(value, "ntohl", pysock_ntohl);
}

static PyObject *ntohs_of(PyObject *module, PyObject *value)
{
	(void)module;
	return swap16(value, "ntohs", pysock_ntohs);
}

/* --- addresses -------------------------------------------------------------------------------- */

static PyObject *inet_aton_of(PyObject *module, PyObject *args)
{
	struct pysock_error error;
	unsigned char packed[4];
	const char *text;

	(void)module;
	if (!PyArg_ParseTuple(args, "s:inet_aton", &text))
		return NULL;
	if (pysock_inet_aton(text, packed, &error) < 0)
		return pyb_raise(&error);
	return PyBytes_FromStringAndSize((const char *)packed, sizeof packed);
}

static PyObject *inet_ntoa_of(PyObject *module, PyObject *args)
{
	struct pysock_error error;
	char text[16];
	Py_buffer view;
	int result;

	(void)module;
	if (!PyArg_ParseTuple(args, "y*:inet_ntoa", &view))
		return NULL;
	result = pysock_inet_ntoa(view.buf, (size_t)view.len, text, &error);
	PyBuffer_Release(&view);
	return result < 0 ? pyb_raise(&error) : PyUnicode_FromString(text);
}

static PyObject *inet_pton_of(PyObject *module, PyObject *args)
{
	struct pysock_error error;
	unsigned char packed[16];
	const char *text;
	int family, length;

	(void)module;
	if (!PyArg_ParseTuple(args, "is:inet_pton", &family, &text))
		return NULL;
	length = pysock_inet_pton(family, text, packed, &error);
	if (length < 0)
		return pyb_raise(&error);
	return PyBytes_FromStringAndSize((const char *)packed, length);
}

static PyObject *inet_ntop_of(PyObject *module, PyObject *args)
{
	struct pysock_error error;
	int family, result;
	char text[46];
	Py_buffer view;

	(void)module;
	if (!PyArg_ParseTuple(args, "iy*:inet_ntop", &family, &view))
		return NULL;
	result = pysock_inet_ntop(family, view.buf, (size_t)view.len, text, &error);
	PyBuffer_Release(&view);
	return result < 0 ? pyb_raise(&error) : PyUnicode_FromString(text);
}

PyMethodDef pyb_convert_functions[] = {
	{"htonl", htonl_of, METH_O, "htonl(integer) -> integer"},
	{"htons", htons_of, METH_O, "htons(integer) -> integer"},
	{"ntohl", ntohl_of, METH_O, "ntohl(integer) -> integer"},
	{"ntohs", ntohs_of, METH_O, "ntohs(integer) -> integer"},
	{"inet_aton", inet_aton_of, METH_VARARGS, "inet_aton(string) -> bytes"},
	{"inet_ntoa", inet_ntoa_of, METH_VARARGS, "inet_ntoa(packed_ip) -> string"},
	{"inet_ntop", inet_ntop_of, METH_VARARGS, "inet_ntop(family, packed_ip) -> string"},
	{"inet_pton", inet_pton_of, METH_VARARGS, "inet_pton(family, string) -> bytes"},
	{NULL, NULL, 0, NULL},
};
