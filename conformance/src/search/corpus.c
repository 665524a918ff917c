#include "corpus.h"

#include "base/complaint.h"
#include "base/document.h"
#include "base/heap.h"
#include "base/whole.h"
#include "sequence.h"
#include "tables/shard.h"
#include "tame.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { KEPT_PERCENT = 40 };

/* The sequences of one table, which has the same chance as any other. */
struct shelf {
	const struct plumb_table *table;
	json_t *sequences;
};

struct plumb_corpus {
	struct shelf *shelves;
	size_t shelf_count;
	size_t row_count;
	json_t *kept;
	const char *directory; /* NULL: nothing is written */
};

/* --- rows ------------------------------------------------------------------------------------- */

/* What only reads constants teaches nothing; what is watched, or has threads, cannot be played. */
static bool is_wanted(const struct plumb_row *row)
{
	bool calls = false;

	if (row->steps.is_watched || row->steps.count > PLUMB_SEQUENCE_STEPS)
		return false;
	for (size_t i = 0; i < row->steps.count; i++) {
		if (row->steps.steps[i].thread)
			return false;
		calls = calls || row->steps.steps[i].kind != PLUMB_STEP_GET;
	}
	return calls;
}

static struct shelf *shelf_of(struct plumb_corpus *corpus, const struct plumb_table *table)
{
	struct shelf *shelf;

	for (size_t i = 0; i < corpus->shelf_count; i++)
		if (corpus->shelves[i].table == table)
			return &corpus->shelves[i];
	corpus->shelves =
		plumb_grow(corpus->shelves, corpus->shelf_count + 1, sizeof *corpus->shelves);
	shelf = &corpus->shelves[corpus->shelf_count++];
	*shelf = (struct shelf){.table = table, .sequences = plumb_have(json_array())};
	return shelf;
}

static void add_row(struct plumb_corpus *corpus, const struct plumb_row *row,
	struct plumb_moves *moves, bool is_private)
{
	json_t *steps = plumb_sequence_of(row);

	plumb_moves_learn(moves, steps, is_private);
	json_array_append_new(shelf_of(corpus, row->table)->sequences, steps);
	corpus->row_count++;
}

/* The constants that a row reads are arguments for others. */
static void learn_constants(const struct plumb_row *row, struct plumb_moves *moves)
{
	for (size_t i = 0; i < row->steps.count; i++)
		if (row->steps.steps[i].kind == PLUMB_STEP_GET &&
			isupper((unsigned char)*row->steps.steps[i].name))
			plumb_moves_constant(moves, row->steps.steps[i].name);
}

struct plumb_corpus *plumb_corpus_new(
	const struct plumb_plan *plan, const struct plumb_arena *arena, struct plumb_moves *moves)
{
	struct plumb_corpus *corpus = plumb_new(1, sizeof *corpus);

	corpus->kept = plumb_have(json_array());
	for (size_t i = 0; i < plan->count; i++) {
		learn_constants(plan->rows[i], moves);
		if (is_wanted(plan->rows[i]) && plumb_arena_can(arena, plan->rows[i]))
			add_row(corpus, plan->rows[i], moves, plumb_arena_is_private(arena));
	}
	return corpus;
}

/* --- the directory ---------------------------------------------------------------------------- */

static bool is_sequence(const json_t *steps)
{
	struct plumb_row row;

	if (!json_is_array(steps) || !plumb_sequence_read(&row, steps))
		return false;
	plumb_sequence_clear_row(&row);
	return true;
}

static bool load(struct plumb_corpus *corpus, const char *path)
{
	struct plumb_complaints complaints = {.path = path, .errors = stderr};
	struct plumb_document document;

	if (!plumb_document_load(&document, path, &complaints))
		return plumb_complaints_end(&complaints);
	if (is_sequence(document.root))
		json_array_append(corpus->kept, document.root);
	else
		plumb_complain(&complaints, 1, "not a sequence of steps");
	plumb_document_clear(&document);
	return plumb_complaints_end(&complaints);
}

static int is_file(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

/* In the order of their names, so that the same directory makes the same search. */
static bool load_all(struct plumb_corpus *corpus)
{
	struct dirent **entries;
	int count = scandir(corpus->directory, &entries, is_file, alphasort);
	bool right = count >= 0;

	if (count < 0)
		fprintf(stderr, "plumbline search: %s: %s\n", corpus->directory, strerror(errno));
	for (int i = 0; i < count; i++) {
		char *path = plumb_format("%s/%s", corpus->directory, entries[i]->d_name);
		right = load(corpus, path) && right;
		free(path);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return right;
}

bool plumb_corpus_open(struct plumb_corpus *corpus, const char *directory)
{
	if (mkdir(directory, 0777) != 0 && errno != EEXIST) {
		fprintf(stderr, "plumbline search: %s: %s\n", directory, strerror(errno));
		return false;
	}
	corpus->directory = directory;
	return load_all(corpus);
}

static void put(const void *text, FILE *out)
{
	fputs(text, out);
	fputc('\n', out);
}

static bool write_kept(const struct plumb_corpus *corpus, const json_t *steps)
{
	char *text = json_dumps(steps, JSON_COMPACT);
	uint64_t hash =
		plumb_shard_hash(plumb_shard_no_hash, text ? text : "", strlen(text ? text : ""));
	char *path = plumb_format("%s/%016" PRIx64 ".json", corpus->directory, hash);
	bool written = text && plumb_write_whole(path, put, text);

	if (!written)
		fprintf(stderr, "plumbline search: %s: %s\n", path, strerror(errno));
	free(path);
	free(text);
	return written;
}

/* --- the rest --------------------------------------------------------------------------------- */

bool plumb_corpus_keep(struct plumb_corpus *corpus, const json_t *steps)
{
	json_array_append(corpus->kept, (json_t *)steps);
	return !corpus->directory || write_kept(corpus, steps);
}

static const json_t *draw_from(const json_t *list, struct plumb_chance *chance)
{
	size_t count = json_array_size(list);

	return count ? json_array_get(list, plumb_chance_below(chance, count)) : NULL;
}

const json_t *plumb_corpus_draw(const struct plumb_corpus *corpus, struct plumb_chance *chance)
{
	bool is_kept = plumb_chance_percent(chance, KEPT_PERCENT);

	if (!corpus->shelf_count || (is_kept && json_array_size(corpus->kept)))
		return draw_from(corpus->kept, chance);
	return draw_from(
		corpus->shelves[plumb_chance_below(chance, corpus->shelf_count)].sequences, chance);
}

size_t plumb_corpus_kept(const struct plumb_corpus *corpus)
{
	return json_array_size(corpus->kept);
}

void plumb_corpus_free(struct plumb_corpus *corpus)
{
	for (size_t i = 0; i < corpus->shelf_count; i++)
		json_decref(corpus->shelves[i].sequences);
	free(corpus->shelves);
	json_decref(corpus->kept);
	free(corpus);
}
