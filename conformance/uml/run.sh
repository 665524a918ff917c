#!/bin/sh
# Plays the rows that need TIPC, CAN, RDS, AF_ALG or the loopback of AF_VSOCK in a kernel that has
# them: user-mode-linux, an ordinary process that
# needs no root. run.sh BUILD OUT; docs/tipc.md says more. One boot. Exits with the run's status, or
# with 77 where there is no such kernel: the rows are then played on this one, which skips them.
set -u
build=$(cd "$1" && pwd)
mkdir -p "$2" && out=$(cd "$2" && pwd) || exit 4
python=${PYTHON:-/usr/bin/python3}
needs="--needs tipc --needs can --needs rds --needs alg --needs vsock-loopback"

# $1: why there is no such kernel.
skip() {
	"$build/plumbline" run ref --oracle "python:$python" $needs --lab none --out "$out" \
		>"$out/said" 2>&1 || { status=$?; cat "$out/said"; exit "$status"; }
	echo "rows that need tipc, can, rds, alg and vsock-loopback are skipped: $1"
	sed -n 's/.*"row":"\([^"]*\)".*"verdict":"SKIP".*/  \1/p' "$out/results.jsonl"
	exit 77
}

# The kernel's last words; what user-mode-linux says itself before it panics is the cause.
cause() {
	grep -h -E 'failed, errno|Kernel panic|Fatal|[Cc]annot|[Cc]ould not|No such' "$out/console" |
		head -3 | grep . || tail -5 "$out/console"
}

uml=$(command -v linux.uml) ||
	skip "Debian's user-mode-linux is not installed (apt-get install user-mode-linux: 41 MB to load, 116 MB on the disk)"

# Its memory is a file, which must not be on a disk; its control socket must not be in the home.
scratch=$(mktemp -d /dev/shm/plumbline-XXXXXX) || exit 3
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
rm -f "$out/status" "$out/said" "$out/results.jsonl"

TMPDIR=$scratch "$build/uml-watch" \
	env LD_PRELOAD="${UML_PRELOAD-$build/uml-preload.so}" "$uml" \
	mem=192M rootfstype=hostfs rootflags=/ ro quiet \
	uml_dir="$scratch" umid=machine con=null con0=null,fd:1 con1=null \
	PATH=/usr/bin:/bin TMPDIR=/dev/shm init="$build/uml-init" -- \
	"$out" "$build/plumbline" run ref --oracle "python:$python" \
	$needs --jobs 1 --out /mnt ";" </dev/null >"$out/console" 2>&1
ended=$?
status=$(cat "$out/status" 2>/dev/null)
case $status in
"") if [ -e "$out/said" ] && ! grep -q 'Kernel panic' "$out/console"; then
		echo "rows that need another kernel: the kernel ended during the run (status $ended); its console:" >&2
		tail -5 "$out/console" >&2
		exit 3
	fi
	skip "user-mode-linux does not run here (status $ended): $(cause)" ;;
126) skip "user-mode-linux does not run here: $(cat "$out/said")" ;;
esac
cat "$out/said"
exit "$status"
