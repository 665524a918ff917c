/* A directory of tables, or one table with the axes and capabilities beside it. */
#include "base/document.h"
#include "base/heap.h"
#include "base/place.h"
#include "clause.h"
#include "table_axes.h"
#include "table_parts.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char axes_name[] = "axes.json";
static const char scenes_name[] = "scenes.json";
static const char capabilities_name[] = "capabilities.json";
static const char suffix[] = ".json";

struct loading {
	struct plumb_tables *tables;
	const struct plumb_clauses *clauses;
	const struct plumb_words *filters;
	bool known_only;
	FILE *errors;
	json_t *axes;	/* the shared ones: an object */
	json_t *scenes; /* the same */
};

/* --- one table ---------------------------------------------------------------------------------
 */

static void table_free(struct plumb_table *table)
{
	for (size_t i = 0; i < table->row_count; i++) {
		struct plumb_row *row = &table->rows[i];
		free(row->id);
		free(row->clause);
		free(row->why);
		json_decref(row->needs);
		plumb_steps_clear(&row->steps);
	}
	free(table->rows);
	free(table->name);
	free(table->path);
	free(table);
}

static struct plumb_table *table_new(const char *path)
{
	struct plumb_table *table = plumb_new(1, sizeof(*table));
	const char *slash = strrchr(path, '/');

	table->path = plumb_copy(path);
	table->name = plumb_copy(slash ? slash + 1 : path);
	table->name[strlen(table->name) - strlen(suffix)] = '\0';
	return table;
}

/* The shared axes or scenes and the table's own, which hide them. */
static json_t *all_of(json_t *shared, const json_t *root, const char *key)
{
	json_t *all = plumb_have(json_copy(shared));
	json_t *own = json_object_get(root, key);

	if (json_is_object(own))
		json_object_update(all, own);
	return all;
}

static bool fill_table(struct loading *loading, struct plumb_table *table)
{
	struct plumb_complaints complaints = {.path = table->path, .errors = loading->errors};
	struct plumb_document document;

	if (plumb_document_load(&document, table->path, &complaints)) {
		json_t *axes = all_of(loading->axes, document.root, "axes");
		json_t *scenes = all_of(loading->scenes, document.root, "scenes");
		struct plumb_table_context context = {
			.form = {.complaints = &complaints, .lines = document.lines},
			.name = table->name,
			.axes = axes,
			.scenes = scenes,
			.capabilities = loading->tables->capabilities,
			.clauses = loading->clauses,
			.filters = loading->filters,
			.known_only = loading->known_only,
		};
		if (plumb_table_check(&context, document.root))
			plumb_table_expand(&context, document.root, table);
		json_decref(axes);
		json_decref(scenes);
		plumb_document_clear(&document);
	}
	return plumb_complaints_end(&complaints);
}

static bool load_table(struct loading *loading, const char *path)
{
	struct plumb_tables *tables = loading->tables;
	struct plumb_table *table = table_new(path);

	tables->tables =
		plumb_grow(tables->tables, tables->table_count + 1, sizeof(struct plumb_table *));
	tables->tables[tables->table_count++] = table;
	return fill_table(loading, table);
}

/* --- what tables share ---------------------------------------------------------------------------
 */

typedef bool check_shared_fn(const struct plumb_form *form, const json_t *all);

/* What a file shares under a key, nothing where it is missing; NULL: there are complaints. */
static json_t *load_one(const char *path, const char *key, check_shared_fn *check, FILE *errors)
{
	const struct plumb_key keys[] = {
		{"$schema", PLUMB_IS(JSON_STRING), false},
		{key, PLUMB_IS(JSON_OBJECT), true},
	};
	struct plumb_complaints complaints = {.path = path, .errors = errors};
	struct plumb_document document;
	json_t *shared = NULL;

	if (access(path, F_OK) != 0)
		return plumb_have(json_object());
	if (plumb_document_load(&document, path, &complaints)) {
		struct plumb_form form = {.complaints = &complaints, .lines = document.lines};
		json_t *all = json_object_get(document.root, key);
		if (plumb_form_check(&form, document.root, document.root, keys,
			    sizeof(keys) / sizeof(*keys)) &&
			check(&form, all))
			shared = json_incref(all);
		plumb_document_clear(&document);
	}
	plumb_complaints_end(&complaints);
	return shared;
}

static bool check_shared_axes(const struct plumb_form *form, const json_t *all)
{
	return plumb_axes_check(form, all, all);
}

static bool load_shared(struct loading *loading, const char *directory)
{
	char *axes = plumb_format("%s/%s", directory, axes_name);
	char *scenes = plumb_format("%s/%s", directory, scenes_name);
	char *capabilities = plumb_format("%s/%s", directory, capabilities_name);

	loading->axes = load_one(axes, "axes", check_shared_axes, loading->errors);
	loading->scenes = load_one(scenes, "scenes", plumb_scenes_check, loading->errors);
	loading->tables->capabilities = plumb_capabilities_load(capabilities, loading->errors);
	free(axes);
	free(scenes);
	free(capabilities);
	return loading->axes && loading->scenes && loading->tables->capabilities;
}

