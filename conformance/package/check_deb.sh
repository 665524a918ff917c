#!/bin/sh
# Builds the packages in a bare Debian of each release, installs them in another that has nothing
# else, and uses them there: check_deb.sh BUILD VERSION RELEASE...
#
# Wants root, debootstrap and a mirror (MIRROR). BUILD/roots keeps the bare systems.
set -eu

build=$1
version=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
roots=$(mkdir -p "$build/roots" && cd "$build/roots" && pwd)
. "$here/roots.sh"
want_roots check-deb

# The packages of this release, into ROOT/built.
make_packages() {
	copy "$roots/base-$1" "$roots/$1-build"
	mkdir "$roots/$1-build/built"
	cp -r "$build/deb/plumbline-$version" "$build/deb/plumbline_$version.orig.tar.gz" \
		"$roots/$1-build/built"
	inside "$roots/$1-build" sh -euc "
		apt-get update -qq
		apt-get install -y -qq --no-install-recommends dpkg-dev fakeroot >/dev/null 2>&1
		cd /built/plumbline-$version
		apt-get build-dep -y -qq --no-install-recommends ./ >/dev/null
		dpkg-buildpackage -us -uc >../build.log 2>&1 || { tail -n 40 ../build.log; exit 1; }"
	"$here/lint_deb.sh" "$roots/$1-build/built"
}

# What a user sees: apt install, and the first run.
use_packages() {
	copy "$roots/base-$1" "$roots/$1-use"
	mkdir "$roots/$1-use/debs"
	cp "$roots/$1-build/built/"*.deb "$roots/$1-use/debs"
	rm -f "$roots/$1-use/debs/"*dbgsym*
	# shellcheck disable=SC2016 # the inner shell's
	inside "$roots/$1-use" sh -euc '
		apt-get update -qq
		apt-get install -y -qq --no-install-recommends /debs/plumbline_*.deb >/dev/null
		cd /root
		began=$(date +%s)
		plumbline run python:python3 || { echo "the first run failed"; exit 1; }
		echo "the first run took $(($(date +%s) - began)) s"'
}

# The tests of debian/tests, as Debian would run them.
test_packages() {
	if ! command -v autopkgtest >/dev/null; then
		echo "there is no autopkgtest (Debian: autopkgtest)" >&2
		return 1
	fi
	rm -rf "$roots/$1-tested"
	# autopkgtest enters the root by itself, and mounts nothing there.
	# shellcheck disable=SC2016 # the inner shell's
	unshare --mount sh -euc '
		mount --make-rprivate /
		mount -t proc proc "$1/proc"
		mount --rbind /dev "$1/dev"
		exec autopkgtest --no-built-binaries "$1"/debs/*.deb "$2" --output-dir "$3" -- chroot "$1"
		' sh "$roots/$1-use" "$build/deb/plumbline-$version/" "$roots/$1-tested" \
		>"$roots/$1-tests.log" 2>&1 || {
		cat "$roots/$1-tested/"*-stderr "$roots/$1-tested/summary"
		return 1
	}
	cat "$roots/$1-tested/summary"
}

DEB_ONLY_SOURCE=1 "$here/deb.sh" "$build" "$version"
for release; do
	echo "== $release"
	base "$release"
	make_packages "$release"
	use_packages "$release"
	test_packages "$release"
	rm -rf "$roots/$release-build" "$roots/$release-use"
done
