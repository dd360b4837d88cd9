#!/bin/bash
# limits.sh measures how exactly waits end at their time limits. It holds the lock of a segment, and runs verbs that wait
# until their limit of 50 ms. The same verbs with --no-wait show the time for the start of the program. The output shows, for
# each verb, the median time by which the program ends after the limit, and the median time for the start.
#
#   limits.sh [--rounds N] [--dir DIR]
#
# limits.sh makes its segment in DIR, by default /dev/shm. It needs target/ipckit, which `mvn -DskipTests package` builds.
. "$(dirname "$0")/../../../dist/src/bench/lib/bench.sh"
rounds=9 dir=/dev/shm
while [ $# -gt 0 ]; do
    case $1 in
    --rounds | --dir) value_of "$@" ;;
    *) usage ;;
    esac
    shift 2
done
find_program ipc-shm
make_work_directory ipc-shm-limits
limit_ms=50

# ends_with CODE COMMAND...: runs the command without its messages, and succeeds if it exits with CODE.
ends_with() {
    "${@:2}" 2>/dev/null
    [ $? = "$1" ]
}

# measure NAME VERB WORD...: measures one wait that ends at its limit, and one that ends at once.
measure() {
    micros "$1" ends_with 124 "$program" $2 --timeout ${limit_ms}ms "${@:3}"
    micros "$1-start" ends_with 75 "$program" $2 --no-wait "${@:3}"
}

run "$program" create guard --size 4K >/dev/null
mkfifo "$work/held" "$work/end"
"$program" lock guard -- bash -c 'echo >"$1"; read -r _ <"$2"' - "$work/held" "$work/end" &
read -r _ <"$work/held"
for ((i = 0; i < rounds; i++)); do
    measure lock lock guard -- true
    measure shared lock guard --shared -- true
    measure cell 'cell wait' guard 0 --until '== 1'
done >"$work/samples"
echo >"$work/end"
wait
awk -v limit="$limit_ms" "$samples"'
    function show(name, verb) {
        printf "%-16s ends %5.1f ms after its limit of %d ms (start of the program: %.0f ms)\n", verb,
            (median(name) - median(name "-start")) / 1000 - limit, limit, median(name "-start") / 1000
    }
    END {
        show("lock", "lock")
        show("shared", "lock --shared")
        show("cell", "cell wait")
    }' "$work/samples"
