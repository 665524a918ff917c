#include "bytes.h"

#include <math.h>
#include <string.h>

struct bytes *bytes_for_system;

size_t bytes_below(struct bytes *bytes, size_t below)
{
	if (bytes->size == 0)
		return 0;
	bytes->size--;
	return *bytes->data++ % below;
}

uint64_t bytes_number(struct bytes *bytes)
{
	uint64_t number = 0;
	size_t size = bytes->size < sizeof(number) ? bytes->size : sizeof(number);

	memcpy(&number, bytes->data, size);
	bytes->data += size;
	bytes->size -= size;
	return number;
}

double bytes_real(struct bytes *bytes)
{
	static const double reals[] = {
		0, -0.0, 0.001, -1, 1.5, 1e10, 1e300, NAN, INFINITY, -INFINITY};
	size_t choice = bytes_below(bytes, sizeof(reals) / sizeof(*reals) + 1);
	uint64_t number;
	double real;

	if (choice < sizeof(reals) / sizeof(*reals))
		return reals[choice];
	number = bytes_number(bytes);
	memcpy(&real, &number, sizeof(real));
	return real;
}

const uint8_t *bytes_some(struct bytes *bytes, size_t *size)
{
	const uint8_t *data = bytes->data;

	*size = bytes_below(bytes, 41);
	data = bytes->data;
	if (*size > bytes->size)
		*size = bytes->size;
	bytes->data += *size;
	bytes->size -= *size;
	return data;
}
