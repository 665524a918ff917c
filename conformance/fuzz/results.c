/* Results: bytes as a file of results. */
#include "fuzz.h"

#include "report_load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	plumb_report_file_free(
		plumb_report_load(fuzz_file("results.jsonl", data, size), fuzz_errors()));
	return 0;
}
