#!/bin/sh
# Plays libpysock and every implementation of docs/subjects.md that this machine has, each with its
# baseline, and makes every form of the report from those runs. The path of the page is the last
# line. ONLY="ref gevent" names some of them, PYTHONS="python3.6 python3.13" other CPythons, and
# MICROPYTHON its binary.
#
#     reports/all.sh BUILD
set -eu

build=$1
out=$build/reports
results=
# Debian's own Python has the packages of Debian; any other may hide them.
python=$(command -v /usr/bin/python3 || command -v python3)

# play NAME OPTION... SUBJECT. 1: some row is not as it should be, which is what a report is for.
play() {
	name=$1
	shift
	case " ${ONLY:-$name} " in
	*" $name "*) ;;
	*) return 0 ;;
	esac
	echo "playing $name"
	# Another CPython has no baseline.
	baseline=fixtures/baselines/$name.txt
	! [ -e "$baseline" ] || set -- --baseline "$baseline" "$@"
	status=0
	"$build/plumbline" run --oracle "python:$python" --out "$out/$name" "$@" >"$out/$name.log" || status=$?
	if [ "$status" -gt 1 ]; then
		cat "$out/$name.log"
		exit "$status"
	fi
	results="$results $out/$name/results.jsonl"
}

# play_with DIRECTORY NAME OPTION... SUBJECT: the subject's module is in the directory.
play_with() {
	export PYTHONPATH="$1"
	shift
	play "$@"
	unset PYTHONPATH
}

has_command() {
	command -v "$1" >/dev/null
}

has_module() {
	"$python" -W ignore -c "import $1" 2>/dev/null
}

mkdir -p "$out"
play ref ref
for other in ${PYTHONS-}; do
	play "CPython-$("$other" -c 'import platform; print(platform.python_version())')" "python:$other"
done
! [ -d "$build/python/pysock" ] || play_with "$build/python" pysock "python:$python:pysock"
! has_command pypy3 || play pypy3 python:pypy3
# Hundreds of their rows hang, each for a deadline in which nothing else is done.
for module in gevent.socket eventlet.green.socket; do
	! has_module "$module" || play "${module%%.*}" --jobs 16 "python:$python:$module"
done
for module in socks httpretty; do
	! has_module "$module" ||
		play_with fixtures/subjects/wrapped "$module" "python:$python:wrapped_$module"
done
! has_command jython || play jython --jobs 2 --deadline 20 exec:fixtures/subjects/jython/run
if has_command node && [ -e build/pyodide ]; then
	play pyodide --jobs 2 --deadline 20 exec:fixtures/subjects/pyodide/run
fi
for place in musl i386; do
	! [ -x "build/$place/pysock-adapter" ] ||
		play "$place" --standard document "exec:build/$place/pysock-adapter"
done
if has_command qemu-s390x-static && [ -x build/s390x/pysock-adapter ]; then
	play s390x --standard document exec:fixtures/subjects/s390x
fi
! has_command perl || play perl exec:fixtures/subjects/perl/adapter.pl
! [ -x "${MICROPYTHON-}" ] ||
	play micropython "exec:fixtures/subjects/micropython/run $MICROPYTHON"

# What other targets have made is pointed to, where it is there.
set -- --link "deviations=deviations.html"
if [ -e "$build/coverage/index.html" ]; then
	set -- "$@" --link "coverage=../coverage/index.html" --link "clauses=../coverage/clauses.txt"
fi

# shellcheck disable=SC2086 # one word a file
"$build/plumbline" report --format html --out "$out/index.html" "$@" $results
for form in junit:junit.xml tap:results.tap markdown:summary.md badge:badge.json csv:results.csv; do
	# shellcheck disable=SC2086
	"$build/plumbline" report --format "${form%%:*}" --out "$out/${form#*:}" $results
done
set --
for baseline in fixtures/baselines/*.txt; do
	# That one is of CPython's tests, and no row's.
	test "${baseline##*/}" = test_socket.txt || set -- "$@" --baseline "$baseline"
done
# shellcheck disable=SC2086
"$build/plumbline" report --format deviations --page index.html --out "$out/deviations.html" "$@" $results
echo "$out/index.html"
