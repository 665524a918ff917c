#include "lab_link.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static const char interface[] = "lab0";

struct host_address {
	int family;
	const char *text;
	unsigned char prefix;
};

struct host_route {
	int family;
	const char *to;
	unsigned char prefix;
	unsigned char type;
	const char *via; /* NULL for a route that goes nowhere */
};

/* One end of the wire. */
struct end {
	int index;
	unsigned char hardware[6];
	struct host_address addresses[3];
	struct host_route routes[6];
};

/*
 * The near host's own routes refuse some destinations (prohibit: EACCES). For destinations behind
 * the far host, that host's routes answer by ICMP, or not at all if they are black holes.
 */
static const struct end near_end = {
	.index = PLUMB_LAB_SCOPE,
	.hardware = {2, 0, 0, 0, 0, 1},
	.addresses = {{AF_INET, "198.18.0.1", 24}, {AF_INET6, "2001:db8:a::1", 64},
		{AF_INET6, "fe80::1", 64}},
	.routes =
		{
			{AF_INET, "198.51.100.0", 24, RTN_UNICAST, "198.18.0.2"},
			{AF_INET, "203.0.113.1", 32, RTN_PROHIBIT, NULL},
			{AF_INET, "203.0.113.2", 32, RTN_UNREACHABLE, NULL},
			{AF_INET6, "2001:db8:1::", 64, RTN_UNICAST, "2001:db8:a::2"},
			{AF_INET6, "2001:db8:2::1", 128, RTN_PROHIBIT, NULL},
			{AF_INET6, "2001:db8:2::2", 128, RTN_UNREACHABLE, NULL},
		},
};
static const struct end far_end = {
	.index = PLUMB_LAB_FAR_SCOPE,
	.hardware = {2, 0, 0, 0, 0, 2},
	.addresses = {{AF_INET, "198.18.0.2", 24}, {AF_INET6, "2001:db8:a::2", 64},
		{AF_INET6, "fe80::2", 64}},
	.routes =
		{
			{AF_INET, "198.51.100.1", 32, RTN_PROHIBIT, NULL},
			{AF_INET, "198.51.100.2", 32, RTN_UNREACHABLE, NULL},
			{AF_INET, "198.51.100.3", 32, RTN_BLACKHOLE, NULL},
			{AF_INET6, "2001:db8:1::1", 128, RTN_PROHIBIT, NULL},
			{AF_INET6, "2001:db8:1::2", 128, RTN_UNREACHABLE, NULL},
			{AF_INET6, "2001:db8:1::3", 128, RTN_BLACKHOLE, NULL},
		},
};

enum { BATCH_SIZE = 4096 };

/* Messages that go to the kernel in one piece; it carries them out one after the other. */
struct batch {
	_Alignas(struct nlmsghdr) char bytes[BATCH_SIZE];
	size_t size;
	unsigned count;
};

static struct nlmsghdr *add_message(struct batch *batch, unsigned short type, unsigned short flags)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(batch->bytes + batch->size);

	message->nlmsg_type = type;
	message->nlmsg_flags = (unsigned short)(NLM_F_REQUEST | NLM_F_ACK | flags);
	message->nlmsg_seq = ++batch->count;
	return message;
}

static void end_message(struct batch *batch, const struct nlmsghdr *message)
{
	const unsigned grain = NLMSG_ALIGNTO - 1;

	batch->size += (message->nlmsg_len + grain) & ~grain;
}

/* Every message is acknowledged; the first failure sets errno. */
static int read_acknowledgements(int netlink, unsigned count)
{
	char buffer[BATCH_SIZE];
	unsigned seen = 0;

	while (seen < count) {
		ssize_t got = recv(netlink, buffer, sizeof(buffer), 0);
		if (got < 0)
			return -1;
		int left = (int)got;
		const struct nlmsghdr *message = (const struct nlmsghdr *)buffer;
		for (; mnl_nlmsg_ok(message, left); message = mnl_nlmsg_next(message, &left)) {
			const struct nlmsgerr *result = mnl_nlmsg_get_payload(message);
			if (message->nlmsg_type == NLMSG_ERROR && result->error != 0) {
				errno = -result->error;
				return -1;
			}
			seen++;
		}
	}
	return 0;
}

