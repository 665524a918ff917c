/*
 * What there is to make sequences of: every step of the rows, with the kinds of the names that it
 * uses, and every value that stands at some place of a call.
 */
#ifndef PLUMB_MOVES_H
#define PLUMB_MOVES_H

#include "chance.h"
#include <jansson.h>
#include <stdbool.h>

/* To be embedded, all zero at first; cleared by plumb_moves_clear(). */
struct plumb_moves {
	json_t *steps;	   /* object: what is called to an array of [step, cast] */
	json_t *frequent;  /* array: all of them, what many rows call as often as they call it */
	json_t *values;	   /* object: a place of a call to an object of written value to value */
	json_t *any;	   /* array: all those values */
	json_t *functions; /* object: names of the module that are called, to null */
	json_t *methods;   /* the same of attributes */
	json_t *uncalled;  /* names that no row calls, to null; of methods with a dot before */
};

/* Takes in those steps of a sequence that may be played: tame.h. */
void plumb_moves_learn(struct plumb_moves *moves, const json_t *steps, bool is_private);

/*
 * A step of some row that uses only kinds of names that the cast has, with names of the cast in
 * place of its own. What it gives gets names of its own. NULL: none was found by a few tries.
 */
json_t *plumb_moves_draw(
	const struct plumb_moves *moves, struct plumb_chance *chance, const json_t *cast);

/* A value that a row has in that place, borrowed; NULL if none has. */
json_t *plumb_moves_value(
	const struct plumb_moves *moves, struct plumb_chance *chance, const char *place);

/* A constant of the module, which a row reads. */
void plumb_moves_constant(struct plumb_moves *moves, const char *name);

/* Whether it looks like a function or a method, and is one that no row calls. */
bool plumb_moves_lacks(const struct plumb_moves *moves, const char *name);

/* Takes in such a name, of a function of the module or of a method. */
void plumb_moves_name(struct plumb_moves *moves, const char *name, bool is_method);

/* A value that is given to the call whose name is most like this one; borrowed, or NULL. */
json_t *plumb_moves_neighbour(
	const struct plumb_moves *moves, struct plumb_chance *chance, const char *callee);

/* Some value of the same type, and of the same group of constants; borrowed, or NULL. */
json_t *plumb_moves_like(
	const struct plumb_moves *moves, struct plumb_chance *chance, const json_t *value);

/* The name of some member; NULL: the object is empty. */
const char *plumb_draw_key(struct plumb_chance *chance, const json_t *object);

/* A name of that kind in the cast; NULL: there is none. */
const char *plumb_draw_name(struct plumb_chance *chance, const json_t *cast, const char *kind);

void plumb_moves_clear(struct plumb_moves *moves);

#endif
