/*
 * The requests of the doctor and what is wanted of their answers: doctor_checks.c has their form.
 */
#ifndef PLUMB_DOCTOR_ANSWER_H
#define PLUMB_DOCTOR_ANSWER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * The steps of the request as they are sent, a new list: without what is wanted of them. kept: the
 * object of what came earlier in the same check, by name.
 */
json_t *plumb_doctor_steps(const json_t *kept, const json_t *request);

/*
 * Whether the answer keeps the protocol and is what the request wants; what it is to keep goes into
 * `kept`. False: why[] says what was expected.
 */
bool plumb_doctor_judge(
	json_t *kept, const json_t *request, const json_t *answer, char *why, size_t size);

#endif