static int carry_out(int netlink, const struct batch *batch)
{
	const struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};

	if (sendto(netlink, batch->bytes, batch->size, 0, (const struct sockaddr *)&kernel,
		    sizeof(kernel)) < 0)
		return -1;
	return read_acknowledgements(netlink, batch->count);
}

static void put_name_and_hardware(struct nlmsghdr *message, const struct end *end)
{
	mnl_attr_put_strz(message, IFLA_IFNAME, interface);
	mnl_attr_put(message, IFLA_ADDRESS, sizeof(end->hardware), end->hardware);
}

static void add_wire(struct batch *batch, int far_namespace)
{
	struct nlmsghdr *message = add_message(batch, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
	struct ifinfomsg *near = mnl_nlmsg_put_extra_header(message, sizeof(*near));

	near->ifi_index = near_end.index;
	put_name_and_hardware(message, &near_end);
	struct nlattr *info = mnl_attr_nest_start(message, IFLA_LINKINFO);
	mnl_attr_put_strz(message, IFLA_INFO_KIND, "veth");
	struct nlattr *data = mnl_attr_nest_start(message, IFLA_INFO_DATA);
	struct nlattr *peer = mnl_attr_nest_start(message, VETH_INFO_PEER);
	struct ifinfomsg *far = mnl_nlmsg_put_extra_header(message, sizeof(*far));
	far->ifi_index = far_end.index;
	put_name_and_hardware(message, &far_end);
	mnl_attr_put_u32(message, IFLA_NET_NS_FD, (uint32_t)far_namespace);
	mnl_attr_nest_end(message, peer);
	mnl_attr_nest_end(message, data);
	mnl_attr_nest_end(message, info);
	end_message(batch, message);
}

/* The addresses of the link are given, so that nobody has to wait until the kernel has made some.
 */
static void add_no_address_of_its_own(struct batch *batch, const struct end *end)
{
	struct nlmsghdr *message = add_message(batch, RTM_NEWLINK, 0);
	struct ifinfomsg *link = mnl_nlmsg_put_extra_header(message, sizeof(*link));

	link->ifi_index = end->index;
	struct nlattr *families = mnl_attr_nest_start(message, IFLA_AF_SPEC);
	struct nlattr *inet6 = mnl_attr_nest_start(message, AF_INET6);
	mnl_attr_put_u8(message, IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE);
	mnl_attr_nest_end(message, inet6);
	mnl_attr_nest_end(message, families);
	end_message(batch, message);
}

/* flags: IFF_UP, or 0 for down. */
static void add_state(struct batch *batch, const struct end *end, unsigned flags)
{
	struct nlmsghdr *message = add_message(batch, RTM_NEWLINK, 0);
	struct ifinfomsg *link = mnl_nlmsg_put_extra_header(message, sizeof(*link));

	link->ifi_index = end->index;
	link->ifi_flags = flags;
	link->ifi_change = IFF_UP;
	end_message(batch, message);
}

static void put_address(struct nlmsghdr *message, unsigned short type, int family, const char *text)
{
	unsigned char bytes[sizeof(struct in6_addr)];

	inet_pton(family, text, bytes);
	mnl_attr_put(message, type, family == AF_INET ? 4 : 16, bytes);
}

/* IFA_F_NODAD: usable at once, without asking the link for duplicates. */
static void add_address(
	struct batch *batch, const struct end *end, const struct host_address *address)
{
	struct nlmsghdr *message = add_message(batch, RTM_NEWADDR, NLM_F_CREATE | NLM_F_REPLACE);
	struct ifaddrmsg *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));

	header->ifa_family = (unsigned char)address->family;
	header->ifa_prefixlen = address->prefix;
	header->ifa_flags = IFA_F_NODAD;
	header->ifa_index = (unsigned)end->index;
	put_address(message, IFA_LOCAL, address->family, address->text);
	put_address(message, IFA_ADDRESS, address->family, address->text);
	end_message(batch, message);
}

