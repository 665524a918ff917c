/* The judge, given rows and outcomes without playing them: each sample is one verdict. */
#include "rows/judge.h"

#include "base/heap.h"
#include "step_stand.h"
#include "suite.h"
#include <stdlib.h>
#include <string.h>

/* One row to judge; its steps and outcomes are JSON with ' for ". */
struct sample {
	const char *steps;
	const char *outcomes;
	const char *oracle; /* the oracle's outcomes; NULL if it is not asked */
	enum plumb_standard standard;
	enum plumb_verdict_kind kind;
	int step;
	const char *text; /* that the verdict's text must contain; NULL for no text */
};

static struct plumb_record record_of(const char *outcomes)
{
	return (struct plumb_record){.outcomes = json_of(outcomes),
		.scope = {.constants = json_of("{'AF_INET': 2}"),
			.variables = json_of("{'port': 80}"),
			.peers = json_of("{}")}};
}

static void clear_record(struct plumb_record *record)
{
	json_decref(record->scope.constants);
	plumb_record_clear(record);
}

static void check_verdict(const struct plumb_verdict *verdict, const struct sample *sample)
{
	CHECK_TEXT(plumb_verdict_name(verdict->kind), plumb_verdict_name(sample->kind));
	CHECK_NUMBER(verdict->step, sample->step);
	if (sample->text)
		CHECK_HOLDS(verdict->text, sample->text);
	else
		CHECK_TEXT(verdict->text, NULL);
}

/* system: the subject's; NULL: the runner's own */
static void judge_subject(const struct sample *sample, const char *system)
{
	struct plumb_row row = {.steps = stand_steps(sample->steps)};
	struct plumb_record record = record_of(sample->outcomes);
	struct plumb_record oracle = record_of(sample->oracle ? sample->oracle : "[]");
	struct plumb_verdict verdict;

	record.scope.platform = plumb_platform_of(system);
	verdict = plumb_judge_subject(
		&row, &record, sample->oracle ? &oracle : NULL, sample->standard);
	check_verdict(&verdict, sample);
	plumb_verdict_clear(&verdict);
	clear_record(&record);
	clear_record(&oracle);
	plumb_steps_clear(&row.steps);
}

static void judge_subjects(const struct sample *samples, size_t count)
{
	for (size_t i = 0; i < count; i++)
		judge_subject(&samples[i], NULL);
}

#define JUDGE_SUBJECTS(samples) judge_subjects((samples), sizeof(samples) / sizeof(*(samples)))

#define GIVES_2 "[{'get': 'A', 'gives': 2}]"
#define RAISED_EBADF "[{'raises': {'class': 'error', 'code': 'EBADF', 'text': 'Bad'}}]"

static void test_promises(void)
{
	static const struct sample samples[] = {
		{GIVES_2, "[{'gives': 2}]", NULL, PLUMB_STANDARD_DOCUMENT, PLUMB_PASS, -1, NULL},
		{GIVES_2, "[{'gives': 3}]", NULL, PLUMB_STANDARD_DOCUMENT, PLUMB_FAIL, 0,
			"3 is not 2"},
		{GIVES_2, RAISED_EBADF, NULL, PLUMB_STANDARD_DOCUMENT, PLUMB_FAIL, 0,
			"raises error EBADF, text \"Bad\"; expected: 2"},
		{GIVES_2, "[{'lacks': 'A'}]", NULL, PLUMB_STANDARD_DOCUMENT, PLUMB_LACKS, 0,
			"there is no name 'A'"},
		{GIVES_2, "[{'lacks': 'B'}]", NULL, PLUMB_STANDARD_DOCUMENT, PLUMB_LACKS, 0,
			"there is no name 'B'"},
		{GIVES_2, "[{'broken': 'cannot'}]", NULL, PLUMB_STANDARD_DOCUMENT, PLUMB_BROKEN, 0,
			"cannot"},
		{GIVES_2, "[null]", NULL, PLUMB_STANDARD_DOCUMENT, PLUMB_BROKEN, 0, "not reached"},
		{"[{'get': 'A'}]", RAISED_EBADF, NULL, PLUMB_STANDARD_DOCUMENT, PLUMB_BROKEN, 0,
			"expected: success"},
		{"[{'get': 'A', 'absent': true}]", "[{'lacks': 'A'}]", NULL,
			PLUMB_STANDARD_DOCUMENT, PLUMB_PASS, -1, NULL},
		{"[{'get': 'A', 'absent': true}]", "[{'gives': 1}]", NULL, PLUMB_STANDARD_DOCUMENT,
			PLUMB_FAIL, 0, "expected: no such name"},
		{"[{'get': 'A', 'raises': ['TypeError', {'error': 'EBADF'}]}]", RAISED_EBADF, NULL,
			PLUMB_STANDARD_DOCUMENT, PLUMB_PASS, -1, NULL},
		{"[{'get': 'A', 'gives': {'const': 'AF_INET'}}]", "[{'gives': 2}]", NULL,
			PLUMB_STANDARD_DOCUMENT, PLUMB_PASS, -1, NULL},
		{"[{'get': 'A', 'gives': {'const': 'NOBODY'}}]", "[{'gives': 2}]", NULL,
			PLUMB_STANDARD_DOCUMENT, PLUMB_FAIL, 0, "NOBODY is not known"},
	};

	JUDGE_SUBJECTS(samples);
}

