# Functions that the test scripts of ipc-mq share. A script sources prelude.sh first.

mq=ipc-mq

# create NAME...: creates mailboxes without options.
create() {
    local name
    for name; do $mq create "$name"; done
}

# remove_mailboxes: removes all mailboxes of the test. Usually it deletes their files by rm(1), which takes much less
# time than a start of `ipc-mq`. With IPCKIT_TORTURE=long, it calls `ipc-mq rm`, which must succeed whatever the test
# has done. When a test has passed, the trap below calls this function, and then fails the test if any file is left.
remove_mailboxes() {
    local boxes=("$IPC_DIR"/mq.*)
    [[ -e ${boxes[0]} ]] || return 0
    if [[ ${IPCKIT_TORTURE-} == long ]]; then
        expect_exit 0 $mq rm "${boxes[@]##*/mq.}"
    else
        rm -r "${boxes[@]}"
    fi
}
trap '(($?)) || { remove_mailboxes; expect_nothing_left; }' EXIT

# crash STEP COMMAND...: runs the command, which kills itself at the step STEP of the mailbox's protocol. MailboxStep.java
# describes the steps, such as MS3.
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

# terminate PID: sends TERM to a job of this shell. Fails unless the job ends by this signal.
terminate() {
    kill "$1"
    expect_exit 143 wait "$1"
}

# expect_empty MAILBOX: fails if a message can be received from the mailbox.
expect_empty() {
    expect_exit 75 $mq recv "$1" --no-wait 2>/dev/null
}

# wait_for_stat MAILBOX TEXT: waits until `ipc-mq stat` prints the text.
wait_for_stat() {
    wait_until stat_prints "$1" "*$2*"
}
# stat_prints MAILBOX PATTERN: succeeds if the output of `ipc-mq stat` matches the pattern.
stat_prints() {
    [[ $($mq stat "$1") == $2 ]]
}

# attached PID MAILBOX: succeeds if the process is a participant of the mailbox. Each participant locks a byte of the file
# `live`, and /proc/locks shows this lock.
attached() {
    local inode locks
    inode_of "$IPC_DIR/mq.$2/live" || return
    mapfile -t locks </proc/locks
    [[ "${locks[*]}" =~ " $1 "[0-9a-f:]*":$inode " ]]
}

# wait_for_waiter PID WHAT MAILBOX: waits until `ipc-mq stat` shows that the process waits for WHAT. WHAT is `messages`,
# `room`, `answer` or `lock`.
wait_for_waiter() {
    wait_until attached "$1" "$3"
    wait_until stat_prints "$3" "* $1 +([0-9 ])$2 *"
}

# wait_for_idle PID: waits until every thread of the process sleeps in 8 successive checks, 50 ms apart. The function is
# for waits that `ipc-mq stat` does not show.
wait_for_idle() {
    local samples=0 task about
    while ((samples < 8)); do
        ((samples += 1))
        for task in "/proc/$1/task"/*; do
            about=
            IFS= read -r -d '' about 2>/dev/null <"$task/stat" || [[ ${about##*)} != " "[RD]" "* ]] || samples=0
        done
        pause
    done
}

# wait_for_no_participant MAILBOX: waits until no process is attached to the mailbox.
wait_for_no_participant() {
    wait_until not has_participants 1 "mq.$1"
}

# serve MAILBOX WORD...: starts a service in the background and returns when the service is attached. The variable
# `server` is then the pid of the service, and the file `service-errors` contains the standard error of the service.
serve() {
    $mq serve "$@" 2>service-errors &
    server=$!
    wait_until test -e "$IPC_DIR/mq.$1"
    $mq wait "$1" --for service --timeout 60s
}

# stop_service: ends the service that `serve` has started, even while its command runs. Sends TERM
# twice, because the service would let its command finish after a single TERM.
stop_service() {
    send_signal TERM $server
    kill -TERM $server 2>/dev/null || true
    expect_exit 143 wait $server
}
