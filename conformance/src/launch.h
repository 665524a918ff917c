/*
 * The launcher: this program run again as `plumbline launch PARENT -- COMMAND`, between the runner
 * and an adapter. What must be said of a process before its program starts, and that no library
 * offers, is said here. PARENT is the pid of the runner.
 */
#ifndef PLUMB_LAUNCH_H
#define PLUMB_LAUNCH_H

/* Never returns when it succeeds; else the exit status: 127 not found, 126 not to be run. */
int plumb_launch(int argc, char **argv);

#endif
