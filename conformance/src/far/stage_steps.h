/* The steps of the far end: one table of what there is, each with its arguments and its doing. */
#ifndef PLUMB_STAGE_STEPS_H
#define PLUMB_STAGE_STEPS_H

#include "peer_wait.h"
#include "stage_cast.h"
#include <jansson.h>
#include <stdatomic.h>
#include <sys/types.h>

/* What steps are played on. */
struct plumb_scene {
	struct plumb_cast *cast;
	struct plumb_patience patience;
	pid_t subject_pid;
	int lab_fd;
	atomic_bool *disturbed; /* set once the lab's wire was changed */
};

/*
 * Plays one step, ["send", "q", {"bytes": "61"}] for one, on the calling thread and until it is
 * done. A peer that it makes gets the name, which may be NULL. A new outcome, as in stage.h.
 */
json_t *plumb_scene_play(const struct plumb_scene *scene, const json_t *items, const char *name);

#endif
