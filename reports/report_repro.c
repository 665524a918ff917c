#include "report_repro.h"

#include "base/heap.h"
#include "base/text.h"
#include "report_known.h"
#include <stdlib.h>
#include <string.h>

/* Quotes a word for a shell: inside ' only ' itself is special. */
static void add_word(struct plumb_text *text, const char *word)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789_./:=,@+-";

	if (*word && word[strspn(word, plain)] == '\0') {
		plumb_text_add(text, word);
		return;
	}
	plumb_text_add(text, "'");
	for (; *word; word++)
		if (*word == '\'')
			plumb_text_add(text, "'\\''");
		else
			plumb_text_add_n(text, word, 1);
	plumb_text_add(text, "'");
}

static void add_option(struct plumb_text *text, const char *option, const char *value)
{
	plumb_text_add_f(text, " --%s ", option);
	add_word(text, value);
}

const char *plumb_report_subject(const json_t *side)
{
	const char *given = plumb_report_text(side, "subject");

	return *given ? given : plumb_report_text(side, "side");
}

/* Leaves out the default of `plumbline run`. */
static void add_standard(struct plumb_text *text, const json_t *side)
{
	const char *standard = plumb_report_text(side, "standard");
	const char *usual = strcmp(plumb_report_subject(side), "ref") == 0 ? "document" : "oracle";

	if (*standard && strcmp(standard, usual) != 0)
		add_option(text, "standard", standard);
}

char *plumb_report_repro(const struct plumb_report_column *column, const char *row)
{
	const json_t *head = column->file->head;
	const json_t *oracle = json_object_get(head, "oracle");
	const json_t *side = column->side;
	struct plumb_text text = {0};

	if (column->is_oracle)
		side = json_array_get(json_object_get(head, "subjects"), 0);
	plumb_text_add(&text, "plumbline run ");
	add_word(&text, plumb_report_subject(side));
	if (*plumb_report_text(side, "subject"))
		add_option(&text, "name", plumb_report_text(side, "side"));
	add_option(&text, "filter", row);
	add_standard(&text, side);
	if (!oracle)
		add_option(&text, "oracle", "none");
	else if (strcmp(plumb_report_text(oracle, "side"), "python:python3") != 0)
		add_option(&text, "oracle", plumb_report_text(oracle, "side"));
	return plumb_have_text(&text);
}

const char *plumb_report_reason(const struct plumb_report_cell *cell)
{
	const char *reason = plumb_report_text(cell->said, "text");

	if (!plumb_verdict_is_bad(cell->verdict) && *plumb_report_departure(cell))
		return plumb_report_departure(cell);
	return *reason ? reason : plumb_verdict_meaning(cell->verdict);
}

static void add_steps(struct plumb_text *text, const struct plumb_report_cell *cell)
{
	const json_t *steps = json_object_get(cell->line, "steps"), *step;
	const json_t *last = json_object_get(cell->said, "step");
	size_t i;

	json_array_foreach(steps, i, step)
		if (!last || (json_int_t)i <= json_integer_value(last))
			plumb_text_add_f(text, ">>> %s\n", json_string_value(step));
}

static void add_answer(struct plumb_text *text, const char *who, const char *answer)
{
	if (*answer)
		plumb_text_add_f(text, "%-9s %s\n", who, answer);
}

char *plumb_report_explain(const struct plumb_report_column *column,
	const struct plumb_report_row *row, const struct plumb_report_cell *cell)
{
	char *repro = plumb_report_repro(column, row->id);
	struct plumb_text text = {0};

	add_steps(&text, cell);
	add_answer(&text, "document", plumb_report_text(cell->said, "document"));
	add_answer(&text, "oracle", plumb_report_text(cell->said, "oracle"));
	add_answer(&text, "subject", plumb_report_text(cell->said, "subject"));
	add_answer(&text, "verdict", plumb_verdict_name(cell->verdict));
	add_answer(&text, "reason", plumb_report_reason(cell));
	add_answer(&text, "known", plumb_report_known_reason(cell));
	add_answer(&text, "baseline", plumb_report_departure(cell));
	plumb_text_add_f(&text, "%-9s %s:%lld\n", "table", plumb_report_text(cell->line, "file"),
		(long long)json_integer_value(json_object_get(cell->line, "line")));
	add_answer(&text, "repeat", repro);
	free(repro);
	return plumb_have_text(&text);
}
