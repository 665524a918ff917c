#include "place.h"

#include "heap.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *plumb_place_program(void)
{
	char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);

	if (length < 0)
		return plumb_copy("plumbline");
	path[length] = '\0';
	return plumb_copy(path);
}

static char *program_directory(void)
{
	char *path = plumb_place_program();
	char *slash = strrchr(path, '/');

	if (slash)
		*slash = '\0';
	else
		strcpy(path, ".");
	return path;
}

char *plumb_place_beside(const char *name)
{
	char *directory = program_directory();
	char *path = plumb_format("%s/%s", directory, name);

	free(directory);
	return path;
}

/* A build directory may lie some levels below the top of the tree: build/, build/asan/. */
char *plumb_place_of(const char *name)
{
	static const char *const ways[] = {"..", "../..", "../share/plumbline", "../../.."};
	char *directory = program_directory();
	char *path = NULL;

	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		path = plumb_format("%s/%s/%s", directory, ways[i], name);
		if (access(path, F_OK) == 0)
			goto found;
		free(path);
	}
	path = plumb_format("%s/../%s", directory, name);
found:
	free(directory);
	char *clean = realpath(path, NULL);
	if (!clean)
		return path;
	free(path);
	return clean;
}
