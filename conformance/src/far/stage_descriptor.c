#include "stage_descriptor.h"

#include "stage_outcome.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

/* The flags of open(2), close-on-exec among them, or -1 with errno. */
static long read_flags(pid_t subject, int descriptor)
{
	char path[64], line[128];
	unsigned long flags;
	long found = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/fdinfo/%d", (long)subject, descriptor);
	file = fopen(path, "re");
	if (!file)
		return -1;
	while (found < 0 && fgets(line, sizeof(line), file))
		if (sscanf(line, "flags: %lo", &flags) == 1)
			found = (long)flags;
	fclose(file);
	if (found < 0)
		errno = ENODATA;
	return found;
}

json_t *plumb_descriptor_private(pid_t subject, int descriptor)
{
	long flags = read_flags(subject, descriptor);

	if (flags < 0)
		return plumb_outcome_errno();
	if ((flags & O_CLOEXEC) == 0) {
		return plumb_outcome_saw(
			"that an executed program inherits descriptor %d, want it closed",
			descriptor);
	}
	return plumb_outcome_done();
}
