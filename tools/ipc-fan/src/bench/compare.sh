#!/bin/bash
# compare.sh compares ipc-fan with xargs, with GNU parallel (if it is installed) and with cat. It measures the time to
# run 1000 children, the number of jobs per second, and the number of lines per second. All times include start-up. Each
# command runs once per round; the results are the medians of all rounds and the ratios of these medians.
#
#   compare.sh [--rounds N] [--lines N] [--dir DIR]
#
# compare.sh creates files in DIR, by default /dev/shm. DIR should be a file system in memory with room for 64 bytes per
# line; by default there are 10000000 lines. compare.sh needs target/ipckit (mvn -DskipTests package).
. "$(dirname "$0")/../../../dist/src/bench/lib/bench.sh"
rounds=5 lines=10000000 dir=/dev/shm
while [ $# -gt 0 ]; do
    case $1 in
    --rounds | --lines | --dir) value_of "$@" ;;
    *) usage ;;
    esac
    shift 2
done
find_program ipc-fan
make_work_directory ipc-fan-compare
parallel=$(command -v parallel) || say "GNU parallel is not installed: measuring without it"
jobs=2000
seq $jobs >"$work/jobs"
head -n 1000 "$work/jobs" >"$work/thousand"
yes "$(printf '%063d' 0)" | head -n "$lines" >"$work/lines"

measure() { # NAME INPUT COMMAND...: measures the duration of the command, which reads the file INPUT
    local name=$1 input=$2
    shift 2
    micros "$name" "$@" <"$work/$input"
}
cat_3_times() {
    cat | cat | cat
}
while ((round < rounds)); do
    begin_round
    measure start jobs "$program" --version
    measure run-1000 jobs "$program" run -n 1000 -- true
    measure xargs-1000 thousand xargs -P 1000 -n 1 true
    measure each jobs "$program" each -j 4 -- true
    measure xargs jobs xargs -P 4 -n 1 true
    [ -z "$parallel" ] || measure parallel jobs "$parallel" -j 4 true
    measure cat lines cat_3_times
    measure split lines "$program" split -j 4 -- cat
    measure split-k lines "$program" split -j 4 -k -- cat
    measure serve lines "$program" serve -j 4 -- cat
    measure serve-k lines "$program" serve -j 4 -k -- cat
    [ -z "$parallel" ] || measure roundrobin lines "$parallel" -j 4 --pipe --roundrobin cat
done >"$work/samples"
awk -v jobs=$jobs -v lines="$lines" "$samples"'
    function rate(name) { return lines / median(name) }
    function stream(name) {
        printf "%-28s %.2f of the speed of cat | cat | cat (%.1f million lines/s)\n", name ":", median("cat") / median(name), rate(name)
    }
    END {
        printf "%-28s %.2f times as fast as xargs -P (%.0f ms; start-up %.0f ms)\n", "run, 1000 children:",
            median("xargs-1000") / median("run-1000"), median("run-1000") / 1e3, median("start") / 1e3
        printf "%-28s %.2f times as fast as xargs -P 4 -n 1 (%.0f jobs/s)\n", "each, 4 at a time:",
            median("xargs") / median("each"), jobs / median("each") * 1e6
        if ("parallel" in of) printf "%-28s %.1f times as fast as GNU parallel (%.0f jobs/s)\n", "each:",
            median("parallel") / median("each"), jobs / median("parallel") * 1e6
        stream("split"); stream("split-k"); stream("serve"); stream("serve-k")
        if ("roundrobin" in of) printf "parallel --pipe --roundrobin: split is %.1f times as fast, serve %.1f times\n",
            median("roundrobin") / median("split"), median("roundrobin") / median("serve")
    }' "$work/samples"
describe_machine
