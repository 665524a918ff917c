/* Versions, and the runner's own. */
#ifndef PLUMB_VERSION_H
#define PLUMB_VERSION_H

#include <stdbool.h>

/* The runner's own version, which only the makefile defines. */
extern const char plumb_version[];

/* As strcmp(), for dotted numbers: "3.9" < "3.10", "3.10" == "3.10.0"; text after them is nothing.
 */
int plumb_version_compare(const char *a, const char *b);

/* Whether the text is dotted numbers, such as 3.8, and nothing else; NULL is not. */
bool plumb_version_is(const char *text);

#endif
