/* Mozilla's portable runtime. */
#include "ways.h"

#include <nspr.h>
#include <private/pprio.h>

static PRFileDesc *pair[2];

static void open_pair(void)
{
	if (PR_NewTCPSocketPair(pair) != PR_SUCCESS)
		way_fail("NSPR");
}

static bool send_all(int end, const void *bytes, size_t size)
{
	return PR_Send(pair[end], bytes, (PRInt32)size, 0, PR_SecondsToInterval(1)) ==
	       (PRInt32)size;
}

static bool recv_all(int end, void *bytes, size_t size)
{
	return PR_Recv(pair[end], bytes, (PRInt32)size, 0, PR_SecondsToInterval(1)) ==
	       (PRInt32)size;
}

static void wait_once(void)
{
	char byte;

	if (PR_Recv(pair[0], &byte, 1, 0, PR_SecondsToInterval(1)) >= 0)
		way_fail("NSPR");
}

extern const struct way way_nspr;
const struct way way_nspr = {"NSPR", open_pair, send_all, recv_all, wait_once};
