#include "table_files.h"

#include "base/scratch.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char directory[200];

static void give_up(const char *what)
{
	perror(what);
	exit(1);
}

void files_begin(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(directory, sizeof(directory), "%s/plumbline-test-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(directory))
		give_up(directory);
}

char *files_path(const char *name)
{
	char *path = NULL;

	if (asprintf(&path, "%s/%s", directory, name) < 0)
		give_up(name);
	return path;
}

void files_put_bytes(const char *name, const void *bytes, size_t size)
{
	char *path = files_path(name);
	FILE *file = fopen(path, "w");

	if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
		give_up(path);
	free(path);
}

void files_put(const char *name, const char *text)
{
	char *quoted = strdup(text);

	for (char *at = quoted; at && *at; at++)
		if (*at == '\'')
			*at = '"';
	if (!quoted)
		give_up(name);
	files_put_bytes(name, quoted, strlen(quoted));
	free(quoted);
}

/* Removes the directory and its slash everywhere in the text. */
static void strip(char *text)
{
	size_t length = strlen(directory) + 1;
	char *at = text;

	while ((at = strstr(at, directory)))
		memmove(at, at + length, strlen(at + length) + 1);
}

struct plumb_tables *files_load(const char *name, const struct plumb_clauses *clauses, char **said)
{
	size_t size = 0;
	char *path = files_path(name ? name : "");
	FILE *errors = open_memstream(said, &size);

	if (!errors)
		give_up("open_memstream");
	struct plumb_tables *tables = plumb_tables_load_checked(path, clauses, errors);
	fclose(errors);
	strip(*said);
	free(path);
	return tables;
}

void files_end(void)
{
	plumb_scratch_remove(directory);
}
