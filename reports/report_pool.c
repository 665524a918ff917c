#include "report_pool.h"

#include "base/heap.h"
#include <stdlib.h>

struct plumb_report_pool {
	json_t *values;
	json_t *numbers; /* by the text, or by the value as JSON */
};

struct plumb_report_pool *plumb_report_pool_new(void)
{
	struct plumb_report_pool *pool = plumb_new(1, sizeof *pool);

	pool->values = plumb_have(json_array());
	pool->numbers = plumb_have(json_object());
	return pool;
}

/* The value gets the next number. */
static json_t *add(struct plumb_report_pool *pool, const char *key, json_t *value)
{
	json_t *number = plumb_have(json_integer((json_int_t)json_array_size(pool->values)));

	if (json_array_append(pool->values, value) != 0 ||
		json_object_set_new(pool->numbers, key, number) != 0)
		plumb_out_of_memory();
	return number;
}

json_t *plumb_report_pool_number(struct plumb_report_pool *pool, json_t *value)
{
	char *made = json_is_string(plumb_have(value)) ? NULL : json_dumps(value, JSON_COMPACT);
	const char *key = made ? made : json_string_value(value);
	json_t *number;

	if (!key)
		plumb_out_of_memory();
	number = json_object_get(pool->numbers, key);
	if (!number)
		number = add(pool, key, value);
	json_decref(value);
	free(made);
	return json_incref(number);
}

json_t *plumb_report_pool_end(struct plumb_report_pool *pool)
{
	json_t *values = pool->values;

	json_decref(pool->numbers);
	free(pool);
	return values;
}