/* The first step that departs decides, whatever comes after it. */
static void test_order(void)
{
	static const struct sample samples[] = {
		{"[{'get': 'A', 'gives': 1}, {'get': 'B', 'gives': 2}, {'get': 'C'}]",
			"[{'gives': 1}, {'gives': 1}, {'broken': 'late'}]", NULL,
			PLUMB_STANDARD_DOCUMENT, PLUMB_FAIL, 1, "1 is not 2"},
		{"[{'peer': ['wait', 0]}, {'get': 'B', 'gives': 2}]",
			"[{'saw': 'the end'}, {'gives': 1}]", NULL, PLUMB_STANDARD_DOCUMENT,
			PLUMB_FAIL, 0, "the far end saw the end"},
		{"[{'peer': ['wait', 0]}, {'get': 'B', 'gives': 2}]",
			"[{'broken': 'broken off'}, null]", NULL, PLUMB_STANDARD_DOCUMENT,
			PLUMB_BROKEN, 0, "the far end: broken off"},
		{"[{'kernel': ['fail', 'bind', 'EACCES']}]", "[{'uncalled': 'bind'}]", NULL,
			PLUMB_STANDARD_DOCUMENT, PLUMB_BROKEN, 0, "the subject never called bind"},
		{"[{'kernel': ['fail', 'bind', 'EACCES'], 'detail': true}]",
			"[{'uncalled': 'bind'}]", NULL, PLUMB_STANDARD_DOCUMENT, PLUMB_SKIP, 0,
			"the subject never called bind"},
		{"[{'kernel': ['fail', 'bind', 'EACCES'], 'detail': true}]",
			"[{'uncalled': 'bind'}]", NULL, PLUMB_STANDARD_BOTH, PLUMB_BROKEN, 0,
			"the subject never called bind"},
	};

	JUDGE_SUBJECTS(samples);
}

#define UNBOUND                                                                                    \
	"[{'get': 'A', 'gives': {'any': 'int'}, 'detail': {'gives': 1}, 'on': {'Windows': "        \
	"{'raises': {'error': 'EINVAL'}}}}, {'get': 'B', 'on': {'Windows': {'gives': 5}}}]"
#define REFUSED "{'raises': {'class': 'error', 'code': 'EINVAL', 'text': ''}}"

/* On another system only that system's promise counts, and elsewhere only the other. */
static void test_systems(void)
{
	static const struct {
		struct sample sample;
		const char *system;
	} samples[] = {
		{{UNBOUND, "[{'gives': 1}, {'gives': 6}]", NULL, PLUMB_STANDARD_BOTH, PLUMB_PASS,
			 -1, NULL},
			NULL},
		{{UNBOUND, "[" REFUSED ", {'gives': 5}]", NULL, PLUMB_STANDARD_DOCUMENT, PLUMB_FAIL,
			 0, "raises error EINVAL, text \"\"; expected: <int>"},
			NULL},
		{{UNBOUND, "[" REFUSED ", {'gives': 5}]", NULL, PLUMB_STANDARD_BOTH, PLUMB_PASS, -1,
			 NULL},
			"Windows 10"},
		{{UNBOUND, "[{'gives': 1}, {'gives': 5}]", NULL, PLUMB_STANDARD_DOCUMENT,
			 PLUMB_FAIL, 0, "1; expected: raises error EINVAL"},
			"Windows 10"},
		{{UNBOUND, "[" REFUSED ", {'gives': 6}]", NULL, PLUMB_STANDARD_DOCUMENT, PLUMB_FAIL,
			 1, "6 is not 5"},
			"Windows 10"},
	};

	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		judge_subject(&samples[i].sample, samples[i].system);
}

#define DRIFTS                                                                                     \
	"[{'get': 'A', 'gives': 1, 'drift': [{'since': '3.8', 'gives': 2, 'why': 'It is.'}]}]"
