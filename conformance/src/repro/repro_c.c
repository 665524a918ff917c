/* A row as a program of C over pysock.h: its steps in order, each checked. */
#include "repro.h"

#include "base/heap.h"
#include "drift/drift.h"
#include "repro_c.h"
#include "repro_c_call.h"
#include "repro_c_far.h"
#include "rows/expect.h"
#include "values/show.h"
#include "values/value.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 160, PATIENCE_S = 10 };

/* --- names ------------------------------------------------------------------------------------ */

static void enter(struct plumb_c_program *program, const char *name, enum plumb_c_kind kind,
	const char *c, const char *family)
{
	json_object_set_new(program->variables, name,
		json_pack("{s:i, s:s, s:s*}", "kind", (int)kind, "c", c, "family", family));
}

static bool gives_socket(enum plumb_c_kind kind)
{
	return kind == PLUMB_C_SOCKET || kind == PLUMB_C_ACCEPTED;
}

/* The items of a pair, of what was accepted or received, under the row's names. */
static void enter_items(
	struct plumb_c_program *program, const json_t *as, const struct plumb_c_called *called)
{
	const char *first = json_string_value(json_array_get(as, 0));
	const char *second = json_string_value(json_array_get(as, 1));
	char *items[2] = {
		plumb_format("%s[0]", called->value), plumb_format("%s[1]", called->value)};

	if (json_array_size(as) != 2 || called->kind < PLUMB_C_PAIR) {
		plumb_c_give_up(program, "a result of this kind has no items in C");
	} else if (called->kind == PLUMB_C_PAIR) {
		enter(program, first, PLUMB_C_SOCKET, items[0], called->family);
		enter(program, second, PLUMB_C_SOCKET, items[1], called->family);
	} else {
		enter(program, first, gives_socket(called->kind) ? PLUMB_C_SOCKET : PLUMB_C_BYTES,
			called->value, called->family);
		enter(program, second, PLUMB_C_ADDRESS, called->address, called->family);
	}
	free(items[0]);
	free(items[1]);
}

static void enter_result(
	struct plumb_c_program *program, const json_t *as, const struct plumb_c_called *called)
{
	bool address = called->kind == PLUMB_C_ADDRESS;

	if (json_is_string(as))
		enter(program, json_string_value(as), called->kind,
			address ? called->address : called->value, called->family);
	else if (as)
		enter_items(program, as, called);
}

/* --- steps ------------------------------------------------------------------------------------ */

static void add_check(struct plumb_c_program *program, const char *condition, const char *promise)
{
	json_t *text = plumb_have(json_string(promise));
	char *literal = plumb_show_value(text, 0);

	plumb_text_add_f(&program->body, "\tcheck(%s,%s%s, result, &error);\n", condition,
		strlen(condition) + strlen(literal) > 64 ? "\n\t\t" : " ", literal);
	free(literal);
	json_decref(text);
}

static void add_alternatives(struct plumb_c_program *program, const json_t *step)
{
	for (size_t i = 1; i < plumb_expect_count(step); i++) {
		const json_t *item = plumb_expect_item(step, i);
		char *versions = plumb_drift_versions(item);
		plumb_text_add_f(&program->body, "\t/* %s of CPython %s: %s */\n",
			plumb_expect_is_defect(step, i) ? "A known defect" : "Known drift",
			versions, json_string_value(json_object_get(item, "why")));
		free(versions);
	}
}

static void add_time(struct plumb_c_program *program, const json_t *step)
{
	const json_t *takes = json_object_get(step, "takes");
	const json_t *low = json_array_get(takes, 0), *high = json_array_get(takes, 1);
	char *condition = plumb_format("seconds() - began >= %g && seconds() - began <= %g",
		json_number_value(low), json_is_null(high) ? 1e9 : json_number_value(high));

	if (takes)
		add_check(program, condition, "it takes neither less nor more time than was set");
	free(condition);
}

/* The call that a promise speaks of: without the names that its result is given. */
static char *promise_of(const json_t *step)
{
	json_t *bare = plumb_have(json_copy((json_t *)step));
	char *shown, *expected = plumb_show_expected(step, SHOWN), *promise;

	json_object_del(bare, "as");
	shown = plumb_show_step(bare);
	promise = plumb_format("%.*s%s %s", SHOWN, shown,
		json_object_get(step, "raises") ? "" : " gives",
		plumb_expect_says(step) ? expected : "no error");
	free(shown);
	free(expected);
	json_decref(bare);
	return promise;
}

static void add_call_step(struct plumb_c_program *program, const json_t *step)
{
	struct plumb_c_called called = {0};
	struct plumb_c_result result;
	char *condition, *promise;

	add_alternatives(program, step);
	if (json_object_get(step, "takes"))
		plumb_text_add(&program->body, "\tbegan = seconds();\n");
	plumb_c_add_call(program, step, &called);
	if (*program->why)
		goto out;
	result = (struct plumb_c_result){
		.kind = called.kind, .value = called.value, .address = called.address};
	condition = plumb_c_condition(program, step, &result);
	promise = promise_of(step);
	add_check(program, condition, promise);
	add_time(program, step);
	enter_result(program, json_object_get(step, "as"), &called);
	free(condition);
	free(promise);
out:
	plumb_c_called_clear(&called);
}

