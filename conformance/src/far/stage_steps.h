/* The deeds of the far end, and how each is done. */
#ifndef PLUMB_STAGE_STEPS_H
#define PLUMB_STAGE_STEPS_H

#include "peer_wait.h"
#include "stage_args.h"
#include "stage_cast.h"
#include <jansson.h>
#include <stdatomic.h>
#include <sys/types.h>

/* The peers and other resources for playing steps. */
struct plumb_scene {
	struct plumb_cast *cast;
	struct plumb_patience patience;
	pid_t subject_pid;
	int lab_fd;
	const atomic_bool *over; /* the row has no other step: nothing is left to interrupt */
	atomic_bool *disturbed;	 /* set once the lab's wire was changed */
};

/*
 * Plays one deed on the calling thread and until it is done. A peer that it makes gets the name,
 * which may be NULL. A new outcome, as in stage.h.
 */
json_t *plumb_scene_play(
	const struct plumb_scene *scene, const struct plumb_stage_args *args, const char *name);

#endif
