/*
 * The cast of a row: its peers by name. Several threads play on it at once, the loop asks for the
 * addresses meanwhile, and a descriptor is never closed while another thread uses it.
 */
#ifndef PLUMB_STAGE_CAST_H
#define PLUMB_STAGE_CAST_H

#include "peer.h"
#include <uv.h>

struct plumb_actor {
	struct plumb_peer peer;
	char *name;	 /* NULL: only held open until the row ends */
	json_t *address; /* as a row writes it */
	unsigned users;
	struct plumb_actor *next;
};

struct plumb_cast {
	uv_mutex_t mutex;
	struct plumb_actor *actors; /* the newest first */
	char *directory;
	unsigned paths;
};

/* 0, or -1 with errno. */
int plumb_cast_init(struct plumb_cast *cast, const char *directory);

/* A path in the row's directory that no other peer has; a new string. */
char *plumb_cast_path(struct plumb_cast *cast);

/*
 * Takes the peer over, under the name (NULL: none). An older one of that name stays open, but is
 * no longer found. 0, or -1 with errno: then the peer stays the caller's.
 */
int plumb_cast_add(struct plumb_cast *cast, const char *name, const struct plumb_peer *peer);

/* The open peer of that name, in use until released. NULL: errno is ENOENT, or EBADF when closed.
 */
struct plumb_actor *plumb_cast_use(struct plumb_cast *cast, const char *name);

void plumb_cast_release(struct plumb_cast *cast, struct plumb_actor *actor);

/* Waits until the caller is the actor's only user, and takes its socket away for closing. */
int plumb_cast_take(struct plumb_cast *cast, struct plumb_actor *actor, struct plumb_peer *taken,
	const struct plumb_patience *patience);

/* The addresses of all peers: a new object, name to address. */
json_t *plumb_cast_addresses(struct plumb_cast *cast);

/* Closes all, removes their paths, frees everything. Nobody uses an actor any more. */
void plumb_cast_clear(struct plumb_cast *cast);

#endif
