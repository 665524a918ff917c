/* plumbline merge: the results of all shards of a run, as one file. */
#include "base/exit_code.h"
#include "base/heap.h"
#include "base/whole.h"
#include "commands/command.h"
#include "commands/command_options.h"
#include "report_merge.h"
#include "verdicts/results.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
	"usage: plumbline merge [--out DIR] RESULTS...\n"
	"\n"
	"Joins the files that `plumbline run --shard K/N` has written for K from 1 to N, in any\n"
	"order, into DIR/results.jsonl: what one run would have written, except for the times.\n"
	"\n"
	"  --out DIR  build/results, unless given\n"
	"  -h, --help\n"
	"\n"
	"Exit status: 0 the file was written, whatever its verdicts; 1 a shard or a row is\n"
	"missing or present twice, or the files are not of one run; 2 wrong use, or a malformed\n"
	"file; 4 the file could not be written.\n";

static void print_line(const json_t *line, FILE *out)
{
	json_dumpf(line, out, JSON_COMPACT);
	fputc('\n', out);
}

static void print_merge(const void *what, FILE *out)
{
	const struct plumb_report_merge *merge = what;

	print_line(merge->head, out);
	for (size_t i = 0; i < merge->line_count; i++)
		print_line(merge->lines[i], out);
	print_line(merge->tail, out);
}

static int merge_files(const char *directory, const char *const *paths, size_t path_count)
{
	struct plumb_report_merge merge;
	int status = plumb_report_merge(&merge, paths, path_count, stderr);
	char *path = plumb_format("%s/results.jsonl", directory);

	if (status == PLUMB_EXIT_GOOD && (!plumb_results_directory(directory) ||
						 !plumb_write_whole(path, print_merge, &merge))) {
		fprintf(stderr, "plumbline merge: %s: %s\n", path, strerror(errno));
		status = PLUMB_EXIT_UNWRITTEN;
	}
	free(path);
	plumb_report_merge_clear(&merge);
	return status;
}

int plumb_command_merge(int argc, char **argv)
{
	const char *out = "build/results";
	const struct plumb_option list[] = {{"out", plumb_option_text, &out, NULL, 0, 0, NULL}};
	const struct plumb_command_line line = {.command = "merge",
		.help = help,
		.options = list,
		.count = 1,
		.least = 1,
		.most = -1,
		.arguments = "the results files of all shards"};
	int status;

	if (!plumb_command_line_read(&line, argc, argv, &status))
		return status;
	return merge_files(out, (const char *const *)(argv + optind), (size_t)(argc - optind));
}
