#!/bin/sh
# Makes the two archives: dist.sh BUILD VERSION
#
# plumbline-VERSION.tar.gz has the sources. plumbline-tables-VERSION.tar.gz is for projects that
# bring their own runner: the tables, their schemas, every row with its axes replaced, the clauses,
# the lab's files, and the pages that say what all of it means.
set -eu

build=$1
version=$2
tables="conformance/tables conformance/schema docs/clauses.json docs/tables.md docs/protocol.md
	docs/kernel.md docs/lab.md fixtures/lab LICENSE CHANGELOG.md"

# The same files make the same archive, whoever packs them and when.
pack() {
	tar --sort=name --owner=0 --group=0 --numeric-owner --mode=go-w,a+rX \
		--mtime="@${SOURCE_DATE_EPOCH:-$(stat -c %Y CHANGELOG.md)}" -I 'gzip -9n' "$@"
}

sources() {
	if test -e .git; then
		git ls-files
	else
		find . -path ./"$build" -prune -o -path ./debian -prune -o -type f -print
	fi
}

mkdir -p "$build/dist"
sources >"$build/dist/sources"
pack --transform 's,^\./,,' --transform "s,^,plumbline-$version/," \
	-cf "$build/dist/plumbline-$version.tar.gz" -T "$build/dist/sources"

# $tables is a list of words.
rm -rf "$build/dist/tables"
mkdir -p "$build/dist/tables"
# shellcheck disable=SC2086
cp -r --parents $tables "$build/dist/tables"
find "$build/dist/tables" -name __pycache__ -exec rm -rf {} +
rm -f "$build/dist/tables/conformance/schema/format.py"
"$build/plumbline" export --out "$build/dist/tables/rows.json"
pack -C "$build/dist/tables" --transform "s,^\.,plumbline-tables-$version," \
	-cf "$PWD/$build/dist/plumbline-tables-$version.tar.gz" .
rm -rf "$build/dist/tables" "$build/dist/sources"
ls -l "$build/dist"
