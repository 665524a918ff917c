/*
 * A conversation with one adapter, one line after the other: what the doctor says, what he hears,
 * and what went wrong, with the lines themselves.
 */
#ifndef PLUMB_DOCTOR_TALK_H
#define PLUMB_DOCTOR_TALK_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct plumb_talk;

/* NULL: it could not be started; why[] says how that came. */
struct plumb_talk *plumb_talk_begin(char *const *argv, char *why, size_t size);

/* Sends the request, which gets the next `seq`; borrowed, and changed. */
void plumb_talk_say(struct plumb_talk *talk, json_t *request);

/* Sends a line that is not a request; no answer is due. */
void plumb_talk_say_line(struct plumb_talk *talk, const char *line);

/*
 * The answer to the oldest open request, a new reference. NULL: none came within so many
 * milliseconds, or it was not an answer; plumb_talk_trouble() says so, and no more answers come.
 */
json_t *plumb_talk_hear(struct plumb_talk *talk, int patience_ms);

/* Whether there is a request that was not answered, or whose answer was not heard. */
bool plumb_talk_is_owed(const struct plumb_talk *talk);

/* Whether the adapter stays silent; if not, plumb_talk_trouble() says what came. */
bool plumb_talk_is_quiet(struct plumb_talk *talk, int patience_ms);

/*
 * After `stop` was answered: whether the adapter ends by itself within so many milliseconds, with
 * status 0 and without another word. If not, that is the trouble.
 */
bool plumb_talk_ends(struct plumb_talk *talk, int patience_ms);

/*
 * After a line that is not a request: whether the adapter ends by itself within so many
 * milliseconds, with a status other than 0 and without further output.
 */
bool plumb_talk_gives_up(struct plumb_talk *talk, int patience_ms);

/* The trouble, or "" if there was none. */
const char *plumb_talk_trouble(const struct plumb_talk *talk);

/* The last lines of its standard error, made printable; the caller frees them. */
char *plumb_talk_errors(const struct plumb_talk *talk);

/* The lines that were sent last, since plumb_talk_forget(), at most 600 bytes of each. */
const char *plumb_talk_sent(const struct plumb_talk *talk);

/* The lines that came since then; "" where none did. */
const char *plumb_talk_came(const struct plumb_talk *talk);

/* Begins a new exchange and forgets the lines of the last one. */
void plumb_talk_forget(struct plumb_talk *talk);

/* The process that was started. */
pid_t plumb_talk_started(const struct plumb_talk *talk);

/* The process that answers. */
pid_t plumb_talk_pid(const struct plumb_talk *talk);

/* Kills the adapter if it still runs; NULL does nothing. */
void plumb_talk_end(struct plumb_talk *talk);

#endif
