/* Hosts and their names. The test answers for the machine's own, so that they are known. */
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* A host with two aliases and two addresses, whose entry needs a large buffer. */
static const char *first_name = "short";
static size_t needed_size;
static size_t asked_size;

static int answer_host(struct hostent *entry, size_t size, struct hostent **found)
{
	static char alias1[] = "other", alias2[] = "a.qualified.name";
	static char *aliases[] = {alias1, alias2, NULL};
	static char address1[] = {1, 2, 3, 4}, address2[] = {5, 6, 7, 8};
	static char *addresses[] = {address1, address2, NULL};
	static char name[64];

	asked_size = size;
	if (size < needed_size)
		return ERANGE;
	(void)snprintf(name, sizeof name, "%s", first_name);
	*entry = (struct hostent){name, aliases, AF_INET, 4, addresses};
	*found = entry;
	return 0;
}

static int answer_by_name(const char *name, struct hostent *entry, char *buffer, size_t size,
	struct hostent **found, int *h_code)
{
	(void)name, (void)buffer, (void)h_code;
	return answer_host(entry, size, found);
}

static int answer_by_address(const void *address, socklen_t length, int family,
	struct hostent *entry, char *buffer, size_t size, struct hostent **found, int *h_code)
{
	(void)address, (void)length, (void)family, (void)buffer, (void)h_code;
	return answer_host(entry, size, found);
}

static void check_host(struct pysock_hostent *host)
{
	CHECK_TEXT(host->hostname, "short");
	CHECK_TEXT(host->aliaslist[0], "other");
	CHECK_TEXT(host->aliaslist[1], "a.qualified.name");
	CU_ASSERT_PTR_NULL(host->aliaslist[2]);
	CHECK_TEXT(host->ipaddrlist[0], "1.2.3.4");
	CHECK_TEXT(host->ipaddrlist[1], "5.6.7.8");
	CU_ASSERT_PTR_NULL(host->ipaddrlist[2]);
}

static void test_hosts(void)
{
	struct pysock_hostent *host = NULL;

	answers.gethostbyname_r = answer_by_name;
	answers.gethostbyaddr_r = answer_by_address;
	needed_size = 100000;
	CHECK_OK(pysock_gethostbyname_ex("127.0.0.1", &host, &raised));
	check_host(host);
	free(host);
	CU_ASSERT(asked_size >= needed_size);
	CHECK_OK(pysock_gethostbyaddr("::1", &host, &raised));
	check_host(host);
	free(host);
	CHECK_OK(pysock_gethostbyaddr("1.2.3.4", &host, &raised));
	check_host(host);
	free(host);
	answers = no_answers;
	needed_size = 0;
}

static void test_hosts_refuse(void)
{
	struct pysock_hostent *untouched = NULL;

	CHECK_RAISES(pysock_gethostbyname_ex("", &untouched, &raised), PYSOCK_HERROR, NO_RECOVERY);
	CHECK_TEXT(raised.text, hstrerror(NO_RECOVERY));
	CHECK_RAISES(pysock_gethostbyname_ex("no such host", &untouched, &raised), PYSOCK_GAIERROR,
		EAI_NONAME);
	CHECK_RAISES(pysock_gethostbyname_ex("::1", &untouched, &raised), PYSOCK_GAIERROR,
		EAI_ADDRFAMILY);
	CHECK_RAISES(pysock_gethostbyaddr("no such host", &untouched, &raised), PYSOCK_GAIERROR,
		EAI_NONAME);
	/* Both wildcards stand for no particular host. */
	CHECK_RAISES(pysock_gethostbyaddr("", &untouched, &raised), PYSOCK_ERROR, NO_CODE);
	wrap_arm("gethostbyaddr_r", 1, HOST_NOT_FOUND);
	CHECK_RAISES(pysock_gethostbyaddr("127.0.0.1", &untouched, &raised), PYSOCK_HERROR,
		HOST_NOT_FOUND);
	wrap_disarm();
	CHECK_TEXT(raised.text, hstrerror(HOST_NOT_FOUND));
	CU_ASSERT_PTR_NULL(untouched);
}

static int answer_own_name(char *name, size_t size)
{
	(void)snprintf(name, size, "this-machine");
	return 0;
}

/* Fills the whole buffer, without a NUL. */
static int answer_long_name(char *name, size_t size)
{
	memset(name, 'x', size);
	return 0;
}

static void test_gethostname(void)
{
	char *name = NULL;

	answers.gethostname = answer_long_name;
	CHECK_OK(pysock_gethostname(&name, &raised));
	CHECK_NUMBER(strlen(name), PYSOCK_HOST_SIZE - 1);
	free(name);
	answers.gethostname = answer_own_name;
	CHECK_OK(pysock_gethostname(&name, &raised));
	CHECK_TEXT(name, "this-machine");
	free(name);
	answers.gethostname = NULL;
}

static void check_fqdn(const char *name, const char *want)
{
	char *fqdn = NULL;

	CHECK_OK(pysock_getfqdn(name, &fqdn, &raised));
	CHECK_TEXT(fqdn, want);
	free(fqdn);
}

static void test_getfqdn(void)
{
	static const char *const local[] = {NULL, "", "  ", "0.0.0.0", "::", "\t::\n"};
	static const char *const names[] = {"127.0.0.1", " 127.0.0.1\n", "::1", "localhost"};

	answers.gethostbyaddr_r = answer_by_address;
	answers.gethostname = answer_own_name;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		first_name = "short";
		check_fqdn(names[i], "a.qualified.name");
		first_name = "first.name";
		check_fqdn(names[i], "first.name");
	}
	/* If this machine's name does not resolve, it is returned unchanged. */
	for (size_t i = 0; i < sizeof local / sizeof local[0]; i++)
		check_fqdn(local[i], "this-machine");
	check_fqdn("no such host", "this-machine");
	answers.gethostbyaddr_r = NULL;
	wrap_arm("gethostbyaddr_r", 1, HOST_NOT_FOUND);
	check_fqdn("127.0.0.1", "this-machine");
	wrap_disarm();
	answers = no_answers;
	first_name = "short";
}

CU_TestInfo hosts_tests[] = {
	{"hosts have names, aliases and addresses", test_hosts},
	{"hosts that are not found are gaierror or herror", test_hosts_refuse},
	{"gethostname is the machine's, of any length", test_gethostname},
	{"getfqdn takes the first name with a period", test_getfqdn},
	CU_TEST_INFO_NULL,
};
