/* A JSON file of the suite, read whole, with the line of each value. */
#ifndef PLUMB_DOCUMENT_H
#define PLUMB_DOCUMENT_H

#include "complaint.h"
#include "lines.h"

#include <jansson.h>
#include <stdbool.h>

struct plumb_document {
	json_t *root;
	struct plumb_lines *lines;
};

/*
 * Reads a regular file of at most 64 MiB: UTF-8 without a byte order mark, JSON without duplicate
 * keys or excessive nesting. False: the complaints say what is wrong, and there is nothing to
 * clear.
 */
bool plumb_document_load(
	struct plumb_document *document, const char *path, struct plumb_complaints *complaints);

void plumb_document_clear(struct plumb_document *document);

#endif
