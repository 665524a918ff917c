/*
 * The launcher is this program, run again as `plumbline launch PARENT [--watch] [LAB] -- COMMAND`
 * between the runner and an adapter. It sets up the process before its program starts, in ways that
 * no library offers. PARENT is the pid of the runner. LAB is fixtures/lab if the adapter lives in a
 * lab, whose door is then descriptor PLUMB_LAUNCH_DOOR. --watch: its system calls are watched
 * through the door PLUMB_LAUNCH_WATCH (watch.h).
 */
#ifndef PLUMB_LAUNCH_H
#define PLUMB_LAUNCH_H

enum { PLUMB_LAUNCH_DOOR = 3, PLUMB_LAUNCH_WATCH = 4 };

/* Never returns when it succeeds; else the exit status: 127 not found, 126 not to be run. */
int plumb_launch(int argc, char **argv);

#endif
