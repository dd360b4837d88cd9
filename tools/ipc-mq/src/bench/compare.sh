#!/bin/bash
# Mailboxes against what they are like: messages of 64 bytes between two processes, without their start-up (Trips.java) and
# by the launchers with it, against a POSIX message queue between two processes in C, and against a list in Redis, if there
# is one; then what short commands, a listing of many mailboxes and a receiver that waits cost. Interleaved; medians, and
# their ratios.
#
#   compare.sh [--rounds N] [--messages N] [--mailboxes N] [--dir DIR]
#
# The two processes run where the system lets them ("any"), on one processor ("one"), and each on a processor of its own
# ("apart"): whether they wake each other across processors is most of what a short queue costs. Of N messages (2000000
# if not given) the smallest mailbox gets a quarter and Redis a fortieth. Files and mailboxes are made in DIR (default
# /dev/shm; it should be memory, and have room for 300 MiB). Needs target/ipckit (mvn package), gcc, and a JDK 25
# (JAVA_HOME, or java on the PATH).
set -u
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
program=${IPC_MQ:-$root/target/ipckit/bin/ipc-mq}
rounds=3 messages=2000000 mailboxes=10000 dir=/dev/shm
while [ $# -gt 0 ]; do
    case $1 in
    --rounds) rounds=$2; shift ;;
    --messages) messages=$2; shift ;;
    --mailboxes) mailboxes=$2; shift ;;
    --dir) dir=$2; shift ;;
    *) sed -n '2,14s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift
done
[ -x "$program" ] || { echo "compare.sh: no $program: build it with mvn -DskipTests package" >&2; exit 69; }
work=$(mktemp -d "$dir/ipc-mq-compare.XXXXXX")
redis=
finish() {
    [ -n "$redis" ] && kill "$redis" && wait "$redis"
    rm -rf "$work"
}
trap finish EXIT
export IPC_DIR=$work/home
mkdir -m 700 "$IPC_DIR"

# The queue, and a cache line on its way from one processor to another and back.
gcc -O2 -o "$work/peers" "$root/tools/ipc-prodcons/src/bench/peers.c" -lrt || exit 69
places="any one"
[ "$(nproc)" = 1 ] || places="$places apart"
few=$((messages / 4)) fewer=$((messages / 40))
seq -f '%064.0f' "$messages" >"$work/lines"
for capacity in 8 64 1024; do
    "$program" create "c$capacity" --capacity "$capacity" --max-size 64
done
"$program" create small

# What a stream, or a command, took: its name, its unit (messages a second, or microseconds) and the figure.
stream() { # NAME COUNT COMMAND...: it lets so many messages through
    local name=$1 count=$2 start=${EPOCHREALTIME/./}
    shift 2
    "$@" "$count" || echo "compare.sh: failed: $*" >&2
    awk -v n="$name" -v c="$count" -v t="$((${EPOCHREALTIME/./} - start))" 'BEGIN { printf "%s\tmessages/s\t%.0f\n", n, c * 1e6 / t }'
}
once() { # NAME COMMAND...
    local name=$1 start=${EPOCHREALTIME/./}
    shift
    "$@" >/dev/null || echo "compare.sh: failed: $*" >&2
    printf '%s\tus\t%d\n' "$name" $((${EPOCHREALTIME/./} - start))
}
# Where the receiver and the sender run.
declare -A receiver=([any]='' [one]='taskset -c 0' [apart]='taskset -c 1')
declare -A sender=([any]='' [one]='taskset -c 0' [apart]='taskset -c 0')
mailbox() { # PLACE MAILBOX COUNT
    ${receiver[$1]} "$program" recv "$2" --count "$3" >/dev/null &
    head -n "$3" "$work/lines" | ${sender[$1]} "$program" send "$2" -
    wait $!
}
queue() { # PLACE
    local prefix='' apart='' kind
    case $1 in
    one) prefix='taskset -c 0' ;;
    apart) apart=apart ;;
    esac
    for kind in throughput trip; do
        $prefix "$work/peers" queue 64 $kind 1 $apart
    done | awk -v p="$1" -v OFS='\t' '{ print $3 == "trip" ? "queue trip " p : "queue " p, $3 == "trip" ? "ns" : "messages/s", $4 }'
}
java="${JAVA_HOME:+$JAVA_HOME/bin/}java -XX:+UseSerialGC -Xmx128m --enable-native-access=ALL-UNNAMED"
java+=" -cp $(echo "$root"/common/target/common-*T.jar):$(echo "$root"/tools/ipc-mq/target/ipc-mq-*T.jar) $here/Trips.java"
trips() { # PLACE CAPACITY: as Trips.java prints them
    local directory
    directory=$(mktemp -d "$work/trips.XXXXXX")
    ${receiver[$1]} $java recv "$directory" &
    ${sender[$1]} $java send "$directory" 64 "$2" 1 |
        awk -v p="$2 $1" -v OFS='\t' '{ print $1 " " p, $1 == "trip" ? "ns" : "messages/s", $2 }'
    wait $!
    rm -r "$directory"
}
pushed() { # COUNT: what --pipe wants to read
    head -n "$1" "$work/lines" | awk '{ printf "*3\r\n$5\r\nLPUSH\r\n$1\r\nq\r\n$64\r\n%s\r\n", $0 }'
}
redis_one_by_one() { # COUNT
    redis-cli -s "$work/socket" -r "$1" BRPOP q 0 >/dev/null &
    redis-cli -s "$work/socket" --pipe <"$work/pushes" >/dev/null
    wait $!
}
redis_in_bulk() { # COUNT: its answers are counted and thrown away, and nobody waits for one before he asks again
    redis-cli -s "$work/socket" --pipe <"$work/pops" >/dev/null &
    redis-cli -s "$work/socket" --pipe <"$work/pushes" >/dev/null
    wait $!
}
if command -v redis-server >/dev/null && command -v redis-cli >/dev/null; then
    redis-server --port 0 --unixsocket "$work/socket" --save '' --daemonize no >/dev/null &
    redis=$!
    pushed "$fewer" >"$work/pushes"
    yes "$(printf '*3\r\n$5\r\nBRPOP\r\n$1\r\nq\r\n$1\r\n0\r')" | head -n $((7 * fewer)) >"$work/pops"
    sleep 1
