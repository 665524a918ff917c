/* Asks the C library for a host, and copies the answer into one block. */
#include "pys.h"

#include <stdlib.h>
#include <string.h>

static size_t count(char *const *list)
{
	size_t n = 0;

	while (list[n] != NULL)
		n++;
	return n;
}

static int copy_hostent(
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
	made->hostname = pys_put_text(&end, found->h_name);
	for (size_t i = 0; i < aliases; i++)
		made->aliaslist[i] = pys_put_text(&end, found->h_aliases[i]);
	made->aliaslist[aliases] = NULL;
	for (size_t i = 0; i < addresses; i++) {
		char text[INET6_ADDRSTRLEN] = "";

		(void)inet_ntop(found->h_addrtype, found->h_addr_list[i], text, sizeof text);
		made->ipaddrlist[i] = pys_put_text(&end, text);
	}
	made->ipaddrlist[addresses] = NULL;
	*host = made;
	return 0;
}

int pys_find_host(
	pys_ask_host *ask, const void *key, struct pysock_hostent **host, struct pysock_error *e)
{
	struct pys_scratch scratch = {0};
	struct hostent entry;
	struct hostent *found = NULL;
	int h_code = 0;
	int result = -1;
	int error;

	do {
		if (pys_scratch_grow(&scratch, e) < 0)
			goto done;
		error = ask(key, &scratch, &entry, &found, &h_code);
	} while (error == ERANGE);
	if (found == NULL)
		(void)pys_raise_herror(e, h_code);
	else
		result = copy_hostent(found, host, e);

done:
	free(scratch.bytes);
	return result;
}
