#include "threads_check.h"

#include "base/nearest.h"

#include <string.h>

/* The steps before number `count`, with the objects of the file that stand for them. */
struct before {
	const struct plumb_form *form;
	const struct plumb_steps *steps;
	const json_t *originals;
	size_t count;
};

static bool has_begun(const struct before *before, const char *thread)
{
	for (size_t i = 0; i < before->count; i++) {
		const char *begun = before->steps->steps[i].thread;
		if (begun && strcmp(begun, thread) == 0)
			return true;
	}
	return false;
}

/* Whether a thread that has begun is joined. */
static bool is_joined(const struct before *before, const char *thread)
{
	struct before earlier = *before;

	for (earlier.count = 0; earlier.count < before->count; earlier.count++) {
		const struct plumb_step *step = &before->steps->steps[earlier.count];
		if (step->kind == PLUMB_STEP_JOIN && strcmp(step->name, thread) == 0 &&
			has_begun(&earlier, thread))
			return true;
	}
	return false;
}

/* The thread that somebody may have meant; NULL: none is near. */
static const char *nearest_to(const struct before *before, const char *name)
{
	struct plumb_nearest nearest = {.word = name};

	for (size_t i = 0; i < before->count; i++) {
		const char *begun = before->steps->steps[i].thread;
		if (begun && !is_joined(before, begun))
			plumb_nearest_try(&nearest, begun);
	}
	return nearest.best;
}

static bool check_begin(const struct before *before, const char *name)
{
	const json_t *at = json_array_get(before->originals, before->count);
	struct before whole = *before;
	bool right = true;

	whole.count = before->steps->count;
	if (has_begun(before, name)) {
		return plumb_form_complain(
			before->form, at, "in", "in: the thread %s begins twice", name);
	}
	/* What was begun must be waited for: nothing of a row may go on after it. */
	if (!is_joined(&whole, name)) {
		right = plumb_form_complain(
			before->form, at, "in", "in: the thread %s is never joined", name);
	}
	return right;
}

static bool check_join(const struct before *before, const char *name)
{
	const json_t *at = json_array_get(before->originals, before->count);
	const char *meant;

	if (is_joined(before, name)) {
		return plumb_form_complain(
			before->form, at, "join", "join: the thread %s is joined twice", name);
	}
	if (has_begun(before, name))
		return true;
	meant = nearest_to(before, name);
	return plumb_form_complain(before->form, at, "join", "join: no thread %s has begun%s%s%s",
		name, meant ? "; did you mean " : "", meant ? meant : "", meant ? "?" : "");
}

bool plumb_threads_check(
	const struct plumb_form *form, const struct plumb_steps *steps, const json_t *originals)
{
	struct before before = {.form = form, .steps = steps, .originals = originals};
	bool right = true;

	for (; before.count < steps->count; before.count++) {
		const struct plumb_step *step = &steps->steps[before.count];
		if (step->thread)
			right = check_begin(&before, step->thread) && right;
		if (step->kind == PLUMB_STEP_JOIN)
			right = check_join(&before, step->name) && right;
	}
	return right;
}
