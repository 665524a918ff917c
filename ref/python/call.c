/* Calls of libpysock, during which other threads of the interpreter run. */
#include "binding.h"

#include <errno.h>

/* Runs Python's handlers of pending signals; true if one raised. */
static bool run_handlers(void)
{
	PyGILState_STATE state = PyGILState_Ensure();
	bool raised = PyErr_CheckSignals() < 0;

	PyGILState_Release(state);
	return raised;
}

void pyb_watch_signals(void)
{
	pysock_set_interrupt(run_handlers);
}

void pyb_begin(struct pyb_call *call)
{
	call->thread = PyEval_SaveThread();
}

void pyb_end(struct pyb_call *call)
{
	PyEval_RestoreThread(call->thread);
}

struct pysock *pyb_open(struct pyb_socket *self)
{
	if (self->socket == NULL)
		pyb_raise_errno(EBADF);
	return self->socket;
}
