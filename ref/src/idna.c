/* Host names as text: what IDNA does to one that is ASCII already. */
#include "pys.h"

#include <string.h>

enum { longest_label = 63 };

int pysock_idna_encode(const char *host_utf8, char **ascii, struct pysock_error *e)
{
	const char *label = host_utf8;

	for (const char *c = host_utf8; *c != '\0'; c++) {
		if ((unsigned char)*c > 0x7f)
			return pysock_raise(e, PYSOCK_UNICODE_ERROR,
				"encoding with 'idna' codec failed: the host is not ASCII");
	}
	for (;;) {
		size_t length = strcspn(label, ".");
		bool last = label[length] == '\0';

		/* The last label is empty where the name ends in a period, as absolute ones do. */
		if ((length == 0 && !last) || length > longest_label)
			return pysock_raise(e, PYSOCK_UNICODE_ERROR,
				"encoding with 'idna' codec failed: label empty or too long");
		if (last)
			return pys_copy_text(host_utf8, ascii, e);
		label += length + 1;
	}
}