/* Give up on a silent neighbour after three probes; by default they are a second apart. */
static void add_patience(struct batch *batch, const struct end *end, const char *table)
{
	enum { APART_MS = 100 };
	struct nlmsghdr *message = add_message(batch, RTM_SETNEIGHTBL, 0);

	mnl_nlmsg_put_extra_header(message, sizeof(struct ndtmsg));
	mnl_attr_put_strz(message, NDTA_NAME, table);
	struct nlattr *parameters = mnl_attr_nest_start(message, NDTA_PARMS);
	mnl_attr_put_u32(message, NDTPA_IFINDEX, (uint32_t)end->index);
	mnl_attr_put_u64(message, NDTPA_RETRANS_TIME, APART_MS);
	mnl_attr_nest_end(message, parameters);
	end_message(batch, message);
}

/*
 * The hardware of the other end, which nobody then has to ask for: on a busy machine the answer to
 * such a question may come after the last probe, and the packet that waits for it is lost.
 */
static void add_neighbour(struct batch *batch, const struct end *end,
	const struct host_address *address, const unsigned char *hardware)
{
	struct nlmsghdr *message = add_message(batch, RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE);
	struct ndmsg *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));

	header->ndm_family = (unsigned char)address->family;
	header->ndm_ifindex = end->index;
	header->ndm_state = NUD_PERMANENT;
	put_address(message, NDA_DST, address->family, address->text);
	mnl_attr_put(message, NDA_LLADDR, sizeof(end->hardware), hardware);
	end_message(batch, message);
}

static void put_route(struct batch *batch, unsigned short type, unsigned short flags,
	const struct host_route *route)
{
	struct nlmsghdr *message = add_message(batch, type, flags);
	struct rtmsg *header = mnl_nlmsg_put_extra_header(message, sizeof(*header));

	header->rtm_family = (unsigned char)route->family;
	header->rtm_dst_len = route->prefix;
	header->rtm_table = RT_TABLE_MAIN;
	header->rtm_protocol = RTPROT_STATIC;
	header->rtm_scope = RT_SCOPE_UNIVERSE;
	header->rtm_type = route->type;
	put_address(message, RTA_DST, route->family, route->to);
	if (route->via)
		put_address(message, RTA_GATEWAY, route->family, route->via);
	end_message(batch, message);
}

static void add_route(struct batch *batch, const struct host_route *route)
{
	put_route(batch, RTM_NEWROUTE, NLM_F_CREATE | NLM_F_REPLACE, route);
}

static void add_end(struct batch *batch, const struct end *end)
{
	const struct end *other = end == &near_end ? &far_end : &near_end;

	add_no_address_of_its_own(batch, end);
	add_state(batch, end, IFF_UP);
	add_patience(batch, end, "arp_cache");
	add_patience(batch, end, "ndisc_cache");
	for (size_t i = 0; i < sizeof(end->addresses) / sizeof(*end->addresses); i++)
		add_address(batch, end, &end->addresses[i]);
	for (size_t i = 0; i < sizeof(other->addresses) / sizeof(*other->addresses); i++)
		add_neighbour(batch, end, &other->addresses[i], other->hardware);
	for (size_t i = 0; i < sizeof(end->routes) / sizeof(*end->routes); i++)
		add_route(batch, &end->routes[i]);
}

/* Makes an interface whose frames reach all its sockets, if the kernel has such interfaces. */
static void add_can(int near_netlink)
{
	enum { CAN_INDEX = 1000 };
	struct batch batch = {.size = 0};
	struct nlmsghdr *message = add_message(&batch, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL);
	struct ifinfomsg *link = mnl_nlmsg_put_extra_header(message, sizeof(*link));

	link->ifi_index = CAN_INDEX;
	link->ifi_flags = IFF_UP;
	link->ifi_change = IFF_UP;
	mnl_attr_put_strz(message, IFLA_IFNAME, "vcan0");
	struct nlattr *info = mnl_attr_nest_start(message, IFLA_LINKINFO);
	mnl_attr_put_strz(message, IFLA_INFO_KIND, "vcan");
	mnl_attr_nest_end(message, info);
	end_message(&batch, message);
	carry_out(near_netlink, &batch);
}

