#include "adapter_spawn.h"

#include "base/heap.h"
#include "base/place.h"
#include "lab/lab.h"
#include "launch.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SPAWN_DOORS = 2 };

/* The same environment for everyone: no locale of the user's, no settings of a resolver. */
static char **child_environment(void)
{
	static const char *const drop[] = {
		"LC_", "LANG", "RES_OPTIONS=", "LOCALDOMAIN=", "HOSTALIASES=", "PYTHONDONT"};
	size_t count = 0, kept = 0;
	char **list;

	while (environ[count])
		count++;
	list = plumb_new(count + 3, sizeof *list);
	for (size_t i = 0; i < count; i++) {
		bool dropped = false;
		for (size_t d = 0; d < sizeof drop / sizeof drop[0]; d++)
			dropped = dropped || strncmp(environ[i], drop[d], strlen(drop[d])) == 0;
		if (!dropped)
			list[kept++] = environ[i];
	}
	list[kept++] = "LC_ALL=C.UTF-8";
	list[kept] = "PYTHONDONTWRITEBYTECODE=1";
	return list;
}

static char **launcher_argv(const struct plumb_adapter_command *command, bool watched)
{
	size_t count = 0;
	char **list;

	while (command->argv[count])
		count++;
	list = plumb_new(count + 7, sizeof *list);
	list[0] = plumb_place_program();
	list[1] = "launch";
	list[2] = plumb_format("%ld", (long)getpid());
	size_t next = 3;
	if (watched)
		list[next++] = "--watch";
	if (command->lab)
		list[next++] = (char *)command->lab;
	list[next++] = "--";
	memcpy(list + next, command->argv, count * sizeof *command->argv);
	return list;
}

/* The ends of doors that the launcher is to have, or -1: of the lab, of the watch. */
static int spawn(const struct plumb_adapter_spawn *child, uv_loop_t *loop,
	const struct plumb_adapter_command *command, const int doors[SPAWN_DOORS])
{
	static const char self[] = "/proc/self/exe";
	uv_stdio_container_t stdio[PLUMB_LAUNCH_WATCH + 1] = {0};
	char **list = launcher_argv(command, doors[1] >= 0);
	char **environment = child_environment();
	uv_process_options_t options = {
		.exit_cb = child->on_exit,
		/* The program itself, though another was built in its place meanwhile. */
		.file = access(self, X_OK) == 0 ? self : list[0],
		.args = list,
		.env = environment,
		/* Its own session, so that it can be killed with all its descendants. */
		.flags = UV_PROCESS_DETACHED,
		.stdio_count = PLUMB_LAUNCH_WATCH + 1,
		.stdio = stdio,
	};
	int status;

	for (int i = 0; i < 3; i++) {
		stdio[i].flags = UV_CREATE_PIPE | (i ? UV_WRITABLE_PIPE : UV_READABLE_PIPE);
		stdio[i].data.stream = (uv_stream_t *)&child->pipes[i];
	}
	for (int i = 0; i < SPAWN_DOORS; i++) {
		stdio[PLUMB_LAUNCH_DOOR + i].flags = doors[i] < 0 ? UV_IGNORE : UV_INHERIT_FD;
		stdio[PLUMB_LAUNCH_DOOR + i].data.fd = doors[i];
	}
	status = uv_spawn(loop, child->process, &options);
	free(list[0]);
	free(list[2]);
	free(list);
	free(environment);
	return status;
}

int plumb_adapter_spawn(struct plumb_adapter_spawn *child, uv_loop_t *loop,
	const struct plumb_adapter_command *command)
{
	int lab[2] = {-1, -1}, watch[2] = {-1, -1};
	bool watched = command->watched && plumb_watch_is_possible();
	int status = 0;

	if ((command->lab && plumb_lab_door(lab)) || (watched && plumb_watch_door(watch)))
		status = uv_translate_sys_error(errno);
	child->door_fd = lab[0];
	if (watch[0] >= 0)
		child->watch = plumb_watch_new(loop, watch[0]);
	child->has_process = !status;
	if (!status)
		status = spawn(child, loop, command, (const int[]){lab[1], watch[1]});
	if (lab[1] >= 0)
		close(lab[1]);
	if (watch[1] >= 0)
		close(watch[1]);
	return status;
}
