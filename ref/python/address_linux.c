/* Addresses of families that exist only on Linux, between Python's form and libpysock's. */
#include "family.h"

#ifdef __linux__

#include <linux/can.h>
#include <linux/netlink.h>
#include <linux/tipc.h>
#include <netpacket/packet.h>

/* --- AF_NETLINK: (pid, groups) ---------------------------------------------------------------- */

int pyb_netlink_from(PyObject *value, const char *caller, struct pysock_address *address)
{
	long long pid, groups;

	if (pyb_need_tuple(value, caller, "AF_NETLINK") < 0 ||
		!PyArg_ParseTuple(
			value, "LL;AF_NETLINK address must be a pair (pid, groups)", &pid, &groups))
		return -1;
	pysock_address_netlink(address, pid, groups);
	return 0;
}

/* --- AF_PACKET: (ifname, proto[, pkttype[, hatype[, addr]]]) ---------------------------------- */

int pyb_packet_from(PyObject *value, const char *caller, struct pysock_address *address)
{
	long long proto, pkttype = PACKET_HOST, hatype = 0;
	Py_buffer view = {0};
	const char *ifname;

	if (pyb_need_tuple(value, caller, "AF_PACKET") < 0 ||
		!PyArg_ParseTuple(value,
			"sL|LLy*;AF_PACKET address must be a tuple of two to five elements",
			&ifname, &proto, &pkttype, &hatype, &view))
		return -1;
	pysock_address_packet(address, ifname, proto, pkttype, hatype, view.buf, (size_t)view.len);
	if (view.obj != NULL)
		PyBuffer_Release(&view);
	return 0;
}

PyObject *pyb_packet_to(const struct pysock_address *address)
{
	return Py_BuildValue("sLLLy#", address->packet.ifname, address->packet.proto,
		address->packet.pkttype, address->packet.hatype, address->packet.addr,
		(Py_ssize_t)address->packet.length);
}

/* --- AF_TIPC: (addr_type, v1, v2, v3[, scope]) ------------------------------------------------ */

int pyb_tipc_from(PyObject *value, const char *caller, struct pysock_address *address)
{
	long long addr_type, v1, v2, v3, scope = TIPC_CLUSTER_SCOPE;

	if (pyb_need_tuple(value, caller, "AF_TIPC") < 0 ||
		!PyArg_ParseTuple(value,
			"LLLL|L;AF_TIPC address must be a tuple "
			"(addr_type, v1, v2, v3[, scope])",
			&addr_type, &v1, &v2, &v3, &scope))
		return -1;
	pysock_address_tipc(address, addr_type, v1, v2, v3, scope);
	address->members = (int)PyTuple_GET_SIZE(value);
	return 0;
}

PyObject *pyb_tipc_to(const struct pysock_address *address)
{
	return Py_BuildValue("LLLLL", address->tipc.addr_type, address->tipc.v1, address->tipc.v2,
		address->tipc.v3, address->tipc.scope);
}

/* --- AF_CAN: (ifname,), (ifname, rx_addr, tx_addr) or (ifname, name, pgn, addr) --------------- */

/* The call says which of these the protocol has. */
int pyb_can_from(PyObject *value, const char *caller, struct pysock_address *address)
{
	static const char form[] = "O&|O!LL;AF_CAN address must be a tuple (interface, ), "
				   "(interface, rx_addr, tx_addr) or (interface, name, pgn, addr)";
	PyObject *ifname = NULL, *second = NULL;
	long long third = 0, fourth = 0;

	if (pyb_need_tuple(value, caller, "AF_CAN") < 0 ||
		!PyArg_ParseTuple(value, form, PyUnicode_FSConverter, &ifname, &PyLong_Type,
			&second, &third, &fourth))
		return -1;
	if (PyTuple_GET_SIZE(value) == 4)
		pysock_address_can_j1939(address, PyBytes_AS_STRING(ifname),
			PyLong_AsUnsignedLongLong(second), third, fourth);
	else
		pysock_address_can_isotp(address, PyBytes_AS_STRING(ifname),
			second == NULL ? 0 : PyLong_AsLongLong(second), third);
	address->members = (int)PyTuple_GET_SIZE(value);
	Py_DECREF(ifname);
	return PyErr_Occurred() ? -1 : 0;
}

PyObject *pyb_can_to(const struct pysock_address *address)
{
	PyObject *ifname = PyUnicode_DecodeFSDefault(address->can.ifname);

	switch (address->members) {
	case 3:
		return Py_BuildValue("NLL", ifname, address->can.rx_addr, address->can.tx_addr);
	case 4:
		return Py_BuildValue(
			"NKLL", ifname, address->can.name, address->can.pgn, address->can.addr);
	default:
		return Py_BuildValue("(N)", ifname);
	}
}

/* --- AF_ALG: (type, name[, feat[, mask]]) ----------------------------------------------------- */

