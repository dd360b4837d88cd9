#!/bin/bash
# Lines in bulk, start-up included: put < file with get > /dev/null, against cat through a FIFO, and redis-cli --pipe where
# there is one; then what a short command and a waiting get cost. Interleaved; medians, and their ratios.
#
#   bulk.sh [--rounds N] [--size BYTES] [--dir DIR]
#
# The file is of 100-byte lines, made in DIR (default /dev/shm; it should be memory, and have room for it: 2 GiB).
# Needs target/ipckit (mvn package).
set -u
export LC_ALL=C
root=$(cd "$(dirname "$0")/../../../.." && pwd)
program=${IPC_PRODCONS:-$root/target/ipckit/bin/ipc-prodcons}
rounds=5 size=$((2 << 30)) dir=/dev/shm
while [ $# -gt 0 ]; do
    case $1 in
    --rounds) rounds=$2; shift ;;
    --size) size=$2; shift ;;
    --dir) dir=$2; shift ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift
done
[ -x "$program" ] || { echo "bulk.sh: no $program: build it with mvn -DskipTests package" >&2; exit 69; }
work=$(mktemp -d "$dir/ipc-prodcons-bulk.XXXXXX")
redis=
finish() {
    [ -n "$redis" ] && kill "$redis" && wait "$redis"
    rm -rf "$work"
}
trap finish EXIT
export IPC_DIR=$work/home
mkdir -m 700 "$IPC_DIR"
lines=$work/lines
yes "$(printf 'line %094d' 1)" | head -c $((size / 100 * 100)) >"$lines"
fifo=$work/fifo
mkfifo "$fifo"

# seconds COMMAND...: how long it takes, in thousandths of a second.
seconds() {
    local start=${EPOCHREALTIME/./} end
    "$@" || echo "bulk.sh: failed: $*" >&2
    end=${EPOCHREALTIME/./}
    printf '%s\t%d.%03d\n' "$1" $(((end - start) / 1000)) $(((end - start) % 1000))
}
cat_fifo() {
    cat "$fifo" >/dev/null &
    cat "$lines" >"$fifo"
    wait $!
}
put_get() { # BUFFER
    "$program" get "$1" >/dev/null &
    "$program" put "$1" <"$lines"
    wait $!
}
one_to_one() { put_get pair; }
shared() { put_get many; }
redis_pipe() { # a tenth of the lines, and ten times the time: it is slow, and keeps all of them in memory
    head -c $((size / 1000 * 100)) "$lines" | awk '{ printf "*3\r\n$5\r\nRPUSH\r\n$1\r\nl\r\n$99\r\n%s\r\n", $0 }' >"$work/orders"
    local start=${EPOCHREALTIME/./} end
    redis-cli -s "$work/socket" --pipe <"$work/orders" >/dev/null
    end=${EPOCHREALTIME/./}
    printf 'redis_pipe\t%d\n' $(((end - start) / 100))
    redis-cli -s "$work/socket" del l >/dev/null
    rm "$work/orders"
}
stat_one() { "$program" stat small >/dev/null; }
put_one() { echo one | "$program" put small; }
get_one() { "$program" get small --count 1 >/dev/null; }
if command -v redis-server >/dev/null; then
    redis-server --port 0 --unixsocket "$work/socket" --save '' --daemonize no >/dev/null &
    redis=$!
    sleep 1
fi
"$program" create small
"$program" create pair --one-to-one # beforehand, as the named pipe is
"$program" create many
for round in $(seq "$rounds"); do
    echo "round $round of $rounds" >&2
    seconds cat_fifo
    seconds one_to_one
    seconds shared
    [ -n "$redis" ] && redis_pipe
    for _ in 1 2 3 4 5; do
        seconds stat_one
        seconds put_one
        seconds get_one
    done
done >"$work/samples"
"$program" get small --follow >/dev/null &
waiting=$!
sleep 1
rss=$(awk '/^VmRSS/ { print $2 }' "/proc/$waiting/status")
ticks=$(awk '{ print $14 + $15 }' "/proc/$waiting/stat")
sleep 5
ticks=$(($(awk '{ print $14 + $15 }' "/proc/$waiting/stat") - ticks))
kill "$waiting"
wait "$waiting"

sort -t$'\t' -k1,1 -k2,2n "$work/samples" | awk -F'\t' -v rss="$rss" -v ticks="$ticks" '
    function flush() { if (n) { median[name] = v[int((n + 1) / 2)]; printf "%-12s %10.0f %10.0f %10.0f\n", name, median[name], v[1], v[n] } n = 0 }
    function ratio(what, a, b) { if ((a in median) && (b in median)) printf "%-52s %6.2f\n", what, median[a] / median[b] }
    BEGIN { printf "%-12s %10s %10s %10s\n", "ms", "median", "least", "most" }
    { if ($1 != name) { flush(); name = $1 } v[++n] = $2 }
    END { flush(); print ""
        ratio("put and get, one-to-one: times as fast as cat", "cat_fifo", "one_to_one")
        ratio("put and get, shared: times as fast as cat", "cat_fifo", "shared")
        ratio("put and get, shared: times as fast as redis-cli", "redis_pipe", "shared")
        printf "a get that waits: %.0f MiB resident, %.1f ms of processor time in 5 s\n", rss / 1024, ticks * 10 }'
