/*
 * Where the platform defines the constants that the documents of the socket module speak of, and
 * the numbers of errors: POSIX's headers, those of the protocols, and Linux's for its own families.
 * The makefile collects their names with c_names.awk.
 */
#ifndef PLUMB_C_HEADERS_H
#define PLUMB_C_HEADERS_H

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>

#ifdef __linux__
#include <linux/can.h>
#include <linux/can/bcm.h>
#include <linux/can/isotp.h>
#include <linux/can/j1939.h>
#include <linux/can/raw.h>
#include <linux/if_alg.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/rds.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <net/ethernet.h>
#include <netinet/udp.h>
#endif

#ifdef __has_include
#if __has_include(<bluetooth/bluetooth.h>)
#include <bluetooth/bluetooth.h>
#include <bluetooth/hci.h>
#include <bluetooth/l2cap.h>
#include <bluetooth/rfcomm.h>
#include <bluetooth/sco.h>
#endif
#endif

#endif
