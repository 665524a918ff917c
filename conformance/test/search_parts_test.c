/*
 * The parts of a search, each alone and without playing anything: names, mutations, taming,
 * outcomes.
 */
#include "base/heap.h"
#include "search/chance.h"
#include "search/difference.h"
#include "search/edit.h"
#include "search/moves.h"
#include "search/mutate.h"
#include "search/names.h"
#include "search/novelty.h"
#include "search/outcome.h"
#include "search/sequence.h"
#include "search/tame.h"
#include "search/trial.h"
#include "suite.h"
#include <stdlib.h>
#include <string.h>

static const char pair[] = "[{'call': ['socketpair'], 'as': ['a', 'b']},"
			   " {'call': ['a.send', {'bytes': '61'}]},"
			   " {'call': ['b.recv', 1], 'as': 'd'}]";

static void test_chance(void)
{
	struct plumb_chance one = {7}, same = {7}, other = {8};
	size_t differ = 0;

	for (int i = 0; i < 100; i++) {
		size_t drawn = plumb_chance_below(&one, 1000);
		CU_ASSERT_TRUE(drawn < 1000);
		CHECK_NUMBER(plumb_chance_below(&same, 1000), drawn);
		differ += plumb_chance_below(&other, 1000) != drawn;
	}
	CU_ASSERT_TRUE(differ > 90);
}

static void test_names(void)
{
	json_t *steps = json_of(
		"[{'peer': ['listen', 'inet'], 'as': 'p'}, {'call': ['socket'], 'as': 's'},"
		" {'call': ['s.connect', {'peer': 'p'}], 'with': {'x': {'var': 's.family'}}}]");
	json_t *cast = plumb_names_of(steps), *names = json_of("{'s': 't', '&p': '&q'}");
	json_t *renamed = plumb_names_rename(json_array_get(steps, 2), cast, names);
	json_t *used = plumb_names_used(json_array_get(steps, 2), cast);

	CHECK_JSON(cast, "{'&p': '&listener', 's': 'socket'}");
	CHECK_JSON(renamed, "{'call': ['t.connect', {'peer': 'q'}], 'with': {'x': {'var': "
			    "'t.family'}}}");
	CHECK_JSON(used, "{'s': null, '&p': null}");
	json_decref(used);
	json_decref(renamed);
	json_decref(names);
	json_decref(cast);
	json_decref(steps);
}

/* Steps that use an unknown name are dropped; a step that reuses a name gets a new one. */
static void test_mend(void)
{
	json_t *steps = json_of("[{'call': ['x.close']}, {'call': ['socket'], 'as': 's'},"
				" {'call': ['socket'], 'as': 's'}, {'call': ['s.close']},"
				" {'del': 's'}, {'call': ['s.fileno']}, {'call': ['x.close']},"
				" {'call': ['socket'], 'as': 'x'}]");
	json_t *mended = plumb_sequence_mend(steps);

	CHECK_JSON(mended, "[{'call': ['socket'], 'as': 's'}, {'call': ['socket'], 'as': 'n1'},"
			   " {'call': ['n1.close']}, {'del': 'n1'},"
			   " {'call': ['socket'], 'as': 'x'}]");
	json_decref(mended);
	json_decref(steps);
}

static void check_tamed(const char *steps, const char *want)
{
	json_t *list = json_of(steps), *tamed = plumb_tame(list, false);

	CHECK_JSON(tamed, want);
	json_decref(tamed);
	json_decref(list);
}

