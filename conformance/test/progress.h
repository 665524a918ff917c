/*
 * Whether a process still gets anywhere, by the processor time that it and its descendants have
 * used. A busy machine makes a process slow, but never leaves it without any time for minutes, so
 * this tells a hang from a wait for the processor where seconds on the clock do not.
 */
#ifndef PLUMB_PROGRESS_H
#define PLUMB_PROGRESS_H

#include <sys/types.h>

/*
 * The processor time of the process and of all its living and awaited descendants, in clock ticks
 * of sysconf(_SC_CLK_TCK); 0 where it is gone. It may fall, when a process that nobody waits for
 * ends; a difference between two answers is progress.
 */
long long progress_of(pid_t process);

#endif
