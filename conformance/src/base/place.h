/*
 * Where the runner's own files are: beside the program in a build directory, or under share/ of
 * the prefix where it is installed.
 */
#ifndef PLUMB_PLACE_H
#define PLUMB_PLACE_H

/* The path of this program; a new string. */
char *plumb_place_program(void);

/* A program beside this one ("pysock-adapter"); a new string, whether it exists or not. */
char *plumb_place_beside(const char *name);

/*
 * A file or directory of the project by its path in the tree ("oracle/adapter.py"): the first that
 * exists of TOP/name and PREFIX/share/plumbline/name; TOP/name where neither does. A new string.
 */
char *plumb_place_of(const char *name);

#endif
