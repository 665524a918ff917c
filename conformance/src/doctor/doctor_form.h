/*
 * Whether answers have the form of docs/protocol.md, to the letter. False: why[] says what was
 * expected.
 */
#ifndef PLUMB_DOCTOR_FORM_H
#define PLUMB_DOCTOR_FORM_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* capabilities: those that there are. */
bool plumb_doctor_start_is_formed(
	const json_t *answer, const json_t *capabilities, char *why, size_t size);

/* Beyond plumb_answer_check(), which must have found nothing. */
bool plumb_doctor_run_is_formed(const json_t *answer, char *why, size_t size);

bool plumb_doctor_stop_is_formed(const json_t *answer, char *why, size_t size);

#endif
