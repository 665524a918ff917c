#!/bin/sh
# The steps of a job, for whatever runs it: ci.sh install | run | report | judge
#
# What the job wants stands in the environment:
#     INPUT_SUBJECT   the subject of plumbline run: python:python3:yourmodule
#     INPUT_PATH      where Python finds the module; may be empty
#     INPUT_BASELINE  which rows fail today; may be empty
#     INPUT_OPTIONS   further options of plumbline run, with blanks between them
#     INPUT_PACKAGES  a directory with Debian packages of Plumbline; empty: it is built here
#     PLUMBLINE_OUT   the directory of the results (plumbline-results)
set -euf

out=${PLUMBLINE_OUT:-plumbline-results}
top=$(cd "$(dirname "$0")/../../.." && pwd)
sudo=
test "$(id -u)" = 0 || sudo=sudo

install_it() {
	if command -v plumbline >/dev/null; then
		return
	fi
	$sudo apt-get update -qq
	if test -n "${INPUT_PACKAGES:-}"; then
		set +f
		$sudo apt-get install -y -qq --no-install-recommends "$INPUT_PACKAGES"/plumbline_*.deb
		return
	fi
	command -v make >/dev/null || $sudo apt-get install -y -qq make
	make -C "$top" deps all manual
	$sudo make -C "$top" install
}

# The status waits for the last step, so that the reports are there for runs that failed too.
run_it() {
	status=0
	PYTHONPATH=${INPUT_PATH:-}${INPUT_PATH:+${PYTHONPATH:+:}}${PYTHONPATH:-}
	export PYTHONPATH
	mkdir -p "$out"
	# shellcheck disable=SC2086 # words
	plumbline run --out "$out" ${INPUT_BASELINE:+--baseline "$INPUT_BASELINE"} ${INPUT_OPTIONS:-} \
		"$INPUT_SUBJECT" || status=$?
	echo "$status" >"$out/status"
}

# In GitHub's Actions the last one makes the summary and the annotations.
report_it() {
	test -s "$out/results.jsonl" || return 0
	plumbline report --format junit --out "$out/junit.xml" "$out/results.jsonl"
	plumbline report --format html --out "$out/plumbline.html" "$out/results.jsonl"
	plumbline report --format markdown "$out/results.jsonl"
}

case ${1:-} in
install) install_it ;;
run) run_it ;;
report) report_it ;;
judge) exit "$(cat "$out/status")" ;;
*)
	echo "usage: ci.sh install | run | report | judge" >&2
	exit 2
	;;
esac
