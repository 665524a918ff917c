/*
 * Which row is charged, and which rows are played again. This file plays the adapter itself; a
 * letter gives the habit of each row.
 */
#include "suite.h"

#include "base/heap.h"
#include "sides/blame.h"
#include <stdlib.h>
#include <string.h>

enum { ROWS = 24, SETTLE = ROWS, PATIENCE = 10000 };

/*
 *   .  honest                               c  crashes instead of an answer
 *   1  crashes the first time               i  crashes where another row is in flight behind it
 *   l  answers, then crashes on the next one  d  answers, then never again
 *   h  hangs
 */
struct fake {
	const char *habits;
	size_t window; /* how many rows are written ahead */
	struct plumb_blame blame;
	size_t next;	    /* the first row that has not been begun */
	size_t asked[ROWS]; /* what the adapter has yet to answer: tags, or SETTLE */
	size_t asked_count;
	char mood;	 /* the habit that the adapter is in after an answer, or '.' */
	int begun[ROWS]; /* how many times */
	char verdict[ROWS + 1];
};

static void fetch(struct fake *fake)
{
	static const char letters[] = {
		[PLUMB_ENDED] = 'P', [PLUMB_CRASHED] = 'C', [PLUMB_HUNG] = 'H'};
	struct plumb_result result;

	while (plumb_blame_fetch(&fake->blame, &result)) {
		CHECK_NUMBER(fake->verdict[result.tag], '-');
		fake->verdict[result.tag] = letters[result.record.ending];
		plumb_record_clear(&result.record);
	}
}

static void lose(struct fake *fake, enum plumb_ending ending)
{
	fake->asked_count = 0;
	fake->mood = '.';
	plumb_blame_trouble(&fake->blame, ending, 0, plumb_copy("trouble"));
}

static void ask(struct fake *fake, size_t what)
{
	fake->asked[fake->asked_count++] = what;
}

static void begin(struct fake *fake, size_t tag)
{
	plumb_blame_begin(&fake->blame, (struct plumb_task){.tag = tag});
	fake->begun[tag]++;
	ask(fake, tag);
}

/* Returns whether there was anything to write. */
static bool feed(struct fake *fake)
{
	bool more = fake->next < strlen(fake->habits) && fake->asked_count < fake->window;
	struct plumb_task again;

	switch (plumb_blame_wish(&fake->blame, more, &again)) {
	case PLUMB_WISH_ROW:
		begin(fake, fake->next++);
		return true;
	case PLUMB_WISH_AGAIN:
		CHECK_NUMBER(fake->asked_count, 0);
		begin(fake, again.tag);
		return true;
	case PLUMB_WISH_SETTLE:
		plumb_blame_settle(&fake->blame);
		ask(fake, SETTLE);
		return true;
	default:
		return false;
	}
}

static bool crashes(const struct fake *fake, size_t tag)
{
	char habit = fake->habits[tag];

	return habit == 'c' || (habit == '1' && fake->begun[tag] == 1) ||
	       (habit == 'i' && fake->asked_count > 1);
}

static void answer(struct fake *fake, size_t what)
{
	struct plumb_record record = {.outcomes = plumb_have(json_array())};

	fake->asked_count--;
	memmove(fake->asked, fake->asked + 1, fake->asked_count * sizeof *fake->asked);
	if (what == SETTLE) {
		json_decref(record.outcomes);
		plumb_blame_settled(&fake->blame);
		return;
	}
	if (fake->habits[what] == 'l' || fake->habits[what] == 'd')
		fake->mood = fake->habits[what];
	plumb_blame_over(&fake->blame, what, &record);
}

/* Lets the adapter do its next request; there must be one. */
static void act(struct fake *fake)
{
	size_t what = fake->asked[0];

	if (fake->mood == 'l' || (fake->mood == '.' && what != SETTLE && crashes(fake, what)))
		lose(fake, PLUMB_CRASHED);
	else if (fake->mood == 'd' || (what != SETTLE && fake->habits[what] == 'h'))
		lose(fake, PLUMB_HUNG);
	else
		answer(fake, what);
}

