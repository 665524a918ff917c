#!/bin/sh
# Makes Debian's packages of the archive of sources: deb.sh BUILD VERSION
#
# The directory debian/ is put beside the sources here, and its changelog is made: the tree has
# neither. The packages come to BUILD/deb, and lintian looks at them.
set -eu

build=$1
version=$2
here=$(cd "$(dirname "$0")" && pwd)
tree=$build/deb/plumbline-$version
author="The Plumbline authors <plumbline@example.org>"
stamp=${SOURCE_DATE_EPOCH:-$(stat -c %Y CHANGELOG.md)}

rm -rf "$build/deb"
mkdir -p "$build/deb"
cp "$build/dist/plumbline-$version.tar.gz" "$build/deb/plumbline_$version.orig.tar.gz"
tar -xzf "$build/dist/plumbline-$version.tar.gz" -C "$build/deb"
cp -r "$here/debian" "$tree/debian"
cat >"$tree/debian/changelog" <<END
plumbline ($version-1) unstable; urgency=medium

  * New version: see changelog.gz.

 -- $author  $(LC_ALL=C date -u -R -d "@$stamp")

plumbline (0.1.0-1) unstable; urgency=medium

  * The first version.

 -- $author  $(LC_ALL=C date -u -R -d "@$((stamp - 86400))")
END

# check_deb.sh builds elsewhere.
test -z "${DEB_ONLY_SOURCE:-}" || exit 0

cd "$tree"
dpkg-buildpackage -us -uc -sa >../build.log 2>&1 || {
	tail -n 40 ../build.log
	exit 1
}
"$here/lint_deb.sh" ..
ls ../*.deb
