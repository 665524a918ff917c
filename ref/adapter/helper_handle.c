/*
 * The call that SIGUSR1 makes, in the wait that the signal interrupts or in the next interrupted
 * one.
 */

#include "helper.h"

#include <signal.h>

static volatile sig_atomic_t is_pending;

static struct {
	struct pysock_value *function; /* NULL: the signal only interrupts */
	struct pysock_value *values[HELPER_MOST_HANDED];
	size_t count;
} handed;

void helper_note_signal(int number)
{
	(void)number;
	is_pending = 1;
}

/* Runs when the library asks whether to go on waiting, which it always does. */
static bool interrupt(void)
{
	const struct pysock_arguments arguments = {.count = handed.count, .values = handed.values};
	struct pysock_value *value;

	if (!is_pending || handed.function == NULL)
		return false;
	is_pending = 0;
	if (pysock_call(handed.function, &arguments, &value, NULL) == 0)
		pysock_value_drop(value);
	return false;
}

void helper_begin_signals(void)
{
	pysock_set_interrupt(interrupt);
}

void helper_forget_signal(void)
{
	pysock_value_drop(handed.function);
	handed.function = NULL;
	while (handed.count > 0)
		pysock_value_drop(handed.values[--handed.count]);
	is_pending = 0;
}

int helper_handle(const struct pysock_arguments *arguments, struct pysock_value **result,
	struct pysock_error *error)
{
	helper_forget_signal();
	handed.function = pysock_value_share(arguments->values[0]);
	for (; handed.count + 1 < arguments->count; handed.count++)
		handed.values[handed.count] =
			pysock_value_share(arguments->values[handed.count + 1]);
	return helper_give(pysock_value_none(), result, error);
}
