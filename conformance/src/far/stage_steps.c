#include "stage_steps.h"

#include "base/heap.h"
#include "stage_descriptor.h"
#include "stage_hear.h"
#include "stage_outcome.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

/* One step while it is played. */
struct turn {
	const struct plumb_scene *scene;
	const struct plumb_patience *patience;
	const struct plumb_stage_args *args;
	const struct plumb_deed *deed;
	unsigned char *bytes; /* to be sent, or to be heard */
	size_t size;
	const char *name;	   /* of the peer that the step makes; NULL: it has none */
	struct plumb_actor *actor; /* that the step speaks of; NULL: of none */
};

static json_t *outcome_of(int result)
{
	return result == 0 ? plumb_outcome_done() : plumb_outcome_errno();
}

/* Adds the peer that a step made, unless it could not. */
static json_t *enter(const struct turn *turn, struct plumb_peer *peer, int result)
{
	if (result == 0 && plumb_cast_add(turn->scene->cast, turn->name, peer) != 0)
		result = plumb_peer_fail(peer);
	return outcome_of(result);
}

/* A path for a peer of AF_UNIX; NULL: it is of another family. */
static char *path_of(const struct turn *turn)
{
	return turn->deed->site == PLUMB_UNIX ? plumb_cast_path(turn->scene->cast) : NULL;
}

static json_t *play_listen(const struct turn *turn)
{
	char *path = path_of(turn);
	const struct plumb_ground ground = {.lab_fd = turn->scene->lab_fd, .path = path};
	struct plumb_peer peer;

	int result = plumb_peer_listen(
		&peer, &ground, plumb_site_of(turn->deed->site), turn->deed->count);
	json_t *outcome = enter(turn, &peer, result);
	free(path);
	return outcome;
}

static json_t *play_bind(const struct turn *turn)
{
	char *path = path_of(turn);
	const struct plumb_ground ground = {.lab_fd = turn->scene->lab_fd, .path = path};
	struct plumb_peer peer;

	int result = plumb_peer_bind(&peer, &ground, plumb_site_of(turn->deed->site));
	json_t *outcome = enter(turn, &peer, result);
	free(path);
	return outcome;
}

static json_t *play_connect(const struct turn *turn)
{
	const struct plumb_ground ground = {.lab_fd = turn->scene->lab_fd,
		.host = turn->deed->manner == PLUMB_FROM_FAR ? PLUMB_LAB_FAR : PLUMB_LAB_NEAR};
	int type = turn->deed->manner == PLUMB_DATAGRAM ? SOCK_DGRAM : SOCK_STREAM;
	struct plumb_address address = turn->args->address;
	struct plumb_peer peer;

	plumb_site_scope_there(ground.host, &address);
	int result = plumb_peer_connect(&peer, &ground, type, &address, turn->patience);
	return enter(turn, &peer, result);
}

static json_t *play_accept(const struct turn *turn)
{
	struct plumb_peer peer;

	int result = plumb_peer_accept(&peer, &turn->actor->peer, turn->patience);
	return enter(turn, &peer, result);
}

static json_t *play_fill(const struct turn *turn)
{
	const struct plumb_ground ground = {.lab_fd = turn->scene->lab_fd};
	const struct plumb_peer *listener = &turn->actor->peer;
	struct plumb_peer peer;
	int filled = 0;

	while ((filled = plumb_peer_fill(&peer, &ground, listener, turn->patience)) > 0) {
		if (plumb_cast_add(turn->scene->cast, NULL, &peer) != 0) {
			filled = plumb_peer_fail(&peer);
			break;
		}
	}
	return outcome_of(filled);
}

static json_t *play_send(const struct turn *turn)
{
	return outcome_of(plumb_peer_send(&turn->actor->peer, turn->bytes, turn->size,
		turn->deed->flags, NULL, turn->patience));
}

static json_t *play_sendto(const struct turn *turn)
{
	const struct plumb_peer *peer = &turn->actor->peer;
	struct plumb_address address = turn->args->address;

	plumb_site_scope_there(peer->host, &address);
	return outcome_of(
		plumb_peer_send(peer, turn->bytes, turn->size, 0, &address, turn->patience));
}

static json_t *play_receive(const struct turn *turn)
{
	return plumb_hear_bytes(&turn->actor->peer, turn->bytes, turn->size, turn->patience);
}

static json_t *play_eof(const struct turn *turn)
{
	return plumb_hear_end(&turn->actor->peer, turn->patience);
}

static json_t *play_silent(const struct turn *turn)
{
	return plumb_hear_nothing(
		&turn->actor->peer, plumb_now_ns() + turn->deed->time_ns, turn->patience);
}

static json_t *play_shutdown(const struct turn *turn)
{
	return outcome_of(shutdown(turn->actor->peer.fd, turn->deed->how));
}

static json_t *play_reset(const struct turn *turn)
{
	struct plumb_peer taken;

	if (turn->actor->peer.family == AF_UNIX || turn->actor->peer.type != SOCK_STREAM)
		return plumb_outcome_broken("only a TCP connection can be reset");
	int result = plumb_cast_take(turn->scene->cast, turn->actor, &taken, turn->patience);
	if (result == 0)
		plumb_peer_reset(&taken);
	return outcome_of(result);
}

