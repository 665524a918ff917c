/* Signals that would end the program, held back while something must not be left half done. */
#ifndef PLUMB_HOLD_H
#define PLUMB_HOLD_H

#include <signal.h>

/* Blocks SIGINT, SIGTERM, SIGHUP and SIGQUIT; before: the mask to restore. */
void plumb_hold_signals(sigset_t *before);

void plumb_release_signals(const sigset_t *before);

#endif
