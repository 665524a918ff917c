/* The page: page.html, in which @css@, @js@, @data@ and @scripts@ stand for the other parts. */
#include "report_assets.h"
#include "report_form.h"
#include "report_packed.h"
#include "report_page_data.h"
#include "report_scripts.h"

#include "base/utf8.h"
#include <assert.h>
#include <string.h>

static const char *text_of(const unsigned char *asset)
{
	return (const char *)asset;
}

/* Only in ASCII, because one other character makes the browser widen megabytes of text. */
static void put_script(const char *text, FILE *out)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t left = strlen(text), length;
	unsigned long code = 0;

	for (; left > 0; at += length, left -= length) {
		length = plumb_utf8_length(at, left, &code);
		assert(length > 0 && code < 0x10000);
		if (code < 0x80)
			putc((int)code, out);
		else
			fprintf(out, "\\u%04lx", code);
	}
}

/* The data are freed. */
static void put_data(json_t *data, FILE *out)
{
	plumb_report_put_packed(data, out);
	json_decref(data);
}

void plumb_report_html(const struct plumb_report *report, FILE *out)
{
	const char *at = text_of(plumb_report_page_html);

	while (*at) {
		size_t length = strcspn(at, "@");
		fwrite(at, 1, length, out);
		at += length;
		if (strncmp(at, "@css@", 5) == 0) {
			fputs(text_of(plumb_report_page_css), out);
			at += 5;
		} else if (strncmp(at, "@js@", 4) == 0) {
			put_script(text_of(plumb_report_page_js), out);
			at += 4;
		} else if (strncmp(at, "@data@", 6) == 0) {
			put_data(plumb_report_page_data(report), out);
			at += 6;
		} else if (strncmp(at, "@scripts@", 9) == 0) {
			put_data(plumb_report_scripts(report), out);
			at += 9;
		} else if (*at) {
			putc(*at++, out);
		}
	}
}
