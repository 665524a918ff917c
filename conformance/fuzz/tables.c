/* Tables: bytes as a table, loaded, checked and expanded. */
#include "fuzz.h"

#include "tables/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct plumb_tables *tables =
		plumb_tables_load_checked(fuzz_file("t.json", data, size), NULL, fuzz_errors());

	if (tables)
		plumb_tables_free(tables);
	return 0;
}
