#include "baseline_condition.h"

#include "base/heap.h"
#include "base/version.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char operators[] = "<>=!";

struct reader {
	const char *rest;
	char word[64]; /* the current one; "" at the end */
	bool cut;      /* a word was longer than that */
};

/* A word is whatever stands between blanks; operators need none. */
static void next(struct reader *reader)
{
	size_t length;

	reader->rest += strspn(reader->rest, " \t\r");
	length = strspn(reader->rest, operators);
	if (length == 0)
		length = strcspn(reader->rest, " \t\r<>=!");
	snprintf(reader->word, sizeof reader->word, "%.*s", (int)length, reader->rest);
	reader->cut |= length >= sizeof reader->word;
	reader->rest += length;
}

static bool is(const struct reader *reader, const char *word)
{
	return strcmp(reader->word, word) == 0;
}

/* --- what the subject says -------------------------------------------------------------------- */

/* The word's version in the text, as a new string; "" where none follows; NULL: no such word. */
static char *version_in(const char *text, const char *word)
{
	char *copy = plumb_copy(text), *rest = copy, *part, *found = NULL;

	while (!found && (part = strsep(&rest, " "))) {
		const char *after = rest ? rest : "";
		if (strcasecmp(part, word) == 0)
			found = plumb_format("%.*s",
				isdigit((unsigned char)*after) ? (int)strcspn(after, " ") : 0,
				after);
	}
	free(copy);
	return found;
}

static const char *said(const json_t *start, const char *field)
{
	const char *text = json_string_value(json_object_get(start, field));

	return text ? text : "";
}

/* Searches all texts of the answer; the version that belongs to its name is a separate field. */
static char *version_of(const json_t *start, const char *word)
{
	static const char *const fields[] = {"platform", "libc", "byteorder", "module"};
	char *named = plumb_format("%s %s", said(start, "name"), said(start, "version"));
	char *found = version_in(named, strcasecmp(word, "python") == 0 ? "CPython" : word);

	for (size_t i = 0; !found && i < sizeof fields / sizeof fields[0]; i++)
		found = version_in(said(start, fields[i]), word);
	free(named);
	return found;
}

/* --- terms ------------------------------------------------------------------------------------ */

static bool compare(const char *version, const char *relation, const char *bound)
{
	static const struct {
		const char *name;
		bool below, equal, above;
	} known[] = {
		{"<", true, false, false},
		{"<=", true, true, false},
		{"==", false, true, false},
		{"!=", true, false, true},
		{">=", false, true, true},
		{">", false, false, true},
	};
	int order = plumb_version_compare(version, bound);

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (strcmp(known[i].name, relation) == 0)
			return order < 0   ? known[i].below
			       : order > 0 ? known[i].above
					   : known[i].equal;
	return false;
}

static bool is_operator(const char *word)
{
	static const char *const names[] = {"<", "<=", "==", "!=", ">=", ">"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(names[i], word) == 0)
			return true;
	return false;
}

static bool is_name(const char *word)
{
	return *word && !strpbrk(word, operators) && strcmp(word, "and") != 0 &&
	       strcmp(word, "not") != 0 && strcmp(word, "or") != 0;
}

static bool is_version(const char *word)
{
	return isdigit((unsigned char)*word) && word[strspn(word, "0123456789.")] == '\0';
}

static bool bad(const struct reader *reader, const char *wanted, char *why, size_t size)
{
	if (reader->cut)
		snprintf(why, size, "a condition wants words of at most %zu characters",
			sizeof reader->word - 1);
	else
		snprintf(why, size, "a condition wants %s, not '%s'", wanted, reader->word);
	return false;
}

/* [not] WORD [OPERATOR VERSION] */
static bool read_term(
	struct reader *reader, const json_t *start, bool *holds, char *why, size_t size)
{
	bool negated = is(reader, "not");
	char relation[sizeof reader->word];
	char *version;

	if (negated)
		next(reader);
	if (!is_name(reader->word))
		return bad(reader, "a word", why, size);
	version = version_of(start, reader->word);
	*holds = version;
	next(reader);
	if (*reader->word && strchr(operators, *reader->word)) {
		strcpy(relation, reader->word);
		if (!is_operator(relation)) {
			free(version);
			return bad(reader, "< <= == != >= or >", why, size);
		}
		next(reader);
		if (!is_version(reader->word)) {
			free(version);
			return bad(reader, "a version", why, size);
		}
		*holds = version && *version && compare(version, relation, reader->word);
		next(reader);
	}
	free(version);
	*holds = *holds != negated;
	return true;
}

bool plumb_baseline_condition(
	const char *text, const json_t *start, bool *holds, char *why, size_t size)
{
	struct reader reader = {.rest = text};
	bool term;

	*holds = true;
	do {
		next(&reader);
		if (!read_term(&reader, start, &term, why, size))
			return false;
		*holds = *holds && term;
	} while (is(&reader, "and"));
	return (!*reader.word && !reader.cut) || bad(&reader, "'and', or its end", why, size);
}
