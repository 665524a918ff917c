#include "step_stand.h"

#include "base/heap.h"
#include "steps/steps_read.h"
#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool stand_read_steps(struct plumb_steps *steps, const char *text, char *said, size_t size)
{
	char *told = NULL;
	size_t length = 0;
	FILE *errors = open_memstream(&told, &length);
	struct plumb_complaints complaints = {.path = "t.json", .errors = errors};
	const struct plumb_form form = {.complaints = &complaints};
	json_t *list = json_of(text);
	bool right = plumb_steps_read(steps, &form, list, list);

	json_decref(list);
	fclose(errors);
	snprintf(said, size, "%s", told);
	free(told);
	return right;
}

struct plumb_steps stand_steps(const char *text)
{
	struct plumb_steps steps;
	char said[512];

	if (!stand_read_steps(&steps, text, said, sizeof(said)))
		CHECK_TEXT(said, "");
	return steps;
}

static bool read_meanwhile(struct plumb_step *step, const json_t *begun, char *why, size_t size)
{
	size_t count = json_array_size(begun);
	bool right = true;

	step->kind = PLUMB_STEP_MEANWHILE;
	step->meanwhile.deeds = plumb_new(count, sizeof(*step->meanwhile.deeds));
	for (size_t i = 0; right && i < count; i++) {
		right = plumb_deed_read(
			&step->meanwhile.deeds[i], json_array_get(begun, i), false, why, size);
		step->meanwhile.count++;
	}
	return right;
}

bool stand_read_far_step(struct plumb_step *step, const char *text, char *why, size_t size)
{
	json_t *json = json_of(text);
	const json_t *begun = json_object_get(json, "meanwhile");
	const char *name = json_string_value(json_object_get(json, "as"));
	bool right;

	*step = (struct plumb_step){.kind = PLUMB_STEP_PEER};
	if (begun) {
		right = read_meanwhile(step, begun, why, size);
	} else {
		right = plumb_deed_read(
			&step->peer, json_object_get(json, "peer"), name, why, size);
	}
	if (name) {
		step->as.names = plumb_new(1, sizeof(*step->as.names));
		step->as.names[step->as.count++] = plumb_copy(name);
	}
	json_decref(json);
	return right;
}
