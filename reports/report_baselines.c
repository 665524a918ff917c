#include "report_baselines.h"

#include "base/heap.h"
#include <stdlib.h>
#include <string.h>

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* A file's name becomes its subject's name and link, so it must be unique. */
static bool check_names(const char *const *paths, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(name_of(paths[i]), name_of(paths[k])) == 0) {
				fprintf(stderr, "plumbline report: %s: there is %s already\n",
					paths[i], paths[k]);
				return false;
			}
	return true;
}

bool plumb_report_baselines_load(
	struct plumb_report_baselines *baselines, const char *const *paths, size_t count)
{
	bool good;

	*baselines = (struct plumb_report_baselines){0};
	if (count == 0)
		return true;
	good = check_names(paths, count);
	baselines->baselines = plumb_new(count, sizeof *baselines->baselines);
	for (size_t i = 0; good && i < count; i++) {
		baselines->baselines[i] = plumb_baseline_load(paths[i], false, stderr);
		good = baselines->baselines[i];
		baselines->count += good;
	}
	return good;
}

void plumb_report_baselines_clear(struct plumb_report_baselines *baselines)
{
	for (size_t i = 0; i < baselines->count; i++)
		plumb_baseline_free(baselines->baselines[i]);
	free(baselines->baselines);
}
