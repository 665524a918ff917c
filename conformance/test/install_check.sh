#!/bin/sh
# Installs into a directory of its own, and uses from there what was installed: the runner plays rows
# with the tables, the adapter and the lab beside it, and a program is compiled as pkg-config says.
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
echo "what is installed works"
