/* The one place where errors come from. Nothing here allocates. */
#include "pys.h"

#include <stdarg.h>
#include <string.h>

static const char *const names[] = {
	[PYSOCK_ERROR] = "error",
	[PYSOCK_HERROR] = "herror",
	[PYSOCK_GAIERROR] = "gaierror",
	[PYSOCK_TIMEOUT] = "timeout",
	[PYSOCK_TYPE_ERROR] = "TypeError",
	[PYSOCK_VALUE_ERROR] = "ValueError",
	[PYSOCK_OVERFLOW_ERROR] = "OverflowError",
	[PYSOCK_MEMORY_ERROR] = "MemoryError",
	[PYSOCK_UNICODE_ERROR] = "UnicodeError",
	[PYSOCK_BUFFER_ERROR] = "BufferError",
	[PYSOCK_ATTRIBUTE_ERROR] = "AttributeError",
	[PYSOCK_NOT_IMPLEMENTED_ERROR] = "NotImplementedError",
	[PYSOCK_EXCEPTION_GROUP] = "ExceptionGroup",
};

const char *pysock_exception_name(enum pysock_exception exception)
{
	size_t index = (size_t)exception;

	return index < sizeof names / sizeof names[0] ? names[index] : NULL;
}

int pysock_raise(struct pysock_error *e, enum pysock_exception exception, const char *format, ...)
{
	if (e != NULL) {
		va_list arguments;
		e->exception = exception;
		e->has_code = false;
		e->code = 0;
		va_start(arguments, format);
		(void)vsnprintf(e->text, sizeof e->text, format, arguments);
		va_end(arguments);
	}
	return -1;
}

static int raise_code(
	struct pysock_error *e, enum pysock_exception exception, int code, const char *text)
{
	(void)pysock_raise(e, exception, "%s", text);
	if (e != NULL) {
		e->has_code = true;
		e->code = code;
	}
	return -1;
}

int pysock_raise_errno(struct pysock_error *e, int code)
{
	char buffer[PYSOCK_TEXT_SIZE];

	return raise_code(e, PYSOCK_ERROR, code, pys_sys_error_text(code, buffer, sizeof buffer));
}

int pys_raise_gai(struct pysock_error *e, int code)
{
	if (code == PYS_EAI_SYSTEM)
		return pysock_raise_errno(e, errno);
	return raise_code(e, PYSOCK_GAIERROR, code, pys_sys_gai_text(code));
}

int pys_raise_herror(struct pysock_error *e, int code)
{
	return raise_code(e, PYSOCK_HERROR, code, pys_sys_herror_text(code));
}

int pys_raise_timeout(struct pysock_error *e)
{
	return pysock_raise(e, PYSOCK_TIMEOUT, "timed out");
}

int pys_raise_memory(struct pysock_error *e)
{
	return pysock_raise(e, PYSOCK_MEMORY_ERROR, "out of memory");
}
