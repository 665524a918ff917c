#include "stage_cast.h"

#include "base/heap.h"
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

int plumb_cast_init(struct plumb_cast *cast, const char *directory)
{
	*cast = (struct plumb_cast){.directory = directory ? plumb_copy(directory) : NULL};
	int error = uv_mutex_init(&cast->mutex);
	if (error != 0) {
		free(cast->directory);
		errno = -error;
		return -1;
	}
	return 0;
}

char *plumb_cast_path(struct plumb_cast *cast)
{
	uv_mutex_lock(&cast->mutex);
	unsigned number = cast->paths++;
	uv_mutex_unlock(&cast->mutex);
	return plumb_format("%s/peer%u", cast->directory, number);
}

int plumb_cast_add(struct plumb_cast *cast, const char *name, const struct plumb_peer *peer)
{
	json_t *address = plumb_peer_address(peer);

	if (!address)
		return -1;
	struct plumb_actor *actor = plumb_new(1, sizeof(*actor));
	*actor = (struct plumb_actor){
		.peer = *peer, .name = name ? plumb_copy(name) : NULL, .address = address};
	uv_mutex_lock(&cast->mutex);
	actor->next = cast->actors;
	cast->actors = actor;
	uv_mutex_unlock(&cast->mutex);
	return 0;
}

static struct plumb_actor *find(const struct plumb_cast *cast, const char *name)
{
	struct plumb_actor *actor = cast->actors;

	while (actor && (!actor->name || strcmp(actor->name, name) != 0))
		actor = actor->next;
	return actor;
}

struct plumb_actor *plumb_cast_use(struct plumb_cast *cast, const char *name)
{
	uv_mutex_lock(&cast->mutex);
	struct plumb_actor *actor = find(cast, name);
	bool open = actor && actor->peer.fd >= 0;
	if (open)
		actor->users++;
	uv_mutex_unlock(&cast->mutex);
	if (!open)
		errno = actor ? EBADF : ENOENT;
	return open ? actor : NULL;
}

void plumb_cast_release(struct plumb_cast *cast, struct plumb_actor *actor)
{
	uv_mutex_lock(&cast->mutex);
	actor->users--;
	uv_mutex_unlock(&cast->mutex);
}

/* The peer keeps its path, which lies there until the row ends. */
static bool take_when_alone(
	struct plumb_cast *cast, struct plumb_actor *actor, struct plumb_peer *taken)
{
	uv_mutex_lock(&cast->mutex);
	bool alone = actor->users == 1;
	if (alone) {
		*taken = actor->peer;
		taken->path = NULL;
		actor->peer.fd = -1;
	}
	uv_mutex_unlock(&cast->mutex);
	return alone;
}

int plumb_cast_take(struct plumb_cast *cast, struct plumb_actor *actor, struct plumb_peer *taken,
	const struct plumb_patience *patience)
{
	while (!take_when_alone(cast, actor, taken))
		if (plumb_wait_a_little(patience) != 0)
			return -1;
	return 0;
}

json_t *plumb_cast_addresses(struct plumb_cast *cast)
{
	json_t *addresses = plumb_have(json_object());

	uv_mutex_lock(&cast->mutex);
	for (const struct plumb_actor *actor = cast->actors; actor; actor = actor->next)
		if (actor->name && !json_object_get(addresses, actor->name))
			json_object_set(addresses, actor->name, actor->address);
	uv_mutex_unlock(&cast->mutex);
	return addresses;
}

void plumb_cast_clear(struct plumb_cast *cast)
{
	struct plumb_actor *next = NULL;

	for (struct plumb_actor *actor = cast->actors; actor; actor = next) {
		next = actor->next;
		plumb_peer_clear(&actor->peer);
		json_decref(actor->address);
		free(actor->name);
		free(actor);
	}
	cast->actors = NULL;
	uv_mutex_destroy(&cast->mutex);
	free(cast->directory);
}
