/* Rows that are refused. */
#include "suite.h"
#include "table_stand.h"

static void test_row_keys(void)
{
	static const char *const samples[][2] = {
		{"'get': 'A', 'expect': 1", "unknown key: expect"},
		{"'get': 'A', 'as': 'a'", "unknown key: as"},
		{"'needs': 'unix', 'get': 'A'", "needs: not a list"},
		{"'needs': [], 'get': 'A'", "needs: nothing"},
		{"'needs': ['linux'], 'get': 'A'", "needs: no such capability: linux"},
		{"'needs': ['unix', 'unix'], 'get': 'A'", "needs: unix twice"},
		{"'needs': [5], 'get': 'A'", "needs: no such capability: not a word"},
		{"'needs': ['cpython>=x'], 'get': 'A'", "needs: no such capability: cpython>=x"},
		{"'over': ['z'], 'get': 'A'", "over: no such axis: z"},
		{"'over': [], 'get': 'A'", "over: no axes"},
		{"'over': ['x', 'x'], 'get': {'axis': 'x'}", "over: x twice"},
		{"'over': ['x'], 'get': 'A'", "over: x is not used"},
		{"'gives': 5", "a row without do, call, get, set or let"},
		{"'do': []", "do: no steps"},
		{"'do': [{'get': 'A'}], 'gives': 5", "gives beside do"},
		{"'do': [{'get': 'A'}], 'call': ['f']", "call beside do"},
		{"'call': ['f'], 'get': 'A'", "get beside call"},
		{"'do': [5]", "a step that is no object"},
		{"'do': [{'gives': 5}]", "no step: neither call, get, set, let, del, join, peer, "
					 "meanwhile nor kernel"},
		{"'do': [{'get': 'A', 'give': 5}]", "unknown key: give"},
		{"'do': [{'get': 'A', 'with': {'a': 1}}]", "unknown key: with"},
		{"'do': [{'peer': ['wait', 0.1], 'gives': 1}]", "unknown key: gives"},
	};
	TABLE_CHECK_ROWS(samples);
}

static void test_row_axes(void)
{
	static const char *const samples[][2] = {
		{"'get': {'axis': 'x'}", "axis: the row is not over x"},
		{"'get': {'axis': 'z'}", "axis: no such axis: z"},
		{"'get': {'axis': 5}", "get: not a string"},
	};
	TABLE_CHECK_ROWS(samples);
}

static void test_actions(void)
{
	static const char *const samples[][2] = {
		{"'call': []", "call: not a name"},
		{"'call': 'f'", "call: not a list"},
		{"'call': ['f-g']", "call: not a name"},
		{"'call': ['f', {'any': 'int'}]", "call: any: cannot stand in an argument"},
		{"'call': ['f', {'bytes': 'x'}]",
			"call: bytes: not hex in lower case, two digits a byte"},
		{"'call': ['f'], 'with': {}", "with: empty"},
		{"'call': ['f'], 'with': {'a b': 1}", "with: not a name: a b"},
		{"'call': ['f'], 'with': {'a': {'object': 'x'}}",
			"with: object: cannot stand in an argument"},
		{"'get': 5", "get: not a string"},
		{"'get': 'a..b'", "get: not a name"},
		{"'set': ['a.b']", "set: not [name, value]"},
		{"'set': ['a', 1]", "set: not an attribute"},
		{"'let': {'x': 1}", "let: no such tag: x"},
		{"'do': [{'let': 1, 'as': 'a.b'}]", "as: not a name without dots"},
		{"'do': [{'let': 1, 'as': []}]", "as: not a name, and no list of names"},
		{"'do': [{'let': 1, 'as': ['a', 'a']}]", "as: a twice"},
		{"'do': [{'call': ['f'], 'as': 'a', 'raises': 'error'}]",
			"as: nothing to name where it fails"},
		{"'do': [{'set': ['a.b', 1], 'as': 'c'}]", "unknown key: as"},
		{"'do': [{'peer': [5]}]", "peer: no word for what it does"},
		{"'do': [{'meanwhile': []}]", "meanwhile: no steps"},
		{"'do': [{'peer': ['wait', 1], 'as': ['a', 'b']}]", "as: not a string"},
	};
	TABLE_CHECK_ROWS(samples);
}

