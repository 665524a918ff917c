/* The operations of the library in which every call is made to fail. */
#include "operations.h"

#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

struct world world;

void make_world(void)
{
	memset(&world, 0, sizeof world);
	make_pair(world.pair);
	world.listener = make_listener(&world.address);
	CHECK_OK(pysock_socket(AF_INET, SOCK_STREAM, 0, &world.client, &raised));
	CHECK_OK(pysock_connect(world.client, &world.address, &raised));
	CHECK_NUMBER(pysock_send(world.pair[0], "abc", 3, 0, &raised), 3);
}

void end_world(void)
{
	free_pair(world.pair);
	pysock_free(world.listener);
	pysock_free(world.client);
	pysock_free(world.made[0]);
	pysock_free(world.made[1]);
	if (world.file != NULL)
		(void)fclose(world.file);
	free(world.block);
}

static long long do_socket(void)
{
	return pysock_socket(AF_INET, SOCK_STREAM, 0, &world.made[0], &raised);
}

static long long do_socket_timed(void)
{
	return pysock_socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0, &world.made[0], &raised);
}

static long long do_socketpair(void)
{
	return pysock_socketpair(AF_UNIX, SOCK_STREAM, 0, world.made, &raised);
}

static long long do_socketpair_timed(void)
{
	return pysock_socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, world.made, &raised);
}

static long long do_fromfd(void)
{
	return pysock_fromfd(pysock_fileno(world.pair[0]), AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0,
		&world.made[0], &raised);
}

static long long do_close(void)
{
	return pysock_close(world.pair[0], &raised);
}

static long long do_settimeout(void)
{
	return pysock_settimeout(world.pair[0], pysock_seconds(1), &raised);
}

static long long do_setblocking(void)
{
	return pysock_setblocking(world.pair[0], 0, &raised);
}

static long long do_bind(void)
{
	struct pysock_address address;

	pysock_address_unix(&address, NULL, 0);
	return pysock_bind(world.pair[0], &address, &raised);
}

static long long do_listen(void)
{
	return pysock_listen(world.listener, 1, &raised);
}

static long long do_accept(void)
{
	struct pysock_address peer;

	return pysock_accept(world.listener, &world.made[0], &peer, &raised);
}

static long long do_accept_default(void)
{
	long long result;

	(void)pysock_setdefaulttimeout(pysock_seconds(1), NULL);
	result = pysock_accept(world.listener, &world.made[0], NULL, &raised);
	(void)pysock_setdefaulttimeout(pysock_no_timeout(), NULL);
	return result;
}

/* Connects a second socket, which is not counted. */
static long long do_connect(void)
{
	struct pysock_address loopback;

	pysock_address_inet(&loopback, "127.1", world.address.inet.port);
	if (pysock_socket(AF_INET, SOCK_STREAM, 0, &world.made[0], &raised) < 0)
		return -1;
	return pysock_connect(world.made[0], &loopback, &raised);
}

static long long do_create_connection(void)
{
	char service[8];

	(void)snprintf(service, sizeof service, "%lld", world.address.inet.port);
	return pysock_create_connection("127.0.0.1", service, &world.made[0], &raised);
}

static long long do_create_connection_timed(void)
{
	char service[8];

	(void)snprintf(service, sizeof service, "%lld", world.address.inet.port);
	return pysock_create_connection_timeout(
		"127.0.0.1", service, pysock_seconds(60), &world.made[0], &raised);
}

static long long do_names(void)
{
	struct pysock_address address;

	if (pysock_getsockname(world.client, &address, &raised) < 0)
		return -1;
	return pysock_getpeername(world.client, &address, &raised);
}

static long long do_options(void)
{
	int value;
	char bytes[8];

	if (pysock_getsockopt(world.client, SOL_SOCKET, SO_TYPE, &value, &raised) < 0 ||
		pysock_getsockopt_bytes(world.client, SOL_SOCKET, SO_TYPE, bytes, 8, &raised) < 0)
		return -1;
	return pysock_setsockopt(world.client, SOL_SOCKET, SO_KEEPALIVE, 1, &raised);
}

static long long do_shutdown(void)
{
	return pysock_shutdown(world.pair[0], SHUT_RDWR, &raised);
}

static long long do_recv(void)
{
	char bytes[4];

	return pysock_recv(world.pair[1], bytes, sizeof bytes, 0, &raised);
}

static long long do_recvfrom(void)
{
	char bytes[4];
	struct pysock_address address;

	return pysock_recvfrom(world.pair[1], bytes, sizeof bytes, 0, &address, &raised);
}

static long long do_send(void)
{
	return pysock_send(world.pair[0], "x", 1, 0, &raised);
}

static long long do_sendall(void)
{
	return pysock_sendall(world.pair[0], "xyz", 3, 0, &raised);
}

static long long do_sendto(void)
{
	return pysock_sendto(world.client, "x", 1, 0, &world.address, &raised);
}

static long long do_makefile(void)
{
	return pysock_makefile(world.pair[0], "rw", 100, &world.file, &raised);
}

static long long do_getaddrinfo(void)
{
	struct pysock_addrinfo *results;
	size_t count;
	int result = pysock_getaddrinfo("127.0.0.1", "80", 0, 0, 0, 0, &results, &count, &raised);

	if (result == 0)
		world.block = results;
	return result;
}

