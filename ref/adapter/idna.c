/* Domain names beyond ASCII, by libidn2 if the adapter was built with it. */

#include "adapter.h"

#ifdef HAVE_IDN2

#include <idn2.h>

/* Transitional processing maps a name as Python's older IDNA does. */
static int encode(const char *host_utf8, char **ascii, struct pysock_error *error)
{
	char *encoded = NULL;
	int status = idn2_to_ascii_8z(host_utf8, &encoded, IDN2_TRANSITIONAL);

	if (status != IDN2_OK)
		return pysock_raise(error, PYSOCK_UNICODE_ERROR,
			"encoding with 'idna' codec failed: %s", idn2_strerror(status));
	/* Check the labels by the same rules as those of an ASCII name. */
	status = pysock_idna_encode(encoded, ascii, error);
	idn2_free(encoded);
	return status;
}

bool idna_begin(void)
{
	pysock_set_idna(encode);
	return true;
}

#else

bool idna_begin(void)
{
	return false;
}

#endif
