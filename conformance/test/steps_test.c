/* Steps: reading them, the notes about their row, and writing them back. */
#include "base/heap.h"
#include "rows/answer.h"
#include "step_stand.h"
#include "steps/fit.h"
#include "steps/step_json.h"
#include "suite.h"
#include <stdlib.h>
#include <string.h>

/* Rows with everything that a step can contain, in the tables' order. */
static const char *const rows[] = {
	"[{'call': ['socket', {'const': 'AF_INET'}], 'with': {'type': 1}, 'as': 's'}, "
	"{'set': ['s.x', 1.5]}, {'get': 's.x', 'as': ['a', 'b']}, {'let': {'bytes': ['00', 9]}, "
	"'as': ['c']}, {'del': 's'}]",
	"[{'get': 'A', 'gives': {'one-of': [1, null]}, 'takes': [0, 1.0]}]",
	"[{'get': 'A', 'gives': {'any': 'int'}, 'takes': [null, 2], 'detail': {'gives': 1}}]",
	"[{'get': 'A', 'raises': 'TypeError', 'text': 'no'}]",
	"[{'get': 'A', 'gives': 1, 'on': {'Windows': {'raises': {'error': 'EINVAL'}, 'text': "
	"'a'}}, "
	"'detail': {'gives': 2}}]",
	"[{'get': 'A', 'raises': {'error': null}, 'detail': {'raises': {'error': 'EBADF'}}}]",
	"[{'get': 'A', 'raises': {'error': ['EAGAIN', null]}}]",
	"[{'get': 'A', 'raises': ['TypeError', {'gaierror': 'EAI_FAIL'}]}]",
	"[{'get': 'A', 'absent': true, 'drift': [{'since': '3.2', 'before': '3.8', 'gives': 1, "
	"'why': 'It is.'}, {'raises': 'error', 'text': 'a', 'why': 'It was.'}], 'defect': "
	"[{'gives': 0, 'why': 'It is cut.'}]}]",
	("[{'peer': ['listen', 'inet', 5], 'as': 'p'}, {'peer': ['send', 'p', {'bytes': '61'}, "
	 "['MSG_OOB']]}, {'meanwhile': [['wait', 1], ['silent', 'p', 0.5]]}]"),
	"[{'kernel': ['cut', 'send', 5, null], 'detail': true}, {'kernel': ['saw', 'bind', null]}]",
	"[{'call': ['f', 1], 'with': {'a': 2}, 'in': 't', 'waits': true}, {'call': ['g'], 'in': "
	"'u'}, {'join': 't', 'as': 'v', 'gives': 1, 'takes': [0, 1]}, {'join': 'u', 'raises': "
	"'error'}]",
};

static void test_there_and_back(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct plumb_steps steps;
		char said[512];
		if (stand_read_steps(&steps, rows[i], said, sizeof said)) {
			json_t *json = plumb_steps_json(&steps), *want = json_of(rows[i]);
			char *got = json_dumps(json, JSON_COMPACT);
			char *wanted = json_dumps(want, JSON_COMPACT);
			CHECK_TEXT(got, wanted);
			free(got);
			free(wanted);
			json_decref(json);
			json_decref(want);
		} else {
			CHECK_TEXT(said, rows[i]);
		}
		plumb_steps_clear(&steps);
	}
}

