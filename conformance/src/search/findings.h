/* What a search has found: each difference once, as small as it could be made. */
#ifndef PLUMB_FINDINGS_H
#define PLUMB_FINDINGS_H

#include "trial.h"
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct plumb_findings;

/* directory: where each is written, and which is made when there is one; NULL: nowhere. */
struct plumb_findings *plumb_findings_new(const char *directory);

/* Whether one of this signature is known; then it is counted again. */
bool plumb_findings_knows(struct plumb_findings *findings, const char *signature);

/* From now on a difference of this signature is no finding: it varies, or was explained. */
void plumb_findings_set_aside(struct plumb_findings *findings, const char *signature);

/*
 * Takes in a trial, played once more, with where its sides part; prints it, and writes its files. A
 * false value: they could not be written, and it was said why.
 */
bool plumb_findings_add(struct plumb_findings *findings, const struct plumb_trial *trial,
	const struct plumb_difference *difference, FILE *out);

size_t plumb_findings_count(const struct plumb_findings *findings);
size_t plumb_findings_set_aside_count(const struct plumb_findings *findings);

void plumb_findings_free(struct plumb_findings *findings);

#endif
