/* The parts of the page that were files when the program was built: text that ends in a NUL. */
#ifndef PLUMB_REPORT_ASSETS_H
#define PLUMB_REPORT_ASSETS_H

extern const unsigned char plumb_report_page_html[];
extern const unsigned char plumb_report_page_css[];
extern const unsigned char plumb_report_page_js[];

#endif
