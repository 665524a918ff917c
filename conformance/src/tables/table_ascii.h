/* Bytes that are text, written as text: {"ascii": "hello"} stands for {"bytes": "68656c6c6f"}. */
#ifndef PLUMB_TABLE_ASCII_H
#define PLUMB_TABLE_ASCII_H

#include <jansson.h>
#include <stddef.h>

/*
 * value: an object of a table whose members are replaced already. {"ascii": TEXT} and {"ascii":
 * [TEXT, COUNT]} become bytes in hex; {"bytearray": {"bytes": HEX}}, which such a text within
 * another kind of buffer has become, becomes {"bytearray": HEX}, and so for memoryview and strided.
 * Any other value is given back as it is. A new reference; NULL: why[] says what is no ASCII.
 */
json_t *plumb_ascii_replace(json_t *value, char *why, size_t size);

#endif
