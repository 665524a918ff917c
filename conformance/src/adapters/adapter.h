/*
 * One adapter process and the lines between it and the runner. It knows nothing of rows: what an
 * answer means, and when one is overdue, is its owner's affair (feed.h).
 */
#ifndef PLUMB_ADAPTER_H
#define PLUMB_ADAPTER_H

#include "watch/watch.h"
#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>
#include <uv.h>

struct plumb_adapter;

/* Events for the owner, on the loop's thread. After `gone` or `garbage` only close() may follow. */
struct plumb_adapter_events {
	void (*answer)(void *context, const json_t *answer); /* an object; borrowed */
	void (*garbage)(void *context, const char *what);    /* a line that is no JSON object */
	void (*gone)(void *context, const char *how);	     /* it ended, or closed its output */
	void *context;
};

/* The command to start and its environment; borrowed during the start. */
struct plumb_adapter_command {
	char *const *argv;
	const char *lab; /* fixtures/lab: in a lab of its own; NULL: in the runner's own network */
	bool watched;	 /* its system calls are watched, where that can be */
};

/* NULL: it could not be started; why[] says how that came. The adapter copies `events`. */
struct plumb_adapter *plumb_adapter_start(uv_loop_t *loop,
	const struct plumb_adapter_command *command, const struct plumb_adapter_events *events,
	char *why, size_t size);

/* Writes the line, which ends in a newline and is taken over. Never blocks. */
void plumb_adapter_send(struct plumb_adapter *adapter, char *line);

/* The process that was started, which is our child. */
pid_t plumb_adapter_pid(const struct plumb_adapter *adapter);

/* The process that answers: another one where a script or an emulator stands before it. */
pid_t plumb_adapter_speaker(const struct plumb_adapter *adapter);

/* The door of its lab (lab.h), open until plumb_adapter_close(); -1 where it has none. */
int plumb_adapter_door(const struct plumb_adapter *adapter);

/* The watcher of its system calls, until plumb_adapter_close(); NULL: nobody watches. */
struct plumb_watch *plumb_adapter_watch(const struct plumb_adapter *adapter);

/* Whether the process that was started has not ended yet. */
bool plumb_adapter_is_running(const struct plumb_adapter *adapter);

/* Whether it has ended by itself with a status that is not 0, or by a signal. */
bool plumb_adapter_ended_badly(const struct plumb_adapter *adapter);

/* The last lines of its standard error, at most 4 KiB, perhaps ""; borrowed. */
const char *plumb_adapter_stderr(const struct plumb_adapter *adapter);

/*
 * Keeps from now on what it writes to standard error, even if an answer follows: the next request
 * is its last, and what it writes while it ends must be told.
 */
void plumb_adapter_keep_stderr(struct plumb_adapter *adapter);

/*
 * Kills whatever is left of its process group and lets go of it: no event comes any more, and
 * the memory is freed when the loop has closed its handles.
 */
void plumb_adapter_close(struct plumb_adapter *adapter);

#endif
