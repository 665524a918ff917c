#include "blame.h"

#include "base/heap.h"
#include <assert.h>
#include <stdlib.h>

/* --- what came of rows ------------------------------------------------------------------------ */

/* The record is taken over. */
static void give(struct plumb_blame *blame, size_t tag, struct plumb_record record)
{
	blame->results =
		plumb_grow(blame->results, blame->result_count + 1, sizeof *blame->results);
	blame->results[blame->result_count++] = (struct plumb_result){.tag = tag, .record = record};
}

/* Takes `how` over. */
static void charge(
	struct plumb_blame *blame, size_t tag, enum plumb_ending ending, size_t at, char *how)
{
	give(blame, tag,
		(struct plumb_record){.ending = ending,
			.how = how,
			.at = at,
			.outcomes = plumb_have(json_array())});
}

static void release_held(struct plumb_blame *blame)
{
	if (blame->holding == PLUMB_HELD_NONE)
		return;
	give(blame, blame->held.tag, blame->record);
	blame->holding = PLUMB_HELD_NONE;
}

static void drop_held(struct plumb_blame *blame)
{
	if (blame->holding != PLUMB_HELD_NONE)
		plumb_record_clear(&blame->record);
	blame->holding = PLUMB_HELD_NONE;
}

bool plumb_blame_fetch(struct plumb_blame *blame, struct plumb_result *result)
{
	if (blame->fetched == blame->result_count) {
		blame->fetched = blame->result_count = 0;
		return false;
	}
	*result = blame->results[blame->fetched++];
	return true;
}

/* --- suspects --------------------------------------------------------------------------------- */

static void suspect(struct plumb_blame *blame, struct plumb_task task)
{
	blame->suspects =
		plumb_grow(blame->suspects, blame->suspect_count + 1, sizeof *blame->suspects);
	blame->suspects[blame->suspect_count++] = task;
	if (blame->suspicion == PLUMB_SUSPECT_NOBODY)
		blame->suspicion = PLUMB_SUSPECT_SOME;
}

static bool has_suspects(const struct plumb_blame *blame)
{
	return blame->next < blame->suspect_count;
}

/* The accusation is dropped; suspects that were not heard yet are played alone all the same. */
static void acquit(struct plumb_blame *blame)
{
	free(blame->how);
	blame->how = NULL;
	if (!has_suspects(blame))
		blame->suspect_count = blame->next = 0;
	blame->suspicion = has_suspects(blame) ? PLUMB_SUSPECT_SOME : PLUMB_SUSPECT_NOBODY;
}

/* Takes `how` over. */
static void accuse(struct plumb_blame *blame, enum plumb_suspicion suspicion, char *how)
{
	assert(!blame->how);
	blame->suspicion = suspicion;
	blame->how = how;
}

/* --- the course of rows ----------------------------------------------------------------------- */

enum plumb_wish plumb_blame_wish(
	const struct plumb_blame *blame, bool more, struct plumb_task *again)
{
	bool flying = blame->flight_count > 0;

	if (blame->holding == PLUMB_SETTLING)
		return PLUMB_WISH_NOTHING;
	if (blame->suspicion == PLUMB_SUSPECT_NOBODY && more)
		return blame->flight_count < PLUMB_FLIGHT ? PLUMB_WISH_ROW : PLUMB_WISH_NOTHING;
	if (flying)
		return PLUMB_WISH_NOTHING;
	if (blame->holding == PLUMB_HELD)
		return PLUMB_WISH_SETTLE;
	if (!has_suspects(blame))
		return PLUMB_WISH_NOTHING;
	*again = blame->suspects[blame->next];
	return PLUMB_WISH_AGAIN;
}

void plumb_blame_begin(struct plumb_blame *blame, struct plumb_task task)
{
	assert(blame->flight_count < PLUMB_FLIGHT);
	if (has_suspects(blame)) {
		assert(blame->suspects[blame->next].tag == task.tag);
		blame->next++;
	}
	blame->flight[blame->flight_count++] = task;
}

