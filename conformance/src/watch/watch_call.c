#include "watch_call.h"

#include <fcntl.h>
#include <seccomp.h>
#include <stdbool.h>
#include <sys/ioctl.h>

const struct plumb_system_call plumb_system_calls[] = {
	{PLUMB_CALL_ACCEPT, "accept", PLUMB_LAYOUT_FROM, 0},
	{PLUMB_CALL_ACCEPT, "accept4", PLUMB_LAYOUT_FROM, 0},
	{PLUMB_CALL_BIND, "bind", PLUMB_LAYOUT_TO, 0},
	{PLUMB_CALL_CLOSE, "close", PLUMB_LAYOUT_CLOSE, 0},
	{PLUMB_CALL_CONNECT, "connect", PLUMB_LAYOUT_TO, 0},
	{PLUMB_CALL_DUP, "dup", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_DUP, "dup2", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_DUP, "dup3", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_DUP, "fcntl", PLUMB_LAYOUT_COMMAND, F_DUPFD},
	{PLUMB_CALL_DUP, "fcntl", PLUMB_LAYOUT_COMMAND, F_DUPFD_CLOEXEC},
	{PLUMB_CALL_GETPEERNAME, "getpeername", PLUMB_LAYOUT_FROM, 0},
	{PLUMB_CALL_GETSOCKNAME, "getsockname", PLUMB_LAYOUT_FROM, 0},
	{PLUMB_CALL_GETSOCKOPT, "getsockopt", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_LISTEN, "listen", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_MODE, "fcntl", PLUMB_LAYOUT_COMMAND, F_SETFL},
	{PLUMB_CALL_MODE, "ioctl", PLUMB_LAYOUT_COMMAND, FIONBIO},
	{PLUMB_CALL_POLL, "poll", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_POLL, "ppoll", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_POLL, "select", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_POLL, "pselect6", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_POLL, "epoll_wait", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_POLL, "epoll_pwait", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_RECV, "recvfrom", PLUMB_LAYOUT_RECV, 0},
	{PLUMB_CALL_RECV, "read", PLUMB_LAYOUT_READ, 0},
	{PLUMB_CALL_RECV, "recvmsg", PLUMB_LAYOUT_INCOMING, 0},
	{PLUMB_CALL_SEND, "sendto", PLUMB_LAYOUT_SEND, 0},
	{PLUMB_CALL_SEND, "write", PLUMB_LAYOUT_WRITE, 0},
	{PLUMB_CALL_SEND, "sendmsg", PLUMB_LAYOUT_MESSAGE, 0},
	{PLUMB_CALL_SENDFILE, "sendfile", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_SETSOCKOPT, "setsockopt", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_SHUTDOWN, "shutdown", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_SOCKET, "socket", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALL_SOCKETPAIR, "socketpair", PLUMB_LAYOUT_PLAIN, 0},
	{PLUMB_CALLS, NULL, PLUMB_LAYOUT_PLAIN, 0},
};

/* Of a command the kernel looks at 32 bits, whatever the register holds above them. */
static bool is_meant(const struct plumb_system_call *call, uint64_t second)
{
	return call->layout != PLUMB_LAYOUT_COMMAND || (uint32_t)second == call->command;
}

const struct plumb_system_call *plumb_system_call_of(int number, uint64_t second)
{
	for (const struct plumb_system_call *each = plumb_system_calls; each->name; each++)
		if (seccomp_syscall_resolve_name(each->name) == number && is_meant(each, second))
			return each;
	return NULL;
}
