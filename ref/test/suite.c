#include "suite.h"

#include <dirent.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

struct pysock_error raised;

void forget_error(struct pysock_error *error)
{
	error->exception = PYSOCK_NOT_IMPLEMENTED_ERROR;
}

static void report(bool right, const char *message, const char *file, int line)
{
	(void)CU_assertImplementation(right, (unsigned)line, message, file, "", CU_FALSE);
}

void check_text(const char *got, const char *want, const char *file, int line)
{
	char message[1024];

	(void)snprintf(message, sizeof message, "got  %s\n         want %s", got, want);
	report(strcmp(got, want) == 0, message, file, line);
}

void check_number(long long got, long long want, const char *file, int line)
{
	char message[128];

	(void)snprintf(message, sizeof message, "got %lld, want %lld", got, want);
	report(got == want, message, file, line);
}

void check_timeout(struct pysock_timeout got, double want_s, const char *file, int line)
{
	double got_s = got.is_none ? NONE : got.seconds;
	char message[128];

	(void)snprintf(message, sizeof message, "got a timeout of %.9f, want %.9f", got_s, want_s);
	report(got_s <= want_s && got_s >= want_s, message, file, line);
}

void check_ok(long long result, const char *call, const char *file, int line)
{
	char message[1024];

	(void)snprintf(message, sizeof message, "%s raises %s, code %d: %s", call,
		result < 0 ? pysock_exception_name(raised.exception) : "nothing", raised.code,
		raised.text);
	report(result >= 0, message, file, line);
	forget_error(&raised);
}

void check_raises(long long result, const char *call, enum pysock_exception exception, int code,
	const char *file, int line)
{
	char message[1024];
	bool has_code = code != NO_CODE;
	bool right = result == -1 && raised.exception == exception && raised.has_code == has_code &&
		     raised.code == (has_code ? code : 0) && raised.text[0] != '\0';

	(void)snprintf(message, sizeof message, "%s raises %s, code %d: %s; want %s, code %d", call,
		result < 0 ? pysock_exception_name(raised.exception) : "nothing", raised.code,
		raised.text, pysock_exception_name(exception), code);
	report(right, message, file, line);
	forget_error(&raised);
}

int open_descriptors(void)
{
	DIR *directory = opendir("/proc/self/fd");
	int count = 0;

	if (directory == NULL)
		return -1;
	while (readdir(directory) != NULL)
		count++;
	(void)closedir(directory);
	return count;
}

int64_t now_ns(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void make_pair(struct pysock *pair[2])
{
	CU_ASSERT_EQUAL_FATAL(pysock_socketpair(AF_UNIX, SOCK_STREAM, 0, pair, &raised), 0);
}

void free_pair(struct pysock *pair[2])
{
	pysock_free(pair[0]);
	pysock_free(pair[1]);
}

struct pysock *make_listener(struct pysock_address *address)
{
	struct pysock *s;

	pysock_address_inet(address, "127.0.0.1", 0);
	CU_ASSERT_EQUAL_FATAL(pysock_socket(AF_INET, SOCK_STREAM, 0, &s, &raised), 0);
	CU_ASSERT_EQUAL_FATAL(pysock_bind(s, address, &raised), 0);
	CU_ASSERT_EQUAL_FATAL(pysock_listen(s, 5, &raised), 0);
	CU_ASSERT_EQUAL_FATAL(pysock_getsockname(s, address, &raised), 0);
	return s;
}

void set_timeout(struct pysock *s, double timeout_s)
{
	CU_ASSERT_EQUAL_FATAL(pysock_settimeout(s, pysock_seconds(timeout_s), &raised), 0);
}
