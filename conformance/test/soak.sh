#!/bin/sh
# soak.sh PLUMBLINE RUNS LOAD: plays the whole suite RUNS times while LOAD busy loops per core
# overload the machine, and counts the runs with a wrong verdict. Exits with 1 if there are any.
set -u
plumbline=$1 runs=$2 load=$3
loops=$(($(nproc) * load))
log=$(mktemp)
pids=

end() {
	kill $pids 2>/dev/null
	rm -f "$log"
}
trap end EXIT
trap 'exit 130' INT TERM

for _ in $(seq "$loops"); do
	while :; do :; done &
	pids="$pids $!"
done

wrong=0
for run in $(seq "$runs"); do
	if ! "$plumbline" run ref --out none >"$log" 2>&1; then
		wrong=$((wrong + 1))
		echo "run $run:"
		sed -n '/^[^ ].*   .*:[0-9]*   /,/^$/p' "$log"
		tail -n 3 "$log"
	fi
	printf '%d of %d runs, %d wrong, %d busy loops\n' "$run" "$runs" "$wrong" "$loops"
done
test "$wrong" = 0
