/* Values that are a little different from others: at an edge, cut, lengthened, turned over. */
#ifndef PLUMB_EDIT_H
#define PLUMB_EDIT_H

#include "chance.h"
#include <jansson.h>

/* A new value of the same type; NULL: there is none, as of null, of a name and of a list. */
json_t *plumb_edit(struct plumb_chance *chance, const json_t *value);

#endif
