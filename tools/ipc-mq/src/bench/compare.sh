#!/bin/bash
# Compares mailboxes with a POSIX message queue between two C programs and, if Redis is installed, with a list in Redis. Two
# processes pass messages of 64 bytes. The transfer through a mailbox is measured with two pairs of programs:
#
#   Trips.java                       the start-up of the processes is not measured
#   `ipc-mq send` and `ipc-mq recv`  the start-up of the processes is included
#
# The script also compares round trips through mailboxes with round trips through ports (Calls.java). A port is a
# mailbox that only a task with a right can use, as in Mach. The difference is the cost of the checks and changes of
# rights. The script compares reads from a file with requests to the services of the microkernel `ipc-mq kernel`
# (Services.java). It also measures how long short commands and a listing of many mailboxes take. It repeats all these
# measurements in several rounds. After the last round, it measures the memory and the processor time of a waiting
# receiver once. It prints the medians of the rounds and ratios of medians.
#
#   compare.sh [--rounds N] [--messages N] [--mailboxes N] [--dir DIR]
#
#   --rounds     the number of rounds, by default 3
#   --messages   the number of messages that `ipc-mq send` sends to `ipc-mq recv`, by default 2000000; slow transfers have
#                fewer messages: a quarter of this number for the mailbox of capacity 8, and a fortieth for Redis
#   --mailboxes  the number of mailboxes in the listing, by default 10000
#   --dir        the directory for files and mailboxes, by default /dev/shm; it should be in memory with 300 MiB free
#
# Each transfer through a mailbox or a POSIX queue is measured for three choices of processors: the system chooses ("any"),
# both processes share one processor ("one"), or each process has its own processor ("apart"). The choice matters most if
# the capacity is small, because each process must then often wake the other process. With different processors, these
# wake-ups take most of the time.
#
# The script needs target/ipckit (mvn -DskipTests package), gcc and a JDK 25.
. "$(dirname "$0")/../../../dist/src/bench/lib/bench.sh"
here=$(cd "$(dirname "$0")" && pwd)
rounds=3 messages=2000000 mailboxes=10000 dir=/dev/shm
while [ $# -gt 0 ]; do
    case $1 in
    --rounds | --messages | --mailboxes | --dir) value_of "$@" ;;
    *) usage ;;
    esac
    shift 2
done
find_program ipc-mq
find_java
make_work_directory ipc-mq-compare
redis=
clean_up() {
    [ -n "$redis" ] && kill "$redis" && wait "$redis"
}

# The C program "peers" measures a POSIX message queue, and the round trip of a cache line between two processors.
compile_c "$work/peers" "$root/tools/ipc-prodcons/src/bench/peers.c" -lrt
places="any one"
[ "$(nproc)" = 1 ] || places="$places apart"
few=$((messages / 4)) fewer=$((messages / 40))
seq -f '%064.0f' "$messages" >"$work/lines"
for capacity in 8 64 1024; do
    run "$program" create "c$capacity" --capacity "$capacity" --max-size 64
done
run "$program" create small

