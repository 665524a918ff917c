/* The texts of errors as Windows has them. */
#include "sys.h"

#ifdef _WIN32

#include <string.h>

/* The system's text, without the line end and the period that it puts behind. */
const char *pys_sys_error_text(int code, char *buffer, size_t size)
{
	const DWORD flags = FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS;
	DWORD length = 0;

	if (code > WSABASEERR)
		length = FormatMessageA(flags, NULL, (DWORD)code, 0, buffer, (DWORD)size, NULL);
	while (length > 0 && (unsigned char)buffer[length - 1] <= ' ')
		length--;
	if (length > 0 && buffer[length - 1] == '.')
		length--;
	buffer[length] = '\0';
	if (code > WSABASEERR && length == 0)
		(void)snprintf(buffer, size, "Unknown error %d", code);
	return code > WSABASEERR ? buffer : strerror(code);
}

/* As CPython has it: gai_strerror() has one text for all threads here. */
const char *pys_sys_gai_text(int code)
{
	(void)code;
	return "getaddrinfo failed";
}

const char *pys_sys_herror_text(int code)
{
	(void)code;
	return "host not found";
}

#endif
