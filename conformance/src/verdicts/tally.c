#include "tally.h"

#include "base/heap.h"

void plumb_tally_add(struct plumb_tally *tally, const struct plumb_verdict *verdict)
{
	json_int_t before;

	tally->count[verdict->kind]++;
	if (verdict->kind != PLUMB_SKIP)
		return;
	if (!tally->missing)
		tally->missing = plumb_have(json_object());
	before = json_integer_value(json_object_get(tally->missing, verdict->text));
	json_object_set_new(tally->missing, verdict->text, json_integer(before + 1));
}

size_t plumb_tally_known(const struct plumb_tally *tally)
{
	size_t known = 0;

	for (int kind = 0; kind < PLUMB_VERDICT_KINDS; kind++)
		known += tally->known[kind];
	return known;
}

bool plumb_tally_is_good(const struct plumb_tally *tally)
{
	for (unsigned kind = 0; kind < PLUMB_VERDICT_KINDS; kind++)
		if (tally->count[kind] > tally->known[kind] && !plumb_verdict_is_good(kind))
			return false;
	return true;
}

void plumb_tally_clear(struct plumb_tally *tally)
{
	json_decref(tally->missing);
	tally->missing = NULL;
}
