/* Shared by the files behind baseline.h: the lines of a baseline, and the notes of rows. */
#ifndef PLUMB_BASELINE_PARTS_H
#define PLUMB_BASELINE_PARTS_H

#include "baseline.h"

#include "rows/judge.h"
#include <uthash.h>

/* Sets of verdicts. */
#define PLUMB_BASELINE_BIT(kind) (1U << (kind))
extern const unsigned plumb_baseline_failures; /* LACKS, FAIL, BROKEN, CRASH, HANG */

struct plumb_baseline_line {
	char *raw;     /* without its newline */
	char *pattern; /* NULL: the line lists nothing, and so has nothing of the rest */
	char *text;    /* how the text begins; NULL: any */
	char *reason;  /* NULL: none */
	char *verdict; /* as written: "FAIL,SKIP" */
	unsigned verdicts;
	size_t verdict_at;     /* in raw */
	int number;	       /* from 1 */
	const char *condition; /* NULL: none */
	const char *missing;   /* in pattern: rows that lack this name; NULL: another kind */
	const char
		*says; /* in pattern: rows that fit this and fail with its text; NULL: likewise */
	bool is_glob;
	bool holds;	   /* its condition does */
	bool exists;	   /* some row has the id, fits the glob, lacks the name or says the text */
	UT_hash_handle hh; /* among those that hold, by the id */
};

/* A row that is listed, or that failed. */
struct plumb_baseline_note {
	char *row;
	enum plumb_verdict_kind kind;
	bool of_machine;		  /* skipped for want of what the machine lacks */
	char *text;			  /* "" where there is none */
	char *lacks;			  /* the name that is missing; NULL: none is */
	struct plumb_baseline_line *line; /* NULL: it is not listed */
	char *departs;			  /* in words; NULL: it is as the line says */
};

struct plumb_baseline {
	char *path;
	bool was_there;
	struct plumb_baseline_line *lines;
	size_t line_count;
	char **conditions;
	size_t condition_count;
	struct plumb_baseline_line *by_id;
	struct plumb_baseline_note *notes; /* in the plan's order */
	size_t note_count;
	json_t *start;			   /* the subject's answer; NULL before it is known */
	const struct plumb_tables *tables; /* of the caller; NULL before the end */
};

/* Whether the row has the id of the line, or fits its glob. */
bool plumb_baseline_fits(const struct plumb_baseline_line *line, const char *row);

/* As plumb_baseline_load() of a file that holds the text. */
struct plumb_baseline *plumb_baseline_parse(const char *path, const char *text, FILE *errors);

/* Holds a note against the lines that hold now: its line, and how it departs from that. */
void plumb_baseline_weigh(struct plumb_baseline *baseline, struct plumb_baseline_note *note);

/* Whether the text begins as the line says, or nothing is said of it. */
bool plumb_baseline_text_fits(const struct plumb_baseline_line *line, const char *text);

#endif