static void test_tame(void)
{
	check_tamed(pair, "[{'call': ['socketpair'], 'as': ['a', 'b']},"
			  " {'call': ['a.settimeout', 0.005]},"
			  " {'call': ['a.send', {'bytes': '61'}]},"
			  " {'call': ['b.settimeout', 0.005]},"
			  " {'call': ['b.recv', 1], 'as': 'd'}]");
	check_tamed("[{'call': ['socket'], 'as': 's'}, {'call': ['s.settimeout', 0.004]},"
		    " {'call': ['s.recv', 1]}, {'call': ['s.setblocking', true]},"
		    " {'call': ['s.close']}]",
		"[{'call': ['socket'], 'as': 's'}, {'call': ['s.settimeout', 0.004]},"
		" {'call': ['s.recv', 1]}, {'call': ['s.setblocking', true]},"
		" {'call': ['s.close']}]");
	check_tamed("[{'call': ['socketpair'], 'as': ['a', 'b']},"
		    " {'call': ['a.makefile'], 'as': 'f'}, {'call': ['a.close']},"
		    " {'call': ['f.read']}, {'call': ['f.close']}]",
		"[{'call': ['socketpair'], 'as': ['a', 'b']},"
		" {'call': ['a.makefile'], 'as': 'f'}, {'call': ['a.close']},"
		" {'call': ['f.close']}]");
	check_tamed("[{'call': ['socket'], 'as': 's'}, {'meanwhile': [['wait', 0.3]]},"
		    " {'call': ['s.recv', 1]}]",
		"[{'call': ['socket'], 'as': 's'}, {'meanwhile': [['wait', 0.002]]},"
		" {'call': ['s.settimeout', 0.02]}, {'call': ['s.recv', 1]}]");
	check_tamed("[{'call': ['socket'], 'as': 's'}, {'call': ['s.settimeout', 5.0]},"
		    " {'call': ['s.settimeout', 0.005, 1]}, {'call': ['s.settimeout', -1]},"
		    " {'call': ['s.recv', 1]}]",
		"[{'call': ['socket'], 'as': 's'}, {'call': ['s.settimeout', 5.0]},"
		" {'call': ['s.settimeout', 0.005, 1]}, {'call': ['s.settimeout', -1]},"
		" {'call': ['s.settimeout', 0.005]}, {'call': ['s.recv', 1]}]");
	check_tamed("[{'call': ['socket'], 'as': 's'}, {'call': ['s.settimeout', 0.004]},"
		    " {'call': ['s.setblocking', -1]}, {'call': ['s.recv', 1]}]",
		"[{'call': ['socket'], 'as': 's'}, {'call': ['s.settimeout', 0.004]},"
		" {'call': ['s.setblocking', -1]},"
		" {'call': ['s.settimeout', 0.005]}, {'call': ['s.recv', 1]}]");
	check_tamed("[{'call': ['create_connection', 'x', 30]}, {'peer': ['wait', 2]}]",
		"[{'call': ['setdefaulttimeout', 0.005]}, {'call': ['create_connection', 'x', "
		"0.005]}, {'peer': ['wait', 0.002]}]");
}

/*
 * Never played: changes of the machine's name, descriptors that the sequence does not own, the lab.
 */
static void test_forbidden(void)
{
	check_tamed("[{'call': ['sethostname', 'x']}, {'call': ['close', 1]},"
		    " {'call': ['socket'], 'with': {'fileno': 3}}, {'peer': ['signal']},"
		    " {'peer': ['listen', 'far'], 'as': 'p'}, {'kernel': ['pass', 'recv', 1]},"
		    " {'meanwhile': [['wait', 1], ['signal']]},"
		    " {'call': ['bytes', {'bytes': ['61', 1000000]}]},"
		    " {'call': ['gethostbyname', 'example.com']},"
		    " {'call': ['create_connection', {'tuple': ['some.host', 80]}]}]",
		"[]");
	check_tamed("[{'call': ['gethostbyname', '::1']}, {'call': ['getaddrinfo', "
		    "'slow.lab.test', 'http']}]",
		"[{'call': ['gethostbyname', '::1']}]");
}

static void check_settled(const char *step, const char *outcome, const char *want)
{
	json_t *played = json_of(step), *came = json_of(outcome);
	json_t *settled = plumb_outcome_settled(played, came, "/tmp/x");

	CHECK_JSON(settled, want);
	json_decref(settled);
	json_decref(came);
	json_decref(played);
}

