/*
 * Does one operation of libpysock, or the same with the C library alone, so many times, for
 * bench.py to count what it costs: operations NAME COUNT. The cost of one is that of COUNT of
 * them less that of none, by COUNT.
 */
#include <pysock.h>

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static struct pysock_error error;
static struct pysock *pair[2];
static int fds[2];

static void fail(const char *what)
{
	fprintf(stderr, "operations: %s: %s\n", what, error.text);
	exit(1);
}

static void transfer(void)
{
	char bytes[64] = {0};

	if (pysock_send(pair[0], bytes, sizeof bytes, 0, &error) != sizeof bytes ||
		pysock_recv(pair[1], bytes, sizeof bytes, 0, &error) != sizeof bytes)
		fail("transfer");
}

static void raw_transfer(void)
{
	char bytes[64] = {0};

	if (send(fds[0], bytes, sizeof bytes, MSG_NOSIGNAL) != sizeof bytes ||
		recv(fds[1], bytes, sizeof bytes, 0) != sizeof bytes)
		fail("raw transfer");
}

static void aton(void)
{
	unsigned char packed[4];

	if (pysock_inet_aton("123.45.67.89", packed, &error) < 0)
		fail("inet_aton");
}

static void raw_aton(void)
{
	struct in_addr packed;

	if (inet_aton("123.45.67.89", &packed) == 0)
		fail("raw inet_aton");
}

static void ntoa(void)
{
	char text[16];

	if (pysock_inet_ntoa("\173\055\103\131", 4, text, &error) < 0)
		fail("inet_ntoa");
}

static void raw_ntoa(void)
{
	struct in_addr address;

	memcpy(&address, "\173\055\103\131", 4);
	if (inet_ntoa(address)[0] != '1')
		fail("raw inet_ntoa");
}

static void pton(void)
{
	unsigned char packed[16];

	if (pysock_inet_pton(AF_INET6, "5aef:2b::8", packed, &error) < 0)
		fail("inet_pton");
}

static void raw_pton(void)
{
	unsigned char packed[16];

	if (inet_pton(AF_INET6, "5aef:2b::8", packed) <= 0)
		fail("raw inet_pton");
}

static const char packed6[16] = "\x5a\xef\0\x2b\0\0\0\0\0\0\0\0\0\0\0\x08";

static void ntop(void)
{
	char text[46];

	if (pysock_inet_ntop(AF_INET6, packed6, sizeof packed6, text, &error) < 0)
		fail("inet_ntop");
}

static void raw_ntop(void)
{
	char text[46];

	if (inet_ntop(AF_INET6, packed6, text, sizeof text) == NULL)
		fail("raw inet_ntop");
}

static const struct {
	const char *name;
	void (*run)(void);
} operations[] = {
	{"transfer", transfer},
	{"raw-transfer", raw_transfer},
	{"inet_aton", aton},
	{"raw-inet_aton", raw_aton},
	{"inet_ntoa", ntoa},
	{"raw-inet_ntoa", raw_ntoa},
	{"inet_pton", pton},
	{"raw-inet_pton", raw_pton},
	{"inet_ntop", ntop},
	{"raw-inet_ntop", raw_ntop},
};

int main(int argc, char **argv)
{
	struct pysock_timeout timeout = pysock_seconds(10);
	long count = argc == 3 ? atol(argv[2]) : 0;

	if (argc != 3)
		fail("usage: operations NAME COUNT");
	if (pysock_socketpair(AF_UNIX, SOCK_STREAM, 0, pair, &error) < 0 ||
		pysock_settimeout(pair[0], timeout, &error) < 0 ||
		pysock_settimeout(pair[1], timeout, &error) < 0)
		fail("socketpair");
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0)
		fail("raw socketpair");
	for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
		if (strcmp(operations[i].name, argv[1]) == 0) {
			/* Once for the dynamic linker, which looks each function up once. */
			operations[i].run();
			for (long n = 0; n < count; n++)
				operations[i].run();
			return 0;
		}
	}
	fail("no such operation");
}
