/* Calls of libpysock, during which other threads of the interpreter run. */
#include "binding.h"

#include <errno.h>

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
