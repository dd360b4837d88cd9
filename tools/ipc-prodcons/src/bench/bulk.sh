#!/bin/bash
# This script measures the time in which `put` and `get` pass a file through a buffer, including the start of both
# programs. For comparison, the script passes the same file with cat through a FIFO and, if Redis is installed, with
# redis-cli --pipe. Then it measures the time of short commands, and the memory and processor time of a waiting `get`.
# Each command that passes the file runs once per round. The script prints medians, minima, maxima and ratios of
# medians.
#
#   bulk.sh [--rounds N] [--size BYTES] [--dir DIR]
#
# The file has lines of 100 bytes and a size of 2 GiB by default. The script creates the file in DIR, by default
# /dev/shm. DIR should be a file system in memory with room for the file. The script needs target/ipckit
# (mvn -DskipTests package).
. "$(dirname "$0")/../../../dist/src/bench/lib/bench.sh"
rounds=5 size=$((2 << 30)) dir=/dev/shm
while [ $# -gt 0 ]; do
    case $1 in
    --rounds | --size | --dir) value_of "$@" ;;
    *) usage ;;
    esac
    shift 2
done
find_program ipc-prodcons
make_work_directory ipc-prodcons-bulk
redis=
clean_up() {
    [ -n "$redis" ] && kill "$redis" && wait "$redis"
}
lines=$work/lines
yes "$(printf 'line %094d' 1)" | head -c $((size / 100 * 100)) >"$lines"
fifo=$work/fifo
mkfifo "$fifo"

cat_fifo() {
    cat "$fifo" >/dev/null &
    cat "$lines" >"$fifo"
    wait $!
}
# put_get BUFFER: passes the file through the buffer with `put` and `get`.
put_get() {
    "$program" get "$1" >/dev/null &
    "$program" put "$1" <"$lines"
    wait $!
}
one_to_one() { put_get pair; }
shared() { put_get many; }
# Redis keeps all lines in memory, so the script sends only a tenth of the file to Redis. micros_of_redis multiplies the
# measured time by ten.
redis_pipe() {
    redis-cli -s "$work/socket" --pipe <"$work/orders"
}
micros_of_redis() {
    head -c $((size / 1000 * 100)) "$lines" | awk '{ printf "*3\r\n$5\r\nRPUSH\r\n$1\r\nl\r\n$99\r\n%s\r\n", $0 }' >"$work/orders"
    micros redis_pipe redis_pipe | awk -v OFS='\t' '{ print $1, $2 * 10 }'
    redis-cli -s "$work/socket" del l >/dev/null
    rm "$work/orders"
}
stat_one() { "$program" stat small >/dev/null; }
put_one() { echo one | "$program" put small; }
get_one() { "$program" get small --count 1 >/dev/null; }
if command -v redis-server >/dev/null && command -v redis-cli >/dev/null; then
    redis-server --port 0 --unixsocket "$work/socket" --save '' --daemonize no >/dev/null &
    redis=$!
    until [ -S "$work/socket" ]; do sleep 0.1; done
else
    say "redis-server is not installed: measuring without it"
fi
run "$program" create small
run "$program" create pair --one-to-one
run "$program" create many
while ((round < rounds)); do
    begin_round
    micros cat_fifo cat_fifo
    micros one_to_one one_to_one
    micros shared shared
    [ -z "$redis" ] || micros_of_redis
    for _ in 1 2 3 4 5; do
        micros stat_one stat_one
        micros put_one put_one
        micros get_one get_one
    done
done >"$work/samples"
"$program" get small --follow >/dev/null &
waiting=$!
read -r rss cost < <(cost_of_waiting $waiting 5)
kill "$waiting"
wait "$waiting"

sort -t$'\t' -k1,1 -k2,2n "$work/samples" | awk -F'\t' -v rss="$rss" -v cost="$cost" '
    function flush() { if (n) { median[name] = v[int((n + 1) / 2)]; printf "%-12s %10.1f %10.1f %10.1f\n", name, median[name] / 1000, v[1] / 1000, v[n] / 1000 } n = 0 }
    function ratio(what, a, b) { if ((a in median) && (b in median)) printf "%-52s %6.2f\n", what, median[a] / median[b] }
    BEGIN { printf "%-12s %10s %10s %10s\n", "ms", "median", "min", "max" }
    { if ($1 != name) { flush(); name = $1 } v[++n] = $2 }
    END { flush(); print ""
        ratio("put and get, one-to-one: times as fast as cat", "cat_fifo", "one_to_one")
        ratio("put and get, shared: times as fast as cat", "cat_fifo", "shared")
        ratio("put and get, shared: times as fast as redis-cli", "redis_pipe", "shared")
        printf "a waiting get: %.0f MiB resident, %.1f ms of processor time in 5 s\n", rss / 1024, cost }'
describe_machine
