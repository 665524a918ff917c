#include "chance.h"

/* SplitMix64: of one word, and as good as any for this. */
static uint64_t next(struct plumb_chance *chance)
{
	uint64_t word = chance->state += UINT64_C(0x9e3779b97f4a7c15);

	word = (word ^ word >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	word = (word ^ word >> 27) * UINT64_C(0x94d049bb133111eb);
	return word ^ word >> 31;
}

size_t plumb_chance_below(struct plumb_chance *chance, size_t below)
{
	return (size_t)(next(chance) % below);
}

bool plumb_chance_percent(struct plumb_chance *chance, unsigned percent)
{
	return plumb_chance_below(chance, 100) < percent;
}