#define DEFECTIVE "[{'get': 'A', 'gives': 1, 'defect': [{'gives': 0, 'why': 'It is cut.'}]}]"
#define RACING                                                                                     \
	"[{'get': 'A', 'gives': 1, 'defect': [{'gives': 0, 'why': 'It races.', 'by-chance': "      \
	"true}]}]"

static void test_standards(void)
{
	static const struct sample samples[] = {
		{DRIFTS, "[{'gives': 1}]", "[{'gives': 2}]", PLUMB_STANDARD_DOCUMENT, PLUMB_PASS,
			-1, NULL},
		{DRIFTS, "[{'gives': 2}]", "[{'gives': 2}]", PLUMB_STANDARD_DOCUMENT, PLUMB_FAIL, 0,
			"2 is not 1"},
		{DRIFTS, "[{'gives': 2}]", "[{'gives': 2}]", PLUMB_STANDARD_ORACLE, PLUMB_PASS, -1,
			NULL},
		{DRIFTS, "[{'gives': 1}]", "[{'gives': 2}]", PLUMB_STANDARD_ORACLE,
			PLUMB_AS_DOCUMENT, 0, "as the document says, not as the oracle did"},
		{DRIFTS, "[{'gives': 2}]", "[{'gives': 1}]", PLUMB_STANDARD_ORACLE, PLUMB_FAIL, 0,
			"2 is not 1"},
		{DRIFTS, "[{'gives': 2}]", NULL, PLUMB_STANDARD_ORACLE, PLUMB_PASS, -1, NULL},
		{DRIFTS, "[{'gives': 3}]", NULL, PLUMB_STANDARD_ORACLE, PLUMB_FAIL, 0,
			"3 is not 1"},
		{DEFECTIVE, "[{'gives': 0}]", "[{'gives': 1}]", PLUMB_STANDARD_ORACLE, PLUMB_PASS,
			-1, NULL},
		{DEFECTIVE, "[{'gives': 1}]", "[{'gives': 0}]", PLUMB_STANDARD_ORACLE, PLUMB_PASS,
			-1, NULL},
		{DEFECTIVE, "[{'gives': 0}]", "[{'gives': 0}]", PLUMB_STANDARD_BOTH, PLUMB_FAIL, 0,
			"0 is not 1"},
		{RACING, "[{'gives': 1}]", "[{'gives': 0}]", PLUMB_STANDARD_ORACLE, PLUMB_PASS, -1,
			NULL},
		{RACING, "[{'gives': 0}]", "[{'gives': 1}]", PLUMB_STANDARD_ORACLE, PLUMB_FAIL, 0,
			"0 is not 1"},
		{RACING, "[{'gives': 0}]", "[{'gives': 0}]", PLUMB_STANDARD_ORACLE, PLUMB_FAIL, 0,
			"0 is not 1"},
	};

	JUDGE_SUBJECTS(samples);
}

#define DETAILED "[{'get': 'A', 'raises': 'error', 'detail': {'raises': {'error': 'EINVAL'}}}]"
#define RAISED_EINVAL "[{'raises': {'class': 'error', 'code': 'EINVAL', 'text': ''}}]"

static void test_detail(void)
{
	static const struct sample samples[] = {
		{DETAILED, RAISED_EBADF, RAISED_EINVAL, PLUMB_STANDARD_DOCUMENT, PLUMB_PASS, -1,
			NULL},
		{DETAILED, RAISED_EBADF, RAISED_EINVAL, PLUMB_STANDARD_BOTH, PLUMB_FAIL, 0,
			"expected: raises error EINVAL"},
		{DETAILED, RAISED_EINVAL, RAISED_EINVAL, PLUMB_STANDARD_BOTH, PLUMB_PASS, -1, NULL},
		{DETAILED, RAISED_EBADF, RAISED_EINVAL, PLUMB_STANDARD_ORACLE, PLUMB_AS_DOCUMENT, 0,
			"expected: raises error EINVAL"},
	};

	JUDGE_SUBJECTS(samples);
}

#define TAKES "[{'get': 'A', 'takes': [0.1, 0.2]}]"

/*
 * Each bound to the nanosecond from both sides; the oracle's excess over the lower bound extends
 * the upper one.
 */
