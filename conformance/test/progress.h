/*
 * Whether a process still makes progress, judged by the processor time that it and its descendants
 * use. A busy machine makes a process slow, but never stops it for minutes, so this tells a hang
 * from a wait for the processor, which the clock cannot.
 */
#ifndef PLUMB_PROGRESS_H
#define PLUMB_PROGRESS_H

#include <sys/types.h>

/*
 * The processor time of the process and of all its descendants, living or awaited, in clock ticks
 * of sysconf(_SC_CLK_TCK); 0 if it is gone. The sum falls when a process ends that nobody waits
 * for; any difference between two answers is progress.
 */
long long progress_of(pid_t process);

#endif
