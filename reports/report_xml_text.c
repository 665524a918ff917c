#include "report_xml_text.h"

#include "base/heap.h"
#include "base/text.h"
#include "base/utf8.h"
#include <libxml/chvalid.h>
#include <string.h>

char *plumb_report_xml_text(const char *text)
{
	struct plumb_text clean = {0};
	const char *end = text + strlen(text);

	while (text < end) {
		unsigned long code;
		size_t length =
			plumb_utf8_length((const unsigned char *)text, (size_t)(end - text), &code);
		if (!length || (code >= 0xd800 && code < 0xe000)) {
			plumb_text_add_f(&clean, "\\x%02x", (unsigned char)*text++);
			continue;
		}
		if (xmlIsCharQ((unsigned)code))
			plumb_text_add_n(&clean, text, length);
		else
			plumb_text_add_f(&clean, code > 0xff ? "\\u%04lx" : "\\x%02lx", code);
		text += length;
	}
	return plumb_have_text(&clean);
}
