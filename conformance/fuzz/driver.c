/*
 * In place of libFuzzer, where there is none: calls the harness with seeds that are changed by
 * chance, without looking at what they reach. Options are libFuzzer's; others of its are passed
 * over.
 *
 *     HARNESS [-runs=N] [-max_total_time=SECONDS] [-seed=N] [-artifact_prefix=PREFIX] [SEED...]
 *
 * A SEED is a file, or a directory of files. The bytes of the current call are in PREFIXlast, so
 * that they are there after a crash. HARNESS FILE with -runs=0 repeats a file alone.
 */
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 65536, CHANGES = 6 };

struct seed {
	uint8_t *bytes;
	size_t size;
};

static struct {
	struct seed *seeds;
	size_t count;
	uint64_t chance; /* xorshift64 */
	uint8_t *last;	 /* MOST bytes of a file, where the current ones are */
	int last_fd;
} fuzz = {.chance = 1, .last_fd = -1};

static void *have(void *memory)
{
	if (!memory) {
		perror("fuzz");
		exit(3);
	}
	return memory;
}

static size_t draw(size_t below)
{
	fuzz.chance ^= fuzz.chance << 13;
	fuzz.chance ^= fuzz.chance >> 7;
	fuzz.chance ^= fuzz.chance << 17;
	return below > 0 ? (size_t)(fuzz.chance % below) : 0;
}

static void add_file(const char *path)
{
	FILE *file = have(fopen(path, "re"));
	struct seed seed = {have(malloc(MOST)), 0};

	seed.size = fread(seed.bytes, 1, MOST, file);
	fclose(file);
	fuzz.seeds = have(realloc(fuzz.seeds, (fuzz.count + 1) * sizeof(seed)));
	fuzz.seeds[fuzz.count++] = seed;
}

static void add(const char *path)
{
	DIR *directory = opendir(path);
	const struct dirent *entry;
	char *inner;

	if (!directory) {
		add_file(path);
		return;
	}
	while ((entry = readdir(directory))) {
		if (entry->d_type == DT_REG && asprintf(&inner, "%s/%s", path, entry->d_name) > 0) {
			add_file(inner);
			free(inner);
		}
	}
	closedir(directory);
}

static void open_last(const char *prefix)
{
	char *path = NULL;

	have(asprintf(&path, "%slast", prefix) > 0 ? path : NULL);
	fuzz.last_fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	free(path);
	if (fuzz.last_fd < 0 || ftruncate(fuzz.last_fd, MOST) < 0)
		have(NULL);
	fuzz.last = mmap(NULL, MOST, PROT_READ | PROT_WRITE, MAP_SHARED, fuzz.last_fd, 0);
	have(fuzz.last == MAP_FAILED ? NULL : fuzz.last);
}

/* Moves a part of one seed over, or into, the bytes. */
static size_t mix(uint8_t *bytes, size_t size)
{
	struct seed other = fuzz.seeds[draw(fuzz.count)];
	size_t from = draw(other.size), length = draw(other.size - from + 1), at = draw(size + 1);

	if (length > MOST - at)
		length = MOST - at;
	memcpy(bytes + at, other.bytes + from, length);
	return at + length > size ? at + length : size;
}

static size_t change(uint8_t *bytes, size_t size)
{
	static const char *const words[] = {"{", "}", "[", "]", "\"", ",", ":", "null", "true", "0",
		"-1", "1e999", "9223372036854775808", "\\u0000", "\\ud800", "\n", "\xff"};
	size_t at = draw(size), length = draw(size - at + 1);
	const char *word = words[draw(sizeof(words) / sizeof(*words))];

	switch (draw(6)) {
	case 0:
		if (size > 0)
			bytes[at] ^= (uint8_t)(1 << draw(8));
		return size;
	case 1:
		if (size > 0)
			bytes[at] = (uint8_t)draw(256);
		return size;
	case 2: /* leave some out */
		memmove(bytes + at, bytes + at + length, size - at - length);
		return size - length;
	case 3: /* twice */
		if (length > MOST - size)
			return size;
		memmove(bytes + at + length, bytes + at, size - at);
		return size + length;
	case 4:
		length = strlen(word);
		if (length > MOST - size)
			return size;
		memmove(bytes + at + length, bytes + at, size - at);
		memcpy(bytes + at, word, length);
		return size + length;
	default:
		return mix(bytes, size);
	}
}

static void call(struct seed seed, size_t changes)
{
	size_t size = seed.size;

	memcpy(fuzz.last, seed.bytes, size);
	for (size_t i = 0; i < changes; i++)
		size = change(fuzz.last, size);
	/* A copy of just that size, so that a sanitizer sees what is read behind it. */
	uint8_t *bytes = have(malloc(size + (size == 0)));
	memcpy(bytes, fuzz.last, size);
	LLVMFuzzerTestOneInput(bytes, size);
	free(bytes);
}

static bool read_option(const char *option, const char *name, long *number)
{
	size_t length = strlen(name);
	bool is = strncmp(option, name, length) == 0;

	if (is)
		*number = atol(option + length);
	return is;
}

int main(int argc, char **argv)
{
	long runs = -1, seconds = 0, seed = 1, done = 0;
	const char *prefix = "";
	time_t start = time(NULL);

	for (int i = 1; i < argc; i++)
		if (argv[i][0] != '-')
			add(argv[i]);
		else if (strncmp(argv[i], "-artifact_prefix=", 17) == 0)
			prefix = argv[i] + 17;
		else if (!read_option(argv[i], "-runs=", &runs) &&
			 !read_option(argv[i], "-max_total_time=", &seconds))
			read_option(argv[i], "-seed=", &seed);
	open_last(prefix);
	fuzz.chance = (uint64_t)seed * 0x9E3779B97F4A7C15U + 1;
	for (size_t i = 0; i < fuzz.count; i++)
		call(fuzz.seeds[i], 0);
	if (fuzz.count == 0) {
		static uint8_t byte = '0';
		fuzz.seeds = have(calloc(1, sizeof(*fuzz.seeds)));
		fuzz.seeds[fuzz.count++] = (struct seed){&byte, 1};
	}
	while ((runs < 0 || done < runs) && (seconds <= 0 || time(NULL) - start < seconds)) {
		call(fuzz.seeds[draw(fuzz.count)], 1 + draw(CHANGES));
		done++;
	}
	printf("Done %ld runs in %ld second(s)\n", done, (long)(time(NULL) - start));
	return 0;
}
