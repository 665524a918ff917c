#include "judge.h"

#include "base/heap.h"
#include "base/utf8.h"
#include "steps/fit.h"
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 4096 }; /* so much is told of an adapter's own words */

/* What is allowed of a step, as a set of its ways: steps/fit.h. */
typedef uint64_t allow_fn(
	const struct plumb_expectation *expectation, size_t i, const void *context);

static const uint64_t document = UINT64_C(1) << PLUMB_DOCUMENT;
static const uint64_t detailed = UINT64_C(1) << PLUMB_DETAILED;

const char *plumb_standard_name(enum plumb_standard standard)
{
	static const char *const names[] = {NULL, "oracle", "document", "both"};

	return names[standard];
}

struct plumb_verdict plumb_verdict_of(enum plumb_verdict_kind kind, int step, char *text)
{
	return (struct plumb_verdict){.kind = kind, .step = step, .text = text};
}

void plumb_verdict_clear(struct plumb_verdict *verdict)
{
	free(verdict->text);
	free(verdict->name);
	*verdict = (struct plumb_verdict){.step = -1};
}

static struct plumb_verdict pass(void)
{
	return plumb_verdict_of(PLUMB_PASS, -1, NULL);
}

/* --- time ------------------------------------------------------------------------------------- */

static double took_s(const json_t *outcome)
{
	return (double)json_integer_value(json_object_get(outcome, "took_ns")) / 1e9;
}

/*
 * The lower bound is strict: nobody waits too short by accident. Above, what the oracle needed
 * beyond the lower bound is what the machine costs at the moment.
 */
static struct plumb_verdict judge_time(const struct plumb_expectation *expectation, int i,
	const json_t *outcome, const json_t *oracle)
{
	double took = took_s(outcome), least = json_number_value(expectation->least_s);
	double most = json_number_value(expectation->most_s);
	double delay = oracle ? took_s(oracle) - least : 0;
	struct plumb_verdict verdict;

	if (!expectation->timed)
		return pass();
	if (expectation->least_s && took < least) {
		verdict = plumb_verdict_of(
			PLUMB_FAIL, i, plumb_format("took less than %.3f s", least));
	} else if (!expectation->most_s || took <= most + (delay > 0 ? delay : 0)) {
		return pass();
	} else {
		verdict = plumb_verdict_of(
			PLUMB_FAIL, i, plumb_format("took more than %.3f s", most));
		verdict.late = true;
	}
	verdict.took_ns = json_integer_value(json_object_get(outcome, "took_ns"));
	return verdict;
}

/* --- one step --------------------------------------------------------------------------------- */

static struct plumb_verdict judge_far(const json_t *outcome, int i, const char *who)
{
	const char *saw = json_string_value(json_object_get(outcome, "saw"));
	const char *broken = json_string_value(json_object_get(outcome, "broken"));

	if (saw)
		return plumb_verdict_of(PLUMB_FAIL, i, plumb_format("%s saw %s", who, saw));
	if (broken)
		return plumb_verdict_of(PLUMB_BROKEN, i, plumb_format("%s: %s", who, broken));
	return pass();
}

/*
 * A call of which the kernel's script speaks was never made: the row's case has not come about. It
 * is skipped where the document does not promise that the call is made at all.
 */
static struct plumb_verdict judge_kernel(
	const struct plumb_expectation *expectation, int i, const json_t *outcome, uint64_t allowed)
{
	const char *uncalled = json_string_value(json_object_get(outcome, "uncalled"));
	bool is_promised = allowed & detailed || !expectation->detail;

	if (!uncalled)
		return judge_far(outcome, i, "the kernel");
	return plumb_verdict_of(is_promised ? PLUMB_BROKEN : PLUMB_SKIP, i,
		plumb_format("the subject never called %s", uncalled));
}

/*
 * A step that does not say what it must do only prepares: it proves nothing when it fails. Neither
 * does one that could not be tried for want of an argument.
 */
