#include "watch_call.h"

#include <seccomp.h>
#include <string.h>

const struct plumb_system_call plumb_system_calls[] = {
	{PLUMB_CALL_ACCEPT, "accept", PLUMB_LAYOUT_FROM},
	{PLUMB_CALL_ACCEPT, "accept4", PLUMB_LAYOUT_FROM},
	{PLUMB_CALL_BIND, "bind", PLUMB_LAYOUT_TO},
	{PLUMB_CALL_CONNECT, "connect", PLUMB_LAYOUT_TO},
	{PLUMB_CALL_DUP, "dup", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_DUP, "dup2", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_DUP, "dup3", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_DUP, "fcntl", PLUMB_LAYOUT_FCNTL},
	{PLUMB_CALL_GETPEERNAME, "getpeername", PLUMB_LAYOUT_FROM},
	{PLUMB_CALL_GETSOCKNAME, "getsockname", PLUMB_LAYOUT_FROM},
	{PLUMB_CALL_GETSOCKOPT, "getsockopt", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_LISTEN, "listen", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_POLL, "poll", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_POLL, "ppoll", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_POLL, "select", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_POLL, "pselect6", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_POLL, "epoll_wait", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_POLL, "epoll_pwait", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_RECV, "recvfrom", PLUMB_LAYOUT_RECV},
	{PLUMB_CALL_RECV, "read", PLUMB_LAYOUT_READ},
	{PLUMB_CALL_RECV, "recvmsg", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_SEND, "sendto", PLUMB_LAYOUT_SEND},
	{PLUMB_CALL_SEND, "write", PLUMB_LAYOUT_WRITE},
	{PLUMB_CALL_SEND, "sendmsg", PLUMB_LAYOUT_MESSAGE},
	{PLUMB_CALL_SETSOCKOPT, "setsockopt", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_SHUTDOWN, "shutdown", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_SOCKET, "socket", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALL_SOCKETPAIR, "socketpair", PLUMB_LAYOUT_PLAIN},
	{PLUMB_CALLS, NULL, PLUMB_LAYOUT_PLAIN},
};

static const char *const words[PLUMB_CALLS] = {
	[PLUMB_CALL_ACCEPT] = "accept",
	[PLUMB_CALL_BIND] = "bind",
	[PLUMB_CALL_CONNECT] = "connect",
	[PLUMB_CALL_DUP] = "dup",
	[PLUMB_CALL_GETPEERNAME] = "getpeername",
	[PLUMB_CALL_GETSOCKNAME] = "getsockname",
	[PLUMB_CALL_GETSOCKOPT] = "getsockopt",
	[PLUMB_CALL_LISTEN] = "listen",
	[PLUMB_CALL_POLL] = "poll",
	[PLUMB_CALL_RECV] = "recv",
	[PLUMB_CALL_SEND] = "send",
	[PLUMB_CALL_SETSOCKOPT] = "setsockopt",
	[PLUMB_CALL_SHUTDOWN] = "shutdown",
	[PLUMB_CALL_SOCKET] = "socket",
	[PLUMB_CALL_SOCKETPAIR] = "socketpair",
};

const struct plumb_system_call *plumb_system_call_of(int number)
{
	for (const struct plumb_system_call *each = plumb_system_calls; each->name; each++) {
		if (seccomp_syscall_resolve_name(each->name) == number) {
			return each;
		}
	}
	return NULL;
}

int plumb_call_of(const char *word)
{
	for (int i = 0; i < PLUMB_CALLS; i++) {
		if (strcmp(words[i], word) == 0) {
			return i;
		}
	}
	return -1;
}

const char *plumb_call_word(enum plumb_call call)
{
	return words[call];
}
