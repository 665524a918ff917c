#ifndef PYS_CALL_FILE_H
#define PYS_CALL_FILE_H

/* The functions of call_file.c for the methods of files. Reading needs an open file for reading,
 * writing one for writing. */

#include "call.h"

#include <stdio.h>

/* Each direction has its own stream, so that neither waits for the other's buffer. */
struct pys_file {
	FILE *reader;
	FILE *writer;
	pysock_fd descriptor; /* beneath the first of them */
	bool text;
	bool regular; /* by its path, and not over a socket */
	bool unbuffered;
	size_t small;	   /* the size of a buffer below SMALLEST_BLOCK, else 0 */
	size_t block;	   /* over a socket: what is as large as that is not held back */
	bool after_return; /* a carriage return was read as a newline: one that follows is part of
			      it */
};

/* Bytes that are read until the end, whose number is not known before; free data. */
struct pys_growing {
	char *data;
	size_t size;
	size_t room;
};

bool pys_file_is_text(const struct pys_file *file);
bool pys_file_reads(const struct pys_file *file);
bool pys_file_writes(const struct pys_file *file);
/* Whether it is a file by its path, which has a position. */
bool pys_file_is_regular(const struct pys_file *file);

/* Moves it, as fseek() has it, and gives the position; -1 where an error is raised. */
int64_t pys_file_seek(
	struct pys_file *file, int64_t offset, int whence, struct pysock_error *error);
/*
 * Of a file by its path that reads: what is in its buffer goes back, so that the descriptor has the
 * file's position; and the file takes the descriptor's position.
 */
int pys_file_let_go(struct pys_file *file, struct pysock_error *error);
void pys_file_take_up(struct pys_file *file);

pysock_fd pys_file_descriptor(const struct pys_file *file);

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
