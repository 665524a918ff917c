/* The loop of libuv, on which children, pipes and timers run. */
#ifndef PLUMB_LOOP_H
#define PLUMB_LOOP_H

#include <uv.h>

/*
 * As uv_loop_init(), which ends the process where there are too few descriptors for its own use. 0,
 * or an error of libuv's; the loop is not to be used then, nor closed.
 */
int plumb_loop_init(uv_loop_t *loop);

#endif