static json_t *play_close(const struct turn *turn)
{
	struct plumb_peer taken;

	int result = plumb_cast_take(turn->scene->cast, turn->actor, &taken, turn->patience);
	if (result == 0)
		plumb_peer_close(&taken);
	return outcome_of(result);
}

/*
 * The moments are counted from the first, so that what one signal takes delays no other. A row that
 * is over needs no more of them.
 */
static json_t *play_signal(const struct turn *turn)
{
	int count = turn->deed->count;
	int64_t start_ns = plumb_now_ns();

	for (int i = 0; i < count && !(i > 0 && atomic_load(turn->scene->over)); i++) {
		int64_t moment_ns = start_ns + i * turn->deed->time_ns;
		if (plumb_wait_until(turn->patience, moment_ns) != 0 ||
			kill(turn->scene->subject_pid, SIGUSR1) != 0)
			return plumb_outcome_errno();
	}
	return plumb_outcome_done();
}

static json_t *play_private(const struct turn *turn)
{
	return plumb_descriptor_private(turn->scene->subject_pid, turn->args->descriptor);
}

/* Lets the subject have so many descriptors; what it may have already it keeps. */
static json_t *play_descriptors(const struct turn *turn)
{
	rlim_t wanted = (rlim_t)turn->deed->count;
	pid_t pid = turn->scene->subject_pid;
	struct rlimit limit;

	if (prlimit(pid, RLIMIT_NOFILE, NULL, &limit) != 0)
		return plumb_outcome_errno();
	if (limit.rlim_cur >= wanted)
		return plumb_outcome_done();
	limit.rlim_cur = wanted;
	if (wanted > limit.rlim_max)
		limit.rlim_max = wanted;
	return outcome_of(prlimit(pid, RLIMIT_NOFILE, &limit, NULL));
}

static json_t *play_wire(const struct turn *turn)
{
	static const enum plumb_lab_wire wires[] = {[PLUMB_WIRE_UP] = PLUMB_LAB_WIRE_UP,
		[PLUMB_WIRE_SILENT] = PLUMB_LAB_WIRE_SILENT,
		[PLUMB_WIRE_DOWN] = PLUMB_LAB_WIRE_DOWN};

	if (turn->scene->lab_fd < 0) {
		errno = ENONET;
		return plumb_outcome_errno();
	}
	atomic_store(turn->scene->disturbed, true);
	return outcome_of(plumb_lab_set_wire(turn->scene->lab_fd, wires[turn->deed->wire]));
}

static json_t *play_wait(const struct turn *turn)
{
	return outcome_of(plumb_wait_until(turn->patience, plumb_now_ns() + turn->deed->time_ns));
}

static json_t *(*const plays[])(const struct turn *turn) = {
	[PLUMB_LISTEN] = play_listen,
	[PLUMB_BIND] = play_bind,
	[PLUMB_CONNECT] = play_connect,
	[PLUMB_ACCEPT] = play_accept,
	[PLUMB_FILL] = play_fill,
	[PLUMB_SEND] = play_send,
	[PLUMB_SENDTO] = play_sendto,
	[PLUMB_RECEIVE] = play_receive,
	[PLUMB_EOF] = play_eof,
	[PLUMB_SILENT] = play_silent,
	[PLUMB_SHUTDOWN] = play_shutdown,
	[PLUMB_RESET] = play_reset,
	[PLUMB_CLOSE] = play_close,
	[PLUMB_SIGNAL] = play_signal,
	[PLUMB_PRIVATE] = play_private,
	[PLUMB_DESCRIPTORS] = play_descriptors,
	[PLUMB_WIRE] = play_wire,
	[PLUMB_WAIT] = play_wait,
};

/* Finds the peer that the deed speaks of, and does it. */
static json_t *play_with_actor(struct turn *turn)
{
	const char *peer = turn->deed->peer;

	if (peer) {
		turn->actor = plumb_cast_use(turn->scene->cast, peer);
		if (!turn->actor) {
			return plumb_outcome_broken(
				"there is no %s %s", errno == EBADF ? "open" : "peer", peer);
		}
	}
	json_t *outcome = plays[turn->deed->verb](turn);
	if (turn->actor)
		plumb_cast_release(turn->scene->cast, turn->actor);
	return outcome;
}

json_t *plumb_scene_play(
	const struct plumb_scene *scene, const struct plumb_stage_args *args, const char *name)
{
	struct turn turn = {.scene = scene,
		.patience = &scene->patience,
		.args = args,
		.deed = args->deed,
		.name = name};
	char why[100];

	if (args->bytes)
		turn.bytes = plumb_deed_read_bytes(args->bytes, &turn.size, why, sizeof(why));
	json_t *outcome = args->bytes && !turn.bytes ? plumb_outcome_broken("%s", why)
						     : play_with_actor(&turn);
	free(turn.bytes);
	return outcome;
}
