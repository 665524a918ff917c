/*
 * The launcher: this program run again as `plumbline launch PARENT [--watch] [LAB] -- COMMAND`,
 * between the runner and an adapter. What must be said of a process before its program starts, and
 * that no library offers, is said here. PARENT is the pid of the runner; LAB is fixtures/lab, where
 * the adapter is to live in a lab, whose door is then descriptor PLUMB_LAUNCH_DOOR. --watch: its
 * system calls are watched through the door PLUMB_LAUNCH_WATCH (watch.h).
 */
#ifndef PLUMB_LAUNCH_H
#define PLUMB_LAUNCH_H

enum { PLUMB_LAUNCH_DOOR = 3, PLUMB_LAUNCH_WATCH = 4 };

/* Never returns when it succeeds; else the exit status: 127 not found, 126 not to be run. */
int plumb_launch(int argc, char **argv);

#endif
