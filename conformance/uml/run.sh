#!/bin/sh
# Plays the rows that need TIPC in a kernel that has it: user-mode-linux, an ordinary process that
# needs no root. run.sh BUILD OUT; docs/tipc.md says more. One boot, 30 seconds at most.
set -u
build=$(cd "$1" && pwd)
mkdir -p "$2" && out=$(cd "$2" && pwd) || exit 4
uml=$(command -v linux.uml) || {
	echo "rows that need tipc are skipped: Debian's user-mode-linux is not installed" \
		"(apt-get install user-mode-linux: 41 MB to load, 116 MB on the disk)"
	exit 0
}

# Its memory is a file, which must not be on a disk; its control socket must not be in the home.
scratch=$(mktemp -d /dev/shm/plumbline-XXXXXX) || exit 3
trap 'rm -rf "$scratch"' EXIT
rm -f "$out/status" "$out/said" "$out/results.jsonl"

TMPDIR=$scratch timeout -k 2 30 "$uml" mem=192M rootfstype=hostfs rootflags=/ ro quiet \
	uml_dir="$scratch" umid=machine con=null con0=null,fd:1 con1=null \
	PATH=/usr/bin:/bin TMPDIR=/dev/shm init="$build/uml-init" -- \
	"$out" "$build/plumbline" run ref --oracle "python:${PYTHON:-/usr/bin/python3}" \
	--needs tipc --lab none --jobs 1 --out /mnt ";" </dev/null >"$out/console" 2>&1
status=$(cat "$out/status" 2>/dev/null)
if [ -z "$status" ]; then
	echo "rows that need tipc: the kernel did not end by itself in 30 seconds; its console:" >&2
	tail -5 "$out/console" >&2
	exit 3
fi
cat "$out/said"
exit "$status"
