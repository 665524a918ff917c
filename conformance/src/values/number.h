/* The numbers among the values: JSON's integers and reals, and those that are tagged. */
#ifndef PLUMB_NUMBER_H
#define PLUMB_NUMBER_H

#include <jansson.h>
#include <stdbool.h>

/* An integer of whatever size; a boolean is none. */
bool plumb_is_integer(const json_t *value);

/* A float, nan and the infinities among them. */
bool plumb_is_float(const json_t *value);

/* Whether the text is an integer in decimal without leading zeros, as {"int": text} has it. */
bool plumb_is_digits(const char *text);

/* Whether such a text needs more than 64 bits. */
bool plumb_is_beyond_64_bits(const char *digits);

/*
 * Whether a <= b, as numbers of whatever kind. Integers are compared exactly. False where either
 * is nan or no number.
 */
bool plumb_number_at_most(const json_t *a, const json_t *b);

#endif
