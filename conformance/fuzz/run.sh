#!/bin/sh
# run.sh BUILD SECONDS EXECUTIONS HARNESS...: builds the harnesses and calls each of them for so many
# seconds, or so often where EXECUTIONS is not empty. What a harness fails on is kept in
# BUILD/fuzz/found, and its name is printed. Exits with 1 where one failed.
set -u
build=$1 seconds=$2 executions=$3
shift 3
fuzz=$build/fuzz
mkdir -p "$fuzz/found" "$fuzz/seeds" "$fuzz/corpus" || exit 4
sanitize='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'
trial='#include <stddef.h>
int LLVMFuzzerTestOneInput(const char *d, size_t n) { return d && n > 1e9; }'

if echo "$trial" | clang -fsanitize=fuzzer -x c - -o "$fuzz/trial" 2>/dev/null; then
	echo "with libFuzzer"
	set -- "$@" -- CC=clang "sanitize=$sanitize -fsanitize=fuzzer-no-link" fuzz_main=-fsanitize=fuzzer
else
	echo "without libFuzzer: bytes by chance alone (clang and libclang-rt-dev have it)"
	set -- "$@" -- "CC=$CC" "sanitize=$sanitize"
fi
harnesses=
while [ "$1" != -- ]; do
	harnesses="$harnesses $1"
	shift
done
shift
"$MAKE" --no-print-directory -j"$(nproc)" BUILD="$fuzz" CFLAGS='-O1 -g' "$@" fuzz-programs >"$fuzz/made" 2>&1 ||
	{ grep -E -A4 'error|Error' "$fuzz/made" || tail "$fuzz/made"; exit 2; }

seeds_of() {
	case $1 in
	tables) echo "$fuzz/seeds/tables" ;;
	baselines) echo fixtures/baselines ;;
	answers) echo conformance/fuzz/seeds/answers ;;
	results) echo "$fuzz/seeds/results" ;;
	esac
}
mkdir -p "$fuzz/seeds/results" "$fuzz/seeds/tables"
# The harness reads each as t.json, and a table says the name of its file.
for table in fixtures/tables/*.json fixtures/runs/*.json; do
	sed 's/"table": "[^"]*"/"table": "t"/' "$table" >"$fuzz/seeds/tables/${table##*/}"
done
for kind in good wrong; do
	"$build/plumbline" run ref --oracle none --tables fixtures/runs/$kind.json --out "$fuzz/seeds" >/dev/null
	mv "$fuzz/seeds/results.jsonl" "$fuzz/seeds/results/$kind"
done

# Where there is no memory the sanitizer's malloc says so, as any other does.
export ASAN_OPTIONS=allocator_may_return_null=1:max_allocation_size_mb=64:detect_leaks=1
failed=0
limit=-max_total_time=$seconds
test -z "$executions" || limit=-runs=$executions
for harness in $harnesses; do
	mkdir -p "$fuzz/corpus/$harness"
	# shellcheck disable=SC2046 # words
	if "$fuzz/fuzz-$harness" "$limit" -artifact_prefix="$fuzz/found/$harness-" -rss_limit_mb=0 \
		-malloc_limit_mb=0 -max_len=4096 -print_final_stats=1 -timeout=300 "$fuzz/corpus/$harness" \
		$(seeds_of "$harness") >"$fuzz/$harness.log" 2>&1; then
		echo "$harness: $(grep -oE 'Done [0-9]+ runs.*' "$fuzz/$harness.log")"
	else
		failed=1
		echo "$harness FAILED; the input is in $fuzz/found:"
		grep -E 'ERROR|runtime error|SUMMARY|Test unit written' "$fuzz/$harness.log" || tail "$fuzz/$harness.log"
	fi
done
exit $failed
