/* The doctor's requests and the expected answers; doctor_checks.c describes their form. */
#ifndef PLUMB_DOCTOR_ANSWER_H
#define PLUMB_DOCTOR_ANSWER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * The steps of the request as they are sent, without their expectations; a new list. kept: an
 * object of the values kept earlier in the same check, by name.
 */
json_t *plumb_doctor_steps(const json_t *kept, const json_t *request);

/*
 * Whether the answer keeps the protocol and meets the request's expectation; stores values to keep
 * in `kept`. False: why[] says what was expected.
 */
bool plumb_doctor_judge(
	json_t *kept, const json_t *request, const json_t *answer, char *why, size_t size);

/*
 * The missing name of the module or an object that alone ended the row; borrowed. NULL: nothing is
 * missing that the request does not expect to be.
 */
const char *plumb_doctor_lacking(const json_t *request, const json_t *answer);

/* Why the adapter could not play the last step, by its own words; borrowed. NULL: it could. */
const char *plumb_doctor_unmade(const json_t *request, const json_t *answer);

/* What the implementation did differently where it may (`otherwise`); NULL: nothing. */
const char *plumb_doctor_otherwise(const json_t *kept);

/* Whether some step of the requests gives a value this name: it is not one of the module's then. */
bool plumb_doctor_names(const json_t *requests, const char *name);

#endif
