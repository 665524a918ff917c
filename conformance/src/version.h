/* Versions, and the runner's own. */
#ifndef PLUMB_VERSION_H
#define PLUMB_VERSION_H

#define PLUMB_VERSION "0.1.0"

/* As strcmp(), for dotted numbers: "3.9" < "3.10", "3.10" == "3.10.0"; text after them is nothing.
 */
int plumb_version_compare(const char *a, const char *b);

#endif