static struct plumb_verdict judge_departure(const struct plumb_step *step, int i,
	const json_t *outcome, const struct plumb_platform *platform, const char *why)
{
	const char *lacks = json_string_value(json_object_get(outcome, "lacks"));
	const char *broken = json_string_value(json_object_get(outcome, "broken"));
	bool says = plumb_expectation_promise(&step->expectation, platform)->promise !=
		    PLUMB_PROMISE_SUCCESS;
	enum plumb_verdict_kind kind = says ? PLUMB_FAIL : PLUMB_BROKEN;
	struct plumb_verdict verdict;

	if (broken)
		return plumb_verdict_of(PLUMB_BROKEN, i, plumb_printable(broken, SHOWN));
	if (lacks) {
		verdict = plumb_verdict_of(PLUMB_LACKS, i, NULL);
		verdict.name = plumb_one_line(lacks, SHOWN);
		verdict.text = plumb_format("there is no name '%s'", verdict.name);
		return verdict;
	}
	return plumb_verdict_of(kind, i, plumb_copy(why));
}

/*
 * It does what an alternative says, and the table says why. What it answered is not told: ports and
 * memory that nobody initialised differ from run to run, where nothing has changed.
 */
static struct plumb_verdict drift(const struct plumb_expectation *expectation, int i, uint64_t fit)
{
	struct plumb_verdict verdict;
	size_t way = 1;

	while (!(fit & UINT64_C(1) << way))
		way++;
	verdict = plumb_verdict_of(PLUMB_DRIFT, i, plumb_copy(expectation->ways[way].why));
	verdict.way = way;
	return verdict;
}

/* With drift it is the oracle's way that counts; without, `why` tells how its detail differs. */
static struct plumb_verdict as_document(int i, uint64_t fit, const char *why)
{
	static const char otherwise[] = "as the document says, not as the oracle did";

	return plumb_verdict_of(PLUMB_AS_DOCUMENT, i,
		fit & detailed ? plumb_copy(otherwise) : plumb_format("%s: %s", otherwise, why));
}

static struct plumb_verdict judge_step(const struct plumb_step *step, int i, const json_t *outcome,
	const json_t *oracle, uint64_t allowed, const struct plumb_scope *scope)
{
	const struct plumb_expectation *expectation = &step->expectation;
	char why[512] = "does not do what the document says";
	uint64_t fit;

	if (step->kind == PLUMB_STEP_KERNEL)
		return judge_kernel(expectation, i, outcome, allowed);
	if (!plumb_step_is_subjects(step))
		return judge_far(outcome, i, "the far end");
	fit = plumb_expectation_fit(expectation, outcome, scope, why, sizeof why);
	if (!(fit & allowed))
		return fit & document ? as_document(i, fit, why)
				      : judge_departure(step, i, outcome, scope->platform, why);
	if (!(fit & document))
		return drift(expectation, i, fit & allowed);
	return judge_time(expectation, i, outcome, oracle);
}

/* --- a row ------------------------------------------------------------------------------------ */

static bool is_remembered(enum plumb_verdict_kind kind)
{
	return kind == PLUMB_DRIFT || kind == PLUMB_AS_DOCUMENT;
}

/* The first departure decides; a drift, or to keep the document, is only remembered. */
static struct plumb_verdict judge_row(const struct plumb_row *row,
	const struct plumb_record *record, const struct plumb_record *oracle, allow_fn *allow,
	const void *context)
{
	struct plumb_verdict result = pass();

	if (record->ending == PLUMB_CRASHED)
		return plumb_verdict_of(PLUMB_CRASH, (int)record->at - 1, plumb_copy(record->how));
	if (record->ending == PLUMB_HUNG)
		return plumb_verdict_of(PLUMB_HANG, (int)record->at - 1, plumb_copy(record->how));
	for (size_t i = 0; i < row->steps.count; i++) {
		const struct plumb_step *step = &row->steps.steps[i];
		const json_t *outcome = json_array_get(record->outcomes, i);
		struct plumb_verdict verdict;
		if (!json_is_object(outcome)) {
			verdict = plumb_verdict_of(
				PLUMB_BROKEN, (int)i, plumb_copy("the step was not reached"));
		} else {
			verdict = judge_step(step, (int)i, outcome,
				oracle ? json_array_get(oracle->outcomes, i) : NULL,
				allow(&step->expectation, i, context), &record->scope);
		}
		if (verdict.kind == PLUMB_PASS)
			continue;
		if (!is_remembered(verdict.kind)) {
			plumb_verdict_clear(&result);
			return verdict;
		}
		if (verdict.kind >= result.kind) {
			plumb_verdict_clear(&result);
			result = verdict;
		} else {
			plumb_verdict_clear(&verdict);
		}
	}
	if (record->meanwhile) {
		struct plumb_verdict verdict = judge_far(record->meanwhile, -1, "the far end");
		if (verdict.kind != PLUMB_PASS) {
			plumb_verdict_clear(&result);
			return verdict;
		}
	}
	return result;
}