else
    echo "compare.sh: redis-server is not installed: without it" >&2
fi

echo "making $mailboxes mailboxes" >&2
many=$work/many
mkdir -m 700 "$many"
IPC_DIR=$many "$program" create m0 --capacity 1 --max-size 64
for ((i = 1; i < mailboxes; i++)); do # a copy of one that nobody uses is as good
    cp -r --sparse=always "$many/mq/m0" "$many/mq/m$i"
done
list() { IPC_DIR=$many "$program" ls; }
[ "$(list | wc -l)" = $((mailboxes + 1)) ] || echo "compare.sh: they are not all listed" >&2

for round in $(seq "$rounds"); do
    echo "round $round of $rounds" >&2
    "$work/peers" line 8 trip 0.1 | awk -v OFS='\t' '{ print "cache line", "ns", $4 }'
    for place in $places; do
        queue $place
        for capacity in 8 64 1024; do trips $place $capacity; done
        stream "8 $place" "$few" mailbox $place c8
        stream "64 $place" "$messages" mailbox $place c64
        stream "1024 $place" "$messages" mailbox $place c1024
    done
    if [ -n "$redis" ]; then
        stream "redis" "$fewer" redis_one_by_one
        stream "redis in bulk" "$fewer" redis_in_bulk
    fi
    for _ in 1 2 3 4 5; do
        once "--version" "$program" --version
        once "send" "$program" send small x
        once "recv" "$program" recv small
        once "stat" "$program" stat small
    done
    once "ls of many" list
done >"$work/samples"
"$program" recv small >/dev/null &
waiting=$!
sleep 1
rss=$(awk '/^VmRSS/ { print $2 }' "/proc/$waiting/status")
ticks=$(awk '{ print $14 + $15 }' "/proc/$waiting/stat")
sleep 5
ticks=$(($(awk '{ print $14 + $15 }' "/proc/$waiting/stat") - ticks))
"$program" send small x
wait "$waiting"

sort -t$'\t' -k1,1 -k3,3n "$work/samples" | awk -F'\t' -v rss="$rss" -v ticks="$ticks" -v mailboxes="$mailboxes" -v places="$places" '
    function flush() { if (n) { median[name] = v[int((n + 1) / 2)]; printf "%-18s %10.0f %10.0f %10.0f  %s\n", name, median[name], v[1], v[n], unit } n = 0 }
    function ratio(what, a, b) { if ((a in median) && (b in median)) printf "%-78s %8.2f\n", what, median[a] / median[b] }
    function ms(what, a) { printf "%-78s %8.0f ms\n", what, median[a] / 1000 }
    BEGIN { printf "%-18s %10s %10s %10s\n", "", "median", "least", "most" }
    { if ($1 != name) { flush(); name = $1; unit = $2 } v[++n] = $3 }
    END { flush(); print ""
        split(places, place, " "); split("8 64 1024", capacity, " ")
        for (p = 1; p in place; p++) for (c = 1; c <= 3; c++) {
            where = capacity[c] " " place[p]
            ratio("one message a call, capacity " capacity[c] ", to a POSIX queue, " place[p], "single " where, "queue " place[p])
            ratio("many messages a call, the same", "run " where, "queue " place[p])
            ratio("a round trip, the same; less is better", "trip " where, "queue trip " place[p])
        }
        for (p = 1; p in place; p++) for (c = 1; c <= 3; c++)
            ratio("by launchers, send - and recv, capacity " capacity[c] ", to a POSIX queue, " place[p],
                capacity[c] " " place[p], "queue " place[p])
        ratio("send - and recv, capacity 1024, to redis-cli --pipe and BRPOP", "1024 any", "redis")
        ratio("the same, where BRPOP comes by --pipe, too", "1024 any", "redis in bulk")
        ms("one --version", "--version"); ms("one send", "send"); ms("one recv", "recv"); ms("one stat", "stat")
        ms("ls of " mailboxes " mailboxes", "ls of many")
        printf "a recv that waits: %.0f MiB resident, %.1f ms of processor time a second\n", rss / 1024, ticks * 2 }'
