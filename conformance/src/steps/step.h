/*
 * One step of a row, as the runner has it: read once from its table (steps_read.h), with the line
 * that it stands on, and consumed by all who play, judge or tell of it. Values in it are those of
 * values/value.h. Nothing in a step changes once it is read, so that threads may share it.
 */
#ifndef PLUMB_STEP_H
#define PLUMB_STEP_H

#include "deed.h"
#include "expectation.h"
#include "kernel_deed.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum plumb_step_kind {
	PLUMB_STEP_CALL,
	PLUMB_STEP_GET,
	PLUMB_STEP_SET,
	PLUMB_STEP_LET,
	PLUMB_STEP_DEL,
	PLUMB_STEP_JOIN,
	PLUMB_STEP_PEER,
	PLUMB_STEP_MEANWHILE,
	PLUMB_STEP_KERNEL,
};

/* The names that a step gives to what came of it. */
struct plumb_step_names {
	char **names;
	size_t count;
	bool is_list; /* the result is taken apart: a name for each of its items */
};

struct plumb_deeds {
	struct plumb_deed *deeds;
	size_t count;
};

struct plumb_step {
	enum plumb_step_kind kind;
	int line; /* in the table's file, from 1 */
	struct plumb_step_names as;
	struct plumb_expectation expectation; /* of the subject's steps */
	char *name;    /* of call, get, set and del; of join the thread's; else NULL */
	char *thread;  /* of a call that runs beside the row: its thread; else NULL */
	bool waits;    /* the row goes on only when that call is blocked, or over */
	bool is_open;  /* has names that only a play can replace */
	char *request; /* of the subject's that is not open: as its adapter gets it; else NULL */
	union {
		struct {
			json_t *arguments; /* an array */
			json_t *keywords;  /* an object; NULL: there are none */
		} call;
		json_t *value; /* of set and let */
		struct plumb_deed peer;
		struct plumb_deeds meanwhile;
		struct plumb_kernel_deed kernel;
	};
};

/* The steps of a row, in their order. */
struct plumb_steps {
	struct plumb_step *steps;
	size_t count;
	bool wants_directory; /* a step speaks of a path in the row's directory */
	bool is_simple;	      /* all are the subject's, so that they go in a single request */
	bool is_watched;      /* some are the kernel's, so that the subject must be watched */
	bool has_threads;     /* some calls run beside the row */
	bool in_lab;	      /* needs a network of its own, which whoever reads the needs says */
	bool waits;	      /* some let time pass, so that others may play meanwhile */
	double waits_s;	      /* for how long together, in seconds, as far as the row says */
};

/* Whether it is the subject's, and not the far end's or the kernel's. */
static inline bool plumb_step_is_subjects(const struct plumb_step *step)
{
	return step->kind != PLUMB_STEP_PEER && step->kind != PLUMB_STEP_MEANWHILE &&
	       step->kind != PLUMB_STEP_KERNEL;
}

/* Whether a thread has begun, in this step at the latest, and is not joined in one before it. */
bool plumb_steps_are_beside(const struct plumb_steps *steps, size_t i);

void plumb_step_clear(struct plumb_step *step);

void plumb_steps_clear(struct plumb_steps *steps);

#endif
