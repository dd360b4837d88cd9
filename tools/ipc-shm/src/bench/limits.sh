#!/bin/bash
# limits.sh measures the delay between the time limit of a wait and the end of the wait. The measurement takes half a
# minute. limits.sh holds the lock of a segment, and runs verbs that wait until their limit of 50 ms. From the duration
# of each run, limits.sh subtracts the time that the program needs to start. To measure this time, limits.sh runs the
# same verb with --no-wait, once directly before and once directly after the wait, and takes the mean of the two
# durations. For each verb, the output shows the median and the 90th percentile of the delay. A delay below 0 is shown
# as 0. It occurs because the program does not always need the same time to start. The output also shows the median of
# the start times, and half the distance between their lower and upper quartile. If the start times vary much, as on a
# busy machine, they hide the result.
#
#   limits.sh [--rounds N] [--dir DIR]
#
# limits.sh makes its segment in DIR, by default /dev/shm. limits.sh needs target/ipckit, which `mvn -DskipTests
# package` builds.
. "$(dirname "$0")/../../../dist/src/bench/lib/bench.sh"
rounds=31 dir=/dev/shm
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

# ends_with CODE COMMAND...: runs the command, discards its stderr, and succeeds if the command exits with CODE.
ends_with() {
    "${@:2}" 2>/dev/null
    [ $? = "$1" ]
}

# time_of CODE COMMAND...: sets `took` to the duration in microseconds of a command that must exit with CODE.
time_of() {
    read -r _ took < <(micros duration ends_with "$@")
}

# measure NAME VERB WORD...: runs VERB, which waits until its time limit. Prints two lines: `NAME-start` and the time
# that the program needs to start, then `NAME` and the time from the limit to the end of the wait. Both times are in
# microseconds.
measure() {
    local before waited
    time_of 75 "$program" $2 --no-wait "${@:3}"
    before=$took
    time_of 124 "$program" $2 --timeout ${limit_ms}ms "${@:3}"
    waited=$took
    time_of 75 "$program" $2 --no-wait "${@:3}"
    printf '%s\t%d\n' "$1-start" $(((before + took) / 2)) "$1" $((waited - (before + took) / 2 - limit_ms * 1000))
}

run "$program" create guard --size 4K >/dev/null
mkfifo "$work/held" "$work/end"
"$program" lock guard -- bash -c 'echo >"$1"; read -r _ <"$2"' - "$work/held" "$work/end" &
read -r _ <"$work/held"
while ((round < rounds)); do
    begin_round
    measure lock lock guard -- true
    measure shared lock guard --shared -- true
    measure cell 'cell wait' guard 0 --until '== 1'
done >"$work/samples"
echo >"$work/end"
wait
awk -v limit="$limit_ms" "$samples"'
    function late(name, share,   micros) {
        micros = rank(name, share)
        return micros > 0 ? micros / 1000 : 0
    }
    function show(name, verb) {
        printf "%-14s ends %4.1f ms after its limit of %d ms (nine of ten waits: at most %.1f ms; start: %.0f ms +- %.1f ms)\n",
            verb, late(name, 0.5), limit, late(name, 0.9), median(name "-start") / 1000,
            (rank(name "-start", 0.75) - rank(name "-start", 0.25)) / 2000
    }
    END {
        show("lock", "lock")
        show("shared", "lock --shared")
        show("cell", "cell wait")
    }' "$work/samples"
describe_machine
