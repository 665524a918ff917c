/*
 * The values of rows and answers: JSON, in which every object is a tagged value, with exactly one
 * key of a closed set. docs/tables.md and docs/protocol.md say what each tag means.
 */
#ifndef PLUMB_VALUE_H
#define PLUMB_VALUE_H

#include <jansson.h>
#include <stdbool.h>

/* Where a tag may stand. */
enum plumb_place {
	PLUMB_ARGUMENT = 1, /* in what a row gives to a call */
	PLUMB_PATTERN = 2,  /* in what a row expects */
	PLUMB_ANSWER = 4,   /* in what an adapter says */
};

/* The tag of a tagged value and, in *content, what it holds (borrowed); NULL for other values. */
const char *plumb_tag(const json_t *value, const json_t **content);

/* A new tagged value {tag: content}; takes content over, also when it fails. NULL: no memory. */
json_t *plumb_tagged(const char *tag, json_t *content);

/*
 * Checks that every object in the value is a tagged one whose tag may stand at the place and
 * whose content has the right shape. False: why[] says what is wrong, naming the tag.
 */
bool plumb_value_check(const json_t *value, enum plumb_place place, char *why, size_t size);

#endif
