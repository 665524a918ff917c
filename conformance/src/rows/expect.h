/* What a step may do: the document's promise, and the alternatives of its drift and defect. */
#ifndef PLUMB_EXPECT_H
#define PLUMB_EXPECT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct plumb_scope;

/*
 * Bit 0 of a set stands for the document; then come the items of `drift`, then of `defect`. The
 * last bit stands for the document together with the step's `detail`: what CPython does beyond the
 * promise. A step without `detail` has both of these bits or neither.
 */
enum { PLUMB_DOCUMENT = 0, PLUMB_DETAILED = 63 };

/* How many alternatives the step has, the document among them. */
size_t plumb_expect_count(const json_t *step);

/* Alternative number i, an object for plumb_match_outcome(): the step itself for 0. Borrowed. */
const json_t *plumb_expect_item(const json_t *step, size_t i);

/* What the step promises, with its `detail` put over it; a new reference. */
json_t *plumb_expect_detailed(const json_t *step);

/* Whether alternative number i is a defect, not a drift. */
bool plumb_expect_is_defect(const json_t *step, size_t i);

/* Whether a CPython of this version ("3.11.2") does what alternative i says. */
bool plumb_expect_holds(const json_t *step, size_t i, const char *version);

/* Whether the step says what it must do; one that does not must simply succeed. */
bool plumb_expect_says(const json_t *step);

/*
 * The set of alternatives that the outcome fits. why[] says how it departs from the document or,
 * where it keeps that, from the detail.
 */
uint64_t plumb_expect_fit(const json_t *step, const json_t *outcome,
	const struct plumb_scope *scope, char *why, size_t size);

/* The kind of outcome after which the row goes on, as the protocol says it. */
const char *plumb_expect_kind(const json_t *step);

#endif
