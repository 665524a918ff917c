/* The options of `plumbline report`. */
#ifndef PLUMB_REPORT_OPTIONS_H
#define PLUMB_REPORT_OPTIONS_H

#include "base/words.h"
#include "report_form.h"
#include <stdbool.h>
#include <stddef.h>

struct plumb_report_options {
	const struct plumb_report_form *form;
	const char *out;     /* NULL: standard output */
	const char *clauses; /* NULL: the project's own */
	bool compare;
	const char *tables; /* NULL: the project's own */
	const char *source_url;
	const char *page_url;
	struct plumb_words baselines;
	struct plumb_report_link *links;
	size_t link_count;
	const char *const *paths;
	size_t path_count;
};

/* False: the program must end with *status, and the messages have been written. */
bool plumb_report_options_read(
	struct plumb_report_options *options, int argc, char **argv, int *status);

/* Call this even if plumb_report_options_read() failed. */
void plumb_report_options_clear(struct plumb_report_options *options);

#endif
