/* Addresses as Python writes them, and as libpysock does. */
#include "binding.h"

#include <string.h>
#include <sys/socket.h>

#ifdef __linux__
#include <linux/netlink.h>
#include <linux/tipc.h>
#include <netpacket/packet.h>
#endif

/* --- from Python ------------------------------------------------------------------------------ */

/* Whatever goes wrong with the encoding is a wrong type of host. */
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

static int need_tuple(PyObject *value, const char *caller, const char *family)
{
	if (PyTuple_Check(value))
		return 0;
	PyErr_Format(PyExc_TypeError, "%s(): %s address must be tuple, not %.500s", caller, family,
		Py_TYPE(value)->tp_name);
	return -1;
}

/* A port that no integer of C holds is out of range, as any other. */
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

	if (need_tuple(value, caller, "AF_INET") < 0)
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

	if (need_tuple(value, caller, "AF_INET6") < 0)
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

/* A path as the file system's functions take it, or bytes, which may be an abstract name. */
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

#ifdef __linux__
static int from_netlink(PyObject *value, const char *caller, struct pysock_address *address)
{
	long long pid, groups;

	if (need_tuple(value, caller, "AF_NETLINK") < 0 ||
		!PyArg_ParseTuple(
			value, "LL;AF_NETLINK address must be a pair (pid, groups)", &pid, &groups))
		return -1;
	pysock_address_netlink(address, pid, groups);
	return 0;
}

static int from_packet(PyObject *value, const char *caller, struct pysock_address *address)
{
	long long proto, pkttype = PACKET_HOST, hatype = 0;
	Py_buffer view = {0};
	const char *ifname;

	if (need_tuple(value, caller, "AF_PACKET") < 0 ||
		!PyArg_ParseTuple(value,
			"sL|LLy*;AF_PACKET address must be a tuple of two to five elements",
			&ifname, &proto, &pkttype, &hatype, &view))
		return -1;
	pysock_address_packet(address, ifname, proto, pkttype, hatype, view.buf, (size_t)view.len);
	if (view.obj != NULL)
		PyBuffer_Release(&view);
	return 0;
}

static int from_tipc(PyObject *value, const char *caller, struct pysock_address *address)
{
	long long addr_type, v1, v2, v3, scope = TIPC_CLUSTER_SCOPE;

	if (need_tuple(value, caller, "AF_TIPC") < 0 ||
		!PyArg_ParseTuple(value,
			"LLLL|L;AF_TIPC address must be a tuple "
			"(addr_type, v1, v2, v3[, scope])",
			&addr_type, &v1, &v2, &v3, &scope))
		return -1;
	pysock_address_tipc(address, addr_type, v1, v2, v3, scope);
	address->members = (int)PyTuple_GET_SIZE(value);
	return 0;
}
#endif

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
	case AF_NETLINK:
		return from_netlink(value, caller, address);
	case AF_PACKET:
		return from_packet(value, caller, address);
	case AF_TIPC:
		return from_tipc(value, caller, address);
#endif
	default:
		PyErr_Format(PyExc_OSError, "%s(): bad family", caller);
		return -1;
	}
}

/* --- to Python -------------------------------------------------------------------------------- */

/* A path is text, an abstract name is bytes. */
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
		return Py_BuildValue("sLLLy#", address->packet.ifname, address->packet.proto,
			address->packet.pkttype, address->packet.hatype, address->packet.addr,
			(Py_ssize_t)address->packet.length);
	case AF_TIPC:
		return Py_BuildValue("LLLLL", address->tipc.addr_type, address->tipc.v1,
			address->tipc.v2, address->tipc.v3, address->tipc.scope);
	/* libpysock has a form for these, which is not bound yet. */
	case AF_ALG:
	case AF_BLUETOOTH:
	case AF_CAN:
	case AF_QIPCRTR:
	case AF_VSOCK:
		PyErr_Format(
			PyExc_OSError, "addresses of family %d are not bound", address->family);
		return NULL;
#endif
	default:
		return Py_BuildValue("iy#", address->family, address->raw.bytes,
			(Py_ssize_t)address->raw.length);
	}
}
