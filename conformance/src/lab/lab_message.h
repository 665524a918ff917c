/* The messages of the name service, as far as one that answers wrongly must know them. */
#ifndef PLUMB_LAB_MESSAGE_H
#define PLUMB_LAB_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

enum { PLUMB_LAB_MESSAGE = 65535, PLUMB_LAB_NAME = 256 };

/* What the first question asks about, in small letters; false where there is no question. */
bool plumb_lab_asked(const unsigned char *query, size_t size, char name[PLUMB_LAB_NAME]);

/* Whether it is a kind of fault that plumb_lab_answer_wrongly() knows. */
bool plumb_lab_is_fault(const char *kind);

/*
 * Makes of a query (at least a header, with room for 16 bytes more) the answer that such a fault
 * gives. The answer's size; 0 where nothing is answered.
 */
size_t plumb_lab_answer_wrongly(unsigned char *message, size_t size, const char *kind);

#endif
