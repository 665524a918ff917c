#include "nearest.h"

#include <string.h>

enum { LONGEST = 63 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The number of letters to change, add, remove or swap; LONGEST if a word is too long. */
static size_t distance_of(const char *a, const char *b)
{
	size_t rows[3][LONGEST + 1] = {{0}}, m = strlen(a), n = strlen(b);

	if (m > LONGEST || n > LONGEST)
		return LONGEST;
	for (size_t k = 0; k <= n; k++)
		rows[0][k] = k;
	for (size_t i = 1; i <= m; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t k = 1; k <= n; k++) {
			row[k] = least(above[k], row[k - 1]) + 1;
			row[k] = least(row[k], above[k - 1] + (a[i - 1] != b[k - 1]));
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
				row[k] = least(row[k], before[k - 2] + 1);
		}
	}
	return rows[m % 3][n];
}

void plumb_nearest_try(struct plumb_nearest *nearest, const char *candidate)
{
	size_t length = strlen(nearest->word);
	size_t bound = length < 5 ? 1 : length / 4 + 1;
	size_t distance = length >= 3 && strncmp(candidate, nearest->word, length) == 0
				  ? 1
				  : distance_of(nearest->word, candidate);

	if (distance > bound || (nearest->best && distance >= nearest->distance))
		return;
	nearest->best = candidate;
	nearest->distance = distance;
}