static void add_del(struct plumb_c_program *program, const char *name)
{
	const json_t *variable = plumb_c_variable(program, name);

	if (json_integer_value(json_object_get(variable, "kind")) != PLUMB_C_SOCKET)
		plumb_c_give_up(program, "only a socket is freed in C");
	else
		plumb_text_add_f(&program->body, "\tpysock_free(%s);\n",
			json_string_value(json_object_get(variable, "c")));
}

static void add_steps(struct plumb_c_program *program, const json_t *steps)
{
	const json_t *step;
	size_t i;

	json_array_foreach(steps, i, step)
	{
		if (*program->why)
			return;
		if (json_object_get(step, "wait"))
			plumb_text_add_f(&program->body, "\tusleep(%.0f);\n",
				json_number_value(json_object_get(step, "wait")) * 1e6);
		else if (json_object_get(step, "del"))
			add_del(program, json_string_value(json_object_get(step, "del")));
		else if (json_object_get(step, "kernel"))
			plumb_c_give_up(program,
				"in it the runner answers system calls, which no program can");
		else if (json_object_get(step, "absent") ||
			 !(json_object_get(step, "call") || json_object_get(step, "get")))
			plumb_c_give_up(program, "C decides before it runs which names there are");
		else
			add_call_step(program, step);
	}
}

/* --- the whole -------------------------------------------------------------------------------- */

static const char beginning[] =
	"#include <pysock.h>\n"
	"#include <errno.h>\n#include <netdb.h>\n#include <netinet/in.h>\n"
	"#include <netinet/tcp.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n"
	"#include <sys/socket.h>\n#include <time.h>\n#include <unistd.h>\n"
	"\n"
	"static void check(int good, const char *promise, long result, const struct pysock_error "
	"*e)\n"
	"{\n"
	"	if (good)\n"
	"		return;\n"
	"	printf(\"the document promises: %s\\nwhat came instead:     \", promise);\n"
	"	if (result < 0)\n"
	"		printf(\"%s, code %d, \\\"%s\\\"\\n\", "
	"pysock_exception_name(e->exception), "
	"e->code, e->text);\n"
	"	else\n"
	"		printf(\"another result (%ld)\\n\", result);\n"
	"	exit(1);\n"
	"}\n";

static const char clock_text[] = "\n"
				 "static double seconds(void)\n"
				 "{\n"
				 "	struct timespec now;\n"
				 "\n"
				 "	clock_gettime(CLOCK_MONOTONIC, &now);\n"
				 "	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;\n"
				 "}\n";

static bool measures_time(const struct plumb_row *row)
{
	const json_t *step;
	size_t i;

	json_array_foreach(row->steps, i, step) if (json_object_get(step, "takes")) return true;
	return false;
}

static char *assemble(
	const struct plumb_c_program *program, const struct plumb_row *row, const char *body)
{
	struct plumb_text text = {0};
	bool timed = measures_time(row);

	plumb_text_add_f(&text,
		"/*\n * %s: %s\n * By %s in the document of Python's socket module.\n * cc THIS "
		"-lpysock "
		"&& ./a.out\n */\n#define _GNU_SOURCE\n",
		row->id, row->why, row->clause);
	plumb_text_add(&text, beginning);
	plumb_text_add(&text, timed ? clock_text : "");
	plumb_text_add_f(&text,
		"\nint main(void)\n{\n\tstruct pysock_error error = {0};\n\tlong result = 0;\n%s",
		timed ? "\tdouble began = 0;\n" : "");
	if (program->directory)
		plumb_text_add(&text, "\tchar directory[] = \"/tmp/repro-XXXXXX\", path[128];\n");
	plumb_text_add_f(&text, "\n\talarm(%d); /* what hangs has failed */\n", PATIENCE_S);
	if (program->directory)
		plumb_text_add(&text, "\tif (!mkdtemp(directory))\n\t\treturn 2;\n");
	plumb_text_add_f(&text, "%s\tputs(\"as the document promises\");\n\treturn 0;\n}\n", body);
	return plumb_text_take(&text, 0);
}

char *plumb_repro_c(const struct plumb_row *row, char *why, size_t size)
{
	struct plumb_c_program program = {
		.variables = plumb_have(json_object()), .names = plumb_have(json_object())};
	json_t *steps = plumb_c_steps(&program, row->steps);
	char *body, *whole = NULL;

	add_steps(&program, steps);
	body = plumb_text_take(&program.body, 0);
	if (*program.why)
		snprintf(why, size, "%s", program.why);
	else
		whole = assemble(&program, row, body);
	free(body);
	json_decref(steps);
	json_decref(program.variables);
	json_decref(program.names);
	return whole;
}
