#include "peer_site.h"

#include "lab/lab_link.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

const struct plumb_site *plumb_site_of(enum plumb_site_name name)
{
	static const struct plumb_site sites[] = {
		[PLUMB_INET] = {AF_INET, PLUMB_LAB_NEAR, "127.0.0.1", 0},
		[PLUMB_INET6] = {AF_INET6, PLUMB_LAB_NEAR, "::1", 0},
		[PLUMB_UNIX] = {AF_UNIX, PLUMB_LAB_NEAR, NULL, 0},
		[PLUMB_FAR] = {AF_INET, PLUMB_LAB_FAR, "198.18.0.2", 0},
		[PLUMB_FAR6] = {AF_INET6, PLUMB_LAB_FAR, "2001:db8:a::2", 0},
		[PLUMB_FAR_LINK] = {AF_INET6, PLUMB_LAB_FAR, "fe80::2", PLUMB_LAB_FAR_SCOPE},
	};

	return &sites[name];
}

void plumb_site_address(const struct plumb_site *site, struct plumb_address *address)
{
	memset(address, 0, sizeof(*address));
	address->any.sa_family = (sa_family_t)site->family;
	if (site->family == AF_INET) {
		struct sockaddr_in *in = (struct sockaddr_in *)&address->storage;
		inet_pton(AF_INET, site->numeric, &in->sin_addr);
		address->size = sizeof(*in);
	} else {
		struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&address->storage;
		inet_pton(AF_INET6, site->numeric, &in6->sin6_addr);
		in6->sin6_scope_id = site->scope;
		address->size = sizeof(*in6);
	}
}

void plumb_site_scope_there(enum plumb_lab_host host, struct plumb_address *address)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&address->storage;

	if (host == PLUMB_LAB_FAR && in6->sin6_family == AF_INET6 &&
		in6->sin6_scope_id == PLUMB_LAB_SCOPE)
		in6->sin6_scope_id = PLUMB_LAB_FAR_SCOPE;
}

void plumb_site_scope_here(enum plumb_lab_host host, json_t *address)
{
	enum { SCOPE_ITEM = 3 };
	json_t *items = json_object_get(address, "tuple");
	json_int_t scope = json_integer_value(json_array_get(items, SCOPE_ITEM));

	if (host == PLUMB_LAB_FAR && scope == PLUMB_LAB_FAR_SCOPE)
		json_array_set_new(items, SCOPE_ITEM, json_integer(PLUMB_LAB_SCOPE));
}
