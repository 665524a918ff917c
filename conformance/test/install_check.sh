#!/bin/sh
# Installs into an empty directory and uses the installed files: the runner plays rows with the
# installed tables, adapter and lab, and a program is compiled with pkg-config's flags.
#
#     install_check.sh BUILD CC
set -eu

build=$1
cc=$2
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

make --no-print-directory -s install BUILD="$build" CC="$cc" DESTDIR="$root" PREFIX=/usr
export PKG_CONFIG_SYSROOT_DIR="$root" PKG_CONFIG_PATH="$root/usr/lib/pkgconfig"
# shellcheck disable=SC2046,SC2086 # one word a flag
$cc -o "$root/client" ref/examples/echo_client.c $(pkg-config --cflags --libs libpysock)
cd /
LD_LIBRARY_PATH=$root/usr/lib ldd "$root/client" | grep -q "$root/usr/lib/libpysock.so.0"
"$root/usr/bin/plumbline" run --out none --filter 'getaddrinfo/*' ref >"$root/said" || {
	cat "$root/said"
	exit 1
}
# Manual pages, schemas, baselines, the licence, and the shells' completions must be there.
share=$root/usr/share
for file in man/man1/plumbline.1 man/man1/plumbline-run.1 man/man5/plumbline-tables.5 \
	man/man7/plumbline-protocol.7 man/man3/pysock.3 man/man3/pysock_send.3 \
	doc/plumbline/LICENSE doc/plumbline/docs/protocol.md zsh/vendor-completions/_plumbline \
	fish/vendor_completions.d/plumbline.fish plumbline/fixtures/baselines/pypy3.txt \
	plumbline/conformance/schema/table.schema.json; do
	test -s "$share/$file" || { echo "$file was not installed"; exit 1; }
done
# The page of a command must explain each of its options.
for page in "$share"/man/man1/plumbline-*.1; do
	command=${page##*/plumbline-}
	"$root/usr/bin/plumbline" "${command%.1}" --list-options | cut -f 1 | while read -r option; do
		grep -q -e "$option" "$page" || { echo "$page does not have $option"; exit 1; }
	done
done
bash -uc '. "$1"; COMP_WORDS=(plumbline run --la) COMP_CWORD=2; _plumbline
	test "${COMPREPLY[*]}" = --lab || exit
	COMP_WORDS=(plumbline run --lab ""); COMP_CWORD=3; _plumbline
	test "${COMPREPLY[*]}" = "none auto"' bash "$share/bash-completion/completions/plumbline" || {
	echo "the completion of bash is wrong"
	exit 1
}
echo "what is installed works"
