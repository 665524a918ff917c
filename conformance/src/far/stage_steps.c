#include "stage_steps.h"

#include "base/heap.h"
#include "stage.h"
#include "stage_args.h"
#include "stage_descriptor.h"
#include "stage_hear.h"
#include "stage_outcome.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One step while it is played. */
struct turn {
	const struct plumb_scene *scene;
	const struct plumb_patience *patience;
	struct plumb_stage_args args;
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
	if (result == 0 && plumb_cast_add(turn->scene->cast, turn->name, peer) != 0) {
		result = plumb_peer_fail(peer);
	}
	return outcome_of(result);
}

static json_t *play_listen(const struct turn *turn)
{
	enum { USUAL_BACKLOG = 128 };
	char *path = plumb_cast_path(turn->scene->cast);
	const struct plumb_ground ground = {.lab_fd = turn->scene->lab_fd, .path = path};
	int backlog = turn->args.given > 1 ? turn->args.count : USUAL_BACKLOG;
	struct plumb_peer peer;

	int result = plumb_peer_listen(&peer, &ground, turn->args.site, backlog);
	json_t *outcome = enter(turn, &peer, result);
	free(path);
	return outcome;
}

static json_t *play_bind(const struct turn *turn)
{
	char *path = plumb_cast_path(turn->scene->cast);
	const struct plumb_ground ground = {.lab_fd = turn->scene->lab_fd, .path = path};
	struct plumb_peer peer;

	int result = plumb_peer_bind(&peer, &ground, turn->args.site);
	json_t *outcome = enter(turn, &peer, result);
	free(path);
	return outcome;
}

static json_t *play_connect(const struct turn *turn)
{
	const struct plumb_ground ground = {.lab_fd = turn->scene->lab_fd, .host = turn->args.host};
	struct plumb_address address = turn->args.address;
	struct plumb_peer peer;

	plumb_site_scope_there(ground.host, &address);
	int result = plumb_peer_connect(&peer, &ground, turn->args.type, &address, turn->patience);
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
	return outcome_of(plumb_peer_send(&turn->actor->peer, turn->args.bytes, turn->args.size,
		turn->args.flags, NULL, turn->patience));
}

static json_t *play_sendto(const struct turn *turn)
{
	const struct plumb_peer *peer = &turn->actor->peer;
	struct plumb_address address = turn->args.address;

	plumb_site_scope_there(peer->host, &address);
	return outcome_of(plumb_peer_send(
		peer, turn->args.bytes, turn->args.size, 0, &address, turn->patience));
}

static json_t *play_receive(const struct turn *turn)
{
	return plumb_hear_bytes(
		&turn->actor->peer, turn->args.bytes, turn->args.size, turn->patience);
}

static json_t *play_eof(const struct turn *turn)
{
	return plumb_hear_end(&turn->actor->peer, turn->patience);
}

static json_t *play_silent(const struct turn *turn)
{
	return plumb_hear_nothing(
		&turn->actor->peer, plumb_now_ns() + turn->args.time_ns, turn->patience);
}

static json_t *play_shutdown(const struct turn *turn)
{
	return outcome_of(shutdown(turn->actor->peer.fd, turn->args.how));
}

static json_t *play_reset(const struct turn *turn)
{
	struct plumb_peer taken;

	if (turn->actor->peer.family == AF_UNIX || turn->actor->peer.type != SOCK_STREAM) {
		return plumb_outcome_broken("only a TCP connection can be reset");
	}
	int result = plumb_cast_take(turn->scene->cast, turn->actor, &taken, turn->patience);
	if (result == 0) {
		plumb_peer_reset(&taken);
	}
	return outcome_of(result);
}

static json_t *play_close(const struct turn *turn)
{
	struct plumb_peer taken;

	int result = plumb_cast_take(turn->scene->cast, turn->actor, &taken, turn->patience);
	if (result == 0) {
		plumb_peer_close(&taken);
	}
	return outcome_of(result);
}

/* The moments are counted from the first, so that what one signal takes delays no other. */
static json_t *play_signal(const struct turn *turn)
{
	int count = turn->args.given > 0 ? turn->args.count : 1;
	int64_t start_ns = plumb_now_ns();

	for (int i = 0; i < count; i++) {
		int64_t moment_ns = start_ns + i * turn->args.time_ns;
		if (plumb_wait_until(turn->patience, moment_ns) != 0 ||
			kill(turn->scene->subject_pid, SIGUSR1) != 0) {
			return plumb_outcome_errno();
		}
	}
	return plumb_outcome_done();
}

static json_t *play_private(const struct turn *turn)
{
	return plumb_descriptor_private(turn->scene->subject_pid, turn->args.count);
}

static json_t *play_wire(const struct turn *turn)
{
	if (turn->scene->lab_fd < 0) {
		errno = ENONET;
		return plumb_outcome_errno();
	}
	atomic_store(turn->scene->disturbed, true);
	return outcome_of(
		plumb_lab_set_wire(turn->scene->lab_fd, (enum plumb_lab_wire)turn->args.wire));
}

