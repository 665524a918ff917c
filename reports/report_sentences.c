#include "report_sentences.h"

#include "base/heap.h"
#include "report_known.h"
#include <stdlib.h>
#include <string.h>

static struct plumb_report_sentence *sentence_of(
	struct plumb_report_sentences *sentences, const struct plumb_report_row *row)
{
	const char *why = plumb_report_text(row->line, "why");
	char *key = plumb_format("%s %s", row->name, why);
	struct plumb_report_sentence *sentence;

	HASH_FIND_STR(sentences->all, key, sentence);
	if (sentence) {
		free(key);
		return sentence;
	}
	sentence = plumb_new(1, sizeof *sentence);
	*sentence = (struct plumb_report_sentence){
		.key = key, .why = why, .number = HASH_COUNT(sentences->all)};
	HASH_ADD_KEYPTR(hh, sentences->all, sentence->key, strlen(sentence->key), sentence);
	return sentence;
}

static void add_row(struct plumb_report_sentences *sentences, const struct plumb_report_row *row,
	const struct plumb_report_cell *cell)
{
	struct plumb_report_sentence *sentence = sentence_of(sentences, row);

	sentence->total++;
	if (!plumb_report_is_to_look_at(cell))
		return;
	sentence->rows =
		plumb_grow(sentence->rows, sentence->row_count + 1, sizeof(*sentence->rows));
	sentence->rows[sentence->row_count++] = row;
	if (cell->verdict > sentence->worst)
		sentence->worst = cell->verdict;
}

static int compare(const void *one, const void *other)
{
	const struct plumb_report_sentence *a = *(struct plumb_report_sentence *const *)one,
					   *b = *(struct plumb_report_sentence *const *)other;

	if (a->row_count != b->row_count)
		return a->row_count > b->row_count ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

void plumb_report_sentences_make(
	struct plumb_report_sentences *sentences, const struct plumb_report *report, size_t column)
{
	struct plumb_report_sentence *sentence, *next;

	*sentences = (struct plumb_report_sentences){0};
	for (size_t i = 0; i < report->row_count; i++)
		if (report->rows[i].cells[column].said)
			add_row(sentences, &report->rows[i], &report->rows[i].cells[column]);
	sentences->sentences =
		plumb_new(HASH_COUNT(sentences->all) + 1, sizeof(*sentences->sentences));
	HASH_ITER(hh, sentences->all, sentence, next)
	{
		if (sentence->row_count)
			sentences->sentences[sentences->count++] = sentence;
	}
	qsort(sentences->sentences, sentences->count, sizeof(*sentences->sentences), compare);
}

void plumb_report_sentences_clear(struct plumb_report_sentences *sentences)
{
	struct plumb_report_sentence *sentence, *next;

	HASH_ITER(hh, sentences->all, sentence, next)
	{
		HASH_DEL(sentences->all, sentence);
		free(sentence->key);
		free(sentence->rows);
		free(sentence);
	}
	free(sentences->sentences);
	*sentences = (struct plumb_report_sentences){0};
}
