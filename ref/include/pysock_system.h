#ifndef PYSOCK_SYSTEM_H
#define PYSOCK_SYSTEM_H

/*
 * The system's own headers, and what differs in the interface from system to system: a part of
 * pysock.h, which says more. A program that includes this needs no other header for sockets.
 */

#ifdef _WIN32

#include <stdint.h>
#include <winsock2.h>
#include <ws2tcpip.h>

/* What pysock_fileno() gives: a SOCKET, which is no descriptor of the C library's. */
typedef intptr_t pysock_fd;

/* The halves of shutdown(), which Windows calls otherwise. */
#ifndef SHUT_RD
#define SHUT_RD SD_RECEIVE
#define SHUT_WR SD_SEND
#define SHUT_RDWR SD_BOTH
#endif

/* The family of pysock_socketpair() that Python takes by itself; such a pair is connected over
   loopback. */
#define PYSOCK_PAIR_FAMILY AF_INET

/* ioctl() is there. */
#define PYSOCK_HAS_IOCTL 1

/* The write() of a stream is not that of sockets: pysock_write_fd() is there. */
#define PYSOCK_HAS_WRITE_FD 1

/* share() and fromshare() are there. */
#define PYSOCK_HAS_SHARE 1

#else

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

/* What pysock_fileno() gives: a descriptor. */
typedef int pysock_fd;

#define PYSOCK_PAIR_FAMILY AF_UNIX

/* Messages with several buffers and ancillary data are there: pysock_message.h. */
#define PYSOCK_HAS_MESSAGES 1
#ifdef __linux__
#define PYSOCK_HAS_AFALG 1
#endif

/* sethostname() is there. */
#define PYSOCK_HAS_SETHOSTNAME 1

#endif

#endif