static void test_settled(void)
{
	check_settled("{'call': ['s.fileno']}", "{'gives': 7}", "{'gives': 'DESCRIPTOR'}");
	check_settled("{'call': ['s.fileno']}", "{'gives': -1}", "{'gives': -1}");
	check_settled("{'call': ['s.getsockname']}", "{'gives': {'tuple': ['127.0.0.1', 40123]}}",
		"{'gives': {'tuple': ['127.0.0.1', 'PORT']}}");
	check_settled("{'call': ['s.getsockname']}", "{'gives': '/tmp/x/own'}",
		"{'gives': 'DIRECTORY/own'}");
	check_settled("{'call': ['s.recv', 1]}",
		"{'raises': {'class': 'error', 'code': 'EBADF', 'text': 'any'}}",
		"{'raises': {'class': 'error', 'code': 'EBADF'}}");
	check_settled("{'call': ['str', 1]}", "{'gives': '<socket fd=12, laddr 40123>'}",
		"{'gives': '<socket fd=N, laddr N>'}");
}

static void check_kind(const char *settled, const char *want)
{
	json_t *value = json_of(settled);
	char *kind = plumb_outcome_kind(value);

	CHECK_TEXT(kind, want);
	free(kind);
	json_decref(value);
}

static void test_kinds(void)
{
	check_kind("{'gives': {'tuple': [{'bytes': '61'}, null]}}", "(bytes, None)");
	check_kind("{'gives': {'bytes': ''}}", "b''");
	check_kind("{'raises': {'class': 'error', 'code': 'EBADF'}}", "error EBADF");
	check_kind("{'raises': {'class': 'TypeError', 'code': null}}", "TypeError");
}

/* The two sides end alike up to the last step, of which these outcomes come. */
static void check_signature(
	const char *steps, const char *oracle, const char *subject, const char *want)
{
	json_t *list = json_of(steps), *came[PLUMB_ARENA_SIDES];
	struct plumb_row row = {.steps = {.count = json_array_size(list)}};
	struct plumb_bout bout = {.row = &row};
	struct plumb_difference difference;

	came[PLUMB_ORACLE] = json_of(oracle);
	came[PLUMB_SUBJECT] = json_of(subject);
	for (size_t i = 0; i < PLUMB_ARENA_SIDES; i++)
		bout.records[i].outcomes = came[i];
	CU_ASSERT_TRUE(plumb_difference_find(&difference, &bout, list));
	CHECK_TEXT(difference.signature, want);
	plumb_difference_clear(&difference);
	for (size_t i = 0; i < PLUMB_ARENA_SIDES; i++)
		json_decref(came[i]);
	json_decref(list);
}

static void check_hang(void)
{
	json_t *steps = json_of("[]");
	struct plumb_row row = {0};
	struct plumb_bout bout = {.row = &row};
	struct plumb_difference difference;

	bout.records[PLUMB_SUBJECT].ending = PLUMB_HUNG;
	CU_ASSERT_TRUE(plumb_difference_find(&difference, &bout, steps));
	CHECK_TEXT(difference.signature, plumb_difference_hang);
	plumb_difference_clear(&difference);
	json_decref(steps);
}

static void test_signatures(void)
{
	check_hang();
	check_signature("[{'call': ['s.recv', 1]}]", "[{'gives': {'bytes': '61'}}]",
		"[{'raises': {'class': 'error', 'code': 'EBADF'}}]", "recv: bytes, error EBADF");
	check_signature("[{'get': 's.accept', 'as': 'm'}, {'call': ['m']}]",
		"[{'gives': null}, {'gives': 1}]", "[{'gives': null}, {'gives': null}]",
		"accept: int, None");
	check_signature("[{'call': ['module']}, {'call': ['m']}]",
		"[{'gives': null}, {'gives': 1}]", "[{'gives': null}, {'lacks': 'm'}]", "lacks m");
}