static void check(const char *habits, size_t window, const char *want)
{
	struct fake fake = {.habits = habits, .window = window, .mood = '.'};
	int turns = 0;

	memset(fake.verdict, '-', strlen(habits));
	for (bool on = true; on && turns < PATIENCE; turns++) {
		on = feed(&fake);
		if (!on && fake.asked_count) {
			act(&fake);
			on = true;
		}
		fetch(&fake);
	}
	CU_ASSERT(turns < PATIENCE);
	CU_ASSERT(!plumb_blame_is_busy(&fake.blame));
	CHECK_TEXT(fake.verdict, want);
	plumb_blame_clear(&fake.blame);
}

static void check_every_window(const char *habits, const char *want)
{
	for (size_t window = 1; window <= PLUMB_FLIGHT; window++)
		check(habits, window, want);
}

static void test_charged(void)
{
	static const char *const cases[][2] = {
		{"", ""},
		{".", "P"},
		{"....................", "PPPPPPPPPPPPPPPPPPPP"},
		{"c", "C"},
		{"h", "H"},
		{"l", "C"},
		{"d", "H"},
		{"1", "C"},
		{".c.", "PCP"},
		{"..h..", "PPHPP"},
		{"..l..", "PPCPP"},
		{"..d..", "PPHPP"},
		{"..1..", "PPCPP"},
		{"....c", "PPPPC"},
		{"....l", "PPPPC"},
		{"....d", "PPPPH"},
		{"cccc", "CCCC"},
		{"hhhh", "HHHH"},
		{"llll", "CCCC"},
		{"dddd", "HHHH"},
		{".c.h.l.d.", "PCPHPCPHP"},
		{"hc", "HC"},
		{"ch", "CH"},
		{"dh", "HH"},
		{"hd", "HH"},
		{"lh", "CH"},
		{"dc", "HC"},
		{"ld", "CH"},
		{"dl", "HC"},
		{".h....................", "PHPPPPPPPPPPPPPPPPPPPP"},
		{"....................c", "PPPPPPPPPPPPPPPPPPPPC"},
		{"l...................l", "CPPPPPPPPPPPPPPPPPPPC"},
		{"d...................d", "HPPPPPPPPPPPPPPPPPPPH"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		check_every_window(cases[i][0], cases[i][1]);
}

/* Charge a fault that no row shows alone to the row on which the adapter was busy. */
static void test_only_together(void)
{
	check(".i.", 1, "PPP");
	check(".i.", 2, "PCP");
	check(".i......", 16, "PCPPPPPP");
	check("..i", 16, "PPP");
	/* The culprit found meanwhile may have caused that crash, too. */
	check(".i.c.", 16, "PPPCP");
}

/* Every habit beside every other one: each faulty row is charged, and no other row. */
static void test_pairs(void)
{
	static const char habits[] = ".chld";
	static const char verdicts[] = "PCHCH";

	for (size_t i = 0; i < strlen(habits); i++)
		for (size_t k = 0; k < strlen(habits); k++) {
			char row[] = {'.', habits[i], '.', habits[k], habits[i], '.', 0};
			char want[] = {'P', verdicts[i], 'P', verdicts[k], verdicts[i], 'P', 0};
			check_every_window(row, want);
		}
}

/* An adapter that ends without a row in flight charges nobody. */
static void test_idle(void)
{
	struct plumb_blame blame = {0};

	CU_ASSERT(!plumb_blame_trouble(&blame, PLUMB_CRASHED, 0, plumb_copy("ended")));
	CU_ASSERT(!plumb_blame_is_busy(&blame));
	plumb_blame_clear(&blame);
}

CU_TestInfo blame_tests[] = {
	{"whoever goes wrong is charged", test_charged},
	{"a fault that shows only with others in flight", test_only_together},
	{"faults beside each other", test_pairs},
	{"an adapter that goes without a row", test_idle},
	CU_TEST_INFO_NULL,
};
