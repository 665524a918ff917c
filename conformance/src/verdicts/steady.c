#include "steady.h"

#include "base/heap.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* Linux gives these to whoever asks for any port. */
enum { FIRST_PORT = 32768, LAST_PORT = 60999, DIGITS = 5 };

/* Behind the host of an address that begins here, where the port stands; NULL: there is none. */
static const char *port_of(const char *text)
{
	static const char gap[] = "\", ";

	if (strncmp(text, "(\"", 2) != 0)
		return NULL;
	for (text += 2; *text && *text != '"'; text++)
		if (*text == '\\' && text[1])
			text++;
	return strncmp(text, gap, strlen(gap)) == 0 ? text + strlen(gap) : NULL;
}

static long chosen_port(const char *digits)
{
	long port = strspn(digits, "0123456789") == DIGITS ? strtol(digits, NULL, 10) : 0;

	return port >= FIRST_PORT && port <= LAST_PORT ? port : 0;
}

/* From 1; 0: there is no room for another. */
static size_t number_of(struct plumb_steady *steady, long port)
{
	size_t i = 0;

	while (i < steady->count && steady->ports[i] != port)
		i++;
	if (i == PLUMB_STEADY_PORTS)
		return 0;
	if (i == steady->count)
		steady->ports[steady->count++] = port;
	return i + 1;
}

char *plumb_steady_text(struct plumb_steady *steady, const char *text)
{
	struct plumb_text copy = {0};

	while (*text) {
		const char *digits = port_of(text);
		long port = digits ? chosen_port(digits) : 0;
		size_t number = port ? number_of(steady, port) : 0;
		if (number) {
			plumb_text_add_n(&copy, text, (size_t)(digits - text));
			plumb_text_add_f(&copy, "<port %zu>", number);
			text = digits + DIGITS;
		} else {
			plumb_text_add_n(&copy, text++, 1);
		}
	}
	return plumb_have_text(&copy);
}
