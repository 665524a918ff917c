/* One test of CUnit in a process of its own. */
#ifndef PLUMB_TRIAL_H
#define PLUMB_TRIAL_H

#include <CUnit/CUnit.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/types.h>

enum trial_state { TRIAL_WAITING, TRIAL_RUNNING, TRIAL_PASSED, TRIAL_FAILED };

/* What the process counts; shared with it. */
struct trial_counts {
	unsigned asserts;
	unsigned failures;
	bool whole; /* the test came to its end */
};

struct trial {
	CU_pSuite suite;
	CU_pTest test;
	struct trial_counts *counts; /* shared memory, the pool's */
	enum trial_state state;
	pid_t process;	 /* the leader of its process group */
	FILE *said;	 /* what it wrote, and the checks that failed; owned */
	double start_s;	 /* of the monotonic clock */
	double took_s;	 /* when it is over */
	double used_s;	 /* processor time of all its processes, when it is over */
	long long ticks; /* its progress when that was looked at last */
	int still;	 /* how often that had not changed */
};

/* Starts it; false: there is no process or file for it, and errno says why. */
bool trial_start(struct trial *trial);

/* It ended with this status of waitpid(), and used so much. */
void trial_end(struct trial *trial, int status, const struct rusage *used);

/*
 * To be called every ten seconds: kills it if in five minutes of them none of its processes has
 * used any processor time.
 */
void trial_watch(struct trial *trial);

bool trial_over(const struct trial *trial);

/* Seconds of the monotonic clock. */
double trial_now_s(void);

#endif