/* --- a directory ---------------------------------------------------------------------------------
 */

static bool is_table_name(const char *name)
{
	size_t length = strlen(name);

	return length > strlen(suffix) && *name != '.' &&
	       strcmp(name + length - strlen(suffix), suffix) == 0 &&
	       strcmp(name, axes_name) != 0 && strcmp(name, scenes_name) != 0 &&
	       strcmp(name, capabilities_name) != 0;
}

static int select_table(const struct dirent *entry)
{
	return is_table_name(entry->d_name);
}

/* By bytes, so that the order is the same in every locale. */
static int compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool complain(struct loading *loading, const char *path, const char *what)
{
	struct plumb_complaints complaints = {.path = path, .errors = loading->errors};

	plumb_complain(&complaints, 0, "%s", what);
	return false;
}

/* Whether rows of the table of that file may be wanted: their ids begin with its name. */
static bool may_hold_some(const struct loading *loading, const char *name)
{
	char *beginning = plumb_format("%.*s/", (int)(strlen(name) - strlen(suffix)), name);
	bool may = plumb_words_may_match(loading->filters, beginning);

	free(beginning);
	return may;
}

static bool load_directory(struct loading *loading, const char *path)
{
	struct dirent **entries = NULL;
	int count = scandir(path, &entries, select_table, compare_names);
	bool right = count > 0;

	if (count < 0)
		return complain(loading, path, strerror(errno));
	if (count == 0)
		complain(loading, path, "no tables in it");
	for (int i = 0; i < count; i++) {
		char *file = plumb_format("%s/%s", path, entries[i]->d_name);
		if (may_hold_some(loading, entries[i]->d_name))
			right = load_table(loading, file) && right;
		free(file);
		free(entries[i]);
	}
	free(entries);
	return right;
}

static bool load_file(struct loading *loading, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!is_table_name(slash ? slash + 1 : path))
		return complain(loading, path, "not a table: its name is not NAME.json");
	return load_table(loading, path);
}

/* The directory that holds the tables: the path itself, or what is before its last slash. */
static char *directory_of(const char *path, bool is_directory)
{
	char *directory = plumb_copy(path);
	char *slash = strrchr(directory, '/');

	if (!is_directory && !slash) {
		free(directory);
		return plumb_copy(".");
	}
	if (!is_directory)
		slash[slash == directory ? 1 : 0] = '\0';
	for (size_t end = strlen(directory); end > 1 && directory[end - 1] == '/'; end--)
		directory[end - 1] = '\0';
	return directory;
}

/* --- the whole -----------------------------------------------------------------------------------
 */

static struct plumb_tables *load(struct loading *loading, const char *path)
{
	struct stat status;
	bool right = false;

	loading->tables = plumb_new(1, sizeof(*loading->tables));
	if (stat(path, &status) != 0) {
		complain(loading, path, strerror(errno));
	} else {
		bool is_directory = S_ISDIR(status.st_mode);
		char *directory = directory_of(path, is_directory);
		right = load_shared(loading, directory) &&
			(is_directory ? load_directory(loading, directory)
				      : load_file(loading, path));
		free(directory);
	}
	json_decref(loading->axes);
	json_decref(loading->scenes);
	if (!right) {
		plumb_tables_free(loading->tables);
		loading->tables = NULL;
	}
	return loading->tables;
}

struct plumb_tables *plumb_tables_load_checked(
	const char *path, const struct plumb_clauses *clauses, FILE *errors)
{
	struct loading loading = {.clauses = clauses, .known_only = clauses, .errors = errors};

	return load(&loading, path);
}

struct plumb_tables *plumb_tables_load(const char *path, const struct plumb_words *filters)
{
	char *own = path ? NULL : plumb_place_of("conformance/tables");
	char *catalogue = plumb_place_of("docs/clauses.json");
	bool dated = access(catalogue, F_OK) == 0;
	struct plumb_clauses *clauses = dated ? plumb_clauses_load(catalogue, stderr) : NULL;
	struct loading loading = {
		.clauses = clauses, .filters = filters, .known_only = clauses, .errors = stderr};
	struct plumb_tables *tables = clauses || !dated ? load(&loading, path ? path : own) : NULL;

	plumb_clauses_free(clauses);
	free(catalogue);
	free(own);
	return tables;
}

void plumb_tables_free(struct plumb_tables *tables)
{
	if (!tables)
		return;
	for (size_t i = 0; i < tables->table_count; i++)
		table_free(tables->tables[i]);
	free(tables->tables);
	json_decref(tables->capabilities);
	free(tables);
}
