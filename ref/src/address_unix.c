/* AF_UNIX addresses: a path, an abstract name, or none. */
#include "pys.h"

#ifdef PYS_UNIX

#include <string.h>

static const size_t name_offset = offsetof(struct sockaddr_un, sun_path);

int pys_pack_unix(const struct pysock *s, const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_un *un = (struct sockaddr_un *)&packed->storage;
	const char *name = address->un.path;
	size_t length = address->un.length;
	bool is_path = length > 0 && name[0] != '\0';

	(void)s;
	/* A path ends with a NUL; an abstract name ends after its length. */
	if (length > sizeof un->sun_path - is_path)
		return pysock_raise(e, PYSOCK_ERROR, "AF_UNIX path too long");
	/* The kernel would take what stands before the NUL for the whole. */
	if (is_path && memchr(name, '\0', length) != NULL)
		return pysock_raise(e, PYSOCK_ERROR, "%s(): AF_UNIX path contains a NUL", caller);
	memcpy(un->sun_path, name, length);
	packed->length = (socklen_t)(name_offset + length + is_path);
	return 0;
}

int pys_unpack_unix(const struct pysock *s, const struct pys_sockaddr *packed,
	struct pysock_address *address, struct pysock_error *e)
{
	const struct sockaddr_un *un = (const struct sockaddr_un *)&packed->storage;
	size_t length = packed->length - name_offset;

	(void)s, (void)e;
	/* Of a path, the kernel counts the NUL, if there is room for one. */
	if (length > 0 && un->sun_path[0] != '\0')
		length = strnlen(un->sun_path, length);
	pysock_address_unix(address, un->sun_path, length);
	return 0;
}

#endif
