/* Text as XML 1.0 can carry it. */
#ifndef PLUMB_REPORT_XML_TEXT_H
#define PLUMB_REPORT_XML_TEXT_H

/*
 * A new string in which every character that XML has no place for is written as \x01 or \ufffe,
 * and every byte that is no UTF-8 as \xff: libxml2's writer lets both through.
 */
char *plumb_report_xml_text(const char *text);

#endif
