#include "player.h"

#include "base/heap.h"
#include "rows/play.h"
#include "worker.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROTOCOL = 1 };

struct plumb_player {
	struct plumb_player_options options;
	struct plumb_worker_host host;
	const json_t *constants;
	json_t *start_answer;
	const struct plumb_row **rows; /* all that were ever added */
	size_t row_count;
	/* The first that no worker has taken: of those that are watched [1], and of the others [0].
	 */
	size_t next[2];
	size_t waiting[2];	       /* how many there are */
	struct plumb_worker **workers; /* as many as jobs, and one that is watched */
	bool over;
};

static bool take(void *context, bool watched, size_t *index)
{
	struct plumb_player *player = context;
	size_t *next = &player->next[watched];

	while (*next < player->row_count && player->rows[*next]->steps.is_watched != watched)
		++*next;
	if (*next == player->row_count || player->over)
		return false;
	*index = (*next)++;
	player->waiting[watched]--;
	return true;
}

static const struct plumb_row *row_of(void *context, size_t index)
{
	return ((struct plumb_player *)context)->rows[index];
}

static void on_done(void *context, size_t index, struct plumb_record *record)
{
	struct plumb_player *player = context;

	player->options.done(player->options.context, player->rows[index], record);
}

static void on_ended_badly(void *context, const char *how)
{
	struct plumb_player *player = context;

	player->options.ended_badly(player->options.context, how);
}

static void on_failed(void *context, const char *why)
{
	struct plumb_player *player = context;

	if (player->over)
		return;
	player->over = true;
	player->options.failed(player->options.context, why);
}

static bool check_lacks(const json_t *lacks, char *why, size_t size)
{
	const json_t *name;
	size_t i;

	json_array_foreach(lacks, i, name)
	{
		if (json_is_string(name))
			continue;
		snprintf(why, size, "answered `start` with a `lacks` that holds what is no name");
		return false;
	}
	if (!json_is_array(lacks))
		snprintf(why, size, "answered `start` without `lacks`");
	return json_is_array(lacks);
}

static bool check_start(const json_t *answer, char *why, size_t size)
{
	static const char *const texts[] = {
		"name", "version", "module", "platform", "libc", "byteorder"};
	const char *order = json_string_value(json_object_get(answer, "byteorder"));

	if (json_integer_value(json_object_get(answer, "protocol")) != PROTOCOL) {
		snprintf(why, size, "does not speak protocol %d", PROTOCOL);
		return false;
	}
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (!json_is_string(json_object_get(answer, texts[i]))) {
			snprintf(why, size, "answered `start` without `%s`", texts[i]);
			return false;
		}
	if (json_string_length(json_object_get(answer, "name")) == 0) {
		snprintf(why, size, "answered `start` with an empty `name`");
		return false;
	}
	if (strcmp(order, "little") != 0 && strcmp(order, "big") != 0) {
		snprintf(
			why, size, "answered `start` with a `byteorder` that is not little or big");
		return false;
	}
	return check_lacks(json_object_get(answer, "lacks"), why, size);
}

static bool on_started(void *context, const json_t *answer, char *why, size_t size)
{
	struct plumb_player *player = context;

	if (!check_start(answer, why, size))
		return false;
	if (!player->start_answer)
		player->start_answer = plumb_have(json_deep_copy(answer));
	return true;
}

struct plumb_player *plumb_player_new(const struct plumb_player_options *options)
{
	struct plumb_player *player = plumb_new(1, sizeof *player);

	player->options = *options;
	player->host = (struct plumb_worker_host){
		.options = &player->options,
		.constants = &player->constants,
		.take = take,
		.row = row_of,
		.done = on_done,
		.started = on_started,
		.ended_badly = on_ended_badly,
		.failed = on_failed,
		.context = player,
	};
	player->workers = plumb_new((size_t)options->jobs + 1, sizeof(struct plumb_worker *));
	for (int i = 0; i <= options->jobs; i++)
		player->workers[i] = plumb_worker_new(&player->host, i == options->jobs);
	return player;
}

void plumb_player_set_constants(struct plumb_player *player, const json_t *constants)
{
	player->constants = constants;
}

const json_t *plumb_player_start_answer(const struct plumb_player *player)
{
	return player->start_answer;
}

/* As many adapters as there are rows for: a run of one row starts one. */
void plumb_player_add(
	struct plumb_player *player, const struct plumb_row *const *rows, size_t count)
{
	player->rows =
		plumb_grow(player->rows, player->row_count + count, sizeof(struct plumb_row *));
	for (size_t i = 0; i < count; i++) {
		player->rows[player->row_count++] = rows[i];
		player->waiting[rows[i]->steps.is_watched]++;
	}
	for (int i = 0; i < player->options.jobs && (size_t)i < player->waiting[0]; i++)
		plumb_worker_wake(player->workers[i]);
	if (player->waiting[1])
		plumb_worker_wake(player->workers[player->options.jobs]);
}

bool plumb_player_owns(const struct plumb_player *player, pid_t pid)
{
	for (int i = 0; i <= player->options.jobs; i++)
		if (plumb_worker_pid(player->workers[i]) == pid)
			return true;
	return false;
}

void plumb_player_end(struct plumb_player *player)
{
	player->over = true;
	for (int i = 0; i <= player->options.jobs; i++)
		plumb_worker_end(player->workers[i]);
}

void plumb_player_free(struct plumb_player *player)
{
	if (!player)
		return;
	for (int i = 0; i <= player->options.jobs; i++)
		plumb_worker_free(player->workers[i]);
	free(player->workers);
	free(player->rows);
	json_decref(player->start_answer);
	free(player);
}
