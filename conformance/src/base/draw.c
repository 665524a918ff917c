#include "draw.h"

#include <sys/random.h>

int32_t plumb_draw(void)
{
	uint32_t number = 0;

	while (getrandom(&number, sizeof number, 0) != sizeof number)
		continue;
	return (int32_t)(number & INT32_MAX);
}
