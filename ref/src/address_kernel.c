/* AF_ALG, AF_VSOCK and AF_QIPCRTR addresses, of what a kernel talks to without a network. */
#include "pys.h"

#ifdef PYS_LINUX

#include <linux/if_alg.h>
#include <linux/qrtr.h>
#include <linux/vm_sockets.h>
#include <string.h>

/* --- AF_ALG ------------------------------------------------------------------------------------
 */

/* A text with its NUL; the fields of an address have room for one that is too long. */
static int pack_text(
	const char *text, size_t size, const char *what, void *field, struct pysock_error *e)
{
	size_t length = strlen(text);

	if (length >= size)
		return pysock_raise(e, PYSOCK_VALUE_ERROR, "AF_ALG %s too long.", what);
	memcpy(field, text, length);
	return 0;
}

int pys_pack_alg(const struct pysock *s, const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_alg *alg = (struct sockaddr_alg *)&packed->storage;
	long long feat = address->members > 2 ? address->alg.feat : 0;
	long long mask = address->members > 3 ? address->alg.mask : 0;

	(void)s;
	if (address->members < 2 || address->members > 4)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): AF_ALG address must be a tuple of two to four elements", caller);
	if (pack_text(address->alg.type, sizeof alg->salg_type, "type", alg->salg_type, e) < 0 ||
		pack_text(address->alg.name, sizeof alg->salg_name, "name", alg->salg_name, e) <
			0 ||
		pys_pack_bits(feat, 32, caller, &alg->salg_feat, e) < 0 ||
		pys_pack_bits(mask, 32, caller, &alg->salg_mask, e) < 0)
		return -1;
	packed->length = sizeof *alg;
	return 0;
}

int pys_unpack_alg(const struct pysock *s, const struct pys_sockaddr *packed,
	struct pysock_address *address, struct pysock_error *e)
{
	const struct sockaddr_alg *alg = (const struct sockaddr_alg *)&packed->storage;
	char type[sizeof alg->salg_type + 1] = "";
	char name[sizeof alg->salg_name + 1] = "";

	(void)s, (void)e;
	memcpy(type, alg->salg_type, sizeof alg->salg_type);
	memcpy(name, alg->salg_name, sizeof alg->salg_name);
	pysock_address_alg(address, type, name, alg->salg_feat, alg->salg_mask);
	return 0;
}

/* --- AF_VSOCK ----------------------------------------------------------------------------------
 */

int pys_pack_vsock(const struct pysock *s, const struct pysock_address *address, const char *caller,
	struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_vm *vm = (struct sockaddr_vm *)&packed->storage;

	(void)s;
	if (address->members != 2)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): AF_VSOCK address must be a pair (CID, port)", caller);
	if (pys_pack_bits(address->vsock.cid, 32, caller, &vm->svm_cid, e) < 0 ||
		pys_pack_bits(address->vsock.port, 32, caller, &vm->svm_port, e) < 0)
		return -1;
	packed->length = sizeof *vm;
	return 0;
}

int pys_unpack_vsock(const struct pysock *s, const struct pys_sockaddr *packed,
	struct pysock_address *address, struct pysock_error *e)
{
	const struct sockaddr_vm *vm = (const struct sockaddr_vm *)&packed->storage;

	(void)s, (void)e;
	pysock_address_vsock(address, vm->svm_cid, vm->svm_port);
	return 0;
}

/* --- AF_QIPCRTR --------------------------------------------------------------------------------
 */

int pys_pack_qipcrtr(const struct pysock *s, const struct pysock_address *address,
	const char *caller, struct pys_sockaddr *packed, struct pysock_error *e)
{
	struct sockaddr_qrtr *qrtr = (struct sockaddr_qrtr *)&packed->storage;

	(void)s;
	if (address->members != 2)
		return pysock_raise(e, PYSOCK_TYPE_ERROR,
			"%s(): AF_QIPCRTR address must be a pair (node, port)", caller);
	if (pys_pack_bits(address->qipcrtr.node, 32, caller, &qrtr->sq_node, e) < 0 ||
		pys_pack_bits(address->qipcrtr.port, 32, caller, &qrtr->sq_port, e) < 0)
		return -1;
	packed->length = sizeof *qrtr;
	return 0;
}

int pys_unpack_qipcrtr(const struct pysock *s, const struct pys_sockaddr *packed,
	struct pysock_address *address, struct pysock_error *e)
{
	const struct sockaddr_qrtr *qrtr = (const struct sockaddr_qrtr *)&packed->storage;

	(void)s, (void)e;
	pysock_address_qipcrtr(address, qrtr->sq_node, qrtr->sq_port);
	return 0;
}

#endif
