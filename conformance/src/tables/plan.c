#include "plan.h"

#include "base/heap.h"
#include "steps/step_json.h"
#include <stdlib.h>
#include <string.h>

static bool needs(const struct plumb_row *row, const char *capability)
{
	const json_t *need;
	size_t i;

	json_array_foreach(row->needs, i, need)
		if (strcmp(json_string_value(need), capability) == 0)
			return true;
	return false;
}

static bool needs_any(const struct plumb_row *row, const struct plumb_words *capabilities)
{
	for (size_t i = 0; i < capabilities->count; i++)
		if (needs(row, capabilities->items[i]))
			return true;
	return capabilities->count == 0;
}

static bool is_chosen(const struct plumb_row *row, const struct plumb_choice *choice)
{
	return plumb_words_match(&choice->filters, row->id) &&
	       plumb_words_match(&choice->clauses, row->clause) && needs_any(row, &choice->needs);
}

static int add_to_print(const char *bytes, size_t size, void *print)
{
	*(uint64_t *)print = plumb_shard_hash(*(uint64_t *)print, bytes, size);
	return 0;
}

static void add_row_to_print(uint64_t *print, const struct plumb_row *row)
{
	const char *const texts[] = {row->id, row->clause, row->why};
	json_t *steps = plumb_steps_json(&row->steps);

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		add_to_print(texts[i], strlen(texts[i]) + 1, print);
	json_dump_callback(steps, add_to_print, print, JSON_COMPACT);
	json_decref(steps);
}

/* A row that was chosen, and is the next of the whole plan. */
static void add_row(struct plumb_plan *plan, const struct plumb_row *row)
{
	bool is_part = plumb_shard_is_part(&plan->shard);

	if (plumb_shard_has(&plan->shard, row->id)) {
		if (is_part)
			plan->places[plan->count] = plan->whole_count;
		plan->rows[plan->count++] = row;
	}
	if (is_part)
		add_row_to_print(&plan->whole_print, row);
	plan->whole_count++;
}

void plumb_plan_make(struct plumb_plan *plan, const struct plumb_tables *tables,
	const struct plumb_choice *choice)
{
	size_t total = 0;

	for (size_t t = 0; t < tables->table_count; t++)
		total += tables->tables[t]->row_count;
	*plan = (struct plumb_plan){.shard = choice->shard, .whole_print = plumb_shard_no_hash};
	plan->rows = plumb_new(total, sizeof(struct plumb_row *));
	if (plumb_shard_is_part(&plan->shard))
		plan->places = plumb_new(total, sizeof *plan->places);
	for (size_t t = 0; t < tables->table_count; t++) {
		const struct plumb_table *table = tables->tables[t];
		for (size_t r = 0; r < table->row_count; r++) {
			const struct plumb_row *row = &table->rows[r];
			if (is_chosen(row, choice))
				add_row(plan, row);
		}
	}
}

void plumb_plan_clear(struct plumb_plan *plan)
{
	free(plan->rows);
	free(plan->places);
	*plan = (struct plumb_plan){0};
}
