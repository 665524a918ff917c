/* What the far end receives from the subject, and whether it is what the row says. */
#ifndef PLUMB_STAGE_HEAR_H
#define PLUMB_STAGE_HEAR_H

#include "peer.h"
#include <jansson.h>

/* Receives these bytes and no more; of a datagram socket one datagram. */
json_t *plumb_hear_bytes(const struct plumb_peer *peer, const unsigned char *want, size_t size,
	const struct plumb_patience *patience);

/* Sees the end of the stream, and nothing before it. */
json_t *plumb_hear_end(const struct plumb_peer *peer, const struct plumb_patience *patience);

/* Sees nothing until the moment, neither bytes nor an end, nor (a listener) a connection. */
json_t *plumb_hear_nothing(
	const struct plumb_peer *peer, int64_t moment_ns, const struct plumb_patience *patience);

#endif