# stream NAME COUNT COMMAND...: runs the command with COUNT as an additional last argument, so that the command passes
# COUNT messages. Prints NAME and the messages per second.
stream() {
    local name=$1 count=$2 start=${EPOCHREALTIME/./}
    shift 2
    run "$@" "$count"
    awk -v n="$name" -v c="$count" -v t="$((${EPOCHREALTIME/./} - start))" 'BEGIN { printf "%s\tmessages/s\t%.0f\n", n, c * 1e6 / t }'
}
# once NAME COMMAND...: runs a short command, and prints NAME and the duration in microseconds.
once() {
    micros "$@" | awk -F'\t' -v OFS='\t' '{ print $1, "us", $2 }'
}
# The text that is put before the command of the receiver or of the sender to select its processor. The text is empty if the
# system chooses the processor.
declare -A receiver=([any]='' [one]='taskset -c 0' [apart]='taskset -c 1')
declare -A sender=([any]='' [one]='taskset -c 0' [apart]='taskset -c 0')
# mailbox PLACE MAILBOX COUNT: passes COUNT messages from `ipc-mq send` to `ipc-mq recv`. PLACE is `any` if the system
# chooses the processors, `one` if both processes share a processor, or `apart` if each has its own.
mailbox() {
    ${receiver[$1]} "$program" recv "$2" --count "$3" >/dev/null &
    head -n "$3" "$work/lines" | ${sender[$1]} "$program" send "$2" -
    wait $!
}
# queue PLACE: measures a POSIX message queue between two C programs. PLACE is `any` if the system chooses the
# processors, `one` if both processes share a processor, or `apart` if each has its own.
queue() {
    local prefix='' apart='' kind
    case $1 in
    one) prefix='taskset -c 0' ;;
    apart) apart=apart ;;
    esac
    for kind in throughput trip; do
        $prefix "$work/peers" queue 64 $kind 1 $apart
    done | awk -v p="$1" -v OFS='\t' '{ print $3 == "trip" ? "queue trip " p : "queue " p, $3 == "trip" ? "ns" : "messages/s", $4 }'
}
classes="$java -XX:+UseSerialGC -Xmx128m --enable-native-access=ALL-UNNAMED"
classes+=" -cp $(echo "$root"/common/target/common-*T.jar):$(echo "$root"/tools/ipc-mq/target/ipc-mq-*T.jar)"
trips_program="$classes $here/Trips.java"
# trips PLACE CAPACITY: runs Trips.java with a mailbox of CAPACITY messages. PLACE is `any` if the system chooses the
# processors, `one` if both processes share a processor, or `apart` if each has its own.
trips() {
    local directory
    directory=$(mktemp -d "$work/trips.XXXXXX")
    ${receiver[$1]} $trips_program recv "$directory" &
    run ${sender[$1]} $trips_program send "$directory" 64 "$2" 1 |
        awk -v p="$2 $1" -v OFS='\t' '{ print $1 " " p, $1 == "trip" ? "ns" : "messages/s", $2 }'
    wait $!
    rm -r "$directory"
}
# calls: runs Calls.java, which measures round trips through mailboxes and ports.
calls() {
    local directory server
    directory=$(mktemp -d "$work/calls.XXXXXX")
    $classes "$here/Calls.java" serve "$directory" &
    server=$!
    run $classes "$here/Calls.java" ask "$directory" 0.5 | awk -v OFS='\t' '{ print "call " $1, "ns", $2 }'
    kill "$server"
    wait "$server"
    rm -r "$directory"
}
# services: runs Services.java, which measures direct reads, and requests to the services of an `ipc-mq kernel`.
services() {
    IPC_DIR=$work/services "$program" kernel run --daemon measured
    IPC_DIR=$work/services run $classes "$here/Services.java" "$work/services/block" 0.5 |
        awk -v OFS='\t' '{ print "service " $1, "ns", $2 }'
    IPC_DIR=$work/services "$program" kernel stop
}
# pushed COUNT: prints the commands for `redis-cli --pipe` that push COUNT messages.
pushed() {
    head -n "$1" "$work/lines" | awk '{ printf "*3\r\n$5\r\nLPUSH\r\n$1\r\nq\r\n$64\r\n%s\r\n", $0 }'
}
# redis_one_by_one COUNT: passes COUNT messages through Redis. The receiver requests one message after the other.
redis_one_by_one() {
    redis-cli -s "$work/socket" -r "$1" BRPOP q 0 >/dev/null &
    redis-cli -s "$work/socket" --pipe <"$work/pushes" >/dev/null
    wait $!
}
# redis_in_bulk COUNT: passes COUNT messages through Redis. The receiver requests all messages at once.
redis_in_bulk() {
    redis-cli -s "$work/socket" --pipe <"$work/pops" >/dev/null &
    redis-cli -s "$work/socket" --pipe <"$work/pushes" >/dev/null
    wait $!
}
if command -v redis-server >/dev/null && command -v redis-cli >/dev/null; then
    redis-server --port 0 --unixsocket "$work/socket" --save '' --daemonize no >/dev/null &
    redis=$!
    pushed "$fewer" >"$work/pushes"
    yes "$(printf '*3\r\n$5\r\nBRPOP\r\n$1\r\nq\r\n$1\r\n0\r')" | head -n $((7 * fewer)) >"$work/pops"
    until [ -S "$work/socket" ]; do sleep 0.1; done
