/* One test of CUnit in a process of its own. */
#ifndef PLUMB_TRIAL_H
#define PLUMB_TRIAL_H

#include <CUnit/CUnit.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/types.h>

enum trial_state { TRIAL_WAITING, TRIAL_RUNNING, TRIAL_PASSED, TRIAL_FAILED };

/* Counts of the test's process, in memory shared with it. */
struct trial_counts {
	unsigned asserts;
	unsigned failures;
	bool whole; /* the test reached its end */
};

struct trial {
	CU_pSuite suite;
	CU_pTest test;
	struct trial_counts *counts; /* shared memory, the pool's */
	enum trial_state state;
	pid_t process;	 /* the leader of its process group */
	FILE *said;	 /* its output and its failed checks; owned */
	double start_s;	 /* on the monotonic clock */
	double took_s;	 /* once it is over */
	double used_s;	 /* processor time of all its processes, once it is over */
	long long ticks; /* its progress at the last look */
	int still;	 /* how many looks saw no progress */
};

/* Starts it. False if there is no process or file for it; errno says why. */
bool trial_start(struct trial *trial);

/* Records its end: the status of waitpid(), and the resources it used. */
void trial_end(struct trial *trial, int status, const struct rusage *used);

/*
 * Call this every ten seconds: it kills the test if none of its processes has used any processor
 * time for five minutes.
 */
void trial_watch(struct trial *trial);

bool trial_over(const struct trial *trial);

/* Seconds on the monotonic clock. */
double trial_now_s(void);

#endif
