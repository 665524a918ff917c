#include "pys.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char blanks[] = " \t\n\v\f\r";

static char *strip(const char *name)
{
	const char *start = name + strspn(name, blanks);
	size_t length = strlen(start);
	char *stripped;

	while (length > 0 && strchr(blanks, start[length - 1]) != NULL)
		length--;
	stripped = malloc(length + 1);
	if (stripped != NULL) {
		memcpy(stripped, start, length);
		stripped[length] = '\0';
	}
	return stripped;
}

/* The first name of the host that has a period, or NULL. */
static const char *qualified(const struct pysock_hostent *host)
{
	if (strchr(host->hostname, '.') != NULL)
		return host->hostname;
	for (char **alias = host->aliaslist; *alias != NULL; alias++)
		if (strchr(*alias, '.') != NULL)
			return *alias;
	return NULL;
}

/* The name to look up: the one given, or this machine's. */
static int wanted(const char *name, char **text, struct pysock_error *e)
{
	char *stripped = strip(name != NULL ? name : "");
	bool local;

	if (stripped == NULL)
		return pys_raise_memory(e);
	local = stripped[0] == '\0' || strcmp(stripped, "0.0.0.0") == 0 ||
		strcmp(stripped, "::") == 0;
	if (!local) {
		*text = stripped;
		return 0;
	}
	free(stripped);
	return pysock_gethostname(text, e);
}

int pysock_getfqdn(const char *name, char **fqdn, struct pysock_error *e)
{
	struct pysock_error lookup;
	struct pysock_hostent *host = NULL;
	const char *found = NULL;
	char *text = NULL;
	int result = -1;

	if (wanted(name, &text, e) < 0)
		return -1;
	assert(text != NULL);
	/* A host that is not found is no error here; want of memory is one. */
	if (pysock_gethostbyaddr(text, &host, &lookup) == 0)
		found = qualified(host);
	else if (lookup.exception == PYSOCK_MEMORY_ERROR) {
		(void)pys_raise_memory(e);
		goto done;
	}
	result = found != NULL ? pys_copy_text(found, fqdn, e) : pysock_gethostname(fqdn, e);

done:
	free(host);
	free(text);
	return result;
}
