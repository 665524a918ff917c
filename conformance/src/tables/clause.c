#include "clause.h"
#include "base/document.h"
#include "base/heap.h"
#include "base/json_form.h"
#include "base/version.h"
#include "base/word.h"

#include <stdlib.h>
#include <string.h>

static bool is_kind(const char *text)
{
	static const char *const kinds[] = {"rule", "linux", "windows", "macos", "bsd", "tipc",
		"can", "alg", "rds", "vsock", "qipcrtr", "bluetooth", "udplite", "mptcp", "prose"};

	for (size_t i = 0; text && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(text, kinds[i]) == 0)
			return true;
	return false;
}

static bool check_clause(const struct plumb_form *form, const json_t *entry)
{
	static const struct plumb_key keys[] = {
		{"id", PLUMB_IS(JSON_STRING), true},
		{"name", PLUMB_IS(JSON_STRING), true},
		{"kind", PLUMB_IS(JSON_STRING), true},
		{"since", PLUMB_IS(JSON_STRING), true},
		{"promise", PLUMB_IS(JSON_STRING), true},
		{"needs", PLUMB_IS(JSON_ARRAY), false},
	};
	const char *id = plumb_plain(json_object_get(entry, "id"));
	const char *promise = plumb_plain(json_object_get(entry, "promise"));

	if (!plumb_form_check(form, entry, entry, keys, sizeof(keys) / sizeof(*keys)))
		return false;
	if (!id || !plumb_is_clause(id))
		return plumb_form_complain(form, entry, "id", "id: not NAME.PROMISE");
	if (!plumb_plain(json_object_get(entry, "name")))
		return plumb_form_complain(form, entry, "name", "name: not a name");
	if (!is_kind(plumb_plain(json_object_get(entry, "kind")))) {
		return plumb_form_complain(form, entry, "kind",
			"kind: not rule, prose, or a platform or protocol that is known");
	}
	if (!plumb_version_is(plumb_plain(json_object_get(entry, "since"))))
		return plumb_form_complain(form, entry, "since", "since: not a version");
	return (promise && *promise) ||
	       plumb_form_complain(form, entry, "promise", "promise: nothing");
}

static char *copy_of(const json_t *entry, const char *key)
{
	return plumb_copy(json_string_value(json_object_get(entry, key)));
}

/* Adds the entry, unless its id is there already. */
static bool append(
	const struct plumb_form *form, const json_t *entry, struct plumb_clauses *clauses)
{
	const char *id = json_string_value(json_object_get(entry, "id"));

	if (json_object_get(clauses->numbers, id))
		return plumb_form_complain(form, entry, "id", "id: %.80s twice", id);
	json_object_set_new(clauses->numbers, id, json_integer((json_int_t)clauses->count));
	clauses->clauses[clauses->count++] = (struct plumb_clause){
		.id = copy_of(entry, "id"),
		.name = copy_of(entry, "name"),
		.kind = copy_of(entry, "kind"),
		.since = copy_of(entry, "since"),
		.promise = copy_of(entry, "promise"),
	};
	return true;
}

static void fill(const struct plumb_form *form, const json_t *root, struct plumb_clauses *clauses)
{
	static const struct plumb_key keys[] = {
		{"$schema", PLUMB_IS(JSON_STRING), false},
		{"clauses", PLUMB_IS(JSON_ARRAY), true},
	};
	const json_t *all = json_object_get(root, "clauses");

	if (!plumb_form_check(form, root, root, keys, sizeof(keys) / sizeof(*keys)))
		return;
	clauses->clauses = plumb_new(json_array_size(all), sizeof(*clauses->clauses));
	for (size_t i = 0; i < json_array_size(all); i++) {
		const json_t *entry = json_array_get(all, i);
		if (check_clause(form, entry))
			append(form, entry, clauses);
	}
}

struct plumb_clauses *plumb_clauses_load(const char *path, FILE *errors)
{
	struct plumb_complaints complaints = {.path = path, .errors = errors};
	struct plumb_clauses *clauses = plumb_new(1, sizeof(*clauses));
	struct plumb_document document;

	clauses->numbers = plumb_have(json_object());
	if (plumb_document_load(&document, path, &complaints)) {
		struct plumb_form form = {.complaints = &complaints, .lines = document.lines};
		fill(&form, document.root, clauses);
		plumb_document_clear(&document);
	}
	if (!plumb_complaints_end(&complaints)) {
		plumb_clauses_free(clauses);
		return NULL;
	}
	return clauses;
}

void plumb_clauses_free(struct plumb_clauses *clauses)
{
	if (!clauses)
		return;
	for (size_t i = 0; i < clauses->count; i++) {
		free(clauses->clauses[i].id);
		free(clauses->clauses[i].name);
		free(clauses->clauses[i].kind);
		free(clauses->clauses[i].since);
		free(clauses->clauses[i].promise);
	}
	free(clauses->clauses);
	json_decref(clauses->numbers);
	free(clauses);
}

const struct plumb_clause *plumb_clause_find(const struct plumb_clauses *clauses, const char *id)
{
	const json_t *number = json_object_get(clauses->numbers, id);

	return number ? &clauses->clauses[json_integer_value(number)] : NULL;
}

bool plumb_clause_is_first(const struct plumb_clause *clause)
{
	return plumb_version_compare(clause->since, "3.1") < 0;
}
