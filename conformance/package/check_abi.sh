#!/bin/sh
# Whether programs that were built with an earlier libpysock run with this one: check_abi.sh BUILD
#
# conformance/package/abi has what abidw said of each earlier version. `check_abi.sh BUILD write
# VERSION` adds this one, when it is released.
set -eu

build=$1
here=$(dirname "$0")
machine=$(uname -m)
options="--drop-private-types"

if ! command -v abidiff >/dev/null; then
	echo "check-abi: skipped, as there is no abidiff (Debian: abigail-tools)"
	exit 0
fi
if test "${2:-}" = write; then
	abidw --headers-dir ref/include $options --no-corpus-path --no-comp-dir-path --no-show-locs \
		--out-file "$here/abi/libpysock-$3.$machine.abi" "$build/libpysock.so"
	exit
fi

# compare OLD [STATUS]: what was there is there, and as it was.
compare() {
	abidiff --headers-dir2 ref/include $options --no-added-syms "$1" "$build/libpysock.so"
}

found=
for old in "$here"/abi/*."$machine".abi; do
	test -e "$old" || continue
	found=yes
	compare "$old" >"$build/abi.said" 2>&1 || {
		cat "$build/abi.said"
		echo "programs built with ${old##*/} would not run with this libpysock"
		exit 1
	}
	# A function that went, or whose form changed, would be seen.
	sed "s/elf-symbol name='pysock_send' /elf-symbol name='pysock_gone' /" "$old" >"$build/gone.abi"
	sed "s/filename='[^']*'//; s/<parameter type-id='[^']*' name='bufsize'/<parameter name='bufsize' type-id='type-id-1'/" \
		"$old" >"$build/changed.abi"
	for wrong in gone changed; do
		cmp -s "$old" "$build/$wrong.abi" && { echo "nothing is $wrong"; exit 1; }
		if compare "$build/$wrong.abi" >"$build/abi.said" 2>&1; then
			echo "abidiff does not see what is $wrong"
			exit 1
		fi
	done
done
if test -z "$found"; then
	echo "check-abi: skipped, as no earlier version was looked at on $machine"
	exit 0
fi
echo "programs built with earlier versions of libpysock run with this one"
