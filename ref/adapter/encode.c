/* From values to JSON. */

#include "adapter.h"

#include <math.h>
#include <stdlib.h>

/* {"KEY": inner}; takes over inner. */
static json_t *tagged(const char *key, json_t *inner)
{
	return adapter_need(json_pack("{s:o}", key, adapter_need(inner)));
}

static json_t *encode_hex(const char *key, const char *data, size_t size)
{
	static const char digits[] = "0123456789abcdef";
	char *hex = adapter_need(malloc(2 * size + 1));

	for (size_t i = 0; i < size; i++) {
		hex[2 * i] = digits[(unsigned char)data[i] >> 4];
		hex[2 * i + 1] = digits[data[i] & 15];
	}
	json_t *text = json_stringn_nocheck(hex, 2 * size);
	free(hex);
	return tagged(key, text);
}

static json_t *encode_data(const struct pysock_value *value)
{
	size_t size;
	const char *data = pysock_value_data(value, &size);

	switch (pysock_value_kind(value)) {
	case PYSOCK_VALUE_STR:
		if (!pysock_value_is_unicode(value))
			return encode_hex("str", data, size);
		return adapter_need(json_stringn(data, size));
	case PYSOCK_VALUE_BIG_INT:
		return tagged("int", json_stringn(data, size));
	default:
		return encode_hex(pysock_value_type_name(value), data, size);
	}
}

static json_t *encode_float(double real)
{
	if (isfinite(real))
		return adapter_need(json_real(real));
	return tagged("float", json_string(isnan(real) ? "nan" : real < 0 ? "-inf" : "inf"));
}

static json_t *encode_items(const struct pysock_value *value)
{
	json_t *items = adapter_need(json_array());

	for (size_t i = 0; i < pysock_value_count(value); i++)
		json_array_append_new(items, encode_value(pysock_value_item(value, i)));
	return items;
}

json_t *encode_value(const struct pysock_value *value)
{
	switch (pysock_value_kind(value)) {
	case PYSOCK_VALUE_NONE:
		return json_null();
	case PYSOCK_VALUE_BOOL:
		return json_boolean(pysock_value_number(value) != 0);
	case PYSOCK_VALUE_INT:
		return adapter_need(json_integer(pysock_value_number(value)));
	case PYSOCK_VALUE_FLOAT:
		return encode_float(pysock_value_real(value));
	case PYSOCK_VALUE_STR:
	case PYSOCK_VALUE_BIG_INT:
	case PYSOCK_VALUE_BYTES:
	case PYSOCK_VALUE_BYTEARRAY:
	case PYSOCK_VALUE_MEMORYVIEW:
		return encode_data(value);
	case PYSOCK_VALUE_TUPLE:
		return tagged("tuple", encode_items(value));
	case PYSOCK_VALUE_LIST:
		return encode_items(value);
	default:
		return tagged("object", json_string(pysock_value_type_name(value)));
	}
}
