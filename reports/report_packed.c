#include "report_packed.h"

#include "base/heap.h"
#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* xmlTextWriterWriteBase64() takes an int. A piece of whole groups of three needs no padding. */
enum { PIECE = 3 << 20 };

static void put_base64(const Bytef *bytes, size_t length, FILE *out)
{
	xmlOutputBufferPtr buffer = xmlOutputBufferCreateFile(out, NULL);
	xmlTextWriterPtr writer = buffer ? xmlNewTextWriter(buffer) : NULL;

	if (!writer)
		plumb_out_of_memory();
	for (size_t at = 0; at < length; at += PIECE) {
		size_t left = length - at;
		xmlTextWriterWriteBase64(
			writer, (const char *)bytes + at, 0, (int)(left < PIECE ? left : PIECE));
	}
	xmlFreeTextWriter(writer);
}

void plumb_report_put_packed(const json_t *value, FILE *out)
{
	char *text = json_dumps(value, JSON_COMPACT | JSON_ENSURE_ASCII);
	uLong length = text ? strlen(text) : 0;
	uLongf packed_length = compressBound(length);
	Bytef *packed = plumb_new(packed_length, 1);

	/* There is room for the worst case, so that only want of memory can make it fail. */
	if (!text || compress(packed, &packed_length, (const Bytef *)text, length) != Z_OK)
		plumb_out_of_memory();
	put_base64(packed, packed_length, out);
	free(packed);
	free(text);
}