static void test_expectations(void)
{
	static const char *const samples[][2] = {
		{"'get': 'A', 'gives': 1, 'raises': 'error'", "raises beside gives"},
		{"'get': 'A', 'gives': 1, 'absent': true", "absent beside gives"},
		{"'get': 'A', 'absent': false", "absent: not true"},
		{"'get': 'A', 'text': 'a'", "text without raises"},
		{"'get': 'A', 'gives': {'index': 1}",
			"gives: index: cannot stand in an expectation"},
		{"'get': 'A', 'raises': ['error']", "raises: a list of less than two exceptions"},
		{"'get': 'A', 'raises': ['error', 5]",
			"raises: not a class, and not one of error, gaierror, herror and timeout "
			"with its code"},
		{"'get': 'A', 'raises': 5", "raises: not an object or a list or a string"},
		{"'get': 'A', 'raises': 'error', 'detail': {}", "detail: empty"},
		{"'get': 'A', 'raises': 'error', 'detail': {'raises': 'error'}",
			"detail: the promise itself"},
		{"'get': 'A', 'raises': 'error', 'detail': {'gives': 5}", "raises beside gives"},
		{"'get': 'A', 'raises': 'error', 'detail': {'takes': 5}", "unknown key: takes"},
		{"'get': 'A', 'raises': 'error', 'detail': {'raises': {'error': 9}}",
			"raises: not a code of error: not a name"},
		{"'get': 'A', 'gives': 5, 'detail': {'raises': 'error'}",
			"detail: raises or text, but the step has no raises"},
		{"'get': 'A', 'detail': {'gives': {'var': 'nobody'}}",
			"detail: nobody is no variable of the row"},
		{"'get': 'A', 'raises': 'not a class'", "raises: not a class"},
		{"'get': 'A', 'raises': {'TypeError': null}",
			"raises: not a class, and not one of error, gaierror, herror and timeout "
			"with its "
			"code"},
		{"'get': 'A', 'raises': {'error': 9}", "raises: not a code of error: not a name"},
		{"'get': 'A', 'raises': {'error': 'ebadf'}", "raises: not a code of error: ebadf"},
		{"'get': 'A', 'raises': {'error': 'EAI_NONAME'}",
			"raises: not a code of error: EAI_NONAME"},
		{"'get': 'A', 'raises': {'gaierror': 'EBADF'}",
			"raises: not a code of gaierror: EBADF"},
		{"'get': 'A', 'raises': {'herror': 'NONAME'}",
			"raises: not a code of herror: NONAME"},
		{"'get': 'A', 'raises': {'error': ['EBADF']}",
			"raises: a list of less than two codes"},
		{"'get': 'A', 'raises': {'timeout': 'ETIMEDOUT'}", "raises: a timeout has no code"},
		{"'get': 'A', 'takes': [1]", "takes: not [at least, at most]"},
		{"'get': 'A', 'takes': [null, null]", "takes: not [at least, at most]"},
		{"'get': 'A', 'takes': [2, 1]", "takes: at least more than at most"},
		{"'get': 'A', 'takes': [-1, 1]", "takes: neither seconds nor null"},
		{"'get': 'A', 'takes': ['1', 1]", "takes: neither seconds nor null"},
	};
	TABLE_CHECK_ROWS(samples);
}

#define ON(promise) "'get': 'A', 'gives': 1, 'on': {" promise "}"

static void test_systems(void)
{
	static const char *const samples[][2] = {
		{ON(""), "on: no system"},
		{"'get': 'A', 'on': []", "on: not an object"},
		{ON("'Plan 9': {'gives': 2}"), "on: no such system: Plan 9"},
		{ON("'Windows': 2"), "on: what happens on Windows?"},
		{ON("'Windows': {}"), "on: neither gives, raises nor absent on Windows"},
		{ON("'Windows': {'gives': 1}"), "on: the promise itself on Windows"},
		{ON("'Windows': {'gives': 2, 'raises': 'error'}"), "raises beside gives"},
		{ON("'Windows': {'gives': 2, 'text': 'a'}"), "text without raises"},
		{ON("'Windows': {'raises': {'error': 5}}"),
			"raises: not a code of error: not a name"},
		{ON("'Windows': {'gives': 2, 'takes': [0, 1]}"), "unknown key: takes"},
		{ON("'Windows': {'gives': {'var': 's'}}"), "on: s is no variable of the row"},
		{"'do': [{'get': 'A', 'as': 'a', 'on': {'Windows': {'absent': true}}}]",
			"as: nothing to name where it fails on Windows"},
		{"'do': [{'call': ['f'], 'in': 't', 'on': {'Windows': {'gives': 1}}}, "
		 "{'join': 't'}]",
			"on: of a call in a thread its join says so"},
	};
	TABLE_CHECK_ROWS(samples);
}

#define DRIFT(keys) "'get': 'A', 'gives': 1, 'drift': [{" keys "}]"

static void test_alternatives(void)
{
	static const char *const samples[][2] = {
		{"'get': 'A', 'gives': 1, 'drift': []", "drift: no alternatives"},
		{"'get': 'A', 'gives': 1, 'defect': {}", "defect: not a list"},
		{DRIFT("'gives': 2"), "missing key: why"},
		{DRIFT("'gives': 2, 'why': 'no stop'"),
			"why: not a sentence in one line, with a full stop"},
		{DRIFT("'why': 'W.'"), "an alternative without gives, raises or absent"},
		{DRIFT("'gives': 1, 'why': 'W.'"), "an alternative that is the promise itself"},
		{DRIFT("'gives': 2, 'until': '3.8', 'why': 'W.'"), "unknown key: until"},
		{DRIFT("'gives': 2, 'by-chance': true, 'why': 'W.'"),
			"drift: by-chance is of a defect"},
		{DRIFT("'gives': 2, 'takes': [0, 1], 'why': 'W.'"), "unknown key: takes"},
		{DRIFT("'gives': 2, 'since': '3', 'why': 'W.'"), "since: not a version of CPython"},
		{DRIFT("'gives': 2, 'before': '3.x', 'why': 'W.'"),
			"before: not a version of CPython"},
		{DRIFT("'gives': 2, 'since': 3.9, 'why': 'W.'"), "since: not a string"},
		{DRIFT("'gives': 2, 'since': '3.10', 'before': '3.9', 'why': 'W.'"),
			"since 3.10, but before 3.9"},
		{DRIFT("'gives': 2, 'since': '3.9', 'before': '3.9.0', 'why': 'W.'"),
			"since 3.9, but before 3.9.0"},
		{DRIFT("'gives': {'any': 'x'}, 'why': 'W.'"),
			"gives: any: not int, bool, float, str, bytes, list, tuple or value"},
		{DRIFT("'raises': {'error': 5}, 'why': 'W.'"),
			"raises: not a code of error: not a name"},
	};
	TABLE_CHECK_ROWS(samples);
}