static void test_time(void)
{
	static const struct sample samples[] = {
		{TAKES, "[{'gives': 1, 'took_ns': 100000000}]", NULL, PLUMB_STANDARD_DOCUMENT,
			PLUMB_PASS, -1, NULL},
		{TAKES, "[{'gives': 1, 'took_ns': 99999999}]", NULL, PLUMB_STANDARD_DOCUMENT,
			PLUMB_FAIL, 0, "took less than 0.100 s"},
		{TAKES, "[{'gives': 1, 'took_ns': 200000000}]", NULL, PLUMB_STANDARD_DOCUMENT,
			PLUMB_PASS, -1, NULL},
		{TAKES, "[{'gives': 1, 'took_ns': 200000001}]", NULL, PLUMB_STANDARD_DOCUMENT,
			PLUMB_FAIL, 0, "took more than 0.200 s"},
		{TAKES, "[{'gives': 1, 'took_ns': 240000000}]",
			"[{'gives': 1, 'took_ns': 150000000}]", PLUMB_STANDARD_DOCUMENT, PLUMB_PASS,
			-1, NULL},
		{TAKES, "[{'gives': 1, 'took_ns': 260000000}]",
			"[{'gives': 1, 'took_ns': 150000000}]", PLUMB_STANDARD_DOCUMENT, PLUMB_FAIL,
			0, "took more than 0.200 s"},
	};

	JUDGE_SUBJECTS(samples);
}

/* --- the oracle ------------------------------------------------------------------------------- */

static void test_oracle(void)
{
	static const struct {
		struct sample sample;
		const char *name, *version;
	} samples[] = {
		{{DRIFTS, "[{'gives': 2}]", NULL, 0, PLUMB_DRIFT, 0, "It is."}, "CPython", "3.8.1"},
		{{DRIFTS, "[{'gives': 2}]", NULL, 0, PLUMB_FAIL, 0, "2 is not 1"}, "CPython",
			"3.7"},
		{{DRIFTS, "[{'gives': 1}]", NULL, 0, PLUMB_PASS, -1, NULL}, "CPython", "3.7"},
		{{DRIFTS, "[{'gives': 1}]", NULL, 0, PLUMB_FAIL, 0, "not as the oracle did"},
			"CPython", "3.8"},
		{{DRIFTS, "[{'gives': 1}]", NULL, 0, PLUMB_PASS, -1, NULL}, "PyPy", "3.9"},
		{{DEFECTIVE, "[{'gives': 0}]", NULL, 0, PLUMB_DRIFT, 0, "It is cut."}, "CPython",
			"3.11"},
		{{DEFECTIVE, "[{'gives': 1}]", NULL, 0, PLUMB_PASS, -1, NULL}, "CPython", "3.11"},
		{{DETAILED, RAISED_EBADF, NULL, 0, PLUMB_FAIL, 0, "expected: raises error EINVAL"},
			"CPython", "3.11"},
		{{DETAILED, RAISED_EBADF, NULL, 0, PLUMB_PASS, -1, NULL}, "PyPy", "3.9"},
	};

	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const struct sample *sample = &samples[i].sample;
		struct plumb_row row = {.steps = stand_steps(sample->steps)};
		struct plumb_record record = record_of(sample->outcomes);
		json_t *start = json_pack(
			"{s:s, s:s}", "name", samples[i].name, "version", samples[i].version);
		struct plumb_verdict verdict = plumb_judge_oracle(&row, &record, start);

		check_verdict(&verdict, sample);
		plumb_verdict_clear(&verdict);
		clear_record(&record);
		plumb_steps_clear(&row.steps);
		json_decref(start);
	}
}

/* The adapter's end takes precedence over its answers. */
static void test_endings(void)
{
	static const struct {
		enum plumb_ending ending;
		enum plumb_verdict_kind kind;
	} samples[] = {{PLUMB_CRASHED, PLUMB_CRASH}, {PLUMB_HUNG, PLUMB_HANG}};

	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct plumb_row row = {.steps = stand_steps(GIVES_2)};
		struct plumb_record record = record_of("[{'gives': 3}]");
		record.ending = samples[i].ending;
		record.how = plumb_copy("it is gone");
		struct plumb_verdict verdict =
			plumb_judge_subject(&row, &record, NULL, PLUMB_STANDARD_DOCUMENT);
		CHECK_TEXT(plumb_verdict_name(verdict.kind), plumb_verdict_name(samples[i].kind));
		CHECK_TEXT(verdict.text, "it is gone");
		plumb_verdict_clear(&verdict);
		clear_record(&record);
		plumb_steps_clear(&row.steps);
	}
}

CU_TestInfo judge_tests[] = {
	{"promises are kept or not", test_promises},
	{"the first departure decides", test_order},
	{"each system has its own promise", test_systems},
	{"drift and defect by each standard", test_standards},
	{"detail by each standard", test_detail},
	{"time has two bounds", test_time},
	{"an oracle goes its version's way", test_oracle},
	{"crashes and hangs come first", test_endings},
	CU_TEST_INFO_NULL,
};
