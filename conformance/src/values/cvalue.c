#include "cvalue.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#ifdef __linux__
#include <linux/can.h>
#include <linux/can/j1939.h>
#include <linux/can/raw.h>
#include <linux/netlink.h>
#include <linux/tipc.h>
#include <linux/vm_sockets.h>
#include <netpacket/packet.h>
#endif

struct value {
	const char *name;
	int64_t value;
};

static const struct value constants[] = {
#include "constants.inc"
};

static const struct value errnos[] = {
#include "errnos.inc"
};

static bool look_up(const char *name, const struct value *values, size_t count, int64_t *value)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(values[i].name, name) == 0) {
			*value = values[i].value;
			return true;
		}
	}
	return false;
}

bool plumb_c_value(const char *name, int64_t *value)
{
	return look_up(name, constants, sizeof(constants) / sizeof(*constants), value);
}

bool plumb_errno_value(const char *name, int64_t *value)
{
	return look_up(name, errnos, sizeof(errnos) / sizeof(*errnos), value);
}
