/* Starts the process of an adapter by the launcher, with the doors that its rows need. */
#ifndef PLUMB_ADAPTER_SPAWN_H
#define PLUMB_ADAPTER_SPAWN_H

#include "adapter.h"
#include "watch/watch.h"

#include <stdbool.h>
#include <uv.h>

struct plumb_adapter_spawn {
	uv_process_t *process;
	uv_pipe_t *pipes; /* three that are initialized: its standard input, output and error */
	uv_exit_cb on_exit;
	/* The results, which are set even if it fails: */
	int door_fd;		   /* of its lab, or -1; to be closed */
	struct plumb_watch *watch; /* or NULL; to be closed */
	bool has_process;	   /* the handle of it is libuv's, if only to be closed */
};

/* 0, or libuv's error. */
int plumb_adapter_spawn(struct plumb_adapter_spawn *child, uv_loop_t *loop,
	const struct plumb_adapter_command *command);

#endif
