/*
 * Outcomes without what differs from one play to the next though nothing is otherwise: ports,
 * descriptors, paths, process ids.
 */
#ifndef PLUMB_OUTCOME_H
#define PLUMB_OUTCOME_H

#include <jansson.h>

/*
 * What came of a step, such an outcome as the play recorded, with words in place of those: a new
 * value of which two are equal, or match (values/match.h), unless the sides differ. directory: of
 * the play; NULL: there is none.
 */
json_t *plumb_outcome_settled(const json_t *step, const json_t *outcome, const char *directory);

/*
 * The kind of it in a few words, for what is to be known of it apart from its exact value: `error
 * ECONNREFUSED`, `int`, `(bytes, None)`. A new string.
 */
char *plumb_outcome_kind(const json_t *settled);

/* What the step calls, with the option that it is about: `getsockopt SO_ERROR`. A new string. */
char *plumb_outcome_label(const json_t *step);

#endif
