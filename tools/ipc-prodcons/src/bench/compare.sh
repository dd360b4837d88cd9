#!/bin/bash
# Compares the rings (buffers) of ipc-prodcons with the channels of the kernel and a ring in C (peers.c), and with Agrona
# and Aeron (Peers.java). The channel "agrona" is Agrona's one-to-one ring, and "many" is its many-to-one ring. All
# measurements run on this machine. Each measurement runs once per round. A slow period of the machine therefore affects
# all channels equally. The table shows medians, minima and maxima. The ratios below the table are ratios of these medians.
#
#   compare.sh [--rounds N] [--time SECONDS] [--sizes BYTES,...] [--same-core | --apart]
#
# By default, the system chooses the processors of the two processes and may move the processes. --same-core keeps both
# processes on one processor, where only one process can run at a time. --apart keeps the two processes on two
# processors, where a short spin is faster than a sleep. With either option the script omits Agrona and Aeron, because
# their waiting processes always spin and never sleep.
# The script needs target/ipckit (mvn -DskipTests package), gcc, a JDK 25, and Maven, which downloads Aeron once.
. "$(dirname "$0")/../../../dist/src/bench/lib/bench.sh"
here=$(cd "$(dirname "$0")" && pwd)
work=$root/target/bench
aeron=io.aeron:aeron-all:1.51.0
rounds=5 time=0.5 sizes=64,1024 cores= apart=
while [ $# -gt 0 ]; do
    case $1 in
    --rounds | --time | --sizes) value_of "$@" && shift ;;
    --same-core) cores="taskset -c 0" ;;
    --apart) apart=apart ;;
    *) usage ;;
    esac
    shift
done
find_program ipc-prodcons
mkdir -p "$work"
table=$(mktemp "$work/samples.XXXXXX")
trap 'rm -f "$table"' EXIT
peers=$work/peers
compile_c "$peers" "$here/peers.c" -lrt
jar=$work/aeron-all.jar
java=
if [ -z "$cores$apart" ]; then
    find_java
    [ -f "$jar" ] || mvn -B -q dependency:copy -Dartifact=$aeron -DoutputDirectory="$work" -Dmdep.stripVersion=true >&2 ||
        missing "cannot fetch $aeron"
fi

# separate PID: waits until the process PID, which runs `bench`, has started its client and its server. Then keeps the
# client on processor 0 and the server on processor 1.
separate() {
    local client= server=
    while kill -0 "$1" && { [ -z "$client" ] || [ -z "$server" ]; }; do
        client=$(pgrep -P "$1") && server=$(pgrep -P "$client")
        sleep 0.02
    done
    stay_on 0 "$client"
    stay_on 1 "$server"
} >/dev/null 2>&1
# stay_on PROCESSOR PID: keeps the main thread of the process PID on the processor. The other threads of the process may
# run on any processor.
stay_on() {
    for thread in /proc/"$2"/task/*; do
        [ "$(cat "$thread/comm")" != java ] || taskset -pc "$1" "${thread##*/}"
    done
}
# measure MECHANISM: prints the results of `bench` for one mechanism.
measure() {
    $cores "$program" bench --rounds 1 --time "${time}s" --size "$sizes" --only "$1" --json &
    [ -z "$apart" ] || separate $!
    wait $!
}
# ours: measures the two kinds of ring of ipc-prodcons, and prints the results in the format of peers.c.
ours() {
    { run measure ring && run measure shared; } |
        awk -v OFS='\t' '
            function value(key) { match($0, "\"" key "\":\"?[^,\"}]*"); v = substr($0, RSTART, RLENGTH); sub(/.*[:"]/, "", v); return v }
            /"mechanism"/ { print value("mechanism"), value("bytes"), "throughput", value("items_per_second"), value("calls_per_item")
                            print value("mechanism"), value("bytes"), "trip", value("round_trip_ns"), value("round_trip_p99_ns") }'
}
theirs() {
    run "$java" -XX:+UseSerialGC -Xmx256m --sun-misc-unsafe-memory-access=allow \
        --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
        -Dagrona.disable.bounds.checks=true -cp "$jar" "$here/Peers.java" "$1" "$sizes" "$time"
}
while ((round < rounds)); do
    begin_round
    run "$peers" line 8 trip 0.1
    for size in ${sizes//,/ }; do
        for channel in adaptive futex spin queue fifo pipe; do
            # "spin" is not measured on one processor. There the waiting process spins until its time slice ends, and
            # the other process can run only after that.
            [ "$channel$cores" = "spintaskset -c 0" ] && continue
            # A message of a POSIX queue has at most 8192 bytes by default.
            [ "$channel" = queue ] && [ "$size" -gt 8192 ] && continue
            run $cores "$peers" "$channel" "$size" throughput "$time" $apart
            run $cores "$peers" "$channel" "$size" trip "$time" $apart
        done
    done
    ours
    if [ -n "$java" ]; then
        theirs agrona
        theirs many
        theirs aeron
    fi
done >"$table"

sort -t$'\t' -k3,3 -k2,2n -k1,1 -k4,4g "$table" | awk -F'\t' '
    function flush() {
        if (n) { key = name SUBSEP size SUBSEP kind; median[key] = v[int((n + 1) / 2)]; rows++
            printf "%-9s %6d  %-10s %14.0f %14.0f %14.0f\n", name, size, kind, median[key], v[1], v[n]
            if (!(size in seen)) { seen[size]; sizes[++k] = size } }
        n = 0 }
    function ratio(a, b, kind, size) {
        if (((a SUBSEP size SUBSEP kind) in median) && ((b SUBSEP size SUBSEP kind) in median))
            printf "%6d  %-10s %8s / %-8s %8.2f\n", size, kind, a, b, median[a, size, kind] / median[b, size, kind] }
    BEGIN { printf "%-9s %6s  %-10s %14s %14s %14s\n", "channel", "bytes", "kind", "median", "min", "max" }
    { if ($1 != name || $2 != size || $3 != kind) { flush(); name = $1; size = $2; kind = $3 } v[++n] = $4 }
    END { flush(); print "\nthroughput in items/s, more is better; trips in ns, less is better\n"
        for (i = 1; i <= k; i++) {
            s = sizes[i]
            ratio("ring", "agrona", "throughput", s); ratio("ring", "aeron", "throughput", s)
            ratio("ring", "adaptive", "throughput", s); ratio("ring", "futex", "throughput", s)
            ratio("ring", "queue", "throughput", s); ratio("ring", "fifo", "throughput", s)
            ratio("shared", "ring", "throughput", s); ratio("shared", "many", "throughput", s)
            ratio("ring", "spin", "trip", s); ratio("ring", "adaptive", "trip", s); ratio("ring", "futex", "trip", s)
        } }'
describe_machine
