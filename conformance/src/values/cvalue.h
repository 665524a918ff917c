/* The values of constants in the C headers that the runner was compiled with. */
#ifndef PLUMB_CVALUE_H
#define PLUMB_CVALUE_H

#include <stdbool.h>
#include <stdint.h>

/* True where the headers define the name; *value is then its value, INADDR_* unsigned. */
bool plumb_c_value(const char *name, int64_t *value);

/* The same of errno's names: ECONNREFUSED. */
bool plumb_errno_value(const char *name, int64_t *value);

#endif
