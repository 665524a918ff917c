/* How long the machine kept a process waiting. Such time is not charged to the process. */
#ifndef PLUMB_DELAY_H
#define PLUMB_DELAY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/*
 * Nanoseconds in which the process, and every process that it started and that still runs, were
 * ready and waited for a processor: since their starts, and added up. 0 where the kernel does not
 * say (Linux without CONFIG_SCHED_INFO).
 */
int64_t plumb_delay_ns(pid_t pid);

/*
 * Whether the process, or one that it started, has ended or is in the kernel's hands (states Z and
 * D): its end is then a matter of the kernel, and of no one else.
 */
bool plumb_is_ending(pid_t pid);

#endif
