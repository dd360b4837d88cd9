#!/bin/bash
# Compares two builds of ipckit, for example the native binary with the image for the JVM. Each measurement runs once per
# round for both builds, one after the other. A slow period of the machine therefore affects both builds equally. The
# table shows the median of each build, and the ratio of the first median to the second.
#
#   builds.sh [--rounds N] [--size MIB] BIN BIN
#
# BIN is the directory of the programs of a build. Both builds are made in target/ipckit, so copy the tree of the first
# build to another place before the second one is made.
. "$(dirname "$0")/lib/bench.sh"
rounds=9 size=1024
while [ $# -gt 2 ]; do
    case $1 in
    --rounds | --size) value_of "$@" && shift ;;
    *) usage ;;
    esac
    shift
done
[ $# = 2 ] || usage
for bin in "$@"; do
    [ -x "$bin/ipc-mq" ] || missing "no programs in $bin"
done
dir=/dev/shm
make_work_directory builds

# repeat N COMMAND...: runs the command N times.
repeat() {
    local n=$1
    shift
    for ((; n > 0; n--)); do
        "$@" || return
    done
}
# memory BUILD: prints the resident memory of a waiting program in KiB.
memory() {
    "$bin/ipc-mq" recv idle &
    local pid=$!
    sleep 1
    printf '%s memory\t%d\n' "$1" "$(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status")"
    kill $pid
    wait $pid
} 2>/dev/null
move() {
    "$bin/ipc-prodcons" put lines <"$work/lines" &
    "$bin/ipc-prodcons" get lines >/dev/null
    wait $!
}
# rings BUILD: measures the rings between two processes. Prints the time for a million items instead
# of the items per second, because a lower number must be better in every row of the table.
rings() {
    run "$bin/ipc-prodcons" bench --rounds 1 --time 500ms --size 64,1K --only ring --only shared --json |
        awk -v OFS='\t' -v build="$1" '
            function value(key) { match($0, "\"" key "\":\"?[^,\"}]*"); v = substr($0, RSTART, RLENGTH); sub(/.*[:"]/, "", v); return v }
            /"mechanism"/ { name = build " " value("mechanism") " of " value("bytes") " bytes, "
                            print name "items", 1e12 / value("items_per_second"); print name "round trip", value("round_trip_ns") }'
}

seq -f 'line %.0f of a file that is long enough' 30000 >"$work/part"
while [ "$(stat -c %s "$work/lines" 2>/dev/null || echo 0)" -lt $((size << 20)) ]; do
    cat "$work/part" "$work/part" "$work/part" "$work/part" >>"$work/lines"
done
run "$1/ipc-mq" create -q jobs --capacity unbounded
run "$1/ipc-mq" create -q idle
run "$1/ipc-prodcons" create -q lines --bytes 4M
while ((round < rounds)); do
    begin_round
    build=1
    for bin in "$@"; do
        micros "$build ten times --version" repeat 10 "$bin/ipc-mq" --version
        micros "$build ten times send" repeat 10 "$bin/ipc-mq" send jobs text
        micros "$build ten times recv" repeat 10 "$bin/ipc-mq" recv jobs
        micros "$build put and get of $size MiB" move
        memory $build
        rings $build
        build=2
    done
done >"$work/samples"

awk -F '\t' '{ sub(/^[12] /, "", $1); if (!seen[$1]++) print $1 }' "$work/samples" >"$work/names"
awk -v names="$work/names" "$samples"'
    END {
        printf "%-40s %14s %14s %8s\n", "median, less is better", "first", "second", "ratio"
        while ((getline name <names) > 0)
            printf "%-40s %14.0f %14.0f %8.2f\n", name, median("1 " name), median("2 " name), median("1 " name) / median("2 " name)
    }' "$work/samples"
describe_machine
