/* Outcomes of the far end's steps: see plumb_stage_fn. All are new values. */
#ifndef PLUMB_STAGE_OUTCOME_H
#define PLUMB_STAGE_OUTCOME_H

#include <jansson.h>

/* {"gives": value}; takes the value over. */
json_t *plumb_outcome_gives(json_t *value);

/* {"gives": null} */
json_t *plumb_outcome_done(void);

json_t *plumb_outcome_saw(const char *format, ...) __attribute__((format(printf, 1, 2)));

json_t *plumb_outcome_broken(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Broken, for the reason that errno tells. */
json_t *plumb_outcome_errno(void);

#endif
