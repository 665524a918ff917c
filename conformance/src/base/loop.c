#include "loop.h"

#include <sys/resource.h>

/* The loop's own, and those of one adapter. */
enum { DESCRIPTORS = 16 };

int plumb_loop_init(uv_loop_t *loop)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < DESCRIPTORS)
		return UV_EMFILE;
	return uv_loop_init(loop);
}
