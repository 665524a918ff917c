/* What the files of the system layer over Winsock share. */
#ifndef PYS_SYS_WINSOCK_H
#define PYS_SYS_WINSOCK_H

#include "sys.h"

/* Start Winsock before any other call; it ends with the process. */
void pys_winsock_begin(void);

/* Hand errno over where the call has failed: -1 or PYS_NO_FD, and else its result. */
int pys_winsock_told(int result);
pysock_fd pys_winsock_told_socket(SOCKET socket);

#endif
