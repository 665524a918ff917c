#include "results.h"

#include "base/heap.h"
#include "base/utf8.h"
#include "base/version.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

struct plumb_results {
	char *path;
	FILE *file;
	uint64_t began_ns;
	int error; /* errno of the first failure */
	bool told;
};

bool plumb_results_directory(const char *directory)
{
	char *path = plumb_copy(directory);
	bool good = true;

	for (char *at = path + 1; good && *at; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		good = mkdir(path, 0777) == 0 || errno == EEXIST;
		*at = '/';
	}
	good = good && (mkdir(path, 0777) == 0 || errno == EEXIST);
	free(path);
	return good;
}

/* Two runs that write one file would both succeed and corrupt the file. */
static bool is_taken(int descriptor)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	return fcntl(descriptor, F_SETLK, &lock) != 0 && (errno == EACCES || errno == EAGAIN);
}

/* Empties it only when it is ours; NULL: errno says why not. */
static FILE *open_file(const char *path)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	struct stat status;
	FILE *file = NULL;
	int error;

	if (descriptor < 0)
		return NULL;
	if (is_taken(descriptor))
		errno = EBUSY;
	else if (fstat(descriptor, &status) == 0 &&
		 (!S_ISREG(status.st_mode) || ftruncate(descriptor, 0) == 0))
		file = fdopen(descriptor, "w");
	error = errno;
	if (!file)
		close(descriptor);
	errno = error;
	return file;
}

struct plumb_results *plumb_results_open(const char *directory)
{
	struct plumb_results *results = plumb_new(1, sizeof *results);

	results->path = plumb_format("%s/results.jsonl", directory);
	results->began_ns = uv_hrtime();
	if (plumb_results_directory(directory))
		results->file = open_file(results->path);
	if (!results->file) {
		fprintf(stderr, "plumbline: %s: %s\n", results->path,
			errno == EBUSY ? "another run is writing it" : strerror(errno));
		free(results->path);
		free(results);
		return NULL;
	}
	return results;
}

static void write_line(struct plumb_results *results, const json_t *line)
{
	if (results->error)
		return;
	errno = 0;
	if (json_dumpf(line, results->file, JSON_COMPACT) || fputc('\n', results->file) == EOF ||
		fflush(results->file))
		results->error = errno ? errno : EIO;
}

static json_t *now(void)
{
	char text[32];
	time_t seconds = time(NULL);
	struct tm parts;

	gmtime_r(&seconds, &parts);
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
	return json_string(text);
}

/* So much is kept of what an adapter says of itself. */
enum { LONGEST_WORD = 200 };

/* Who the side is: its answer to `start`, with the name it was called by. */
static json_t *side_line(const struct plumb_side *side)
{
	static const char *const kept[] = {
		"name", "version", "module", "module_version", "platform", "libc", "byteorder"};
	const json_t *start = side->start_answer;
	json_t *line = plumb_have(json_pack("{s:s}", "side", side->subject.name));

	for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
		const char *text = json_string_value(json_object_get(start, kept[i]));
		if (!text)
			continue;
		char *said = plumb_one_line(text, LONGEST_WORD);
		json_object_set_new(line, kept[i], plumb_have(json_string(said)));
		free(said);
	}
	if (strcmp(side->subject.given, side->subject.name) != 0) {
		char *given = plumb_one_line(side->subject.given, LONGEST_WORD);
		json_object_set_new(line, "subject", plumb_have(json_string(given)));
		free(given);
	}
	if (!side->is_oracle)
		json_object_set_new(
			line, "standard", json_string(plumb_standard_name(side->standard)));
	return line;
}

/* What `plumbline merge` needs to know of a shard. */
static json_t *shard_line(const struct plumb_plan *plan)
{
	char print[17];

	snprintf(print, sizeof print, "%016" PRIx64, plan->whole_print);
	return plumb_have(json_pack("{s:i, s:i, s:I, s:s}", "number", (int)plan->shard.number, "of",
		(int)plan->shard.of, "rows", (json_int_t)plan->whole_count, "plan", print));
}

void plumb_results_head(struct plumb_results *results, const struct plumb_side *sides,
	size_t side_count, const struct plumb_plan *plan)
{
	json_t *line = plumb_have(json_pack("{s:s, s:i, s:o, s:I}", "plumbline", plumb_version,
		"format", 1, "started", now(), "rows", (json_int_t)plan->count));
	json_t *subjects = plumb_have(json_array());

	for (size_t i = 0; i < side_count; i++)
		if (sides[i].is_oracle)
			json_object_set_new(line, "oracle", side_line(&sides[i]));
		else
			json_array_append_new(subjects, side_line(&sides[i]));
	json_object_set_new(line, "subjects", subjects);
	if (plumb_shard_is_part(&plan->shard))
		json_object_set_new(line, "shard", shard_line(plan));
	write_line(results, line);
	json_decref(line);
}

void plumb_results_row(struct plumb_results *results, const json_t *line)
{
	write_line(results, line);
}

void plumb_results_tail(struct plumb_results *results, const struct plumb_tally *tallies,
	const struct plumb_side *sides, size_t side_count)
{
	json_t *counts = plumb_have(json_array());
	json_t *line;

	for (size_t i = 0; i < side_count; i++) {
		json_t *count = plumb_have(json_pack("{s:s}", "side", sides[i].subject.name));
		for (enum plumb_verdict_kind kind = 0; kind < PLUMB_VERDICT_KINDS; kind++)
			json_object_set_new(count, plumb_verdict_name(kind),
				json_integer((json_int_t)tallies[i].count[kind]));
		if (tallies[i].has_baseline)
			json_object_set_new(count, "known",
				json_integer((json_int_t)plumb_tally_known(&tallies[i])));
		json_array_append_new(counts, count);
	}
	line = plumb_have(json_pack("{s:o, s:I}", "counts", counts, "took_ns",
		(json_int_t)(uv_hrtime() - results->began_ns)));
	write_line(results, line);
	json_decref(line);
}

bool plumb_results_good(struct plumb_results *results)
{
	if (results->error && !results->told) {
		fprintf(stderr, "plumbline: %s: %s\n", results->path, strerror(results->error));
		results->told = true;
	}
	return !results->error;
}

bool plumb_results_close(struct plumb_results *results)
{
	bool good;

	if (!results)
		return true;
	if (fclose(results->file) && !results->error)
		results->error = errno;
	good = plumb_results_good(results);
	free(results->path);
	free(results);
	return good;
}