/* --- by whose standard ------------------------------------------------------------------------ */

/* A CPython must do what its version's drift says; a defect shows itself or does not. */
static uint64_t allow_oracle(
	const struct plumb_expectation *expectation, size_t i, const void *context)
{
	const json_t *start = context;
	const char *version = json_string_value(json_object_get(start, "version"));
	const char *name = json_string_value(json_object_get(start, "name"));
	bool is_cpython = name && strcmp(name, "CPython") == 0;
	uint64_t drifts = 0, defects = 0;

	(void)i;
	for (size_t k = 1; k < expectation->count; k++) {
		if (is_cpython && !plumb_way_holds(&expectation->ways[k], version))
			continue;
		if (expectation->ways[k].is_defect)
			defects |= UINT64_C(1) << k;
		else
			drifts |= UINT64_C(1) << k;
	}
	if (!is_cpython)
		return document | drifts | defects;
	return (drifts ? drifts : detailed) | defects;
}

static uint64_t allow_document(
	const struct plumb_expectation *expectation, size_t i, const void *context)
{
	(void)expectation;
	(void)i;
	(void)context;
	return document;
}

static uint64_t allow_both(
	const struct plumb_expectation *expectation, size_t i, const void *context)
{
	(void)expectation;
	(void)i;
	(void)context;
	return detailed;
}

/* With drift the oracle's way is the only one; without an oracle any way that is known. */
static uint64_t allow_as_oracle(
	const struct plumb_expectation *expectation, size_t i, const void *context)
{
	const struct plumb_record *oracle = context;
	const json_t *did = oracle ? json_array_get(oracle->outcomes, i) : NULL;
	uint64_t ways = detailed, defects = 0, seen = 0;

	for (size_t k = 1; k < expectation->count; k++)
		if (!expectation->ways[k].is_defect)
			ways |= UINT64_C(1) << k;
		else if (!expectation->ways[k].by_chance)
			defects |= UINT64_C(1) << k;
	if (json_is_object(did))
		seen = plumb_expectation_fit(expectation, did, &oracle->scope, NULL, 0) & ways;
	if (seen)
		ways = seen;
	else if (oracle)
		ways = document;
	return ways | defects | (defects ? document : 0);
}

struct plumb_verdict plumb_judge_oracle(
	const struct plumb_row *row, const struct plumb_record *record, const json_t *start)
{
	struct plumb_verdict verdict = judge_row(row, record, NULL, allow_oracle, start);

	/* The table says that its version does otherwise: then the table is wrong. */
	if (verdict.kind == PLUMB_AS_DOCUMENT)
		verdict.kind = PLUMB_FAIL;
	return verdict;
}

/* A subject that does as it may passes, whichever of the ways that is. */
struct plumb_verdict plumb_judge_subject(const struct plumb_row *row,
	const struct plumb_record *record, const struct plumb_record *oracle,
	enum plumb_standard standard)
{
	static allow_fn *const allow[] = {
		allow_as_oracle, allow_as_oracle, allow_document, allow_both};
	struct plumb_verdict verdict = judge_row(row, record, oracle, allow[standard], oracle);

	/* Who is held to both owes the detail too. */
	if (verdict.kind == PLUMB_AS_DOCUMENT && standard == PLUMB_STANDARD_BOTH)
		verdict.kind = PLUMB_FAIL;
	if (verdict.kind != PLUMB_DRIFT)
		return verdict;
	plumb_verdict_clear(&verdict);
	return pass();
}
