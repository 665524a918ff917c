/*
 * Answers: bytes as the line of an adapter that was asked to play the steps of a row, its outcomes
 * compared with what the row expects, and printed.
 */
#include "fuzz.h"

#include "adapters/answer_line.h"
#include "rows/answer.h"
#include "steps/fit.h"
#include "tables/table.h"
#include "values/show.h"

#include <stdlib.h>
#include <string.h>

static const char table[] =
	"{\"table\": \"t\", \"rows\": [{\"id\": \"r\", \"clause\": \"recvfrom.returns\", \"why\": "
	"\"It returns.\", "
	"\"do\": [{\"call\": [\"socket\"], \"as\": \"s\"}, {\"call\": [\"s.recvfrom\", 10], "
	"\"gives\": {\"tuple\": [{\"bytes\": \"6162\"}, {\"any\": \"tuple\"}]}, \"drift\": ["
	"{\"gives\": [1, \"x\", {\"float\": \"nan\"}, null, true], \"why\": \"A "
	"list.\"}, "
	"{\"raises\": {\"error\": \"EBADF\"}, \"why\": \"An error.\"}, "
	"{\"raises\": \"timeout\", \"text\": \"timed out\", \"why\": \"A timeout.\"}]"
	"}]}]}";

static const struct plumb_steps *row_steps(void)
{
	static struct plumb_tables *tables;

	if (!tables) {
		const char *path = fuzz_file("t.json", (const uint8_t *)table, strlen(table));
		tables = plumb_tables_load_checked(path, NULL, stderr);
		if (!tables)
			exit(3);
	}
	return &tables->tables[0]->rows[0].steps;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct plumb_steps *steps = row_steps();
	const json_t *outcome;
	char why[512];
	size_t i;

	json_t *answer =
		plumb_answer_line_read(size > 0 ? (const char *)data : "", size, why, sizeof(why));
	if (answer && plumb_answer_check(answer, steps->steps, steps->count, why, sizeof(why))) {
		json_array_foreach(json_object_get(answer, "steps"), i, outcome) {
			plumb_expectation_fit(
				&steps->steps[i].expectation, outcome, NULL, why, sizeof(why));
			free(plumb_show_outcome(outcome, 100));
		}
	}
	json_decref(answer);
	return 0;
}
