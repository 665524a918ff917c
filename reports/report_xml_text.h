/* Text in a form that XML 1.0 can carry. */
#ifndef PLUMB_REPORT_XML_TEXT_H
#define PLUMB_REPORT_XML_TEXT_H

/*
 * A new string in which characters that XML forbids are written as \x01 or \ufffe, and bytes that
 * are not UTF-8 as \xff: libxml2's writer lets both through.
 */
char *plumb_report_xml_text(const char *text);

#endif
