/* The threads in the steps of a row: each is begun once and joined once, in this order. */
#ifndef PLUMB_THREADS_CHECK_H
#define PLUMB_THREADS_CHECK_H

#include "base/json_form.h"
#include "step.h"

#include <jansson.h>
#include <stdbool.h>

/* originals: the objects of the file that stand for the steps. False: there are complaints. */
bool plumb_threads_check(
	const struct plumb_form *form, const struct plumb_steps *steps, const json_t *originals);

#endif
