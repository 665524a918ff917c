/* Bytes as a source of choices; where they are at their end, every choice is the first. */
#ifndef FUZZ_BYTES_H
#define FUZZ_BYTES_H

#include <stddef.h>
#include <stdint.h>

struct bytes {
	const uint8_t *data;
	size_t size;
};

/* From 0 to below - 1; below is 1 to 256. */
size_t bytes_below(struct bytes *bytes, size_t below);

/* Any number, of eight bytes. */
uint64_t bytes_number(struct bytes *bytes);

/* Any float, with NaN and the infinities among them; most are small. */
double bytes_real(struct bytes *bytes);

/* Up to 40 bytes as they are. */
const uint8_t *bytes_some(struct bytes *bytes, size_t *size);

/* What system.c decides the outcomes of system calls by. */
extern struct bytes *bytes_for_system;

#endif
