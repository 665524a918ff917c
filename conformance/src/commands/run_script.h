/* The script under the block of a row that is not as it should be: what `plumbline repro` writes.
 */
#ifndef PLUMB_RUN_SCRIPT_H
#define PLUMB_RUN_SCRIPT_H

#include "sides/side.h"
#include "tables/table.h"
#include <jansson.h>
#include <stddef.h>

/*
 * line: the row's line of results.jsonl. Subjects that are modules of Python have a script each,
 * unless they would have the same one; of others it is told why they have none.
 */
void plumb_run_print_scripts(const struct plumb_row *row, const json_t *line,
	const struct plumb_side *sides, size_t side_count);

#endif
