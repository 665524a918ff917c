/* The threads in the steps of a row: each is begun once and joined once, in this order. */
#ifndef PLUMB_THREADS_CHECK_H
#define PLUMB_THREADS_CHECK_H

#include "base/json_form.h"

#include <jansson.h>
#include <stdbool.h>

/* The list has the right form. False: there are complaints. */
bool plumb_threads_check(
	const struct plumb_form *form, const json_t *steps, const json_t *originals);

#endif
