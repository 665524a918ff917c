/* What a step may do: the document's promise, and the alternatives of its drift and defect. */
#ifndef PLUMB_EXPECTATION_H
#define PLUMB_EXPECTATION_H

#include "base/json_form.h"
#include "values/platform.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum plumb_promise {
	PLUMB_PROMISE_SUCCESS, /* nothing is said: it succeeds, with whatever value */
	PLUMB_PROMISE_VALUE,
	PLUMB_PROMISE_ERROR,
	PLUMB_PROMISE_ABSENCE, /* there is no such name */
};

struct plumb_exception {
	char *class;	   /* by the documented name */
	char **codes;	   /* any of them will do, NULL among them standing for none */
	size_t code_count; /* 0: whatever code it has */
};

/* One way in which a step may end. */
struct plumb_way {
	enum plumb_promise promise;
	json_t *gives;			/* of a value: the pattern; else NULL */
	struct plumb_exception *raises; /* of an error: any of these will do; else NULL */
	size_t raises_count;
	json_t *text; /* of an error: the pattern of its text; NULL: whatever it is */
	bool is_open; /* names stand in its patterns, which are replaced before they match */
	/* Of an alternative alone: */
	bool is_defect; /* not a drift */
	bool by_chance; /* of a defect: it shows now and then, and excuses the oracle alone */
	char *since;	/* the versions of CPython that go this way; NULL: no bound */
	char *before;
	char *why;
};

/* What is promised of a step on one system, where that is not what is promised elsewhere. */
struct plumb_local {
	char *system; /* as plumb_platform_of() takes it */
	const struct plumb_platform *platform;
	struct plumb_way way;
};

/* The kind of outcome after which a row goes on. */
enum plumb_course { PLUMB_ON_EITHER, PLUMB_ON_VALUE, PLUMB_ON_ERROR };

/* More alternatives than this on one step, drift and defect together, are a mistake. */
enum { PLUMB_MOST_ALTERNATIVES = 32 };

/* Way number 0 is the document's; the ways of drift follow, and then those of defect. */
enum { PLUMB_DOCUMENT = 0 };

struct plumb_expectation {
	struct plumb_way *ways;
	size_t count; /* from 1 */
	/*
	 * What CPython does beyond the promise: the document's way with the step's `detail` put
	 * over it; NULL: there is none. `detail` itself is as it stands in the row. There true says
	 * that the document promises nothing at all of the step: of one of the kernel that the call
	 * is made, of any other what comes of it.
	 */
	struct plumb_way *detailed;
	json_t *detail;
	struct plumb_local *local; /* in place of the document's way and the detail */
	size_t local_count;
	enum plumb_course course;
	bool timed;
	json_t *least_s; /* how long it takes: a number of seconds; NULL: no bound */
	json_t *most_s;
};

/*
 * Reads gives, raises, text, absent, takes, on, detail, drift and defect of a step. at: the object
 * of the file that stands for the step. False: there are complaints. Clear it in either case.
 */
bool plumb_expectation_read(struct plumb_expectation *expectation, const struct plumb_form *form,
	const json_t *step, const json_t *at);

/* The promise of a step that says nothing: that it succeeds. */
void plumb_expectation_make_success(struct plumb_expectation *expectation);

void plumb_expectation_clear(struct plumb_expectation *expectation);

/* Makes a way of an object with gives, raises and text, or absent, which has the right form. */
void plumb_way_make(struct plumb_way *way, const json_t *object);

void plumb_way_clear(struct plumb_way *way);

/* Whether a CPython of this version ("3.11.2") goes the way. */
bool plumb_way_holds(const struct plumb_way *way, const char *version);

/* Adds what was read to an object, key by key in the order of the tables. */
void plumb_expectation_write(const struct plumb_expectation *expectation, json_t *step);

/* "value", "error" or "either": as the protocol says it. */
const char *plumb_course_word(enum plumb_course course);

#endif
