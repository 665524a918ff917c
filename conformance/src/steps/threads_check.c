#include "threads_check.h"

#include "base/heap.h"
#include "base/nearest.h"

struct threads {
	const struct plumb_form *form;
	json_t *begun;	/* object: the step of the file in which each thread begins */
	json_t *joined; /* object: those that are joined already */
};

static bool begin(const struct threads *threads, const char *name, const json_t *at)
{
	if (json_object_get(threads->begun, name)) {
		return plumb_form_complain(
			threads->form, at, "in", "in: the thread %s begins twice", name);
	}
	json_object_set(threads->begun, name, (json_t *)at);
	return true;
}

/* The thread that somebody may have meant; NULL: none is near. */
static const char *nearest_to(const struct threads *threads, const char *name)
{
	struct plumb_nearest nearest = {.word = name};
	const char *key;
	json_t *at;

	json_object_foreach(threads->begun, key, at)
		if (!json_object_get(threads->joined, key))
			plumb_nearest_try(&nearest, key);
	return nearest.best;
}

static bool join(const struct threads *threads, const char *name, const json_t *at)
{
	const char *meant;

	if (json_object_get(threads->joined, name)) {
		return plumb_form_complain(
			threads->form, at, "join", "join: the thread %s is joined twice", name);
	}
	if (!json_object_get(threads->begun, name)) {
		meant = nearest_to(threads, name);
		return plumb_form_complain(threads->form, at, "join",
			"join: no thread %s has begun%s%s%s", name, meant ? "; did you mean " : "",
			meant ? meant : "", meant ? "?" : "");
	}
	json_object_set_new(threads->joined, name, json_true());
	return true;
}

/* What was begun must be waited for: nothing of a row may go on after it. */
static bool check_joined(const struct threads *threads)
{
	const char *name;
	json_t *at;
	bool right = true;

	json_object_foreach(threads->begun, name, at) {
		if (!json_object_get(threads->joined, name)) {
			right = plumb_form_complain(
				threads->form, at, "in", "in: the thread %s is never joined", name);
		}
	}
	return right;
}

bool plumb_threads_check(
	const struct plumb_form *form, const json_t *steps, const json_t *originals)
{
	struct threads threads = {.form = form,
		.begun = plumb_have(json_object()),
		.joined = plumb_have(json_object())};
	bool right = true;

	for (size_t i = 0; i < json_array_size(steps); i++) {
		const json_t *step = json_array_get(steps, i), *at = json_array_get(originals, i);
		const char *begins = json_string_value(json_object_get(step, "in"));
		const char *joins = json_string_value(json_object_get(step, "join"));
		if (begins)
			right = begin(&threads, begins, at) && right;
		if (joins)
			right = join(&threads, joins, at) && right;
	}
	right = check_joined(&threads) && right;
	json_decref(threads.begun);
	json_decref(threads.joined);
	return right;
}