static void test_notes(void)
{
	static const struct {
		const char *steps;
		bool directory, simple, watched, waits;
	} samples[] = {
		{"[{'get': 'A'}]", false, true, false, false},
		{"[{'call': ['f', {'path': 's'}]}]", true, true, false, false},
		{"[{'call': ['f'], 'with': {'a': [{'abstract': 's'}]}}]", true, true, false, false},
		{"[{'get': 'A', 'gives': {'path': 's'}}]", true, true, false, false},
		{"[{'get': 'A', 'detail': {'gives': {'path': 's'}}}]", true, true, false, false},
		{"[{'get': 'A', 'gives': 1, 'drift': [{'gives': {'path': 's'}, 'why': 'It is.'}]}]",
			true, true, false, false},
		{"[{'peer': ['listen', 'unix'], 'as': 'p'}]", true, false, false, false},
		{"[{'peer': ['listen', 'inet'], 'as': 'p'}]", false, false, false, false},
		{"[{'peer': ['connect', {'path': 's'}], 'as': 'p'}]", true, false, false, false},
		{"[{'peer': ['wait', 0]}]", false, false, false, true},
		{"[{'meanwhile': [['signal']]}]", false, false, false, true},
		{"[{'get': 'A', 'takes': [0, null]}]", false, true, false, true},
		{"[{'kernel': ['pass', 'bind']}]", false, false, true, false},
		{"[{'call': ['f'], 'in': 't'}, {'join': 't'}]", false, false, false, false},
	};

	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		struct plumb_steps steps = stand_steps(samples[i].steps);
		bool right = steps.wants_directory == samples[i].directory &&
			     steps.is_simple == samples[i].simple &&
			     steps.is_watched == samples[i].watched &&
			     steps.waits == samples[i].waits;
		CHECK_TEXT(right ? "" : samples[i].steps, "");
		plumb_steps_clear(&steps);
	}
}

static void check_waits(const char *text, double want_s)
{
	struct plumb_steps steps = stand_steps(text);

	CU_ASSERT_DOUBLE_EQUAL(steps.waits_s, want_s, 1e-9);
	plumb_steps_clear(&steps);
}

/* The waiting time of a row, by which the longest are begun first. */
static void test_waits(void)
{
	check_waits("[{'get': 'A'}]", 0);
	check_waits("[{'get': 'A', 'takes': [null, 5]}]", 0);
	check_waits("[{'get': 'A', 'takes': [0.25, 5]}, {'get': 'A', 'takes': [1, null]}]", 1.25);
	check_waits("[{'peer': ['wait', 0.5]}, {'meanwhile': [['signal', 3, 0.25]]}]", 1.25);
}

/* Requests to the adapter, prepared beforehand unless they need names from a play. */
static void test_requests(void)
{
	static const struct {
		const char *step, *request;
	} samples[] = {
		{"{'call': ['f', {'var': 's'}], 'with': {'path': 1}, 'as': 'a', 'gives': 2}",
			"{'call': ['f', {'var': 's'}], 'with': {'path': 1}, 'as': 'a', 'expect': "
			"'value'}"},
		{"{'get': 'A', 'raises': 'error', 'takes': [0, 1]}",
			"{'get': 'A', 'expect': 'error', 'timed': true}"},
		{"{'get': 'A', 'absent': true}", "{'get': 'A', 'expect': 'either'}"},
		{"{'get': 'A', 'gives': 1, 'defect': [{'gives': 0, 'why': 'It is.'}]}",
			"{'get': 'A', 'expect': 'either'}"},
		{"{'call': ['f', 1], 'in': 't', 'waits': true}, {'join': 't'}",
			"{'call': ['f', 1], 'in': 't', 'waits': true, 'expect': 'value'}"},
		{"{'get': 'A', 'gives': 1, 'on': {'Windows': {'gives': 2}}}",
			"{'get': 'A', 'expect': 'value'}"},
		{"{'get': 'A', 'gives': 1, 'on': {'Windows': {'raises': 'error'}}}",
			"{'get': 'A', 'expect': 'either'}"},
		{"{'let': {'path': 's'}}", "{'let': '/d/s', 'expect': 'value'}"},
		{"{'set': ['s.x', {'peer': 'p.port'}]}", "{'set': ['s.x', 80], 'expect': 'value'}"},
	};
	struct plumb_scope scope = {
		.peers = json_of("{'p': {'tuple': ['127.0.0.1', 80]}}"), .directory = "/d"};

	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		char *text = plumb_format("[{'let': 1, 'as': 's'}, {'peer': ['listen', 'inet'], "
					  "'as': 'p'}, %s]",
			samples[i].step);
		struct plumb_steps steps = stand_steps(text);
		char why[256] = "";
		struct plumb_text request = {0};
		CU_ASSERT(
			plumb_step_add_request(&request, &steps.steps[2], &scope, why, sizeof why));
		char *written = plumb_have_text(&request);
		json_t *read = json_loads(written, 0, NULL);
		CHECK_JSON(read, samples[i].request);
		json_decref(read);
		free(written);
		free(text);
		plumb_steps_clear(&steps);
	}
	json_decref(scope.peers);
}

