/* Addresses between Python's form and libpysock's. */
#include "family.h"

#include <string.h>
#include <sys/socket.h>

/* --- from Python ------------------------------------------------------------------------------ */

/* Any error of the encoding counts as a wrong type of host. */
static PyObject *encoded_text(PyObject *value)
{
	PyObject *bytes = PyUnicode_AsEncodedString(value, "idna", NULL);

	if (bytes == NULL)
		PyErr_SetString(PyExc_TypeError, "encoding of hostname failed");
	return bytes;
}

static PyObject *encoded_host(PyObject *value)
{
	if (PyUnicode_Check(value))
		return PyUnicode_IS_ASCII(value) ? PyUnicode_AsASCIIString(value)
						 : encoded_text(value);
	if (PyBytes_Check(value) || PyByteArray_Check(value))
		return PyBytes_FromObject(value);
	PyErr_Format(PyExc_TypeError, "str, bytes or bytearray expected, not %s",
		Py_TYPE(value)->tp_name);
	return NULL;
}

int pyb_host_converter(PyObject *value, void *bytes)
{
	PyObject **host = bytes;

	if (value == NULL) {
		Py_CLEAR(*host);
		return 1;
	}
	*host = encoded_host(value);
	if (*host == NULL)
		return 0;
	if (strlen(PyBytes_AS_STRING(*host)) != (size_t)PyBytes_GET_SIZE(*host)) {
		PyErr_SetString(PyExc_TypeError, "host name must not contain null character");
		Py_CLEAR(*host);
		return 0;
	}
	return Py_CLEANUP_SUPPORTED;
}

int pyb_need_tuple(PyObject *value, const char *caller, const char *family)
{
	if (PyTuple_Check(value))
		return 0;
	PyErr_Format(PyExc_TypeError, "%s(): %s address must be tuple, not %.500s", caller, family,
		Py_TYPE(value)->tp_name);
	return -1;
}

/* A port too large for a C integer is out of range, too. */
static int refuse_inet(const char *caller)
{
	if (PyErr_ExceptionMatches(PyExc_OverflowError))
		PyErr_Format(PyExc_OverflowError, "%s(): port must be 0-65535.", caller);
	return -1;
}

static int from_inet(PyObject *value, const char *caller, struct pysock_address *address)
{
	PyObject *host = NULL;
	long long port;

	if (pyb_need_tuple(value, caller, "AF_INET") < 0)
		return -1;
	if (!PyArg_ParseTuple(value, "O&L;AF_INET address must be a pair (host, port)",
		    pyb_host_converter, &host, &port))
		return refuse_inet(caller);
	pysock_address_inet(address, PyBytes_AS_STRING(host), port);
	Py_DECREF(host);
	return 0;
}

static int from_inet6(PyObject *value, const char *caller, struct pysock_address *address)
{
	PyObject *host = NULL;
	long long port, flowinfo = 0, scope_id = 0;

	if (pyb_need_tuple(value, caller, "AF_INET6") < 0)
		return -1;
	if (!PyArg_ParseTuple(value,
		    "O&L|LL;AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])",
		    pyb_host_converter, &host, &port, &flowinfo, &scope_id))
		return refuse_inet(caller);
	pysock_address_inet6(address, PyBytes_AS_STRING(host), port, flowinfo, scope_id);
	address->members = (int)PyTuple_GET_SIZE(value);
	Py_DECREF(host);
	return 0;
}

/* Accepts a path as functions of the file system do, or bytes, which may be an abstract name. */
static int from_unix(PyObject *value, struct pysock_address *address)
{
	PyObject *path = NULL;
	Py_buffer view;

	if (PyUnicode_Check(value)) {
		path = PyUnicode_EncodeFSDefault(value);
		if (path == NULL)
			return -1;
		value = path;
	}
	if (PyObject_GetBuffer(value, &view, PyBUF_SIMPLE) < 0) {
		Py_XDECREF(path);
		return -1;
	}
	pysock_address_unix(address, view.buf, (size_t)view.len);
	PyBuffer_Release(&view);
	Py_XDECREF(path);
	return 0;
}

int pyb_address_from(
	int family, PyObject *value, const char *caller, struct pysock_address *address)
{
	switch (family) {
	case AF_INET:
		return from_inet(value, caller, address);
	case AF_INET6:
		return from_inet6(value, caller, address);
	case AF_UNIX:
		return from_unix(value, address);
#ifdef __linux__
	/* AF_RDS uses the addresses of AF_INET. */
	case AF_RDS:
		return from_inet(value, caller, address);
	case AF_NETLINK:
		return pyb_netlink_from(value, caller, address);
	case AF_PACKET:
		return pyb_packet_from(value, caller, address);
	case AF_TIPC:
		return pyb_tipc_from(value, caller, address);
	case AF_CAN:
		return pyb_can_from(value, caller, address);
	case AF_ALG:
		return pyb_alg_from(value, caller, address);
	case AF_VSOCK:
		return pyb_vsock_from(value, caller, address);
	case AF_QIPCRTR:
		return pyb_qipcrtr_from(value, caller, address);
	case AF_BLUETOOTH:
		return pyb_bluetooth_from(value, address);
#endif
	default:
		PyErr_Format(PyExc_OSError, "%s(): bad family", caller);
		return -1;
	}
}

/* --- to Python -------------------------------------------------------------------------------- */

/* A path becomes text, an abstract name bytes. */
static PyObject *to_unix(const struct pysock_address *address)
{
	Py_ssize_t length = (Py_ssize_t)address->un.length;

	if (length > 0 && address->un.path[0] == '\0')
		return PyBytes_FromStringAndSize(address->un.path, length);
	return PyUnicode_DecodeFSDefaultAndSize(address->un.path, length);
}

PyObject *pyb_address_to(const struct pysock_address *address)
{
	switch (address->family) {
	case PYSOCK_NO_ADDRESS:
		Py_RETURN_NONE;
	case AF_INET:
		return Py_BuildValue("sL", address->inet.host, address->inet.port);
	case AF_INET6:
		return Py_BuildValue("sLLL", address->inet.host, address->inet.port,
			address->inet.flowinfo, address->inet.scope_id);
	case AF_UNIX:
		return to_unix(address);
#ifdef __linux__
	case AF_NETLINK:
		return Py_BuildValue("LL", address->netlink.pid, address->netlink.groups);
	case AF_PACKET:
		return pyb_packet_to(address);
	case AF_TIPC:
		return pyb_tipc_to(address);
	case AF_CAN:
		return pyb_can_to(address);
	case AF_ALG:
		return pyb_alg_to(address);
	case AF_VSOCK:
		return Py_BuildValue("LL", address->vsock.cid, address->vsock.port);
	case AF_QIPCRTR:
		return Py_BuildValue("LL", address->qipcrtr.node, address->qipcrtr.port);
	case AF_BLUETOOTH:
		return pyb_bluetooth_to(address);
#endif
	default:
		return Py_BuildValue("iy#", address->family, address->raw.bytes,
			(Py_ssize_t)address->raw.length);
	}
}
