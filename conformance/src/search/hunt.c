#include "hunt.h"

#include "arena.h"
#include "base/exit_code.h"
#include "base/heap.h"
#include "base/place.h"
#include "base/share.h"
#include "chance.h"
#include "corpus.h"
#include "explain.h"
#include "findings.h"
#include "known.h"
#include "learn.h"
#include "learn_names.h"
#include "moves.h"
#include "mutate.h"
#include "novelty.h"
#include "shrink.h"
#include "states.h"
#include "tables/clause.h"
#include "trial.h"
#include "two_wrong.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	AHEAD = 128, /* sequences that are made before the first of them is looked at */
	TRIES = 1000,
	SHOWN_EVERY = 100,
	UNCHANGED_PERCENT = 5,
};

static const int64_t second_ns = INT64_C(1000000000);
static const int64_t far_patience_ns = INT64_C(20000000);

struct search {
	const struct plumb_search_options *options;
	struct plumb_arena *arena;
	struct plumb_moves moves;
	struct plumb_corpus *corpus;
	struct plumb_explain *explain;
	struct plumb_known *known;
	struct plumb_novelty *novelty;
	struct plumb_findings *findings;
	struct plumb_chance chance;
	int64_t began_ns; /* the first sequence: the arena's age then */
	size_t made;
	size_t played;
	size_t explained; /* differences that something explained */
	bool unwritten;
	bool shows_progress;
};

/* --- the progress ----------------------------------------------------------------------------- */

static int64_t age_ns(const struct search *search)
{
	return plumb_arena_age_ns(search->arena) - search->began_ns;
}

static double age_s(const struct search *search)
{
	return (double)age_ns(search) / (double)second_ns;
}

static void print_counts(const struct search *search, FILE *out)
{
	char played[PLUMB_SHARE_SIZE], seen[PLUMB_SHARE_SIZE];
	double age = age_s(search);

	fprintf(out,
		"%s sequences in %.0f s (%.0f/s), %zu findings, %zu set aside, %zu explained; %s "
		"outcomes seen, %zu places of the code, %zu sequences kept",
		plumb_digits(played, search->played), age,
		age > 0 ? (double)search->played / age : 0, plumb_findings_count(search->findings),
		plumb_findings_set_aside_count(search->findings), search->explained,
		plumb_digits(seen, plumb_novelty_count(search->novelty)),
		plumb_novelty_places(search->novelty), plumb_corpus_kept(search->corpus));
}

static void show_progress(const struct search *search)
{
	if (!search->shows_progress || search->played % SHOWN_EVERY)
		return;
	fputs("\r\033[K", stderr);
	print_counts(search, stderr);
	fflush(stderr);
}

static void end_progress(const struct search *search)
{
	if (search->shows_progress)
		fputs("\r\033[K", stderr);
}

/* --- making ----------------------------------------------------------------------------------- */

static json_t *make_steps(struct search *search)
{
	const json_t *steps = plumb_corpus_draw(search->corpus, &search->chance);
	const json_t *other = plumb_corpus_draw(search->corpus, &search->chance);

	if (plumb_chance_percent(&search->chance, UNCHANGED_PERCENT))
		return json_incref((json_t *)steps);
	return plumb_mutate(&search->moves, &search->chance, steps, other);
}

/* False: nothing that the corpus has can be played. */
static bool make_trial(struct search *search, struct plumb_trial *trial)
{
	bool made = false;

	for (int tries = 0; !made && tries < TRIES; tries++) {
		json_t *steps = make_steps(search);
		made = plumb_trial_make(trial, search->arena, steps);
		json_decref(steps);
	}
	return made;
}

/* --- looking at what came --------------------------------------------------------------------- */

/* Plays the small sequence once more, and tells of it. */
static void tell(struct search *search, const json_t *steps)
{
	struct plumb_trial trial;
	struct plumb_difference difference = {0};

	if (plumb_trial_make(&trial, search->arena, steps) &&
		plumb_trials_play(search->arena, &trial, 1) &&
		plumb_trial_differs(&trial, &difference)) {
		end_progress(search);
		if (!plumb_findings_add(search->findings, &trial, &difference, stdout))
			search->unwritten = true;
	}
	plumb_difference_clear(&difference);
	plumb_trials_clear(&trial, 1);
}

static bool is_explained(
	void *context, const struct plumb_difference *difference, const struct plumb_trial *trial)
{
	const struct search *search = context;

	return plumb_known_find(search->known, difference, trial->played) ||
	       plumb_explain_find(search->explain, difference, &trial->bout, trial->played);
}

/*
 * A difference that nothing explains at once: it must come each time, is made small, and must not
 * be a matter of which of two mistakes is found first.
 */
static void examine(struct search *search, const json_t *first, const char *signature)
{
	json_t *steps = json_incref((json_t *)first);
	const struct plumb_judge judge = {is_explained, search};

	if (!plumb_shrink_confirm(search->arena, steps, signature) ||
		!plumb_shrink(search->arena, &steps, signature) ||
		!plumb_shrink_confirm(search->arena, steps, signature) ||
		plumb_two_wrong(search->arena, &search->moves, &judge, steps)) {
		if (!plumb_arena_status(search->arena))
			plumb_findings_set_aside(search->findings, signature);
	} else {
		tell(search, steps);
	}
	json_decref(steps);
}

static void look_for_difference(struct search *search, const struct plumb_trial *trial)
{
	struct plumb_difference difference;

	if (!plumb_trial_differs(trial, &difference))
		return;
	if (is_explained(search, &difference, trial))
		search->explained++;
	else if (!plumb_findings_knows(search->findings, difference.signature))
		examine(search, trial->steps, difference.signature);
	plumb_difference_clear(&difference);
}

