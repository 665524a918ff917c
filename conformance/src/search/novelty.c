#include "novelty.h"

#include "base/heap.h"
#include "names.h"
#include "outcome.h"
#include "states.h"
#include "tables/shard.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct seen {
	uint64_t hash;
	UT_hash_handle hh;
};

struct plumb_novelty {
	struct seen *seen;
	json_t *visited;
	size_t places;
};

struct plumb_novelty *plumb_novelty_new(void)
{
	struct plumb_novelty *novelty = plumb_new(1, sizeof *novelty);

	novelty->visited = plumb_have(json_object());
	return novelty;
}

static bool note(struct plumb_novelty *novelty, const char *text)
{
	uint64_t hash = plumb_shard_hash(plumb_shard_no_hash, text, strlen(text));
	struct seen *seen;

	HASH_FIND(hh, novelty->seen, &hash, sizeof hash, seen);
	if (seen)
		return false;
	seen = plumb_new(1, sizeof *seen);
	seen->hash = hash;
	HASH_ADD(hh, novelty->seen, hash, sizeof hash, seen);
	return true;
}

static bool see_step(struct plumb_novelty *novelty, size_t side, const json_t *step,
	const json_t *outcome, const char *words)
{
	json_t *settled = plumb_outcome_settled(step, outcome, NULL);
	char *kind = plumb_outcome_kind(settled), *label = plumb_outcome_label(step);
	char *text = plumb_format("%zu %s %s %s", side, label, words, kind);
	bool is_new = note(novelty, text);

	if (side == PLUMB_ORACLE)
		plumb_states_count(novelty->visited, words, plumb_callee(step));
	free(text);
	free(label);
	free(kind);
	json_decref(settled);
	return is_new;
}

static bool see_side(struct plumb_novelty *novelty, const struct plumb_trial *trial, size_t side)
{
	const json_t *outcomes = trial->bout.records[side].outcomes, *step;
	struct plumb_states states = {0};
	bool is_new = false;
	size_t i;

	json_array_foreach(trial->steps, i, step) {
		const json_t *outcome = json_array_get(outcomes, i);
		if (!json_is_object(outcome))
			break;
		is_new = see_step(novelty, side, step, outcome,
				 plumb_states_see(&states, step, outcome)) ||
			 is_new;
	}
	plumb_states_clear(&states);
	return is_new;
}

/* Places of the subject's code, as far as it says where it was. */
static bool see_places(struct plumb_novelty *novelty, const json_t *covered)
{
	size_t before = novelty->places, i;
	const json_t *place;

	json_array_foreach(covered, i, place) {
		char *text = plumb_format("place %lld", (long long)json_integer_value(place));
		novelty->places += note(novelty, text);
		free(text);
	}
	return novelty->places > before;
}

bool plumb_novelty_see(struct plumb_novelty *novelty, const struct plumb_trial *trial)
{
	bool by_oracle = see_side(novelty, trial, PLUMB_ORACLE);
	bool by_subject = see_side(novelty, trial, PLUMB_SUBJECT);

	return see_places(novelty, trial->bout.records[PLUMB_SUBJECT].covered) || by_oracle ||
	       by_subject;
}

size_t plumb_novelty_count(const struct plumb_novelty *novelty)
{
	return HASH_COUNT(novelty->seen) - novelty->places;
}

size_t plumb_novelty_places(const struct plumb_novelty *novelty)
{
	return novelty->places;
}

const json_t *plumb_novelty_visited(const struct plumb_novelty *novelty)
{
	return novelty->visited;
}

void plumb_novelty_free(struct plumb_novelty *novelty)
{
	struct seen *seen, *next;

	HASH_ITER(hh, novelty->seen, seen, next)
	{
		HASH_DEL(novelty->seen, seen);
		free(seen);
	}
	json_decref(novelty->visited);
	free(novelty);
}
