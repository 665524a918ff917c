/* Values that many places of a page share, each written once and named by its number. */
#ifndef PLUMB_REPORT_POOL_H
#define PLUMB_REPORT_POOL_H

#include <jansson.h>

struct plumb_report_pool;

/* An empty pool, either of texts or of other values. */
struct plumb_report_pool *plumb_report_pool_new(void);

/*
 * The number of the value, from 0 on, as a new integer; equal values have the same number. The
 * value is taken over.
 */
json_t *plumb_report_pool_number(struct plumb_report_pool *pool, json_t *value);

/* Frees the pool. Returns its values by number, as a new array. */
json_t *plumb_report_pool_end(struct plumb_report_pool *pool);

#endif