static void test_names(void)
{
	static const char *const samples[][2] = {
		{"'call': ['s.recv', 1]", "call: s is no variable of the row"},
		{"'call': ['f', [{'tuple': [{'var': 's.a'}]}]]",
			"call: s is no variable of the row"},
		{"'call': ['f'], 'with': {'a': {'var': 's'}}", "with: s is no variable of the row"},
		{"'call': ['f'], 'gives': {'one-of': [{'var': 's'}]}",
			"gives: s is no variable of the row"},
		{"'call': ['f', {'peer': 'p'}]", "call: p is no peer of the row"},
		{"'get': 'A', 'gives': 1, 'drift': [{'gives': {'var': 's'}, 'why': 'W.'}]",
			"drift: s is no variable of the row"},
		{"'do': [{'get': 's'}, {'let': 1, 'as': 's'}]",
			"get: s is used before it is named"},
		{"'do': [{'let': {'var': 's'}, 'as': 's'}]", "let: s is used before it is named"},
		{"'do': [{'let': 1, 'as': 's'}, {'del': 's'}, {'get': 's.a'}]",
			"get: s is used after its del"},
		{"'do': [{'del': 's'}]", "del: s is no variable of the row"},
		{"'do': [{'peer': ['accept', 'p'], 'as': 'q'}]", "peer: p is no peer of the row"},
		{"'do': [{'peer': ['listen', 'inet'], 'as': 'p'}, {'let': {'var': 'p'}}]",
			"let: p is no variable of the row"},
		{"'do': [{'meanwhile': [['close', 'q']]}, {'peer': ['listen', 'inet'], 'as': 'q'}]",
			"meanwhile: q is used before it is named"},
	};
	TABLE_CHECK_ROWS(samples);
}

/* Each thread is begun once, and joined once afterwards. */
static void test_threads(void)
{
	static const char *const samples[][2] = {
		{"'needs': ['threads'], 'do': [{'call': ['f'], 'in': 't', 'waits': true}, {'join': "
		 "'t', 'gives': 1}]",
			""},
		{"'do': [{'call': ['f'], 'in': 't'}, {'join': 't'}]",
			"needs: not threads, but a call runs beside the row"},
		{"'needs': ['threads'], 'do': [{'call': ['f'], 'in': 't'}]",
			"in: the thread t is never joined"},
		{"'needs': ['threads'], 'do': [{'call': ['f'], 'in': 'reader'}, {'join': "
		 "'raeder'}, "
		 "{'join': 'reader'}]",
			"join: no thread raeder has begun; did you mean reader?"},
		{"'needs': ['threads'], 'do': [{'join': 't'}]", "join: no thread t has begun"},
		{"'needs': ['threads'], 'do': [{'call': ['f'], 'in': 't'}, {'join': 't'}, {'join': "
		 "'t'}]",
			"join: the thread t is joined twice"},
		{"'needs': ['threads'], 'do': [{'call': ['f'], 'in': 't', 'times': 2}, {'join': "
		 "'t'}]",
			"in: the thread t begins twice"},
		{"'do': [{'call': ['f'], 'waits': true}]", "waits: without in"},
		{"'do': [{'call': ['f'], 'in': 't', 'waits': false}, {'join': 't'}]",
			"waits: not true"},
		{"'do': [{'call': ['f'], 'in': 't.u'}, {'join': 't'}]",
			"in: not a name without dots"},
		{"'do': [{'call': ['f'], 'in': 't', 'gives': 1}, {'join': 't'}]",
			"gives: of a call in a thread its join says so"},
		{"'do': [{'get': 'A', 'in': 't'}]", "unknown key: in"},
		{"'do': [{'join': 't.u'}]", "join: not a name without dots"},
	};
	TABLE_CHECK_ROWS(samples);
}

CU_TestInfo table_row_tests[] = {
	{"rows have their keys", test_row_keys},
	{"rows have their axes", test_row_axes},
	{"steps have their form", test_actions},
	{"expectations have their form", test_expectations},
	{"what other systems do has its form", test_systems},
	{"drift and defect have their form", test_alternatives},
	{"names are given before they are used", test_names},
	{"threads are begun and joined once", test_threads},
	CU_TEST_INFO_NULL,
};
