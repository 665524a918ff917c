/* Whether an outcome is what a step expects. */
#ifndef PLUMB_FIT_H
#define PLUMB_FIT_H

#include "expectation.h"
#include "values/scope.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Whether an outcome of an adapter ({"gives": V}, {"raises": {...}}, {"lacks": N}) goes that way.
 * Aliases of codes are equal: EWOULDBLOCK and EAGAIN, EOPNOTSUPP and ENOTSUP, EDEADLOCK and
 * EDEADLK. scope: for the names in the way's patterns; NULL: none are left in them. Where it does
 * not and why is not NULL, why[] says in a line how the two differ.
 */
bool plumb_way_fits(const struct plumb_way *way, const json_t *outcome,
	const struct plumb_scope *scope, char *why, size_t size);

/* What the document promises on that system; platform: NULL is the runner's own. */
const struct plumb_way *plumb_expectation_promise(
	const struct plumb_expectation *expectation, const struct plumb_platform *platform);

/*
 * In a set of ways each is the bit of its number. The last bit is the document's way together with
 * the step's detail; a step without detail has both of these bits or neither. Of a step of which
 * the document promises nothing (detail: true) whatever comes has the document's.
 */
enum { PLUMB_DETAILED = 63 };

/*
 * The set of ways that the outcome goes. why[] says how it departs from the document or, where it
 * keeps that, from the detail.
 */
uint64_t plumb_expectation_fit(const struct plumb_expectation *expectation, const json_t *outcome,
	const struct plumb_scope *scope, char *why, size_t size);

#endif
