#!/bin/bash
# The rings of ipc-prodcons against the field, on this machine: the kernel's channels and a ring in C (peers.c), Agrona
# and Aeron (Peers.java). Everything runs once a round, so that a slow spell of the machine hits all alike; the table has
# medians and what was least and most, and the ratios below it are of medians of this one run.
#
#   compare.sh [--rounds N] [--time SECONDS] [--sizes BYTES,...] [--same-core | --apart]
#
# Where the two processes run is left to the system, which moves them as it likes; --same-core keeps them on one
# processor, where nobody can answer before the other sleeps, and --apart on two, where looking for a while pays.
# Needs target/ipckit (mvn package), gcc, a JDK 25 (JAVA_HOME, or java on the PATH), and Maven to fetch Aeron once.
# Without gcc or Maven the comparison goes on without what they are needed for.
set -u
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
program=${IPC_PRODCONS:-$root/target/ipckit/bin/ipc-prodcons}
work=$root/target/compare
aeron=io.aeron:aeron-all:1.51.0
rounds=5 time=0.5 sizes=64,1024 cores= apart=
while [ $# -gt 0 ]; do
    case $1 in
    --rounds) rounds=$2; shift ;;
    --time) time=$2; shift ;;
    --sizes) sizes=$2; shift ;;
    --same-core) cores="taskset -c 0" ;;
    --apart) apart=apart ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift
done
[ -x "$program" ] || { echo "compare.sh: no $program: build it with mvn -DskipTests package" >&2; exit 69; }
mkdir -p "$work"
table=$(mktemp "$work/samples.XXXXXX")
trap 'rm -f "$table"' EXIT

peers=
gcc -O2 -o "$work/peers" "$here/peers.c" -lrt && peers=$work/peers
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=$work/aeron-all.jar
[ -f "$jar" ] || mvn -B -q dependency:copy -Dartifact=$aeron -DoutputDirectory="$work" -Dmdep.stripVersion=true >&2 ||
    echo "compare.sh: without Aeron and Agrona" >&2

# Keeps the client and the server of a bench on processors of their own, as soon as they are there.
part() { # PID
    local client= server=
    while kill -0 "$1" && { [ -z "$client" ] || [ -z "$server" ]; }; do
        client=$(pgrep -P "$1") && server=$(pgrep -P "$client")
        sleep 0.02
    done
    stay_on 0 "$client"
    stay_on 1 "$server"
} >/dev/null 2>&1
stay_on() { # PROCESSOR PID: its main thread; its compilers work where there is time
    for thread in /proc/"$2"/task/*; do
        [ "$(cat "$thread/comm")" != java ] || taskset -pc "$1" "${thread##*/}"
    done
}
measure() { # MECHANISM
    $cores "$program" bench --rounds 1 --time "${time}s" --size "$sizes" --only "$1" --json &
    [ -z "$apart" ] || part $!
    wait $!
}
# What bench --json says, as the lines of peers.c.
ours() {
    { measure ring && measure shared; } |
        awk -v OFS='\t' '
            function value(key) { match($0, "\"" key "\":\"?[^,\"}]*"); v = substr($0, RSTART, RLENGTH); sub(/.*[:"]/, "", v); return v }
            /"mechanism"/ { print value("mechanism"), value("bytes"), "throughput", value("items_per_second"), value("calls_per_item")
                            print value("mechanism"), value("bytes"), "trip", value("round_trip_ns"), value("round_trip_p99_ns") }'
}
theirs() {
    $cores "$java" -XX:+UseSerialGC -Xmx256m --sun-misc-unsafe-memory-access=allow \
        --add-opens=java.base/jdk.internal.misc=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
        -Dagrona.disable.bounds.checks=true -cp "$jar" "$here/Peers.java" "$1" "$sizes" "$time"
}
for round in $(seq "$rounds"); do
    echo "round $round of $rounds" >&2
    if [ -n "$peers" ]; then
        "$peers" line 8 trip 0.1
        for size in ${sizes//,/ }; do
            for channel in adaptive futex spin queue fifo pipe; do
                [ "$channel$cores" = "spintaskset -c 0" ] && continue # it would wait for its time slice's end
                [ "$channel" = queue ] && [ "$size" -gt 8192 ] && continue # the system's limit
                $cores "$peers" "$channel" "$size" throughput "$time" $apart
                $cores "$peers" "$channel" "$size" trip "$time" $apart
            done
        done
    fi
    ours
    if [ -f "$jar" ] && [ -z "$cores$apart" ]; then
        theirs agrona
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
    BEGIN { printf "%-9s %6s  %-10s %14s %14s %14s\n", "channel", "bytes", "kind", "median", "least", "most" }
    { if ($1 != name || $2 != size || $3 != kind) { flush(); name = $1; size = $2; kind = $3 } v[++n] = $4 }
    END { flush(); print "\nthroughput in items/s, more is better; trips in ns, less is better\n"
        for (i = 1; i <= k; i++) {
            s = sizes[i]
            ratio("ring", "agrona", "throughput", s); ratio("ring", "aeron", "throughput", s)
            ratio("ring", "adaptive", "throughput", s); ratio("ring", "futex", "throughput", s)
            ratio("ring", "queue", "throughput", s); ratio("ring", "fifo", "throughput", s)
            ratio("shared", "ring", "throughput", s)
            ratio("ring", "spin", "trip", s); ratio("ring", "adaptive", "trip", s); ratio("ring", "futex", "trip", s)
        } }'