void plumb_blame_over(struct plumb_blame *blame, size_t tag, struct plumb_record *record)
{
	size_t i = 0;

	while (i < blame->flight_count && blame->flight[i].tag != tag)
		i++;
	assert(i < blame->flight_count);
	release_held(blame);
	blame->held = blame->flight[i];
	blame->record = *record;
	blame->flight_count--;
	for (; i < blame->flight_count; i++)
		blame->flight[i] = blame->flight[i + 1];
	blame->holding = PLUMB_HELD;
	*record = (struct plumb_record){0};
}

void plumb_blame_settle(struct plumb_blame *blame)
{
	assert(blame->holding == PLUMB_HELD);
	blame->holding = PLUMB_SETTLING;
}

/* All did well alone: the last of them is charged with what happened when they were together. */
static void charge_last(struct plumb_blame *blame)
{
	size_t tag = blame->held.tag;
	char *how = plumb_format(
		"%s, with other rows in flight; none of them does so alone", blame->how);

	drop_held(blame);
	charge(blame, tag, PLUMB_CRASHED, 0, how);
}

void plumb_blame_settled(struct plumb_blame *blame)
{
	assert(blame->holding == PLUMB_SETTLING);
	if (blame->suspicion == PLUMB_SUSPECT_HANG) {
		charge(blame, blame->accused.tag, PLUMB_HUNG, 0, blame->how);
		blame->how = NULL;
	}
	if (blame->suspicion == PLUMB_SUSPECT_CRASH && !has_suspects(blame))
		charge_last(blame);
	else
		release_held(blame);
	if (blame->suspicion != PLUMB_SUSPECT_CRASH || !has_suspects(blame))
		acquit(blame);
}

/* --- trouble ---------------------------------------------------------------------------------- */

/*
 * The rows that may be to blame. The last is the one that the adapter was busy with: the oldest in
 * flight, or the one that is over when there is no other.
 */
static size_t gather(const struct plumb_blame *blame, struct plumb_task *tasks)
{
	size_t count = 0;

	if (blame->holding != PLUMB_HELD_NONE)
		tasks[count++] = blame->held;
	for (size_t i = 1; i < blame->flight_count; i++)
		tasks[count++] = blame->flight[i];
	if (blame->flight_count)
		tasks[count++] = blame->flight[0];
	return count;
}

/* One row alone is to blame. Who was accused of a hang because of it is played again. */
static void convict(
	struct plumb_blame *blame, size_t tag, enum plumb_ending ending, size_t at, char *how)
{
	if (blame->suspicion == PLUMB_SUSPECT_HANG)
		suspect(blame, blame->accused);
	acquit(blame);
	charge(blame, tag, ending, at, how);
}

bool plumb_blame_trouble(struct plumb_blame *blame, enum plumb_ending ending, size_t at, char *how)
{
	struct plumb_task tasks[PLUMB_FLIGHT + 1];
	size_t count = gather(blame, tasks);
	bool was_held = blame->holding != PLUMB_HELD_NONE;
	/* Answers come in order, so a hang is the oldest request's, if the row before it did
	 * nothing that shows only now; a row that was alone is to blame. */
	bool hangs = count > 1 && ending == PLUMB_HUNG;
	bool certain = count == 1 || (hangs && !was_held);

	drop_held(blame);
	blame->flight_count = 0;
	for (size_t i = 0; i + (certain || hangs) < count; i++)
		suspect(blame, tasks[i]);
	if (count == 0) {
		free(how);
	} else if (certain) {
		convict(blame, tasks[count - 1].tag, ending, at, how);
	} else if (hangs) {
		accuse(blame, PLUMB_SUSPECT_HANG, how);
		blame->accused = tasks[count - 1];
	} else {
		accuse(blame, PLUMB_SUSPECT_CRASH, how);
	}
	return count > 0;
}

bool plumb_blame_is_busy(const struct plumb_blame *blame)
{
	return blame->flight_count || blame->holding != PLUMB_HELD_NONE || has_suspects(blame);
}

void plumb_blame_clear(struct plumb_blame *blame)
{
	struct plumb_result result;

	drop_held(blame);
	while (plumb_blame_fetch(blame, &result))
		plumb_record_clear(&result.record);
	free(blame->results);
	free(blame->suspects);
	free(blame->how);
	*blame = (struct plumb_blame){0};
}
