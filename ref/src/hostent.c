/* What the C library tells of a host, copied into one block. */
#include "pys.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static size_t count(char *const *list)
{
	size_t n = 0;

	while (list[n] != NULL)
		n++;
	return n;
}

/* Puts a text at *end, moves *end behind it, and returns where it stands. */
static char *put(char **end, const char *text)
{
	char *start = *end;

	*end = stpcpy(start, text) + 1;
	return start;
}

int pys_copy_hostent(
	const struct hostent *found, struct pysock_hostent **host, struct pysock_error *e)
{
	size_t aliases = count(found->h_aliases);
	size_t addresses = count(found->h_addr_list);
	size_t size = sizeof **host + (aliases + addresses + 2) * sizeof(char *) +
		      addresses * INET6_ADDRSTRLEN + strlen(found->h_name) + 1;
	struct pysock_hostent *made;
	char *end;

	for (size_t i = 0; i < aliases; i++)
		size += strlen(found->h_aliases[i]) + 1;
	made = malloc(size);
	if (made == NULL)
		return pys_raise_memory(e);
	made->aliaslist = (char **)(made + 1);
	made->ipaddrlist = made->aliaslist + aliases + 1;
	end = (char *)(made->ipaddrlist + addresses + 1);
	made->hostname = put(&end, found->h_name);
	for (size_t i = 0; i < aliases; i++)
		made->aliaslist[i] = put(&end, found->h_aliases[i]);
	made->aliaslist[aliases] = NULL;
	for (size_t i = 0; i < addresses; i++) {
		char text[INET6_ADDRSTRLEN] = "";

		(void)inet_ntop(found->h_addrtype, found->h_addr_list[i], text, sizeof text);
		made->ipaddrlist[i] = put(&end, text);
	}
	made->ipaddrlist[addresses] = NULL;
	*host = made;
	return 0;
}
