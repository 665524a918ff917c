/* Between the files that write the far end of a row as lines of a script. */
#ifndef PLUMB_REPRO_FAR_H
#define PLUMB_REPRO_FAR_H

#include "repro_script.h"

/* One step of the far end while it is written. */
struct plumb_far_part {
	struct plumb_script *script;
	const struct plumb_deed *deed;
	const char *name; /* of the peer that it makes; NULL: nobody speaks of it */
	bool in_thread;
};

/* The peer that the step speaks of, by its name in the script; a new string. */
char *plumb_far_peer(const struct plumb_far_part *part);

/* Steps that make a peer, or fill its backlog. */
void plumb_far_listen(const struct plumb_far_part *part);
void plumb_far_bind(const struct plumb_far_part *part);
void plumb_far_connect(const struct plumb_far_part *part);
void plumb_far_accept(const struct plumb_far_part *part);
void plumb_far_fill(const struct plumb_far_part *part);

#endif
