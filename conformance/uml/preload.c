/* Stands before the C library's ptrace() in user-mode-linux, by LD_PRELOAD: see xstate.h. */
#include "xstate.h"

#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <stdint.h>

static long of_the_library(enum __ptrace_request request, pid_t process, void *address, void *data)
{
	static xstate_ptrace *next;

	if (!next)
		*(void **)&next = dlsym(RTLD_NEXT, "ptrace");
	return next(request, process, address, data);
}

long ptrace(enum __ptrace_request request, ...)
{
	va_list arguments;

	va_start(arguments, request);
	pid_t process = va_arg(arguments, pid_t);
	void *address = va_arg(arguments, void *);
	void *data = va_arg(arguments, void *);
	va_end(arguments);
	if (request == PTRACE_SETREGSET && (uintptr_t)address == NT_X86_XSTATE)
		return xstate_set(of_the_library, process, data);
	return of_the_library(request, process, address, data);
}
