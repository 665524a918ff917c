#include "pysock.h"

const char *pysock_version(void)
{
	return PYSOCK_VERSION;
}
