#!/bin/sh
# Plays libpysock and every other implementation that this machine has, and makes every form of the
# report from that one run. The path of the page is the last line.
#
#     reports/all.sh BUILD
set -eu

build=$1
out=$build/reports
# Debian's own Python has the packages of Debian; any other may hide them.
python=$(command -v /usr/bin/python3 || command -v python3)

subjects=ref
if command -v pypy3 >/dev/null; then
	subjects="$subjects python:pypy3"
fi
for module in gevent.socket eventlet.green.socket; do
	if "$python" -W ignore -c "import $module" 2>/dev/null; then
		subjects="$subjects python:$python:$module"
	fi
done
echo "playing $subjects"

status=0
# shellcheck disable=SC2086 # one word a subject
"$build/plumbline" run --oracle "python:$python" --out "$out" $subjects >"$out.log" || status=$?
# 1: some row is not as it should be, which is what a report is for.
if [ "$status" -gt 1 ]; then
	cat "$out.log"
	exit "$status"
fi

# What other targets have made is pointed to, where it is there.
set -- --link "deviations=deviations.html"
if [ -e "$build/coverage/index.html" ]; then
	set -- "$@" --link "coverage=../coverage/index.html" --link "clauses=../coverage/clauses.txt"
fi

results=$out/results.jsonl
"$build/plumbline" report --format html --out "$out/index.html" "$@" "$results"
"$build/plumbline" report --format junit --out "$out/junit.xml" "$results"
"$build/plumbline" report --format tap --out "$out/results.tap" "$results"
"$build/plumbline" report --format markdown --out "$out/summary.md" "$results"
"$build/plumbline" report --format badge --out "$out/badge.json" "$results"
"$build/plumbline" report --format csv --out "$out/results.csv" "$results"
set --
for baseline in fixtures/baselines/*.txt; do
	set -- "$@" --baseline "$baseline"
done
"$build/plumbline" report --format deviations --out "$out/deviations.html" "$@" "$results"
echo "$out/index.html"