static long long do_getnameinfo(void)
{
	struct pysock_address address;
	char host[PYSOCK_HOST_SIZE];
	char service[PYSOCK_SERVICE_SIZE];

	pysock_address_inet(&address, "127.0.0.1", 80);
	return pysock_getnameinfo(&address, NI_NUMERICHOST, host, service, &raised);
}

static long long do_gethostbyname(void)
{
	char address[PYSOCK_HOST_SIZE];

	return pysock_gethostbyname("localhost", address, &raised);
}

static long long do_gethostbyname_ex(void)
{
	return pysock_gethostbyname_ex(
		"127.0.0.1", (struct pysock_hostent **)&world.block, &raised);
}

static int answer_by_address(const void *address, socklen_t length, int family,
	struct hostent *entry, char *buffer, size_t size, struct hostent **found, int *h_code)
{
	static char name[] = "name", alias[] = "alias.name", bytes[] = {1, 2, 3, 4};
	static char *aliases[] = {alias, NULL}, *addresses[] = {bytes, NULL};

	(void)address, (void)length, (void)family, (void)buffer, (void)h_code;
	if (size < 4096)
		return ERANGE;
	*entry = (struct hostent){name, aliases, AF_INET, 4, addresses};
	*found = entry;
	return 0;
}

static long long do_gethostbyaddr(void)
{
	long long result;

	answers.gethostbyaddr_r = answer_by_address;
	result = pysock_gethostbyaddr("127.0.0.1", (struct pysock_hostent **)&world.block, &raised);
	answers.gethostbyaddr_r = NULL;
	return result;
}

static long long do_getfqdn(void)
{
	long long result;

	answers.gethostbyaddr_r = answer_by_address;
	result = pysock_getfqdn("127.0.0.1", (char **)&world.block, &raised);
	answers.gethostbyaddr_r = NULL;
	return result;
}

static long long do_getfqdn_local(void)
{
	return pysock_getfqdn(NULL, (char **)&world.block, &raised);
}

static long long do_gethostname(void)
{
	return pysock_gethostname((char **)&world.block, &raised);
}

static long long do_getservbyname(void)
{
	return pysock_getservbyname("http", "tcp", &raised);
}

static long long do_getservbyport(void)
{
	return pysock_getservbyport(80, "tcp", (char **)&world.block, &raised);
}

static long long do_getprotobyname(void)
{
	return pysock_getprotobyname("tcp", &raised);
}

static long long do_idna(void)
{
	return pysock_idna_encode("host", (char **)&world.block, &raised);
}

const struct operation operations[] = {
	{.name = "socket", .run = do_socket},
	{.name = "socket, non-blocking", .run = do_socket_timed},
	{.name = "socketpair", .run = do_socketpair},
	{.name = "socketpair, non-blocking", .run = do_socketpair_timed},
	{.name = "fromfd", .run = do_fromfd},
	{.name = "close", .run = do_close},
	{.name = "settimeout", .run = do_settimeout},
	{.name = "setblocking", .run = do_setblocking},
	{.name = "bind", .run = do_bind},
	{.name = "listen", .run = do_listen},
	{.name = "accept", .run = do_accept},
	{.name = "accept, timed", .run = do_accept, .timeout_s = 60},
	{.name = "accept with a default timeout", .run = do_accept_default},
	{.name = "connect", .run = do_connect},
	{.name = "create_connection", .run = do_create_connection},
	{.name = "create_connection, timed",
		.run = do_create_connection_timed,
		.connects_timed = true},
	{.name = "getsockname and getpeername", .run = do_names},
	{.name = "getsockopt and setsockopt", .run = do_options},
	{.name = "shutdown", .run = do_shutdown},
	{.name = "recv", .run = do_recv},
	{.name = "recv, timed", .run = do_recv, .timeout_s = 60},
	{.name = "recvfrom", .run = do_recvfrom},
	{.name = "recvfrom, timed", .run = do_recvfrom, .timeout_s = 60},
	{.name = "send", .run = do_send},
	{.name = "send, timed", .run = do_send, .timeout_s = 60},
	{.name = "sendall", .run = do_sendall},
	{.name = "sendall, timed", .run = do_sendall, .timeout_s = 60},
	{.name = "sendto", .run = do_sendto},
	{.name = "sendto, timed", .run = do_sendto, .timeout_s = 60},
	{.name = "makefile", .run = do_makefile},
	{.name = "getaddrinfo", .run = do_getaddrinfo},
	{.name = "getnameinfo", .run = do_getnameinfo, .takes_names = true},
	{.name = "gethostbyname", .run = do_gethostbyname},
	{.name = "gethostbyname_ex", .run = do_gethostbyname_ex},
	{.name = "gethostbyaddr", .run = do_gethostbyaddr},
	{.name = "getfqdn", .run = do_getfqdn, .finds_anyway = true},
	{.name = "getfqdn of this machine", .run = do_getfqdn_local, .finds_anyway = true},
	{.name = "gethostname", .run = do_gethostname},
	{.name = "getservbyname", .run = do_getservbyname},
	{.name = "getservbyport", .run = do_getservbyport},
	{.name = "getprotobyname", .run = do_getprotobyname},
	{.name = "idna_encode", .run = do_idna},
};

const size_t operation_count = sizeof operations / sizeof operations[0];
