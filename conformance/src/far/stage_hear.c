#include "stage_hear.h"

#include "base/heap.h"
#include "stage_outcome.h"
#include "values/show.h"
#include "values/value.h"
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	SHOWN_BYTES = 48,
	SHOWN_BEFORE = 16,    /* of bytes that are right, ahead of the first that is not */
	MOST_AT_ONCE = 65536, /* no datagram is longer */
};

/* The data received so far, and the expected data. */
struct heard {
	const unsigned char *want;
	size_t want_size;
	unsigned char *got; /* the data from byte `start` on; everything before it matched */
	size_t start;
	size_t got_size;
	size_t same; /* bytes at the start that are known to be right */
};

static size_t first_difference(struct heard *heard)
{
	size_t both = heard->got_size < heard->want_size ? heard->got_size : heard->want_size;

	while (heard->same < both &&
		heard->got[heard->same - heard->start] == heard->want[heard->same])
		heard->same++;
	return heard->same;
}

/* Bytes from an offset on, as Python writes them; a new string. */
static char *show_from(const unsigned char *bytes, size_t size, size_t from)
{
	size_t count = from < size ? size - from : 0;
	bool cut = count > SHOWN_BYTES;
	json_t *value = plumb_have(plumb_bytes_value(bytes + from, cut ? SHOWN_BYTES : count));
	char *shown = plumb_show_value(value, 0);
	char *text = plumb_format("%s%s", shown ? shown : "bytes", cut ? "..." : "");

	free(shown);
	json_decref(value);
	return text;
}

/* The same of what was heard: all that is needed of it to be shown. */
static char *show_got(const struct heard *heard, size_t from)
{
	unsigned char bytes[SHOWN_BYTES + 1];
	size_t count = 0;

	for (size_t i = from; i < heard->got_size && count < sizeof(bytes); i++)
		bytes[count++] = i < heard->start ? heard->want[i] : heard->got[i - heard->start];
	return show_from(bytes, count, 0);
}

/* Both sides, around the place where they part; then: what came after the bytes, or "". */
static json_t *saw_other(struct heard *heard, const char *then)
{
	size_t at = first_difference(heard);
	size_t from = at > SHOWN_BEFORE ? at - SHOWN_BEFORE : 0;
	char *got = show_got(heard, from);
	char *want = show_from(heard->want, heard->want_size, from);
	char *place = from > 0 ? plumb_format(" (from byte %zu on)", from) : plumb_copy("");

	json_t *outcome = plumb_outcome_saw("%s%s, want %s%s", got, then, want, place);
	free(place);
	free(want);
	free(got);
	return outcome;
}

static bool gave_up(int error)
{
	return error == ETIME || error == ECANCELED;
}

/* recv() failed: waiting ended, or the subject made it fail. */
static json_t *heard_error(struct heard *heard)
{
	if (gave_up(errno)) {
		return plumb_outcome_broken("%s, with %zu of %zu bytes received",
			plumb_wait_error(errno), heard->got_size, heard->want_size);
	}
	char *then = plumb_format(" and then %s", plumb_wait_error(errno));
	json_t *outcome = saw_other(heard, then);
	free(then);
	return outcome;
}

static json_t *hear_stream(
	const struct plumb_peer *peer, struct heard *heard, const struct plumb_patience *patience)
{
	while (heard->got_size < heard->want_size) {
		size_t left = heard->want_size - heard->got_size;
		heard->start = heard->got_size;
		ssize_t got = plumb_peer_read(
			peer, heard->got, left < MOST_AT_ONCE ? left : MOST_AT_ONCE, 0, patience);
		if (got < 0)
			return heard_error(heard);
		if (got == 0)
			return saw_other(heard, " and then the end");
		heard->got_size += (size_t)got;
		if (first_difference(heard) < heard->got_size)
			return saw_other(heard, "");
	}
	return NULL;
}

static json_t *hear_datagram(
	const struct plumb_peer *peer, struct heard *heard, const struct plumb_patience *patience)
{
	ssize_t got = plumb_peer_read(peer, heard->got, MOST_AT_ONCE, 0, patience);

	if (got < 0)
		return heard_error(heard);
	heard->got_size = (size_t)got;
	bool same =
		heard->got_size == heard->want_size && first_difference(heard) == heard->want_size;
	return same ? NULL : saw_other(heard, "");
}

json_t *plumb_hear_bytes(const struct plumb_peer *peer, const unsigned char *want, size_t size,
	const struct plumb_patience *patience)
{
	bool stream = peer->type == SOCK_STREAM;
	struct heard heard = {.want = want, .want_size = size};

	heard.got = plumb_new(stream && size < MOST_AT_ONCE ? size : MOST_AT_ONCE, 1);
	json_t *outcome = stream ? hear_stream(peer, &heard, patience)
				 : hear_datagram(peer, &heard, patience);
	free(heard.got);
	return outcome ? outcome : plumb_outcome_done();
}

/* The result of recv() while something else, or nothing, was expected. */
static json_t *saw(const unsigned char *bytes, ssize_t got, const char *want)
{
	if (got < 0 && gave_up(errno))
		return plumb_outcome_errno();
	if (got < 0)
		return plumb_outcome_saw("%s, want %s", plumb_wait_error(errno), want);
	char *shown = show_from(bytes, (size_t)got, 0);
	json_t *outcome = plumb_outcome_saw("%s, want %s", shown, want);
	free(shown);
	return outcome;
}

json_t *plumb_hear_end(const struct plumb_peer *peer, const struct plumb_patience *patience)
{
	unsigned char bytes[SHOWN_BYTES + 1];

	if (peer->type != SOCK_STREAM)
		return plumb_outcome_broken("datagrams have no end");
	ssize_t got = plumb_peer_read(peer, bytes, sizeof(bytes), 0, patience);
	return got == 0 ? plumb_outcome_done() : saw(bytes, got, "the end");
}

static bool is_listener(const struct plumb_peer *peer)
{
	int listens = 0;
	socklen_t size = sizeof(listens);

	getsockopt(peer->fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size);
	return listens != 0;
}

/* Waiting is over, with errno: it was the moment that was waited for, or a moment before. */
static json_t *silence_ended(const struct plumb_patience *patience)
{
	return errno == ETIME && !atomic_load(patience->why_ended) ? plumb_outcome_done()
								   : plumb_outcome_errno();
}

json_t *plumb_hear_nothing(
	const struct plumb_peer *peer, int64_t moment_ns, const struct plumb_patience *patience)
{
	unsigned char bytes[SHOWN_BYTES + 1];
	struct plumb_patience brief = *patience;

	brief.moment_ns = moment_ns;
	if (plumb_wait_for(&brief, peer->fd, POLLIN) != 0)
		return silence_ended(patience);
	/* If the runner was stopped, it cannot know whether the data came before or after. */
	if (plumb_now_ns() >= moment_ns)
		return plumb_outcome_done();
	if (is_listener(peer))
		return plumb_outcome_saw("a connection, want nothing");
	/* Another process may have received it in the meantime; then there is silence again. */
	ssize_t got = plumb_peer_read(peer, bytes, sizeof(bytes), MSG_PEEK, &brief);
	if (got < 0 && gave_up(errno))
		return silence_ended(patience);
	if (got == 0 && peer->type == SOCK_STREAM)
		return plumb_outcome_saw("the end, want nothing");
	return saw(bytes, got, "nothing");
}
