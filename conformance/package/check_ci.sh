#!/bin/sh
# Plays what a continuous integration would do, in a bare Debian, on a toy module with a bug: the
# steps of action.yml in order, those of gitlab.yml, and those of the Containerfile.
#
#     check_ci.sh BUILD VERSION [RELEASE]
#
# Only what the services do themselves (checkout, artefacts, images) is not played.
set -eu

build=$1
version=$2
release=${3:-bookworm}
here=$(cd "$(dirname "$0")" && pwd)
roots=$(mkdir -p "$build/roots" && cd "$build/roots" && pwd)
. "$here/roots.sh"
want_roots check-ci

root=$roots/$release-ci
ci=/usr/src/plumbline/conformance/package/ci
filter="--filter inet_* --filter getservbyname/* --filter create_connection/no-route"
prefix=

# The commands of a file, a line each: `run:` of an action, items of `script` and the like, RUN.
commands() {
	case $1 in
	*.yml) sed -n "s/^ *run: '\(.*\)'$/\1/p; s/^ *- \(\$PLUMBLINE.*\)/\1/p" "$1" ;;
	*) sed -n 's/^RUN //p' "$1" ;;
	esac
}

# job NAME ASSIGNMENT...: the commands of standard input in order; each in a shell of its own, and
# none after one that fails.
job() {
	name=$1
	shift
	rm -rf "$root/job"
	mkdir "$root/job"
	cp "$here/ci/toy/"* "$root/job"
	while IFS= read -r command; do
		echo "\$ $command" >>"$root/job/log"
		# shellcheck disable=SC2086 # words
		inside "$root" $prefix env "$@" INPUT_OPTIONS="$filter" sh -ec "cd /job; $command" \
			>>"$root/job/log" 2>&1 </dev/null || return
	done
}

fail() {
	echo "$name: $1" >&2
	tail -n 30 "$root/job/log" >&2
	exit 1
}

holds() {
	grep -q -e "$2" "$root/job/$1" || fail "$1 does not have $2"
}

base "$release"
copy "$roots/base-$release" "$root"
mkdir -p "$root/usr/src/plumbline"
tar -xzf "$build/dist/plumbline-$version.tar.gz" -C "$root/usr/src/plumbline" --strip-components 1

# The action, on the bug: it fails, annotates, summarises, and leaves the page and JUnit.
status=0
commands "$here/ci/action.yml" | job action GITHUB_ACTIONS=true GITHUB_ACTION_PATH=$ci \
	GITHUB_STEP_SUMMARY=/job/summary.md INPUT_SUBJECT=python:python3:toysocket INPUT_PATH=/job \
	INPUT_BASELINE=plumbline.txt || status=$?
name=action
test "$status" = 1 || fail "it ends with $status"
holds log '^::error .*inet_ntoa'
holds summary.md inet_ntoa
holds plumbline-results/junit.xml '<failure'
holds plumbline-results/plumbline.html '<html'
grep '^::error' "$root/job/log" | head -n 3

# GitLab's, on the toy without the bug; and the same baseline on a runner without user namespaces,
# where there is no lab.
gitlab() {
	commands "$here/ci/gitlab.yml" | job "$1" PLUMBLINE=/usr/src/plumbline \
		INPUT_SUBJECT=python:python3:fixed INPUT_PATH=/job INPUT_BASELINE=plumbline.txt
}
status=0
gitlab gitlab || status=$?
test "$status" = 0 || fail "it ends with $status"
holds plumbline-results/junit.xml '<testsuite'
prefix="sh /root/without_namespaces"
cat >"$root/root/without_namespaces" <<'END'
exec unshare --user --map-user=1000 --keep-caps sh -c '
	echo 0 >/proc/sys/user/max_user_namespaces
	exec setpriv --ambient-caps=-all --inh-caps=-all "$@"' sh "$@"
END
status=0
gitlab "gitlab without user namespaces" || status=$?
test "$status" = 0 || fail "it ends with $status"
holds log 'rows that need a lab are skipped'
prefix=

# The image: its commands have been run above by the same script; its entry point plays.
commands "$here/ci/Containerfile" | job container || fail "the image is not made"
name=container
echo 'plumbline run --out none --filter inet_ntoa/* python:python3:fixed' |
	job container PYTHONPATH=/job || fail "the entry point does not play"
rm -rf "$root"
echo "the action, GitLab's template and the image work in a bare $release"
