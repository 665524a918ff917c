/*
 * Names in bare steps: JSON objects as a table writes them, without what they expect. A variable is
 * known by its name ("s"), a peer by its name behind an ampersand ("&p"). A cast says which names
 * there are and of what kind each is: an object of name to kind. Names of one kind can stand for
 * each other.
 */
#ifndef PLUMB_NAMES_H
#define PLUMB_NAMES_H

#include <jansson.h>
#include <stdbool.h>

/*
 * A copy of the step in which every name that it uses, and every one that it gives, is renamed by
 * a table: an object of name to name. cast: all names of its row, by which a variable is told from
 * a name of the module.
 */
json_t *plumb_names_rename(const json_t *step, const json_t *cast, const json_t *names);

/* Adds the names that the step gives, with their kinds. */
void plumb_names_give(const json_t *step, json_t *cast);

/* Takes out the name that a `del` drops. */
void plumb_names_drop(const json_t *step, json_t *cast);

/* The names that the step uses, as far as they are of the row: an object of name to null. */
json_t *plumb_names_used(const json_t *step, const json_t *cast);

/* All names that a list of steps gives. */
json_t *plumb_names_of(const json_t *steps);

/* A name that the cast does not have; a new string. mark: "" or "&". */
char *plumb_fresh_name(const json_t *cast, const char *mark);

/* "recv": the last part of what a step of the subject calls; "" for other steps. */
const char *plumb_callee(const json_t *step);

/* "s": the variable whose attribute the step uses; a new string, or NULL. */
char *plumb_target(const json_t *step);

/* "call", "peer" and so on; NULL: it is no step. */
const char *plumb_action(const json_t *step);

#endif
