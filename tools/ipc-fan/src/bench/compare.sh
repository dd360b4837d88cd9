#!/bin/bash
# ipc-fan against xargs, GNU parallel (if it is installed) and cat: children started, jobs a second, lines a second;
# start-up of all included. Interleaved; medians, and their ratios.
#
#   compare.sh [--rounds N] [--lines N] [--dir DIR]
#
# Files are made in DIR (default /dev/shm; it should be memory, and have room for 64 bytes a line; 10000000 lines if not
# given). Needs target/ipckit (mvn package).
set -u
export LC_ALL=C
root=$(cd "$(dirname "$0")/../../../.." && pwd)
program=${IPC_FAN:-$root/target/ipckit/bin/ipc-fan}
rounds=5 lines=10000000 dir=/dev/shm
while [ $# -gt 0 ]; do
    case $1 in
    --rounds) rounds=$2; shift ;;
    --lines) lines=$2; shift ;;
    --dir) dir=$2; shift ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift
done
[ -x "$program" ] || { echo "compare.sh: no $program: build it with mvn -DskipTests package" >&2; exit 69; }
work=$(mktemp -d "$dir/ipc-fan-compare.XXXXXX")
trap 'rm -rf "$work"' EXIT
parallel=$(command -v parallel)
jobs=2000
seq $jobs >"$work/jobs"
yes "$(printf '%063d' 0)" | head -n "$lines" >"$work/lines"

measure() { # NAME INPUT COMMAND...: microseconds
    local name=$1 input=$2 begin end
    shift 2
    begin=$(date +%s%N)
    "$@" <"$work/$input" >"$work/out" 2>"$work/errors" || { echo "compare.sh: $* failed: $(<"$work/errors")" >&2; exit 1; }
    end=$(date +%s%N)
    echo "$name $(((end - begin) / 1000))"
}
piped() { cat | cat | cat >/dev/null; }
split() { "$program" -n 4 --split "$@" -- cat >/dev/null; }
serve() { "$program" -n 4 --serve "$@" -- cat >/dev/null; }
roundrobin() { "$parallel" -j 4 --pipe --roundrobin cat >/dev/null; }
for ((i = 0; i < rounds; i++)); do
    measure start jobs "$program" --version
    measure fan-1000 jobs "$program" -n 1000 -- true
    head -n 1000 "$work/jobs" >"$work/thousand"
    measure xargs-1000 thousand xargs -P 1000 -n 1 true
    measure each jobs "$program" -n 4 --each -- true
    measure xargs jobs xargs -P 4 -n 1 true
    [ -z "$parallel" ] || measure parallel jobs "$parallel" -j 4 true
    measure cat lines piped
    measure split lines split
    measure split-k lines split -k
    measure serve lines serve
    measure serve-k lines serve -k
    [ -z "$parallel" ] || measure roundrobin lines roundrobin
done | awk -v jobs=$jobs -v lines="$lines" '
    { of[$1] = of[$1] " " $2 }
    function median(name,   list, n, i, j, t) {
        n = split(of[name], list, " ")
        for (i = 2; i <= n; i++) for (j = i; j > 1 && list[j] + 0 < list[j - 1] + 0; j--) {
            t = list[j]; list[j] = list[j - 1]; list[j - 1] = t
        }
        return list[int((n + 1) / 2)]
    }
    function rate(name) { return lines / median(name) }
    END {
        printf "1000 children, -- true:      %.2f times as fast as xargs -P (%.0f ms; start-up %.0f ms)\n",
            median("xargs-1000") / median("fan-1000"), median("fan-1000") / 1e3, median("start") / 1e3
        printf "--each, 4 at once:           %.2f times as fast as xargs -P 4 -n 1 (%.0f jobs/s)\n",
            median("xargs") / median("each"), jobs / median("each") * 1e6
        if ("parallel" in of) printf "--each:                      %.1f times as fast as GNU parallel (%.0f jobs/s)\n",
            median("parallel") / median("each"), jobs / median("parallel") * 1e6
        printf "--split, 64-byte lines:      %.2f of the speed of cat | cat | cat (%.1f million lines/s)\n", median("cat") / median("split"), rate("split")
        printf "--split -k:                  %.2f of it (%.1f million lines/s)\n", median("cat") / median("split-k"), rate("split-k")
        printf "--serve:                     %.2f of it (%.1f million lines/s)\n", median("cat") / median("serve"), rate("serve")
        printf "--serve -k:                  %.2f of it (%.1f million lines/s)\n", median("cat") / median("serve-k"), rate("serve-k")
        if ("roundrobin" in of) printf "parallel --pipe --roundrobin: --split is %.1f times as fast, --serve %.1f times\n",
            median("roundrobin") / median("split"), median("roundrobin") / median("serve")
    }'
