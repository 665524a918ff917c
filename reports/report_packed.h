/* A value as text that a page can hold and its script can read. */
#ifndef PLUMB_REPORT_PACKED_H
#define PLUMB_REPORT_PACKED_H

#include <jansson.h>
#include <stdio.h>

/*
 * Writes the value as JSON, packed by zlib (RFC 1950) and written in base64 with line breaks: a
 * browser reads twenty megabytes of rows faster so than as they are, and no character in it means
 * anything in HTML. A failed write is for the caller to see in `out`.
 */
void plumb_report_put_packed(const json_t *value, FILE *out);

#endif
