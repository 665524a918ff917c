/* Messages to the kernel's cryptography. */
#include "pys.h"

#if defined(PYS_LINUX) && defined(PYSOCK_HAS_MESSAGES)

#include <linux/if_alg.h>
#include <stdlib.h>
#include <string.h>

/* Makes the item for the IV; the caller frees item->data. */
static int make_iv(
	const struct pysock_afalg *operation, struct pysock_ancillary *item, struct pysock_error *e)
{
	struct af_alg_iv *made;

	if (operation->iv_length > INT32_MAX)
		return pysock_raise(e, PYSOCK_ERROR, "too much ancillary data");
	made = malloc(sizeof *made + operation->iv_length);
	if (made == NULL)
		return pys_raise_memory(e);
	made->ivlen = (uint32_t)operation->iv_length;
	if (operation->iv_length > 0)
		memcpy(made->iv, operation->iv, operation->iv_length);
	item->data = made;
	item->length = sizeof *made + operation->iv_length;
	return 0;
}

ssize_t pysock_sendmsg_afalg(struct pysock *s, const struct iovec *buffers, size_t count,
	const struct pysock_afalg *operation, int flags, struct pysock_error *e)
{
	struct pysock_ancillary iv = {SOL_ALG, ALG_SET_IV, NULL, 0};
	struct pysock_ancillary items[3] = {
		{SOL_ALG, ALG_SET_OP, &operation->op, sizeof operation->op}};
	size_t used = 1;
	ssize_t sent;

	if (s->family != AF_ALG)
		return pysock_raise(e, PYSOCK_ERROR, "algset is only supported for AF_ALG");
	if (operation->has_iv) {
		if (make_iv(operation, &iv, e) < 0)
			return -1;
		items[used++] = iv;
	}
	if (operation->has_assoclen)
		items[used++] = (struct pysock_ancillary){SOL_ALG, ALG_SET_AEAD_ASSOCLEN,
			&operation->assoclen, sizeof operation->assoclen};
	sent = pysock_sendmsg(s, buffers, count, items, used, flags, NULL, e);
	free((void *)(uintptr_t)iv.data);
	return sent;
}

#endif