else
    say "redis-server is not installed: measuring without it"
fi

mkdir -m 700 "$work/services"
say "making $mailboxes mailboxes"
many=$work/many
mkdir -m 700 "$many"
IPC_DIR=$many "$program" create m0 --capacity 1 --max-size 64
# The mailboxes are copies of one unused mailbox, because a copy takes less time than `create`.
for ((i = 1; i < mailboxes; i++)); do
    cp -r --sparse=always "$many/mq.m0" "$many/mq.m$i"
done
list() { IPC_DIR=$many "$program" ls; }
[ "$(list | wc -l)" = $((mailboxes + 1)) ] || say "ls does not list all mailboxes"

while ((round < rounds)); do
    begin_round
    run "$work/peers" line 8 trip 0.1 | awk -v OFS='\t' '{ print "cache line", "ns", $4 }'
    for place in $places; do
        queue $place
        for capacity in 8 64 1024; do trips $place $capacity; done
        stream "8 $place" "$few" mailbox $place c8
        stream "64 $place" "$messages" mailbox $place c64
        stream "1024 $place" "$messages" mailbox $place c1024
    done
    calls
    services
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
read -r rss cost < <(cost_of_waiting $waiting 5)
"$program" send small x
wait "$waiting"

sort -t$'\t' -k1,1 -k3,3n "$work/samples" | awk -F'\t' -v rss="$rss" -v cost="$cost" -v mailboxes="$mailboxes" -v places="$places" '
    function flush() { if (n) { median[name] = v[int((n + 1) / 2)]; printf "%-18s %10.0f %10.0f %10.0f  %s\n", name, median[name], v[1], v[n], unit } n = 0 }
    function ratio(what, a, b) { if ((a in median) && (b in median)) printf "%-78s %8.2f\n", what, median[a] / median[b] }
    function ms(what, a) { printf "%-78s %8.0f ms\n", what, median[a] / 1000 }
    BEGIN { printf "%-18s %10s %10s %10s\n", "", "median", "min", "max" }
    { if ($1 != name) { flush(); name = $1; unit = $2 } v[++n] = $3 }
    END { flush(); print ""
        split(places, place, " "); split("8 64 1024", capacity, " ")
        for (p = 1; p in place; p++) for (c = 1; c <= 3; c++) {
            where = capacity[c] " " place[p]
            ratio("one message per call, capacity " capacity[c] ", to a POSIX queue, " place[p], "single " where, "queue " place[p])
            ratio("many messages per call, the same", "run " where, "queue " place[p])
            ratio("a round trip, the same; less is better", "trip " where, "queue trip " place[p])
        }
        for (p = 1; p in place; p++) for (c = 1; c <= 3; c++)
            ratio("by programs, send - and recv, capacity " capacity[c] ", to a POSIX queue, " place[p],
                capacity[c] " " place[p], "queue " place[p])
        ratio("send - and recv, capacity 1024, to redis-cli --pipe and BRPOP", "1024 any", "redis")
        ratio("the same, with BRPOP by --pipe as well", "1024 any", "redis in bulk")
        ratio("a round trip through ports, to one through mailboxes; less is better", "call port", "call mailbox")
        ratio("the same, if each request carries a right to reply", "call rpc", "call mailbox")
        ratio("a request to the clock, to a read of 4096 bytes by read(2); less is better", "service clock", "service read")
        ratio("a read of 4096 bytes from the file server, to the same", "service file", "service read")
        ms("one --version", "--version"); ms("one send", "send"); ms("one recv", "recv"); ms("one stat", "stat")
        ms("ls of " mailboxes " mailboxes", "ls of many")
        printf "a waiting recv: %.0f MiB resident, %.1f ms of processor time per second\n", rss / 1024, cost / 5 }'
describe_machine
