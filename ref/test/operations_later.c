/* The operations from later documents, in which every call is made to fail, too. */
#include "operations.h"
#include "pys.h"
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

/* If it fails, the descriptor still belongs to the caller. */
static long long adopt(int type)
{
	int fd = pysock_detach(world.client);

	if (pysock_adopt(fd, PYSOCK_DETECT, type, PYSOCK_DETECT, &world.made[0], &raised) == 0)
		return 0;
	world.client->fd = fd;
	return -1;
}

static long long do_adopt(void)
{
	return adopt(SOCK_STREAM | SOCK_NONBLOCK);
}

static long long do_adopt_timed(void)
{
	long long result;

	CHECK_OK(pysock_setdefaulttimeout(pysock_seconds(5), &raised));
	result = adopt(SOCK_STREAM);
	(void)pysock_setdefaulttimeout(pysock_no_timeout(), NULL);
	return result;
}

static long long do_adopt_any(void)
{
	return adopt(PYSOCK_DETECT);
}

static long long do_dup(void)
{
	return pysock_dup(world.client, &world.made[0], &raised);
}

static long long do_inheritable(void)
{
	bool inheritable;

	if (pysock_get_inheritable(world.client, &inheritable, &raised) < 0)
		return -1;
	return pysock_set_inheritable(world.client, true, &raised);
}

static long long do_close_fd(void)
{
	return pysock_close_fd(pysock_detach(world.client), &raised);
}

static long long do_null_option(void)
{
	return pysock_setsockopt_null(world.client, SOL_SOCKET, SO_BINDTODEVICE, 0, &raised);
}

static long long do_sendmsg(void)
{
	/* Long enough to need allocated memory. */
	static const char padding[300];
	struct pysock_ancillary item = {SOL_SOCKET, SCM_RIGHTS, padding, 0};
	struct iovec buffer = {"x", 1};

	item.length = sizeof padding;
	item.level = IPPROTO_IP; /* which AF_UNIX ignores */
	return pysock_sendmsg(world.pair[0], &buffer, 1, &item, 1, 0, NULL, &raised);
}

/* Uses AF_UNIX, which ignores the items. */
static long long do_afalg(void)
{
	struct iovec buffer = {.iov_base = "x", .iov_len = 1};
	const struct pysock_afalg operation = {.has_iv = true, .iv = "abcd", .iv_length = 4};
	long long sent;

	world.pair[0]->family = AF_ALG;
	sent = pysock_sendmsg_afalg(world.pair[0], &buffer, 1, &operation, 0, &raised);
	world.pair[0]->family = AF_UNIX;
	return sent;
}

static long long do_recvmsg(void)
{
	struct pysock_control *control;
	struct pysock_address address;
	long long result;
	char bytes[4];
	int flags;

	if (pysock_control_new(64, &control, &raised) < 0)
		return -1;
	result = pysock_recvmsg(
		world.pair[1], bytes, sizeof bytes, control, 0, &flags, &address, &raised);
	pysock_control_free(control);
	return result;
}

static long long do_fds(void)
{
	struct iovec buffer = {"x", 1};
	int fd = pysock_fileno(world.client), fds[1], flags;
	size_t count = 0;
	char byte;

	if (pysock_send_fds(world.pair[1], &buffer, 1, &fd, 1, 0, NULL, &raised) < 0 ||
		pysock_recv_fds(world.pair[0], &byte, 1, fds, 1, &count, 0, &flags, NULL, &raised) <
			0)
		return -1;
	return count == 1 ? pysock_close_fd(fds[0], &raised) : -1;
}

static long long do_interfaces(void)
{
	char name[PYSOCK_INTERFACE_SIZE];
	unsigned index;
	size_t count;

	if (pysock_if_nameindex((struct pysock_interface **)&world.block, &count, &raised) < 0 ||
		pysock_if_nametoindex("lo", &index, &raised) < 0)
		return -1;
	return pysock_if_indextoname(index, name, &raised);
}

int file_to_send(void)
{
	static int fd = -1;

	if (fd < 0)
		fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	return fd;
}

static long long do_sendfile(void)
{
	return pysock_sendfile(world.pair[0], file_to_send(), 0, 2, &raised);
}

static ssize_t send_no_file(int to, int from, off_t *offset, size_t size)
{
	(void)to, (void)from, (void)offset, (void)size;
	errno = EINVAL;
	return -1;
}

static long long do_sendfile_by_pieces(void)
{
	long long result;

	answers.sendfile = send_no_file;
	result = do_sendfile();
	answers.sendfile = NULL;
	return result;
}

static long long do_create_server(void)
{
	struct pysock_address address;

	pysock_address_inet(&address, "127.0.0.1", 0);
	return pysock_create_server(
		&address, PYSOCK_BACKLOG, PYSOCK_REUSE_PORT, &world.made[0], &raised);
}

static long long do_source_address(void)
{
	struct pysock_address source;
	char service[8];

	pysock_address_inet(&source, "127.0.0.1", 0);
	(void)snprintf(service, sizeof service, "%lld", world.address.inet.port);
	return pysock_create_connection_with("127.0.0.1", service,
		&(struct pysock_connection){.source_address = &source}, &world.made[0], &raised);
}

static int take_hostname(const char *name, size_t size)
{
	(void)name, (void)size;
	return 0;
}

static long long do_sethostname(void)
{
	long long result;

	answers.sethostname = take_hostname;
	result = pysock_sethostname("name", 4, &raised);
	answers.sethostname = NULL;
	return result;
}

const struct operation later_operations[] = {
	{.name = "adopt", .run = do_adopt},
	{.name = "adopt with a default timeout", .run = do_adopt_timed},
	{.name = "adopt a socket of any type", .run = do_adopt_any},
	{.name = "dup", .run = do_dup},
	{.name = "get_inheritable and set_inheritable", .run = do_inheritable},
	{.name = "close of a descriptor", .run = do_close_fd},
	{.name = "setsockopt of None", .run = do_null_option},
	{.name = "sendmsg", .run = do_sendmsg},
	{.name = "sendmsg, timed", .run = do_sendmsg, .timeout_s = 60},
	{.name = "sendmsg_afalg", .run = do_afalg},
	{.name = "recvmsg", .run = do_recvmsg},
	{.name = "recvmsg, timed", .run = do_recvmsg, .timeout_s = 60},
	{.name = "send_fds and recv_fds", .run = do_fds},
	{.name = "send_fds and recv_fds, timed", .run = do_fds, .timeout_s = 60},
	{.name = "interfaces", .run = do_interfaces},
	{.name = "sendfile", .run = do_sendfile, .ignored_call = 2},
	{.name = "sendfile, timed", .run = do_sendfile, .timeout_s = 60, .ignored_call = 2},
	{.name = "sendfile by pieces", .run = do_sendfile_by_pieces, .ignored_call = 5},
	{.name = "create_server", .run = do_create_server, .ignored_call = 3},
	{.name = "create_connection, source address", .run = do_source_address},
	{.name = "sethostname", .run = do_sethostname},
};

const size_t later_operation_count = sizeof later_operations / sizeof later_operations[0];
