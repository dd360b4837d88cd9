#!/bin/bash
# Measures how the throughput of a ring (a buffer of ipc-prodcons) changes with the number of producers, the size of the
# items, and the size of the ring. Each producer is a process, and a further process is the only consumer. Each measurement
# runs once per round, so that a slow period of the machine affects all measurements equally. The table shows medians,
# minima and maxima.
#
#   growth.sh [--rounds N] [--time SECONDS] [--dir DIR]
#
#   --rounds   the number of rounds, by default 3
#   --time     the length of each measurement, by default 1; before it, the compilers of all processes become idle
#   --dir      the directory for the rings, by default /dev/shm; it should be in memory with 2 GiB free
#
# The script needs target/ipckit (mvn -DskipTests package) and a JDK 25. Each of up to 64 producers is a Java virtual
# machine. With 64 producers, the compilers become idle only after a minute. One round takes four minutes.
. "$(dirname "$0")/../../../dist/src/bench/lib/bench.sh"
here=$(cd "$(dirname "$0")" && pwd)
rounds=3 time=1 dir=/dev/shm
while [ $# -gt 0 ]; do
    case $1 in
    --rounds | --time | --dir) value_of "$@" ;;
    *) usage ;;
    esac
    shift 2
done
find_program ipc-prodcons
find_java
make_work_directory ipc-prodcons-growth
jar=$(echo "$root"/common/target/common-*T.jar)
"${java}c" -d "$work/classes" -cp "$jar" "$here/Growth.java" || missing "cannot compile Growth.java"
KiB=1024 MiB=$((1024 * 1024)) GiB=$((1024 * 1024 * 1024))

# measure CURVE KIND PRODUCERS ITEM-BYTES RING-BYTES: prints a sample.
measure() {
    mkdir "$work/ring"
    run "$java" -XX:+UseSerialGC -Xmx64m --enable-native-access=ALL-UNNAMED -cp "$work/classes:$jar" \
        Growth "$work/ring" "$2" "$3" "$4" "$5" "$time" |
        awk -v OFS='\t' -v curve="$1" -v key="$2 $3 $4 $5" '{ print curve, key, $1, $2 }'
    rm -r "$work/ring"
}
while ((round < rounds)); do
    begin_round
    for producers in 1 2 4 16 64; do
        measure producers shared $producers 64 $MiB
    done
    for kind in one-to-one shared; do
        for bytes in 8 64 512 $((4 * KiB)) $((32 * KiB)) $((256 * KiB)) $MiB; do
            measure items $kind 1 $bytes $((16 * MiB))
        done
        for bytes in $((4 * KiB)) $((64 * KiB)) $MiB $((16 * MiB)) $((256 * MiB)) $GiB; do
            measure rings $kind 1 64 $bytes
        done
    done
done >"$work/samples"

sort -t$'\t' -k1,1 -k2,2V -k3,3g "$work/samples" | awk -F'\t' '
    function flush(   word) {
        if (n) { split(key, word, " "); median = v[int((n + 1) / 2)]
            printf "%-10s %9d %8d %11d %14.0f %14.0f %14.0f %10.0f %8.2f\n", word[1], word[2], word[3], word[4],
                median, v[1], v[n], median * word[3] / 1e6, share }
        n = 0; share = 1 }
    BEGIN { printf "%-10s %9s %8s %11s %14s %14s %14s %10s %8s\n",
                "ring", "producers", "item", "ring bytes", "items/s", "min", "max", "MB/s", "share" }
    { if ($1 != curve || $2 != key) { flush(); if ($1 != curve) print ""; curve = $1; key = $2 }
      v[++n] = $3; if ($4 < share) share = $4 }
    END { flush(); print "\nshare: the least share of a producer; 1 means that all producers moved the same number of items" }'
describe_machine
