/*
 * The runner's side of an adapter that is watched (watch_filter.h): each of its system calls comes
 * here before the kernel sees it, is noted, and goes on, fails or is answered as the row's script
 * says. One thread, the loop's; a call that goes on blocks nobody but its own process.
 */
#ifndef PLUMB_WATCH_H
#define PLUMB_WATCH_H

#include "watch_script.h"
#include <jansson.h>
#include <stdbool.h>
#include <uv.h>

struct plumb_watch;

/* Whether system calls can be watched here at all: some containers and kernels deny it. */
bool plumb_watch_is_possible(void);

/* The doors: ends[0] for plumb_watch_new(), ends[1] for plumb_watch_enter(). 0, or -1: errno. */
int plumb_watch_door(int ends[2]);

/* Takes the door over, where watching is possible. Until it has a listener every watched call of
 * the adapter waits. */
struct plumb_watch *plumb_watch_new(uv_loop_t *loop, int door_fd);

/* A new row begins: its script, empty; borrowed. NULL: why[] says why nothing can be watched. */
struct plumb_watch_script *plumb_watch_begin(struct plumb_watch *watch, char *why, size_t size);

/* Frees it when the loop has closed its handles. */
void plumb_watch_close(struct plumb_watch *watch);

#endif
