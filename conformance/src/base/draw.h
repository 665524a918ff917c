/* Numbers at random, for what an adapter must not be able to guess. */
#ifndef PLUMB_DRAW_H
#define PLUMB_DRAW_H

#include <stdint.h>

/* From 0 to 2**31 - 1: 31 bits suit every implementation's integers. */
int32_t plumb_draw(void);

#endif
