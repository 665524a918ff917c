/* plumbline repro: a row as a stand-alone program. */
#include "command.h"
#include "command_options.h"

#include "base/exit_code.h"
#include "base/heap.h"
#include "base/line_file.h"
#include "base/text.h"
#include "base/whole.h"
#include "repro/repro.h"
#include "tables/plan.h"
#include "tables/table.h"
#include <errno.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char help[] =
	"usage: plumbline repro [OPTION...] ROW\n"
	"\n"
	"Writes the row as a stand-alone script of Python 3, for a bug tracker. The script exits\n"
	"with status 0 if the module does what the document promises. Otherwise it exits with\n"
	"status 1, and prints what was promised and what happened. It exits with status 2 if it\n"
	"could not be run: a name is missing, or a preparing step failed.\n"
	"\n"
	"  --module MODULE  the module under test, as it is imported (socket): gevent.socket\n"
	"  --as VERSION     where CPython has left the document, promise what this version of\n"
	"                   CPython does (3.11), for modules that follow CPython\n"
	"  --preamble FILE  lines of Python to insert after the imports, for example to give the\n"
	"                   module addresses in another form\n"
	"  --out FILE       where to write (standard output)\n"
	"  --tables PATH    a directory of tables, or one table (the project's own)\n"
	"  -h, --help\n"
	"\n"
	"ROW is an id that plumbline list prints, or a shell pattern. With a pattern, --out names\n"
	"a directory for one file per row; slashes in ids become commas. Rows that no script can\n"
	"express are named on standard error. Run a row that needs the lab there: plumbline lab\n"
	"python3 FILE.\n"
	"\n"
	"Exit status: 0 written; 2 wrong use, no such row, or a row that no script can express,\n"
	"with the reason; 4 the file could not be written.\n";

struct repro {
	const char *module;
	const char *version;
	const char *out;
	const char *tables;
	const char *row;
	char *preamble; /* NULL: none */
};

static char *write_row(
	const struct repro *repro, const struct plumb_row *row, char *why, size_t size)
{
	return plumb_repro_python(row, repro->module, repro->version, repro->preamble, why, size);
}

static void put(const void *program, FILE *out)
{
	fputs(program, out);
}

/* path: NULL for standard output. */
static int store(const char *path, const char *program)
{
	if (path ? plumb_write_one_of_many(path, put, program) : plumb_write_out(put, program))
		return PLUMB_EXIT_GOOD;
	fprintf(stderr, "plumbline repro: %s: %s\n", path ? path : "standard output",
		strerror(errno));
	return PLUMB_EXIT_UNWRITTEN;
}

static int write_one(const struct repro *repro, const struct plumb_row *row)
{
	char why[256];
	char *program = write_row(repro, row, why, sizeof why);
	int status;

	if (!program) {
		fprintf(stderr, "plumbline repro: %s cannot be expressed as a script: %s\n",
			row->id, why);
		return PLUMB_EXIT_USAGE;
	}
	status = store(repro->out, program);
	free(program);
	return status;
}

/* The row's file in the directory: commas stand in no id. */
static char *path_of(const struct repro *repro, const struct plumb_row *row)
{
	char *path = plumb_format("%s/%s.py", repro->out, row->id);

	for (char *at = path + strlen(repro->out) + 1; *at; at++)
		if (*at == '/')
			*at = ',';
	return path;
}

static int write_all(const struct repro *repro, const struct plumb_plan *plan)
{
	int status = PLUMB_EXIT_GOOD;
	char why[256];

	if (mkdir(repro->out, 0777) != 0 && errno != EEXIST) {
		fprintf(stderr, "plumbline repro: %s: %s\n", repro->out, strerror(errno));
		return PLUMB_EXIT_UNWRITTEN;
	}
	for (size_t i = 0; i < plan->count && status == PLUMB_EXIT_GOOD; i++) {
		char *program = write_row(repro, plan->rows[i], why, sizeof why);
		char *path = path_of(repro, plan->rows[i]);
		if (program)
			status = store(path, program);
		else
			fprintf(stderr, "%s: %s\n", plan->rows[i]->id, why);
		free(program);
		free(path);
	}
	return status;
}

static int load_and_write(const struct repro *repro)
{
	const char *pattern = repro->row;
	const struct plumb_choice choice = {.filters = {&pattern, 1}, .is_row = true};
	struct plumb_tables *tables = plumb_choice_load(&choice, repro->tables, false, "repro");
	bool is_pattern = strpbrk(repro->row, "*?[");
	int status = PLUMB_EXIT_USAGE;
	struct plumb_plan plan;

	if (!tables)
		return status;
	plumb_plan_make(&plan, tables, &choice);
	if (is_pattern && !repro->out)
		fputs("plumbline repro: a pattern needs --out DIRECTORY\n", stderr);
	else if (is_pattern)
		status = write_all(repro, &plan);
	else
		status = write_one(repro, plan.rows[0]);
	plumb_plan_clear(&plan);
	plumb_tables_free(tables);
	return status;
}

static bool add_line(void *context, const char *line, size_t length, bool whole)
{
	struct plumb_text *text = context;

	(void)whole;
	plumb_text_add_n(text, line, length);
	plumb_text_add(text, "\n");
	return true;
}

/* False: the file cannot be read, which was said. */
static bool read_preamble(struct repro *repro, const char *path)
{
	struct plumb_text text = {0};
	const char *wrong = path ? plumb_line_file_read(path, add_line, &text) : NULL;

	if (wrong)
		fprintf(stderr, "plumbline repro: %s: %s\n", path, wrong);
	repro->preamble = path ? plumb_text_take(&text, 0) : NULL;
	return !wrong;
}

int plumb_command_repro(int argc, char **argv)
{
	struct repro repro = {.module = "socket"};
	const char *preamble = NULL;
	bool in_c = false;
	const struct plumb_option list[] = {
		{"module", plumb_option_text, &repro.module, NULL, 0, 0, NULL},
		{"as", plumb_option_text, &repro.version, NULL, 0, 0, NULL},
		{"preamble", plumb_option_text, &preamble, NULL, 0, 0, NULL},
		{"c", plumb_option_gone, &in_c, NULL, 0, 0, NULL},
		{"out", plumb_option_text, &repro.out, NULL, 0, 0, NULL},
		{"tables", plumb_option_text, &repro.tables, NULL, 0, 0, NULL},
	};
	const struct plumb_command_line line = {.command = "repro",
		.help = help,
		.options = list,
		.count = sizeof list / sizeof *list,
		.least = 1,
		.most = 1,
		.arguments = "a ROW, or a pattern of rows"};
	int status;

	if (!plumb_command_line_read(&line, argc, argv, &status))
		return status;
	if (in_c) {
		fputs("plumbline repro: ref/repro/repro_c.py writes programs of C, from the rows "
		      "of "
		      "plumbline export\n",
			stderr);
		return PLUMB_EXIT_USAGE;
	}
	repro.row = argv[optind];
	status = read_preamble(&repro, preamble) ? load_and_write(&repro) : PLUMB_EXIT_USAGE;
	free(repro.preamble);
	return status;
}
