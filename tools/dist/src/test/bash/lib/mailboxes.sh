# Functions that the scripts of ipc-mq share, beside prelude.sh.

mq=ipc-mq

# crash STEP COMMAND...: the command is killed at that step of the protocol.
crash() {
    local step=$1
    shift
    expect_exit 137 env IPCKIT_CRASH_AT="$step" "$@" 2>/dev/null
}

# kill_hard PID: kills a job of this shell and collects its exit status.
kill_hard() {
    kill -KILL "$1"
    wait "$1" || expect_equal 137 $?
}

# expect_empty MAILBOX: no message can be received there.
expect_empty() {
    expect_exit 75 $mq recv "$1" --no-wait 2>/dev/null
}

# wait_for_stat MAILBOX TEXT: waits until `stat` prints the text.
wait_for_stat() {
    until [[ $($mq stat "$1") == *"$2"* ]]; do
        sleep 0.05
    done
}

# attached PID MAILBOX: whether the process is a participant: it locks its byte of the file `live`.
attached() {
    local inode
    inode=$(stat -c %i "$IPC_DIR/mq/$2/live")
    grep -q " $1 [0-9a-f:]*:$inode " /proc/locks
}

# wait_for_waiter PID WHAT MAILBOX: waits until the process waits there for `messages`, `room`, `answer` or `lock`.
wait_for_waiter() {
    wait_until attached "$1" "$3"
    until [[ $($mq stat "$3") =~ \ $1\ +[0-9]+\ +$2\  ]]; do
        sleep 0.05
    done
}

# wait_for_idle PID: waits until every thread of the process sleeps, for waits that no state in a mailbox shows.
wait_for_idle() {
    local samples=0
    while ((samples < 8)); do
        if grep -hqs '^State:[[:space:]]*[RD]' "/proc/$1/task"/*/status; then samples=0; else ((samples += 1)); fi
        sleep 0.05
    done
}

# wait_for_no_participant MAILBOX: waits until no process is attached.
wait_for_no_participant() {
    wait_until not has_participants 1 "mq/$1"
}

# serve MAILBOX WORD...: starts a service in the background and returns when it is attached. Its pid is in $server, its
# stderr in the file `service-errors`.
serve() {
    $mq serve "$@" 2>service-errors &
    server=$!
    wait_until test -e "$IPC_DIR/mq/$1"
    $mq wait "$1" --for service --timeout 60s
}

# stop_service [MAILBOX...]: ends the service and removes the mailboxes.
stop_service() {
    kill $server
    expect_exit 143 wait $server
    [[ $# == 0 ]] || $mq rm "$@"
}