static void look_at(struct search *search, const struct plumb_trial *trial)
{
	bool is_new = plumb_novelty_see(search->novelty, trial);

	/* Whether an outcome is new can depend on timing, so an unguided search ignores it. */
	if (is_new && !search->options->unguided &&
		!plumb_corpus_keep(search->corpus, trial->steps))
		search->unwritten = true;
	look_for_difference(search, trial);
}

/* --- the loop --------------------------------------------------------------------------------- */

static bool has_time(const struct search *search)
{
	const struct plumb_search_options *options = search->options;

	if (search->unwritten || plumb_arena_status(search->arena))
		return false;
	if (options->findings &&
		plumb_findings_count(search->findings) >= (size_t)options->findings)
		return false;
	if (options->count && search->played >= (size_t)options->count)
		return false;
	return age_ns(search) < options->time_ns;
}

/* As many sequences on their way as are to be there. */
static void begin_more(struct search *search, struct plumb_trial *trials)
{
	size_t most = search->played + AHEAD, count = (size_t)search->options->count;

	if (count && count < most)
		most = count;
	while (search->made < most && make_trial(search, &trials[search->made % AHEAD]))
		plumb_trial_begin(&trials[search->made++ % AHEAD], search->arena);
}

/*
 * They are looked at in the order in which they were made, whichever is over first: what the next
 * ones are made from must not depend on luck.
 */
static bool look_at_next(struct search *search, struct plumb_trial *trials)
{
	struct plumb_trial *trial = &trials[search->played % AHEAD];
	bool played = plumb_arena_wait(search->arena, &trial->bout);

	search->played++;
	if (played)
		look_at(search, trial);
	plumb_trials_clear(trial, 1);
	return played;
}

/* Waits for the sequences that still run when the search ends, and drops their results. */
static void leave(struct search *search, struct plumb_trial *trials)
{
	for (size_t i = search->played; i < search->made; i++) {
		plumb_arena_wait(search->arena, &trials[i % AHEAD].bout);
		plumb_trials_clear(&trials[i % AHEAD], 1);
	}
}

static void loop(struct search *search)
{
	struct plumb_trial *trials = plumb_new(AHEAD, sizeof *trials);

	while (has_time(search)) {
		begin_more(search, trials);
		if (search->played == search->made || !look_at_next(search, trials))
			break;
		show_progress(search);
	}
	end_progress(search);
	leave(search, trials);
	free(trials);
}

/* The names of the document: also those that no row calls. */
static bool learn_names(struct search *search)
{
	char *path = plumb_place_of("docs/clauses.json");
	struct plumb_clauses *clauses = plumb_clauses_load(path, stderr);
	bool learned = clauses && plumb_learn_names(&search->moves, search->arena, clauses);

	plumb_clauses_free(clauses);
	free(path);
	return learned;
}

static bool load_known(struct search *search)
{
	if (search->options->known)
		search->known = plumb_known_load(search->options->known, stderr);
	return search->known || !search->options->known;
}

static bool load_baseline(struct search *search)
{
	const struct plumb_search_options *options = search->options;

	return !options->baseline ||
	       plumb_learn(search->explain, search->arena, options->plan, options->baseline,
		       options->sides[PLUMB_SUBJECT].start_answer);
}

static bool prepare(struct search *search)
{
	const struct plumb_search_options *options = search->options;

	search->corpus = plumb_corpus_new(options->plan, search->arena, &search->moves);
	search->explain =
		plumb_explain_new(options->tables, options->sides[PLUMB_ORACLE].start_answer);
	search->novelty = plumb_novelty_new();
	search->findings = plumb_findings_new(options->out);
	search->chance.state = (uint64_t)options->seed;
	search->shows_progress = isatty(STDERR_FILENO);
	return learn_names(search) && load_known(search) && load_baseline(search) &&
	       (!options->corpus || plumb_corpus_open(search->corpus, options->corpus));
}

static int result(const struct search *search)
{
	int status = plumb_arena_status(search->arena);

	if (search->unwritten)
		return PLUMB_EXIT_UNWRITTEN;
	if (status)
		return status;
	return plumb_findings_count(search->findings) ? PLUMB_EXIT_BAD : PLUMB_EXIT_GOOD;
}

static int run(struct search *search)
{
	int status;

	if (prepare(search)) {
		search->began_ns = plumb_arena_age_ns(search->arena);
		loop(search);
		print_counts(search, stdout);
		putchar('\n');
		if (search->options->states)
			plumb_states_print(plumb_novelty_visited(search->novelty), stdout);
		status = result(search);
	} else {
		status = plumb_arena_status(search->arena);
		status = status ? status : PLUMB_EXIT_USAGE;
	}
	plumb_findings_free(search->findings);
	plumb_novelty_free(search->novelty);
	plumb_explain_free(search->explain);
	plumb_known_free(search->known);
	plumb_corpus_free(search->corpus);
	plumb_moves_clear(&search->moves);
	return status;
}

int plumb_search(const struct plumb_search_options *options)
{
	const struct plumb_arena_options arena = {.tables = options->tables,
		.plan = options->plan,
		.sides = options->sides,
		.lab = options->lab,
		.is_portable = options->unguided,
		.jobs = options->jobs,
		.deadline_ns = options->deadline_ns,
		.patience_ns = far_patience_ns};
	struct search search = {.options = options};
	int status;

	search.arena = plumb_arena_open(&arena, &status);
	if (!search.arena)
		return status;
	status = run(&search);
	plumb_arena_close(search.arena);
	return status;
}
