#include "invocation.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t adapter_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void invocation_end(struct invocation *invocation)
{
	pysock_value_drop(invocation->callable);
	for (size_t i = 0; i < invocation->arguments.count; i++)
		pysock_value_drop(invocation->values[i]);
	for (size_t i = 0; i < invocation->arguments.keyword_count; i++)
		pysock_value_drop(invocation->keywords[i].value);
	json_decref(invocation->with);
	free(invocation->values);
	free(invocation->keywords);
	*invocation = (struct invocation){0};
}

static int find_callable(const struct row *row, const char *name, struct invocation *invocation,
	struct problem *problem)
{
	if (row_find(row, name, strlen(name)) == NULL)
		invocation->helper = helper_find(name);
	if (invocation->helper != NULL)
		return 0;
	return name_resolve(row, name, &invocation->callable, problem);
}

static int decode_arguments(const struct row *row, const json_t *call, const json_t *with,
	struct invocation *invocation, struct problem *problem)
{
	struct pysock_arguments *arguments = &invocation->arguments;
	size_t count = json_array_size(call) - 1;
	void *iterator = json_object_iter((json_t *)(uintptr_t)with);

	invocation->values = adapter_need(calloc(count + 1, sizeof(struct pysock_value *)));
	invocation->keywords =
		adapter_need(calloc(json_object_size(with) + 1, sizeof *invocation->keywords));
	invocation->with = json_incref((json_t *)(uintptr_t)with);
	arguments->values = invocation->values;
	arguments->keywords = invocation->keywords;
	for (; arguments->count < count; arguments->count++)
		if (decode_value(row, json_array_get(call, arguments->count + 1),
			    &invocation->values[arguments->count], problem) < 0)
			return -1;
	for (; iterator != NULL;
		iterator = json_object_iter_next((json_t *)(uintptr_t)with, iterator)) {
		struct pysock_keyword *keyword = &invocation->keywords[arguments->keyword_count];
		keyword->name = json_object_iter_key(iterator);
		if (decode_value(row, json_object_iter_value(iterator), &keyword->value, problem) <
			0)
			return -1;
		arguments->keyword_count++;
	}
	return 0;
}

int invocation_make(struct invocation *invocation, const struct row *row, const char *name,
	const json_t *call, const json_t *with, struct problem *problem)
{
	int rc = find_callable(row, name, invocation, problem);

	if (rc == 0)
		rc = decode_arguments(row, call, with, invocation, problem);
	if (rc < 0)
		invocation_end(invocation);
	return rc;
}

int invocation_run(const struct invocation *invocation, struct played *played)
{
	struct problem *problem = &played->problem;
	int64_t began_ns = adapter_now_ns();
	int rc = invocation->helper != NULL
			 ? helper_call(invocation->helper, &invocation->arguments, &played->value,
				   &problem->error)
			 : pysock_call(invocation->callable, &invocation->arguments, &played->value,
				   &problem->error);

	played->took_ns = adapter_now_ns() - began_ns;
	problem->kind = PROBLEM_RAISED;
	return rc;
}