/* Every random mutation can be written as a row, and the same seed makes the same mutations. */
static void test_mutate(void)
{
	struct plumb_moves moves = {0};
	json_t *steps = json_of(pair);
	size_t changed = 0;

	plumb_moves_learn(&moves, steps, false);
	for (uint64_t seed = 0; seed < 300; seed++) {
		struct plumb_chance chance = {seed}, same = {seed};
		json_t *one = plumb_mutate(&moves, &chance, steps, steps);
		json_t *other = plumb_mutate(&moves, &same, steps, steps);
		json_t *mended = plumb_sequence_mend(one);
		struct plumb_row row;
		CU_ASSERT_TRUE(json_equal(one, other));
		CU_ASSERT_TRUE(json_equal(one, mended));
		CU_ASSERT_TRUE(plumb_sequence_read(&row, one));
		plumb_sequence_clear_row(&row);
		changed += !json_equal(one, steps);
		json_decref(mended);
		json_decref(other);
		json_decref(one);
	}
	CU_ASSERT_TRUE(changed > 200);
	json_decref(steps);
	plumb_moves_clear(&moves);
}

/* How many of many edits make the value that is wanted. */
static size_t count_edits(const char *value, const char *want)
{
	json_t *old = json_of(value), *wanted = json_of(want);
	struct plumb_chance chance = {7};
	size_t count = 0;

	for (int i = 0; i < 2000; i++) {
		json_t *edited = plumb_edit(&chance, old);
		if (json_equal(edited, wanted))
			count++;
		json_decref(edited);
	}
	json_decref(wanted);
	json_decref(old);
	return count;
}

/* Values at the edges of others, and nothing in place of a name. */
static void test_edit(void)
{
	CU_ASSERT_TRUE(count_edits("5", "4") > 0);
	CU_ASSERT_TRUE(count_edits("5", "65536") > 0);
	CU_ASSERT_TRUE(count_edits("0.5", "{'float': 'nan'}") > 0);
	CU_ASSERT_TRUE(count_edits("'127.0.0.1'", "'127.0.0'") > 0);
	CU_ASSERT_TRUE(count_edits("'127.0.0.1'", "'127.0.0.1 x'") > 0);
	CU_ASSERT_TRUE(count_edits("'ab'", "'AB'") > 0);
	CU_ASSERT_TRUE(count_edits("{'bytes': '6162'}", "{'bytes': '61'}") > 0);
	CU_ASSERT_TRUE(count_edits("{'bytearray': '61'}", "{'bytearray': '0061'}") > 0);
	CHECK_NUMBER(count_edits("true", "false"), 2000);
	CHECK_NUMBER(count_edits("{'var': 'a'}", "{'var': 'a'}"), 0);
}

/* A place of the subject's code is new once, and counts beside the outcomes. */
static void test_places(void)
{
	struct plumb_novelty *novelty = plumb_novelty_new();
	struct plumb_trial trial = {.steps = json_of("[]")};
	struct plumb_record *record = &trial.bout.records[PLUMB_SUBJECT];

	CU_ASSERT_FALSE(plumb_novelty_see(novelty, &trial));
	record->covered = json_of("[4711, 12]");
	CU_ASSERT_TRUE(plumb_novelty_see(novelty, &trial));
	CU_ASSERT_FALSE(plumb_novelty_see(novelty, &trial));
	CHECK_NUMBER(plumb_novelty_places(novelty), 2);
	CHECK_NUMBER(plumb_novelty_count(novelty), 0);
	json_decref(record->covered);
	json_decref(trial.steps);
	plumb_novelty_free(novelty);
}

CU_TestInfo search_parts_tests[] = {
	{"the same seed gives the same numbers", test_chance},
	{"names are told from those of the module, and renamed", test_names},
	{"steps that cannot be said are left out", test_mend},
	{"what may block gets a timeout first", test_tame},
	{"what reaches outside is not played", test_forbidden},
	{"what differs from play to play is no difference", test_settled},
	{"a difference is called by what is called there", test_signatures},
	{"outcomes have kinds", test_kinds},
	{"mutations make sequences", test_mutate},
	{"values are edited to their edges", test_edit},
	{"a new place of the code is new", test_places},
	CU_TEST_INFO_NULL,
};
