/* Steps as JSON, for those outside: in the form of the tables, and in that of the protocol. */
#ifndef PLUMB_STEP_JSON_H
#define PLUMB_STEP_JSON_H

#include "base/text.h"
#include "step.h"
#include "values/scope.h"

#include <jansson.h>

/* A step as a table writes it, its axes replaced: a new object. */
json_t *plumb_step_json(const struct plumb_step *step);

/* The same of all steps: a new array. */
json_t *plumb_steps_json(const struct plumb_steps *steps);

/* Keeps what plumb_step_add_request() would add as step->request, if it is the same in every play.
 */
void plumb_step_prepare(struct plumb_step *step);

/*
 * Adds a step of the subject as its adapter gets it: what it must do is told only as far as the
 * row's course goes, and names that the adapter cannot know are replaced. False: why[] says which
 * name is not known, and the text is not whole.
 */
bool plumb_step_add_request(struct plumb_text *text, const struct plumb_step *step,
	const struct plumb_scope *scope, char *why, size_t size);

#endif
