#!/bin/bash
# Tests the properties of message passing that a course on operating systems distinguishes: naming, sharing of a mailbox,
# capacity, and synchronisation. Prints a table with a line for each combination of naming, sharing and capacity. The line
# shows the exit codes of these commands:
#   - commands that send to a full mailbox in different ways
#   - commands that receive from an empty mailbox in different ways
#   - a command by which a third process tries to receive while a sender and a receiver are attached
#
#   combinations.sh [-v]
#
# With -v, the script prints the commands and their exit codes instead of the table.
set -u
verbose=${1:-}
PATH=$(cd "$(dirname "$0")/../../../../bin" && pwd):$PATH
IPC_DIR=$(mktemp -d)
export IPC_DIR
trap 'rm -rf "$IPC_DIR"' EXIT

show() {
    [[ $verbose != -v ]] || echo "    $*"
}

# run COMMAND...: runs the command without output, and sets `code` to its exit code. With -v, prints the command first.
run() {
    show "$*"
    "$@" >/dev/null 2>&1
    code=$?
}

# waiting ROLE: returns when a process of this role (sender or receiver) waits at the mailbox, or when the background
# process that the script started last has ended.
waiting() {
    if [[ $naming == indirect ]]; then
        until ipc-mq stat box --json | grep -q "\"role\":\"$1\",[^}]*\"waits_for\":\"" || ! kill -0 $!; do
            sleep 0.1
        done 2>/dev/null
    else
        # `ipc-mq stat` does not show a process that communicates directly, so the script cannot see when the process
        # waits. Therefore the script sleeps longer than the process needs to start.
        sleep 0.2
    fi
}

# blocked ROLE ENDING -- COMMAND...: starts COMMAND, which blocks as a process of the role ROLE. Then runs the command
# ENDING, which unblocks COMMAND. Sets `code` to the exit code of COMMAND.
blocked() {
    local role=$1 ending=$2
    shift 3
    show "$* &"
    "$@" >/dev/null 2>&1 &
    waiting "$role"
    run $ending
    wait $!
    code=$?
}

# fill: fills a mailbox of capacity 2 with two messages. Sends nothing for other capacities: a mailbox of capacity 0 is full
# without messages, and an unbounded mailbox is never full. Sets `there` to the number of messages that will be in the
# mailbox after one more is sent.
fill() {
    there=1
    if [[ $capacity == 2 ]]; then
        there=3
        run $send filling filling
    fi
}
drain() { run $receive --drain; }

# cell CODE WHAT: prints the exit code CODE as one cell of the table. With -v, prints a line with the text WHAT and the code
# instead.
cell() {
    if [[ $verbose == -v ]]; then
        echo "    # $2: exit code $1"
    else
        printf '%10s' "$1"
    fi
}

# Tries each way to send to a full mailbox. A mailbox of capacity 0 is full while no process receives. An unbounded
# mailbox is never full, so no send waits for room there.
sending() {
    local way
    fill
    if [[ $capacity == unbounded ]]; then
        run $send message
    else
        blocked sender "$receive --timeout 2m -n $there" -- $send message
    fi
    cell $code 'send, wait without limit'
    fill
    for way in '--timeout 200ms' --no-wait --pend; do
        run $send message $way
        cell $code "send $way"
    done
    # With --pend, the message is pending: it enters the mailbox as soon as there is room. The first call of `drain`
    # empties the mailbox, and the second call takes the message that was pending.
    drain
    [[ $capacity == unbounded ]] || drain
    fill
    blocked sender "$receive --timeout 2m -n $there" -- $send message --until-received
    cell $code 'send --until-received'
}

# Tries each way to receive from an empty mailbox.
receiving() {
    blocked receiver "$send message --timeout 2m" -- $receive --timeout 2m
    cell $code 'recv, wait'
    run $receive --timeout 200ms
    cell $code 'recv --timeout'
    run $receive --no-wait
    cell $code 'recv --no-wait'
}

# third: tests whether a third process can receive a message while a receiver and a sender are attached. The receiver is busy
# with an earlier message. The sender waits until any process receives its message.
third() {
    local busy='touch busy; until test -e go; do sleep 0.1; done'
    show "$receive --lease 5m -- sh -c '$busy' &"
    (cd "$IPC_DIR" && exec $receive --timeout 2m --lease 5m -- sh -c "$busy") >/dev/null 2>&1 &
    first=$!
    waiting receiver
    run $send first --timeout 2m
    until [[ -e $IPC_DIR/busy ]] || ! kill -0 $first; do sleep 0.02; done 2>/dev/null
    show "$send second --until-received &"
    $send second --until-received --timeout 2m >/dev/null 2>&1 &
    waiting sender
    run $third --no-wait
    cell $code 'a third receives'
    show 'touch go'
    touch "$IPC_DIR/go"
    wait $first
    drain
    wait
}

# create_tasks: creates the tasks P1 and P2. `recv --as` creates the task. With --no-wait, `recv` exits at once, because the
# task has no message.
create_tasks() {
    run ipc-mq recv --as P1 --no-wait
    run ipc-mq recv --as P2 --no-wait
}

combination() { # NAMING SHARING CAPACITY
    naming=$1 sharing=$2 capacity=$3
    printf '%-11s%-16s%9s' "$naming" "$sharing" "$capacity"
    [[ $verbose != -v ]] || echo
    case $naming in
        indirect)
            run ipc-mq create box --sharing "$sharing" --capacity "$capacity"
            send="ipc-mq send --as P1 box" receive="ipc-mq recv box" third=$receive
            ;;
        symmetric)
            create_tasks
            send="ipc-mq send --to P2 --as P1 --link-capacity $capacity"
            receive="ipc-mq recv --from P1 --as P2 --link-capacity $capacity"
            third="ipc-mq recv --from P1 --as P3"
            ;;
        asymmetric)
            create_tasks
            send="ipc-mq send --to P2 --as P1 --link-capacity $capacity"
            receive="ipc-mq recv --as P2" third="ipc-mq recv --as P3"
            ;;
    esac
    sending
    receiving
    third
    echo
}

if [[ $verbose != -v ]]; then
    printf '%36s%50s%30s%10s\n' '' 'send ' 'recv ' 'a third'
    printf '%-11s%-16s%9s%10s%10s%10s%10s%10s%10s%10s%10s%10s\n' naming sharing capacity waits timeout no-wait pend received \
        waits timeout no-wait receives
fi
# At most four combinations of naming, sharing and capacity are tested at the same time. The test of each combination
# has its own IPC_DIR, and writes its output (with -v, the commands; otherwise a line of the table) to a file.
lines=0
line() {
    local directory
    ((lines < 4)) || wait -n
    printf -v directory '%s/%02d' "$IPC_DIR" $((lines += 1))
    (IPC_DIR=$directory.objects && combination "$@" >"$directory") &
}
for capacity in 0 2 unbounded; do
    for sharing in pair single-receiver any; do
        line indirect $sharing $capacity
    done
    line symmetric link $capacity
    line asymmetric link $capacity
done
wait
cat "$IPC_DIR"/??
