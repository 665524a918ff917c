/* The rows of a run that took longest, side by side. */
#ifndef PLUMB_DURATIONS_H
#define PLUMB_DURATIONS_H

#include <stddef.h>
#include <stdint.h>

struct plumb_durations;

/* Keeps so many; with 0 none. */
struct plumb_durations *plumb_durations_new(size_t most);

/* The row took so long on that side. Both names are borrowed until the end. */
void plumb_durations_add(
	struct plumb_durations *durations, const char *row, const char *side, int64_t took_ns);

/* Prints them, the slowest first; nothing where none are kept. */
void plumb_durations_print(const struct plumb_durations *durations);

void plumb_durations_free(struct plumb_durations *durations);

#endif