int plumb_lab_lay_wire(const struct plumb_lab_ends *ends, int far_namespace)
{
	struct batch wire = {.size = 0};
	struct batch near = {.size = 0};
	struct batch far = {.size = 0};

	add_wire(&wire, far_namespace);
	add_end(&near, &near_end);
	add_end(&far, &far_end);
	if (carry_out(ends->near_netlink, &wire) != 0 || carry_out(ends->far_netlink, &far) != 0 ||
		carry_out(ends->near_netlink, &near) != 0)
		return -1;
	add_can(ends->near_netlink);
	return 0;
}

/* Routes back to the near host that lead nowhere; packets from it still arrive. */
static const struct host_route lost_ways[] = {
	{AF_INET, "198.18.0.1", 32, RTN_BLACKHOLE, NULL},
	{AF_INET6, "2001:db8:a::1", 128, RTN_BLACKHOLE, NULL},
};

enum { LOST_WAYS = sizeof(lost_ways) / sizeof(*lost_ways) };

static int lose_answers(int far_netlink)
{
	struct batch batch = {.size = 0};

	for (size_t i = 0; i < LOST_WAYS; i++)
		add_route(&batch, &lost_ways[i]);
	return carry_out(far_netlink, &batch);
}

/* One by one: each may be there or not. */
static int find_answers(int far_netlink)
{
	for (size_t i = 0; i < LOST_WAYS; i++) {
		struct batch batch = {.size = 0};
		put_route(&batch, RTM_DELROUTE, 0, &lost_ways[i]);
		if (carry_out(far_netlink, &batch) != 0 && errno != ESRCH)
			return -1;
	}
	return 0;
}

static int take_down(int near_netlink)
{
	struct batch batch = {.size = 0};

	add_state(&batch, &near_end, 0);
	return carry_out(near_netlink, &batch);
}

/* An interface that was down has lost addresses and routes: it gets them all again. */
static int bring_up(int near_netlink)
{
	struct batch batch = {.size = 0};

	add_end(&batch, &near_end);
	return carry_out(near_netlink, &batch);
}

int plumb_lab_change_wire(const struct plumb_lab_ends *ends, enum plumb_lab_wire wire)
{
	switch (wire) {
	case PLUMB_LAB_WIRE_SILENT:
		return lose_answers(ends->far_netlink);
	case PLUMB_LAB_WIRE_DOWN:
		return take_down(ends->near_netlink);
	default:
		return find_answers(ends->far_netlink) != 0 || bring_up(ends->near_netlink) != 0
			       ? -1
			       : 0;
	}
}

int plumb_lab_loopback(void)
{
	struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int result = fd < 0 ? -1 : ioctl(fd, SIOCSIFFLAGS, &request);
	int error = errno;

	if (fd >= 0)
		close(fd);
	errno = error;
	return result;
}

static int write_setting(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t written = fd < 0 ? -1 : write(fd, value, strlen(value));
	int error = errno;

	if (fd >= 0)
		close(fd);
	errno = error;
	return written < 0 ? -1 : 0;
}

int plumb_lab_forward(void)
{
	static const char *const settings[][2] = {
		{"/proc/sys/net/ipv4/ip_forward", "1"},
		{"/proc/sys/net/ipv6/conf/all/forwarding", "1"},
		{"/proc/sys/net/ipv4/icmp_ratelimit", "0"},
		{"/proc/sys/net/ipv6/icmp/ratelimit", "0"},
	};

	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++)
		if (write_setting(settings[i][0], settings[i][1]) != 0)
			return -1;
	return 0;
}
