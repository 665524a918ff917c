#include "ways.h"

#include <stdio.h>
#include <stdlib.h>

extern const struct way way_raw, way_pysock;
#ifdef HAVE_GSOCKET
extern const struct way way_gsocket;
#endif
#ifdef HAVE_APR
extern const struct way way_apr;
#endif
#ifdef HAVE_NSPR
extern const struct way way_nspr;
#endif

const struct way *const ways[way_limit] = {
	&way_raw,
	&way_pysock,
#ifdef HAVE_GSOCKET
	&way_gsocket,
#endif
#ifdef HAVE_APR
	&way_apr,
#endif
#ifdef HAVE_NSPR
	&way_nspr,
#endif
};

void way_fail(const char *what)
{
	perror(what);
	exit(1);
}
