/* Addresses of single families, from address_linux.c for address.c. */
#ifndef PYB_FAMILY_H
#define PYB_FAMILY_H

#include "binding.h"

/* Checks that the address is a tuple; -1 with an exception if not. */
int pyb_need_tuple(PyObject *value, const char *caller, const char *family);

#ifdef __linux__

/* From Python: -1 with an exception. */
int pyb_netlink_from(PyObject *value, const char *caller, struct pysock_address *address);
int pyb_packet_from(PyObject *value, const char *caller, struct pysock_address *address);
int pyb_tipc_from(PyObject *value, const char *caller, struct pysock_address *address);
int pyb_can_from(PyObject *value, const char *caller, struct pysock_address *address);
int pyb_alg_from(PyObject *value, const char *caller, struct pysock_address *address);
int pyb_vsock_from(PyObject *value, const char *caller, struct pysock_address *address);
int pyb_qipcrtr_from(PyObject *value, const char *caller, struct pysock_address *address);
int pyb_bluetooth_from(PyObject *value, struct pysock_address *address);

/* To Python: a new reference. Families that are missing here have pairs of numbers. */
PyObject *pyb_packet_to(const struct pysock_address *address);
PyObject *pyb_tipc_to(const struct pysock_address *address);
PyObject *pyb_can_to(const struct pysock_address *address);
PyObject *pyb_alg_to(const struct pysock_address *address);
PyObject *pyb_bluetooth_to(const struct pysock_address *address);

#endif

#endif
