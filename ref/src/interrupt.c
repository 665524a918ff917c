/* After a signal: calls the handler of the program that embeds the library. */
#include "pys.h"

#include <stdatomic.h>

static bool (*_Atomic current)(void);

void pysock_set_interrupt(bool (*interrupt)(void))
{
	atomic_store(&current, interrupt);
}

bool pysock_is_interrupted(void)
{
	bool (*interrupt)(void) = atomic_load(&current);
	int saved = errno;
	bool answer = interrupt != NULL && interrupt();

	errno = saved;
	return answer;
}
