#!/bin/sh
# Plays every row as a Python script, from `plumbline repro`, and as a C program, from
# ref/repro/repro_c.py: they must pass on CPython and on libpysock, and fail on each implementation
# that fails the row. First plays each implementation of docs/subjects.md that this machine has,
# which takes a while; ONLY selects some of them.
#
#     repro_all.sh BUILD CC
set -eu

build=$1
cc=$2
plumbline=$build/plumbline
out=$build/repro
here=$(dirname "$0")
# Only Debian's own Python is sure to find Debian's packages.
python=$(command -v /usr/bin/python3 || command -v python3)
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
failed=0
mkdir -p "$out"

wanted() {
	case " ${ONLY:-$1} " in
	*" $1 "*) return 0 ;;
	esac
	return 1
}

# play NAME OPTION... SUBJECT. Status 1, a failed row, is fine here: other targets judge the rows.
play() {
	name=$1
	shift
	echo "$name:"
	"$plumbline" run --oracle "python:$python" --out "$out/$name" "$@" >"$out/$name.log" 2>&1 ||
		test $? = 1
}

# write DIRECTORY OPTION...: writes the scripts. The checks count rows that have none.
write() {
	directory=$out/$1
	shift
	rm -rf "$directory"
	"$plumbline" repro "$@" --out "$directory" '*' 2>"$directory.unsaid" || test $? = 2
}

write_programs() {
	rm -rf "$out/programs"
	"$plumbline" export --out "$out/export.json"
	"$python" ref/repro/repro_c.py --cc "$cc" --into "$out/programs" "$out/export.json" \
		2>"$out/programs.unsaid"
}

check() {
	"$plumbline" lab -- "$@" || failed=1
}

# python_fails NAME INTERPRETER MODULE: the script of each row that the subject fails must fail.
python_fails() {
	if ! wanted "$1" || ! command -v "$2" >/dev/null || ! "$2" -W ignore -c "import $3" 2>/dev/null; then
		echo "$1: not played"
		return
	fi
	play "$1" "python:$2:$3"
	write "scripts-$1" --as "$version" --module "$3"
	check "$2" -W ignore "$here/repro_check.py" --failing --baseline "fixtures/baselines/$1.txt" \
		"$out/scripts-$1" "$out/$1/results.jsonl"
}

# c_fails PLACE EMULATOR CC ARGUMENT...: checks programs of libpysock on another platform.
c_fails() {
	place=$1
	emulator=$2
	shift 2
	if ! wanted "$place" || ! [ -x "$build/$place/pysock-adapter" ]; then
		echo "$place: not played"
		return
	fi
	play "$place" --standard document "exec:$emulator $build/$place/pysock-adapter"
	set -- "$@" -Iref/include "$build/$place/libpysock.a" -lpthread
	check "$python" "$here/repro_c_check.py" --run "$emulator" --first 3 \
		"$out/programs" "$out/$place/results.jsonl" -- "$@"
	check "$python" "$here/repro_c_check.py" --run "$emulator" --failing \
		"$out/programs" "$out/$place/results.jsonl" -- "$@"
}

write scripts
write scripts-as --as "$version"
write_programs
if wanted ref; then
	play ref ref
	check "$python" "$here/repro_check.py" "$out/scripts" "$out/ref/results.jsonl"
	check "$python" "$here/repro_check.py" --as-oracle "$out/scripts-as" "$out/ref/results.jsonl"
	check "$python" "$here/repro_c_check.py" "$out/programs" "$out/ref/results.jsonl" -- \
		"$cc" -Iref/include "$build/libpysock.a" -lpthread
fi
python_fails pypy3 pypy3 socket
python_fails gevent "$python" gevent.socket
python_fails eventlet "$python" eventlet.green.socket
c_fails musl "" musl-gcc -static -D_GNU_SOURCE
c_fails i386 "" i686-linux-gnu-gcc -static -D_GNU_SOURCE
c_fails s390x qemu-s390x-static s390x-linux-gnu-gcc -static -D_GNU_SOURCE
exit "$failed"
