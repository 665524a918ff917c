/* A stage for a test: it stands alone, and the test plays the subject's end itself. */
#ifndef PLUMB_STAGE_STAND_H
#define PLUMB_STAGE_STAND_H

#include "far/stage.h"
#include "values/address.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* A deadline that never comes. */
extern const int64_t stand_never_ns;

enum { STAND_FAMILIES = 3, STAND_STEPS = 64 };
extern const char *const stand_families[STAND_FAMILIES];

/* A stage, its loop, and the subject's end. */
struct stand {
	uv_loop_t loop;
	struct plumb_stage *stage;
	char directory[32];
	char told[512]; /* what came out last, as stand_told() says it */
	bool done;
	int subject;			       /* a descriptor, or -1 */
	struct plumb_step *steps[STAND_STEPS]; /* that were played, until the end */
	size_t step_count;
};

/* Raising ends the test where it fails; stand_end() takes everything down again. */
void stand_raise(struct stand *stand, pid_t subject_pid, int64_t patience_ns);

/* This process is the subject, and there is no deadline. */
void stand_raise_usual(struct stand *stand);

/* The subject is connected to the peer q, by way of the listener p. */
void stand_raise_connected(struct stand *stand, const char *family);

/* Ends the stage, and says what its end told. The directory and the loop have to be empty then. */
const char *stand_end(struct stand *stand, bool cancel);

/* Plays a step, ' standing for ", and says what came out: "gives JSON", "saw: ..." or "broken:
 * ...". */
const char *stand_play(struct stand *stand, const char *text);

/* The step as stages take it; the stand keeps it until its end. */
const struct plumb_step *stand_step(struct stand *stand, const char *text);

/* The two halves of it: what is begun is not done at once. */
void stand_begin(struct stand *stand, const char *text);
const char *stand_told(struct stand *stand);

/* Forgets the steps: nothing is at play any more. stand_end() does it too. */
void stand_forget(struct stand *stand);

/* What the stage calls with an outcome; the context is the stand. */
void stand_tell(void *context, const json_t *outcome);

void stand_meanwhile(struct stand *stand, const char *text);

/* The step with every %s replaced by the family; good until the next call. */
const char *stand_of_family(const char *text, const char *family);

/* The address of a peer, which has one. */
struct plumb_address stand_address_of(struct stand *stand, const char *name);

/* Connects the subject to the peer of that name; the type is a socket's. */
void stand_connect(struct stand *stand, const char *name, int type);

/* The subject sends the text. */
void stand_say(const struct stand *stand, const char *text);

/* What the subject receives in one call: the text, "the end" or the error's name. */
const char *stand_hear(const struct stand *stand, int flags);

#endif
