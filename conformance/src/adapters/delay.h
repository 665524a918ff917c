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

/* How much of such time a process was given again. Zeroed for a new process. */
struct plumb_lenience {
	int64_t counted_ns; /* of the process's waiting */
	int64_t given_ns;   /* for the answer that is due: 0 again for the next one */
};

/*
 * The patience with a process is over: nanoseconds for which it is waited for once more, at most
 * the patience again, since the machine took as much from it. One that is to end is waited for too
 * as long as plumb_is_ending(). 0: the process itself was slow, or the machine was for too long.
 */
int64_t plumb_forgive_ns(
	struct plumb_lenience *lenience, pid_t pid, int64_t patience_ns, bool is_to_end);

/*
 * Whether the process, or one that it started, has ended or is in the kernel's hands (states Z and
 * D): its end is then a matter of the kernel, and of no one else.
 */
bool plumb_is_ending(pid_t pid);

#endif