static json_t *play_wait(const struct turn *turn)
{
	return outcome_of(plumb_wait_until(turn->patience, plumb_now_ns() + turn->args.time_ns));
}

struct operation {
	const char *name;
	json_t *(*play)(const struct turn *turn);
	bool makes_peer;
	size_t required;
	enum plumb_shape shapes[PLUMB_MOST_SHAPES];
};

static const struct operation operations[] = {
	{"listen", play_listen, true, 1, {PLUMB_SITE, PLUMB_COUNT}},
	{"bind", play_bind, true, 1, {PLUMB_SITE}},
	{"connect", play_connect, true, 1, {PLUMB_ADDRESS, PLUMB_MANNER}},
	{"accept", play_accept, true, 1, {PLUMB_PEER}},
	{"fill", play_fill, false, 1, {PLUMB_PEER}},
	{"send", play_send, false, 2, {PLUMB_PEER, PLUMB_BYTES, PLUMB_FLAGS}},
	{"sendto", play_sendto, false, 3, {PLUMB_PEER, PLUMB_BYTES, PLUMB_ADDRESS}},
	{"receive", play_receive, false, 2, {PLUMB_PEER, PLUMB_BYTES}},
	{"eof", play_eof, false, 1, {PLUMB_PEER}},
	{"silent", play_silent, false, 2, {PLUMB_PEER, PLUMB_SECONDS}},
	{"shutdown", play_shutdown, false, 2, {PLUMB_PEER, PLUMB_HOW}},
	{"reset", play_reset, false, 1, {PLUMB_PEER}},
	{"close", play_close, false, 1, {PLUMB_PEER}},
	{"signal", play_signal, false, 0, {PLUMB_COUNT, PLUMB_SECONDS}},
	{"private", play_private, false, 1, {PLUMB_DESCRIPTOR}},
	{"wire", play_wire, false, 1, {PLUMB_WIRE}},
	{"wait", play_wait, false, 1, {PLUMB_SECONDS}},
};

static const struct operation *find(const json_t *items, char *why, size_t size)
{
	const char *name = json_string_value(json_array_get(items, 0));

	for (size_t i = 0; name && i < sizeof(operations) / sizeof(*operations); i++) {
		if (strcmp(operations[i].name, name) == 0) {
			return &operations[i];
		}
	}
	snprintf(why, size, "the far end has no such step");
	return NULL;
}

/* Finds the peer that the step speaks of, and plays it. */
static json_t *play_with_actor(const struct operation *operation, struct turn *turn)
{
	if (turn->args.peer) {
		turn->actor = plumb_cast_use(turn->scene->cast, turn->args.peer);
		if (!turn->actor) {
			return plumb_outcome_broken("there is no %s %s",
				errno == EBADF ? "open" : "peer", turn->args.peer);
		}
	}
	json_t *outcome = operation->play(turn);
	if (turn->actor) {
		plumb_cast_release(turn->scene->cast, turn->actor);
	}
	return outcome;
}

json_t *plumb_scene_play(const struct plumb_scene *scene, const json_t *items, const char *name)
{
	char why[256];
	struct turn turn = {.scene = scene, .patience = &scene->patience, .name = name};
	const struct operation *operation = find(items, why, sizeof(why));
	json_t *outcome = NULL;

	if (operation && plumb_stage_args_read(&turn.args, items, operation->required,
				 operation->shapes, why, sizeof(why))) {
		outcome = play_with_actor(operation, &turn);
	} else {
		outcome = plumb_outcome_broken("%s", why);
	}
	plumb_stage_args_clear(&turn.args);
	return outcome;
}

/* Puts the step's name before what was said of it. */
static bool wrong(const struct operation *operation, char *why, size_t size)
{
	char *said = plumb_copy(why);

	snprintf(why, size, "%s: %s", operation->name, said);
	free(said);
	return false;
}

static bool check_items(const json_t *items, bool named, char *why, size_t size)
{
	const struct operation *operation = find(items, why, size);

	if (!operation) {
		return false;
	}
	if (!plumb_stage_args_check(items, operation->required, operation->shapes, why, size)) {
		return wrong(operation, why, size);
	}
	if (named && !operation->makes_peer) {
		snprintf(why, size, "makes no peer, so \"as\" names nothing");
		return wrong(operation, why, size);
	}
	return true;
}

bool plumb_stage_check(const json_t *step, char *why, size_t size)
{
	const json_t *name = json_object_get(step, "as");
	const json_t *begun = json_object_get(step, "meanwhile");

	if (!begun) {
		if (name && !json_is_string(name)) {
			snprintf(why, size, "a peer has one name");
			return false;
		}
		return check_items(json_object_get(step, "peer"), name != NULL, why, size);
	}
	if (json_array_size(begun) == 0) {
		snprintf(why, size, "meanwhile: want a list of steps of the far end");
		return false;
	}
	for (size_t i = 0; i < json_array_size(begun); i++) {
		if (!check_items(json_array_get(begun, i), false, why, size)) {
			return false;
		}
	}
	return true;
}
