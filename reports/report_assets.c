#include "report_assets.h"

/* The makefile turns each file into the numbers of its bytes. */
const unsigned char plumb_report_page_html[] = {
#include "page.html.inc"
	0};

const unsigned char plumb_report_page_css[] = {
#include "page.css.inc"
	0};

const unsigned char plumb_report_page_js[] = {
#include "page.js.inc"
	0};
