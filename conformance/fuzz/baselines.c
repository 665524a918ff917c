/* Baselines: bytes as a file of known failures, which is then used for a row. */
#include "fuzz.h"

#include "baselines/baseline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct plumb_baseline *baseline =
		plumb_baseline_load(fuzz_file("baseline.txt", data, size), false, fuzz_errors());

	if (baseline) {
		json_t *start = json_pack("{s:s, s:s}", "python", "3.11.2", "platform", "linux");
		json_t *verdict = json_pack("{s:s}", "verdict", "FAIL");
		plumb_baseline_start(baseline, start);
		plumb_baseline_note(baseline, "inet_aton/quad/ascending", verdict);
		plumb_baseline_print(baseline, fuzz_errors(), 10);
		plumb_baseline_free(baseline);
		json_decref(verdict);
		json_decref(start);
	}
	return 0;
}