static void check_ways(const char *steps_text, const char *outcome_text, uint64_t want)
{
	struct plumb_steps steps = stand_steps(steps_text);
	json_t *outcome = json_of(outcome_text);
	uint64_t fit = plumb_expectation_fit(&steps.steps[0].expectation, outcome, NULL, NULL, 0);

	CHECK_NUMBER(fit, want);
	json_decref(outcome);
	plumb_steps_clear(&steps);
}

static void test_ways(void)
{
	static const char step[] =
		"[{'get': 'A', 'gives': {'any': 'int'}, 'detail': {'gives': 1}, 'drift': "
		"[{'gives': 'a', 'why': 'It is.'}], 'defect': [{'gives': {'any': 'str'}, 'why': "
		"'It is.'}]}]";
	static const uint64_t detailed = UINT64_C(1) << PLUMB_DETAILED;

	check_ways(step, "{'gives': 1}", 1 | detailed);
	check_ways(step, "{'gives': 2}", 1);
	check_ways(step, "{'gives': 'a'}", 2 | 4);
	check_ways(step, "{'gives': 'b'}", 4);
	check_ways(step, "{'gives': null}", 0);
	check_ways("[{'get': 'A'}]", "{'gives': null}", 1 | detailed);
}

/* Checks an answer against its steps: the number of outcomes, and the form of each. */
static void test_answers(void)
{
	static const char steps_text[] =
		"[{'get': 'A', 'takes': [0, 1]}, {'get': 'B', 'raises': 'error'}, {'get': 'C'}]";
	static const struct {
		const char *answer, *why;
	} samples[] = {
		{"{'steps': [{'gives': 1, 'took_ns': 5}, {'gives': 1}]}", ""},
		{"{'steps': [{'lacks': 'A'}]}", ""},
		{"{'steps': [{'gives': 1}, {'gives': 1}]}", "took_ns"},
		{"{'steps': [{'gives': 1, 'took_ns': -1}, {'gives': 1}]}", "took_ns"},
		{"{'steps': [{'gives': 1, 'took_ns': 5}]}", "1 outcomes where 3"},
		{"{'steps': [{'gives': 1, 'took_ns': 5}, {'gives': 1}, {'gives': 1}]}",
			"3 outcomes where 2"},
		{"{'steps': [{'gives': 1, 'lacks': 'A'}]}", "not one of"},
		{"{'steps': [{'raises': {'class': 'error'}, 'took_ns': 5}]}", "`class`, `code`"},
		{"{'steps': [{'broken': 5}]}", "`broken` that is not a string"},
		{"{'steps': {}}", "without a list"},
	};
	struct plumb_steps steps = stand_steps(steps_text);

	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		json_t *answer = json_of(samples[i].answer);
		char why[256] = "";
		bool right = plumb_answer_check(answer, steps.steps, steps.count, why, sizeof why);
		CHECK_HOLDS(why, samples[i].why);
		CU_ASSERT_EQUAL(right, *samples[i].why == '\0');
		json_decref(answer);
	}
	plumb_steps_clear(&steps);
}

CU_TestInfo steps_tests[] = {
	{"a row is written as it was read", test_there_and_back},
	{"what is true of a row is noted", test_notes},
	{"waits are added up", test_waits},
	{"requests say what the adapter may know", test_requests},
	{"an outcome goes the ways that fit", test_ways},
	{"answers are held against their steps", test_answers},
	CU_TEST_INFO_NULL,
};
