#include "tally.h"

#include "base/heap.h"
#include "base/word.h"

static void count(json_t **object, const char *key)
{
	json_int_t before;

	if (!*object)
		*object = plumb_have(json_object());
	before = json_integer_value(json_object_get(*object, key));
	json_object_set_new(*object, key, json_integer(before + 1));
}

void plumb_tally_add(struct plumb_tally *tally, const struct plumb_verdict *verdict)
{
	tally->count[verdict->kind]++;
	if (verdict->kind == PLUMB_SKIP)
		count(&tally->missing, verdict->text);
	if (verdict->kind == PLUMB_LACKS)
		count(&tally->lacking, plumb_last_name(verdict->name));
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
	for (enum plumb_verdict_kind kind = 0; kind < PLUMB_VERDICT_KINDS; kind++)
		if (tally->count[kind] > tally->known[kind] && !plumb_verdict_is_good(kind))
			return false;
	return true;
}

void plumb_tally_clear(struct plumb_tally *tally)
{
	json_decref(tally->missing);
	tally->missing = NULL;
	json_decref(tally->lacking);
	tally->lacking = NULL;
}
