#ifndef PYS_CALL_FILE_H
#define PYS_CALL_FILE_H

/* What call_file.c offers to the methods of files. Reading wants a file that reads and is open,
   writing one that writes. */

#include "call.h"

/* Bytes that are read without knowing how many will come; data is to be freed. */
struct pys_growing {
	char *data;
	size_t size;
	size_t room;
};

bool pys_file_is_text(const struct pys_file *file);
bool pys_file_reads(const struct pys_file *file);
bool pys_file_writes(const struct pys_file *file);
int pys_file_descriptor(const struct pys_file *file);

/* Both streams are gone afterwards, even where an error is raised. */
int pys_file_close(struct pys_file *file, struct pysock_error *error);

/* At most limit bytes, as many as come before the end; SIZE_MAX is all of them. */
int pys_file_read_bytes(
	struct pys_file *file, size_t limit, struct pys_growing *bytes, struct pysock_error *error);

/* At most limit characters of a text file, bytes of another; line ends behind a newline. */
int pys_file_read_units(struct pys_file *file, size_t limit, bool line, struct pys_growing *bytes,
	struct pysock_error *error);

int pys_file_write(
	struct pys_file *file, const char *bytes, size_t size, struct pysock_error *error);
int pys_file_flush(struct pys_file *file, struct pysock_error *error);

#endif
