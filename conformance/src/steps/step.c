#include "step.h"

#include <stdlib.h>

/* Each thread is begun once, and joined once after that. */
bool plumb_steps_are_beside(const struct plumb_steps *steps, size_t i)
{
	size_t begun = 0;

	for (size_t k = 0; steps->has_threads && k <= i; k++) {
		begun += steps->steps[k].thread != NULL;
		begun -= k < i && steps->steps[k].kind == PLUMB_STEP_JOIN;
	}
	return begun > 0;
}

void plumb_step_clear(struct plumb_step *step)
{
	switch (step->kind) {
	case PLUMB_STEP_CALL:
		json_decref(step->call.arguments);
		json_decref(step->call.keywords);
		break;
	case PLUMB_STEP_SET:
	case PLUMB_STEP_LET:
		json_decref(step->value);
		break;
	case PLUMB_STEP_PEER:
		plumb_deed_clear(&step->peer);
		break;
	case PLUMB_STEP_MEANWHILE:
		for (size_t i = 0; i < step->meanwhile.count; i++)
			plumb_deed_clear(&step->meanwhile.deeds[i]);
		free(step->meanwhile.deeds);
		break;
	case PLUMB_STEP_KERNEL:
		plumb_kernel_deed_clear(&step->kernel);
		break;
	default: /* nothing but the name */
		break;
	}
	for (size_t i = 0; i < step->as.count; i++)
		free(step->as.names[i]);
	free(step->as.names);
	free(step->name);
	free(step->thread);
	free(step->request);
	plumb_expectation_clear(&step->expectation);
}

void plumb_steps_clear(struct plumb_steps *steps)
{
	for (size_t i = 0; i < steps->count; i++)
		plumb_step_clear(&steps->steps[i]);
	free(steps->steps);
	*steps = (struct plumb_steps){0};
}
