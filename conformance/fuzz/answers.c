/*
 * Answers: bytes as the line of an adapter that was asked to play two steps, and its outcomes
 * compared and printed as those of a row.
 */
#include "fuzz.h"

#include "adapters/answer_line.h"
#include "base/heap.h"
#include "rows/answer.h"
#include "values/match.h"
#include "values/show.h"

#include <stdlib.h>

static const char row[] = "[{\"call\": [\"socket\"], \"as\": \"s\"},"
			  " {\"call\": [\"s.recvfrom\", 10], \"gives\": {\"tuple\": [{\"bytes\": "
			  "\"6162\"}, {\"any\": "
			  "\"tuple\"}]}}]";
static const char *const expectations[] = {
	"{\"gives\": {\"tuple\": [{\"bytes\": \"6162\"}, {\"any\": \"tuple\"}]}}",
	"{\"gives\": {\"list\": [1, \"x\", {\"float\": \"nan\"}, null, true]}}",
	"{\"raises\": {\"error\": \"EBADF\"}}",
	"{\"raises\": \"timeout\", \"text\": \"timed out\"}",
};
enum { EXPECTATIONS = sizeof(expectations) / sizeof(*expectations) };

static json_t *steps, *expected[EXPECTATIONS];

static void prepare(void)
{
	steps = plumb_have(json_loads(row, 0, NULL));
	for (int i = 0; i < EXPECTATIONS; i++) {
		expected[i] = plumb_have(json_loads(expectations[i], 0, NULL));
	}
}

static void compare(const json_t *outcome)
{
	char why[512];

	for (int i = 0; i < EXPECTATIONS; i++) {
		plumb_match_outcome(expected[i], outcome, why, sizeof(why));
	}
	free(plumb_show_outcome(outcome, 100));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char why[512];
	const json_t *outcome;
	size_t i;

	if (!steps) {
		prepare();
	}
	json_t *answer =
		plumb_answer_line_read(size ? (const char *)data : "", size, why, sizeof(why));
	if (answer &&
		plumb_answer_check(answer, steps, 0, json_array_size(steps), why, sizeof(why))) {
		json_array_foreach(json_object_get(answer, "steps"), i, outcome)
		{
			compare(outcome);
		}
	}
	json_decref(answer);
	return 0;
}
