/* What the system knows about a descriptor of the subject. */
#ifndef PLUMB_STAGE_DESCRIPTOR_H
#define PLUMB_STAGE_DESCRIPTOR_H

#include <jansson.h>
#include <sys/types.h>

/*
 * Whether a program that the subject executes would not get the descriptor: a new outcome, as in
 * stage.h, which is broken where the system does not tell, or knows no such descriptor.
 */
json_t *plumb_descriptor_private(pid_t subject, int descriptor);

#endif
