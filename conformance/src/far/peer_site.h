/* The places where a peer can stand. */
#ifndef PLUMB_PEER_SITE_H
#define PLUMB_PEER_SITE_H

#include "lab/lab.h"
#include "steps/deed.h"
#include "values/address.h"

struct plumb_site {
	int family;
	enum plumb_lab_host host; /* PLUMB_LAB_FAR: only in a lab */
	const char *numeric;	  /* the host's address there; NULL for AF_UNIX */
	unsigned scope;		  /* of that address, there */
};

const struct plumb_site *plumb_site_of(enum plumb_site_name name);

/* The address at which a peer of AF_INET or AF_INET6 is bound there, with port 0. */
void plumb_site_address(const struct plumb_site *site, struct plumb_address *address);

/*
 * The scopes of link addresses differ between the hosts; rows write the near one's. From those of
 * rows to those of the host, and of a row's own address (a tuple) the other way.
 */
void plumb_site_scope_there(enum plumb_lab_host host, struct plumb_address *address);
void plumb_site_scope_here(enum plumb_lab_host host, json_t *address);

#endif
