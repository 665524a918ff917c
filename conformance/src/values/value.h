/*
 * The values of rows and answers: JSON, in which every object is a tagged value, with exactly one
 * key of a closed set. docs/tables.md and docs/protocol.md say what each tag means.
 */
#ifndef PLUMB_VALUE_H
#define PLUMB_VALUE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Where a tag may stand. */
enum plumb_place {
	PLUMB_ARGUMENT = 1, /* in what a row gives to a call */
	PLUMB_PATTERN = 2,  /* in what a row expects */
	PLUMB_ANSWER = 4,   /* in what an adapter says */
};

#define PLUMB_VALUE_DEPTH 64
#define PLUMB_VALUE_BYTES (64 * 1024 * 1024)

/* The tag of a tagged value and, in *content, what it holds (borrowed); NULL for other values. */
const char *plumb_tag(const json_t *value, const json_t **content);

/* A new tagged value {tag: content}; takes content over, also when it fails. NULL: no memory. */
json_t *plumb_tagged(const char *tag, json_t *content);

/* A new {"bytes": hex} of these bytes; NULL: no memory. */
json_t *plumb_bytes_value(const void *data, size_t size);

/* Whether the text is hex as values write it: pairs of digits, in lower case, perhaps none. */
bool plumb_is_hex(const char *text);

/* The byte that the first two characters of such hex stand for. */
unsigned char plumb_hex_byte(const char *pair);

/*
 * The bytes that a `bytes`, `bytearray`, `memoryview`, `strided` or `str` holds, repeated ones
 * written out: a new block of *size bytes and a zero byte after them. NULL: the value is none of
 * these or malformed, or there is no memory.
 */
unsigned char *plumb_value_bytes(const json_t *value, size_t *size);

/*
 * Checks that every object in the value is a tagged one whose tag may stand at the place and
 * whose content has the right shape. Nesting is bounded (PLUMB_VALUE_DEPTH), and so are repeated
 * bytes (PLUMB_VALUE_BYTES). False: why[] says what is wrong, naming the tag.
 */
bool plumb_value_check(const json_t *value, enum plumb_place place, char *why, size_t size);

#endif
