#include "report_xml_text.h"

#include "base/heap.h"
#include "base/text.h"
#include <libxml/chvalid.h>
#include <libxml/xmlstring.h>
#include <string.h>

char *plumb_report_xml_text(const char *text)
{
	struct plumb_text clean = {0};
	const char *end = text + strlen(text);
	char *taken;

	while (text < end) {
		int length = end - text > 4 ? 4 : (int)(end - text);
		int character = xmlGetUTF8Char((const unsigned char *)text, &length);
		if (character < 0) {
			plumb_text_add_f(&clean, "\\x%02x", (unsigned char)*text++);
			continue;
		}
		if (xmlIsCharQ(character))
			plumb_text_add_n(&clean, text, (size_t)length);
		else
			plumb_text_add_f(&clean, character > 0xff ? "\\u%04x" : "\\x%02x",
				(unsigned)character);
		text += length;
	}
	taken = plumb_text_take(&clean, 0);
	if (!taken)
		plumb_out_of_memory();
	return taken;
}
