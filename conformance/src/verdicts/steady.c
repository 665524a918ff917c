#include "steady.h"

#include "base/heap.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* Linux gives these to sockets that ask for any port. */
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

/* --- each returns how much of the text it stands for; 0: none of it -----------------------------
 */

/* ("127.0.0.1", 40123): the port alone differs. */
static size_t take_port(struct plumb_steady *steady, struct plumb_text *copy, const char *text)
{
	const char *digits = port_of(text);
	long port = digits ? chosen_port(digits) : 0;
	size_t number = port ? number_of(steady, port) : 0;

	if (!number)
		return 0;
	plumb_text_add_n(copy, text, (size_t)(digits - text));
	plumb_text_add_f(copy, "<port %zu>", number);
	return (size_t)(digits - text) + DIGITS;
}

/* The path of the run's directory: DIRECTORY/plumbline-AbCdEf, and a row's number in it. */
static size_t take_directory(struct plumb_steady *steady, struct plumb_text *copy, const char *text)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	static const char mark[] = "/plumbline-";
	size_t path = *text == '/' ? strcspn(text, "\"' \t\n,;:()") : 0, length;
	const char *found = path ? strstr(text, mark) : NULL;

	(void)steady;
	if (!found || (size_t)(found - text) >= path)
		return 0;
	length = (size_t)(found - text) + strlen(mark);
	if (strspn(text + length, letters) != strlen("XXXXXX"))
		return 0;
	length += strlen("XXXXXX");
	if (text[length] == '/' && strspn(text + length + 1, "0123456789") > 0)
		length += 1 + strspn(text + length + 1, "0123456789");
	plumb_text_add(copy, "<directory>");
	return length;
}

static size_t take_address(struct plumb_steady *steady, struct plumb_text *copy, const char *text)
{
	enum { SHORTEST = 6 };
	size_t length = strncmp(text, "0x", 2) == 0 ? strspn(text + 2, "0123456789abcdef") : 0;

	(void)steady;
	if (length < SHORTEST)
		return 0;
	plumb_text_add(copy, "<address>");
	return 2 + length;
}

static size_t take_time(struct plumb_steady *steady, struct plumb_text *copy, const char *text)
{
	static const char form[] = "0000-00-00T00:00:00Z";
	size_t i = 0;

	(void)steady;
	while (form[i] && (form[i] == '0' ? text[i] >= '0' && text[i] <= '9' : text[i] == form[i]))
		i++;
	if (form[i])
		return 0;
	plumb_text_add(copy, "<time>");
	return i;
}

/* Where the literal of bytes ends that begins here; *count: how many bytes it has. */
static size_t literal_length(const char *text, size_t *count)
{
	size_t at = 2;

	for (*count = 0; text[at] && text[at] != '"'; ++*count) {
		size_t step = text[at] != '\\' ? 1 : strncmp(text + at, "\\x", 2) == 0 ? 4 : 2;
		at += strnlen(text + at, step);
	}
	return text[at] ? at + 1 : 0;
}

static size_t take_bytes(struct plumb_steady *steady, struct plumb_text *copy, const char *text)
{
	size_t count, length;

	if (!steady->any_bytes || strncmp(text, "b\"", 2) != 0)
		return 0;
	length = literal_length(text, &count);
	if (length)
		plumb_text_add_f(copy, "<%zu bytes>", count);
	return length;
}

char *plumb_steady_text(struct plumb_steady *steady, const char *text)
{
	static size_t (*const takes[])(struct plumb_steady *, struct plumb_text *, const char *) = {
		take_port, take_directory, take_address, take_time, take_bytes};
	struct plumb_text copy = {0};

	while (*text) {
		size_t taken = 0;
		for (size_t i = 0; !taken && i < sizeof takes / sizeof takes[0]; i++)
			taken = takes[i](steady, &copy, text);
		if (!taken)
			plumb_text_add_n(&copy, text, 1);
		text += taken ? taken : 1;
	}
	plumb_text_add(&copy, "");
	return plumb_have_text(&copy);
}
