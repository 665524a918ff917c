#include "report_pool.h"

#include "base/heap.h"
#include "report_index.h"
#include <stdlib.h>
#include <string.h>

struct plumb_report_pool {
	json_t *values;
	struct plumb_report_index *numbers; /* by the text, or by the value as JSON */
};

struct plumb_report_pool *plumb_report_pool_new(void)
{
	struct plumb_report_pool *pool = plumb_new(1, sizeof *pool);

	pool->values = plumb_have(json_array());
	pool->numbers = plumb_report_index_new();
	return pool;
}

json_t *plumb_report_pool_number(struct plumb_report_pool *pool, json_t *value)
{
	char *made = json_is_string(plumb_have(value)) ? NULL : json_dumps(value, JSON_COMPACT);
	const char *key = made ? made : json_string_value(value);
	size_t number;

	if (!key)
		plumb_out_of_memory();
	number = plumb_report_index_of(pool->numbers, key, strlen(key));
	if (number == json_array_size(pool->values) && json_array_append(pool->values, value) != 0)
		plumb_out_of_memory();
	json_decref(value);
	free(made);
	return plumb_have(json_integer((json_int_t)number));
}

json_t *plumb_report_pool_end(struct plumb_report_pool *pool)
{
	json_t *values = pool->values;

	plumb_report_index_free(pool->numbers);
	free(pool);
	return values;
}
