#!/bin/sh
# part.sh [-s] [-b] TIMES COMMAND [ARGUMENT...]: runs a part of `make check`. Prints its output at
# the end (-s: at once), so that parts can run at the same time. Appends its seconds, and those of the
# processor, to the file TIMES. Exits with the command's status, but with 0 if it was skipped (77).
# -b: its python3 has no packages, only the standard library. It starts up to three times as fast.
stream=
bare=
while :; do
	case $1 in
	-s) stream=yes ;;
	-b) bare=yes ;;
	*) break ;;
	esac
	shift
done
times=$1
said=$times.$$
shift
trap 'rm -rf "$said" "$said.python" "$said.times"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# A make inside this command cannot share the jobs of the make outside.
MAKEFLAGS=$(echo "${MAKEFLAGS-}" | sed 's/ *-j[0-9]*//; s/ *--jobserver-[a-z]*=[^ ]*//')
export MAKEFLAGS

# If python3 is a wrapper script, use the real one: the tests start thousands.
python=$(python3 -c 'import sys; print(sys.executable)' 2>/dev/null) || python=
if [ "$python" ] && [ "$bare" ]; then
	# A virtual environment without packages.
	mkdir -p "$said.python/bin"
	ln -s "$python" "$said.python/bin/python3"
	printf '%s\n' "home = ${python%/*}" 'include-system-site-packages = false' \
		>"$said.python/pyvenv.cfg"
	python=$(cd "$said.python/bin" && pwd)/python3
fi
PATH=${python:+${python%/*}:}$PATH
export PATH

# The seconds of the processor that `times` shows of the children.
used() {
	tail -n 1 "$said.times" | awk '{
		split($1, own, "[ms]"); split($2, kernel, "[ms]")
		printf "%.0f", own[1] * 60 + own[2] + kernel[1] * 60 + kernel[2]}'
}

start=$(date +%s)
status=0
if [ "$stream" ]; then
	"$@" || status=$?
else
	"$@" >"$said" 2>&1 || status=$?
fi
times >"$said.times"
took="$(($(date +%s) - start)) s, $(used) s of the processor"
echo "$took  $*" >>"$times"
test "$stream" || cat "$said"
case $status in
0) echo "ok: $* ($took)" ;;
77) echo "skipped: $* ($took)"; exit 0 ;;
*) echo "FAILED with status $status: $* ($took)" ;;
esac
exit "$status"
