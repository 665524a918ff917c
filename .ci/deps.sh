#!/bin/sh
# deps.sh PACKAGE...: installs those of Debian's packages that are missing, and says how large they
# are. Elsewhere than on Debian it says what is needed, and that is all.
set -eu
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	echo "make deps knows Debian only; these goals need: $*"
	exit 0
fi

# Some archives have a nodejs that contains npm, and conflicts with the package of that name.
provided=$(dpkg-query -W -f '${db:Status-Status}, ${Provides}\n' |
	sed -n 's/^installed, //p' | tr ',' '\n' | sed 's/(.*//; s/ //g')

missing=
for package; do
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
		echo "$provided" | grep -Fxq -e "$package" || missing="$missing $package"
done
test -n "$missing" || exit 0

sudo=
test "$(id -u)" = 0 || sudo=sudo
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
install="$sudo apt-get install --no-install-recommends"

echo "installing$missing"
$sudo apt-get update -qq
# shellcheck disable=SC2086 # words
$install --assume-no $missing 2>/dev/null |
	sed -n 's/^Need to get \(.*\) of archives\./\1 to load/p; s/^After this operation, \(.*\)\./\1/p' || true
# shellcheck disable=SC2086
$install -y -qq $missing

# The lab starts a name server of its own: the package's service is not wanted.
case $missing in *knot*) $sudo systemctl disable --now knot >/dev/null 2>&1 || true ;; esac