int pyb_alg_from(PyObject *value, const char *caller, struct pysock_address *address)
{
	long long feat = 0, mask = 0;
	const char *type, *name;

	if (pyb_need_tuple(value, caller, "AF_ALG") < 0 ||
		!PyArg_ParseTuple(value,
			"ss|LL;AF_ALG address must be a tuple (type, name[, feat[, mask]])", &type,
			&name, &feat, &mask))
		return -1;
	pysock_address_alg(address, type, name, feat, mask);
	address->members = (int)PyTuple_GET_SIZE(value);
	return 0;
}

PyObject *pyb_alg_to(const struct pysock_address *address)
{
	return Py_BuildValue(
		"ssLL", address->alg.type, address->alg.name, address->alg.feat, address->alg.mask);
}

/* --- AF_VSOCK: (cid, port), and AF_QIPCRTR: (node, port) -------------------------------------- */

int pyb_vsock_from(PyObject *value, const char *caller, struct pysock_address *address)
{
	long long cid, port;

	if (pyb_need_tuple(value, caller, "AF_VSOCK") < 0 ||
		!PyArg_ParseTuple(
			value, "LL;AF_VSOCK address must be a pair (CID, port)", &cid, &port))
		return -1;
	pysock_address_vsock(address, cid, port);
	return 0;
}

int pyb_qipcrtr_from(PyObject *value, const char *caller, struct pysock_address *address)
{
	long long node, port;

	if (pyb_need_tuple(value, caller, "AF_QIPCRTR") < 0 ||
		!PyArg_ParseTuple(
			value, "LL;AF_QIPCRTR address must be a pair (node, port)", &node, &port))
		return -1;
	pysock_address_qipcrtr(address, node, port);
	return 0;
}

/* --- AF_BLUETOOTH ----------------------------------------------------------------------------- */

/* (bdaddr, psm[, cid[, bdaddr_type]]) of BTPROTO_L2CAP, or (bdaddr, channel) of BTPROTO_RFCOMM */
static int with_numbers_from(PyObject *value, struct pysock_address *address)
{
	long long number, cid = 0, bdaddr_type = 0;
	const char *bdaddr;

	if (!PyArg_ParseTuple(value,
		    "sL|LL;AF_BLUETOOTH address must be a tuple (bdaddr, channel) "
		    "or (bdaddr, psm[, cid[, bdaddr_type]])",
		    &bdaddr, &number, &cid, &bdaddr_type))
		return -1;
	pysock_address_l2cap(address, bdaddr, number, cid, bdaddr_type);
	address->bluetooth.channel = number;
	address->members = (int)PyTuple_GET_SIZE(value);
	return 0;
}

/* device_id, (device_id,) or (device_id, channel) of BTPROTO_HCI */
static int device_from(PyObject *value, struct pysock_address *address)
{
	static const char form[] =
		"L|L;AF_BLUETOOTH address must be a tuple (device_id[, channel])";
	long long device_id, channel = 0;

	if (PyTuple_Check(value)) {
		if (!PyArg_ParseTuple(value, form, &device_id, &channel))
			return -1;
		pysock_address_hci(address, device_id, channel);
		address->members = (int)PyTuple_GET_SIZE(value);
		return 0;
	}
	if (!PyArg_Parse(
		    value, "L;AF_BLUETOOTH address must be a tuple, bytes or a number", &device_id))
		return -1;
	pysock_address_hci(address, device_id, 0);
	address->members = 1;
	return 0;
}

/* a single bdaddr, for BTPROTO_SCO */
static int bdaddr_from(PyObject *value, struct pysock_address *address)
{
	PyObject *bdaddr;

	if (!PyUnicode_FSConverter(value, &bdaddr))
		return -1;
	pysock_address_sco(address, PyBytes_AS_STRING(bdaddr));
	Py_DECREF(bdaddr);
	return 0;
}

/* The call says which of these the protocol has. */
int pyb_bluetooth_from(PyObject *value, struct pysock_address *address)
{
	if (PyBytes_Check(value) || PyUnicode_Check(value))
		return bdaddr_from(value, address);
	if (PyTuple_Check(value) && PyTuple_GET_SIZE(value) > 0 &&
		PyUnicode_Check(PyTuple_GET_ITEM(value, 0)))
		return with_numbers_from(value, address);
	return device_from(value, address);
}

/* Only an address of BTPROTO_HCI has no text form. */
static PyObject *device_to(const struct pysock_address *address)
{
	long long device_id = address->bluetooth.device_id, channel = address->bluetooth.channel;

	return address->members == 1 ? Py_BuildValue("(L)", device_id)
				     : Py_BuildValue("LL", device_id, channel);
}

PyObject *pyb_bluetooth_to(const struct pysock_address *address)
{
	const char *bdaddr = address->bluetooth.bdaddr;
	long long psm = address->bluetooth.psm, cid = address->bluetooth.cid;

	if (bdaddr[0] == '\0')
		return device_to(address);
	switch (address->members) {
	case 1:
		return PyUnicode_FromString(bdaddr);
	case 2:
		return Py_BuildValue("sL", bdaddr, psm);
	case 3:
		return Py_BuildValue("sLL", bdaddr, psm, cid);
	default:
		return Py_BuildValue("sLLL", bdaddr, psm, cid, address->bluetooth.bdaddr_type);
	}
}

#endif
