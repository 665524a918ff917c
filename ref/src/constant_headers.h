/*
 * The headers whose constants the module offers: those in which a Unix system defines sockets, the
 * Internet protocols and the resolver, Linux its own families, and Windows all of it. The makefile
 * reads what they define, by the prefixes of the document (constants.awk).
 */
#ifndef PYS_CONSTANT_HEADERS_H
#define PYS_CONSTANT_HEADERS_H

#ifdef _WIN32
#include <winsock2.h>

#include <mstcpip.h>
#include <ws2tcpip.h>

/* The module has no such family here, as in CPython. */
#undef AF_UNIX
#undef PF_UNIX
/* The names that the module has for those of Windows. */
#define SHUT_RD SD_RECEIVE
#define SHUT_WR SD_SEND
#define SHUT_RDWR SD_BOTH
/* Those of later versions, which some headers lack. */
#ifndef TCP_KEEPIDLE
#define TCP_KEEPIDLE 3
#define TCP_KEEPCNT 16
#define TCP_KEEPINTVL 17
#define TCP_FASTOPEN 15
#endif
/* Enumerators. */
#define RCVALL_OFF RCVALL_OFF
#define RCVALL_ON RCVALL_ON
#define RCVALL_SOCKETLEVELONLY RCVALL_SOCKETLEVELONLY
#else
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <sys/socket.h>
#endif

#ifdef __linux__
#include <linux/can.h>
#include <linux/can/j1939.h>
#include <linux/can/raw.h>
#include <linux/netlink.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <netpacket/packet.h>
#endif

/* Enumerators are not listed by the preprocessor, unless a macro of the same name stands for them.
 */
#ifdef __linux__
#define SO_J1939_ERRQUEUE SO_J1939_ERRQUEUE
#define SO_J1939_FILTER SO_J1939_FILTER
#define SO_J1939_PROMISC SO_J1939_PROMISC
#define SO_J1939_SEND_PRIO SO_J1939_SEND_PRIO
#define TIPC_CLUSTER_SCOPE TIPC_CLUSTER_SCOPE
#define TIPC_NODE_SCOPE TIPC_NODE_SCOPE
#endif
#ifdef __GLIBC__
#define IPPORT_ECHO IPPORT_ECHO
#define IPPORT_DISCARD IPPORT_DISCARD
#define IPPORT_SYSTAT IPPORT_SYSTAT
#define IPPORT_DAYTIME IPPORT_DAYTIME
#define IPPORT_NETSTAT IPPORT_NETSTAT
#define IPPORT_FTP IPPORT_FTP
#define IPPORT_TELNET IPPORT_TELNET
#define IPPORT_SMTP IPPORT_SMTP
#define IPPORT_TIMESERVER IPPORT_TIMESERVER
#define IPPORT_NAMESERVER IPPORT_NAMESERVER
#define IPPORT_WHOIS IPPORT_WHOIS
#define IPPORT_MTP IPPORT_MTP
#define IPPORT_TFTP IPPORT_TFTP
#define IPPORT_RJE IPPORT_RJE
#define IPPORT_FINGER IPPORT_FINGER
#define IPPORT_TTYLINK IPPORT_TTYLINK
#define IPPORT_SUPDUP IPPORT_SUPDUP
#define IPPORT_EXECSERVER IPPORT_EXECSERVER
#define IPPORT_LOGINSERVER IPPORT_LOGINSERVER
#define IPPORT_CMDSERVER IPPORT_CMDSERVER
#define IPPORT_EFSSERVER IPPORT_EFSSERVER
#define IPPORT_BIFFUDP IPPORT_BIFFUDP
#define IPPORT_WHOSERVER IPPORT_WHOSERVER
#define IPPORT_ROUTESERVER IPPORT_ROUTESERVER
#define IPPORT_USERRESERVED IPPORT_USERRESERVED
#endif

#endif
