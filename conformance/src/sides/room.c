#include "room.h"

#include "base/tasks.h"
#include <stdio.h>
#include <sys/resource.h>

/* What a run needs, and what each adapter and its far ends do, as the tables are. */
enum { DESCRIPTORS = 96, DESCRIPTORS_EACH = 12 };

/* The runner, its keeper of the directory, and a shell's child or two. */
enum { TASKS = 4 };

/* An adapter, what stands before it, and threads of its own that rows make; the lab's keeper. */
enum { TASKS_EACH = 4, TASKS_OF_LAB = 1 };

/* A far end for which no descriptor is left would be charged to its row. */
static bool has_descriptors(size_t adapters)
{
	size_t wanted = DESCRIPTORS + adapters * DESCRIPTORS_EACH;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
		return true;
	fprintf(stderr,
		"plumbline: %zu adapters need %zu descriptors, but only %llu are allowed (ulimit "
		"-n): use fewer --jobs\n",
		adapters, wanted, (unsigned long long)limit.rlim_cur);
	return false;
}

/* How many steps of its far end a row plays at the same time. */
static size_t width_of(const struct plumb_row *row)
{
	size_t width = 1;

	for (size_t i = 0; i < row->steps.count; i++)
		width += row->steps.steps[i].kind == PLUMB_STEP_MEANWHILE;
	return width;
}

/* A capability's probe has a step beside the others at most. */
static size_t widest(const struct plumb_plan *plan)
{
	size_t width = 2;

	for (size_t i = 0; i < plan->count; i++)
		if (width_of(plan->rows[i]) > width)
			width = width_of(plan->rows[i]);
	return width;
}

static bool has_watched(const struct plumb_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->rows[i]->steps.is_watched)
			return true;
	return false;
}

bool plumb_room_find(struct plumb_room *room, const struct plumb_plan *plan, size_t sides,
	bool has_lab, int jobs)
{
	size_t width = widest(plan), watched = sides * has_watched(plan);
	size_t each = width + TASKS_EACH + (has_lab ? TASKS_OF_LAB : 0);
	size_t least = TASKS + (watched + sides) * each;
	size_t wanted = TASKS + (watched + sides * (size_t)jobs) * each;
	size_t found;

	if (!has_descriptors(sides * (size_t)jobs))
		return false;
	found = plumb_tasks_free(wanted);
	if (found < least) {
		fprintf(stderr,
			"plumbline: adapters and their far ends need %zu threads and processes, "
			"but only %zu are available (ulimit -u, ulimit -v, a container's limit)\n",
			least, found);
		return false;
	}
	room->jobs = jobs;
	if (found < wanted) {
		room->jobs = (int)((found - TASKS - watched * each) / (sides * each));
		fprintf(stderr,
			"plumbline: only %zu threads and processes are available, but --jobs %d "
			"needs %zu: continuing with --jobs %d\n",
			found, jobs, wanted, room->jobs);
	}
	room->threads = (watched + sides * (size_t)room->jobs) * width;
	return true;
}
