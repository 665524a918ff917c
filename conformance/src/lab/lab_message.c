#include "lab_message.h"

#include <ctype.h>
#include <string.h>

enum {
	HEADER_SIZE = 12,
	/* of the third byte */
	IS_ANSWER = 0x80,
	IS_CUT = 0x02,
	/* of the fourth */
	FORMAT_ERROR = 1,
	SERVER_FAILURE = 2,
	NOT_IMPLEMENTED = 4,
	REFUSED = 5,
};

bool plumb_lab_asked(const unsigned char *query, size_t size, char name[PLUMB_LAB_NAME])
{
	size_t from = HEADER_SIZE;
	size_t to = 0;

	while (from < size && query[from] > 0) {
		size_t length = query[from++];
		if (length > 63 || from + length >= size || to + length + 1 >= PLUMB_LAB_NAME)
			return false;
		for (size_t i = 0; i < length; i++)
			name[to++] = (char)tolower(query[from++]);
		name[to++] = '.';
	}
	name[to > 0 ? to - 1 : 0] = 0;
	return from < size;
}

static size_t say_code(unsigned char *message, size_t size, unsigned char code)
{
	message[2] |= IS_ANSWER;
	message[3] = code;
	return size;
}

static size_t say_nothing(unsigned char *message, size_t size)
{
	(void)message;
	(void)size;
	return 0;
}

static size_t say_format_error(unsigned char *message, size_t size)
{
	return say_code(message, size, FORMAT_ERROR);
}

static size_t say_failure(unsigned char *message, size_t size)
{
	return say_code(message, size, SERVER_FAILURE);
}

static size_t say_not_implemented(unsigned char *message, size_t size)
{
	return say_code(message, size, NOT_IMPLEMENTED);
}

static size_t say_refused(unsigned char *message, size_t size)
{
	return say_code(message, size, REFUSED);
}

/* To be asked again by a stream, which is then closed without a word. */
static size_t say_cut(unsigned char *message, size_t size)
{
	message[2] |= IS_CUT;
	return say_code(message, size, 0);
}

/* One record is promised; its name points behind the end of the message. */
static size_t say_garbage(unsigned char *message, size_t size)
{
	static const unsigned char record[] = {0xff, 0xff, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 1, 2};

	message[7] = 1;
	memcpy(message + size, record, sizeof(record));
	return say_code(message, size + sizeof(record), 0);
}

/* The answer to a question that nobody asked. */
static size_t say_foreign(unsigned char *message, size_t size)
{
	message[0] ^= 0xff;
	return say_code(message, size, 0);
}

static const struct {
	const char *kind;
	size_t (*say)(unsigned char *message, size_t size);
} faults[] = {
	{"silence", say_nothing},
	{"formerr", say_format_error},
	{"servfail", say_failure},
	{"notimp", say_not_implemented},
	{"refused", say_refused},
	{"cut", say_cut},
	{"garbage", say_garbage},
	{"foreign", say_foreign},
};

bool plumb_lab_is_fault(const char *kind)
{
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		if (strcmp(faults[i].kind, kind) == 0)
			return true;
	return false;
}

size_t plumb_lab_answer_wrongly(unsigned char *message, size_t size, const char *kind)
{
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		if (strcmp(faults[i].kind, kind) == 0)
			return faults[i].say(message, size);
	return 0;
}
