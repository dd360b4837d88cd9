# Functions that the test scripts for tasks and ports of ipc-mq share. A script sources prelude.sh first.

mq=ipc-mq

# remove_tasks: removes all tasks of the test, and the directory ports.space, which remains if the last process that used it
# was killed. At the end of a test that has passed, the trap below calls this function. The trap then fails the test if any
# file is left, for example the mailbox of a port.
remove_tasks() {
    local doors=("$IPC_DIR"/task.*)
    [[ ! -e ${doors[0]} ]] || expect_exit 0 $mq task rm "${doors[@]##*/task.}"
    rm -rf "$IPC_DIR/ports.space"
}
trap '(($?)) || { remove_tasks; expect_nothing_left; }' EXIT

# tasks NAME...: creates tasks.
tasks() {
    local name
    for name; do $mq task create "$name"; done
}

# port TASK PORT [OPTION...]: creates a port of a task.
port() {
    $mq port allocate --as "$@"
}

# sender TASK PORT OTHER: gives the task OTHER a send right to the port PORT of the task TASK.
sender() {
    $mq port insert --as "$1" "$2" --right send --to "$3"
}

# received TASK PORT TEXT...: receives all messages of the port, and fails unless they are exactly
# TEXT..., in this order.
received() {
    local task=$1 port=$2
    shift 2
    expect_equal "$(printf '%s\n' "$@")" "$($mq msg receive --as "$task" "$port" --drain 2>/dev/null)"
}

# rights TASK NAME: prints the rights to the port that the task knows by this name, without blanks at the end.
rights() {
    local name rights
    while read -r name rights; do
        [[ $name != "$2" ]] || echo "${rights%%  *}"
    done < <($mq port rights --as "$1")
}

# number TASK NAME: prints the number of the port that the task knows by this name. The port's
# mailbox has this number in its name.
number() {
    $mq port rights --as "$1" --json | sed -n "s/.*\"name\":\"$2\",\"port\":\([0-9]*\),.*/\1/p"
}

# has_name TASK NAME: succeeds if the task has a right under this name.
has_name() {
    [[ -n $(rights "$1" "$2") ]]
}

# has_messages TASK PORT COUNT: succeeds if the port contains exactly COUNT messages.
has_messages() {
    $mq port ls --as "$1" --json | grep -q "\"name\":\"$2\",.*\"messages\":$3,"
}

# steps FILE: prints the lines of a trace without their prefix `ipc-mq[PID]: `. Fails if a line lacks this prefix.
steps() {
    expect_equal 0 "$(grep -cv '^ipc-mq\[[0-9]*\]: ' "$1")"
    sed 's/^ipc-mq\[[0-9]*\]: //' "$1"
}

# expect_trace WORD...: runs a verb that has the option --trace. Fails unless the verb succeeds, and writes its trace to standard
# error only.
expect_trace() {
    $mq "$@" >output 2>trace || fail "$*: $(<trace)"
    expect_equal '' "$(grep '^ipc-mq' output)" "$*"
    expect_equal 'lock    the port space' "$(steps trace | sed -n 1p)" "$*"
}

# wait_for_port_waiter PID PORT-NUMBER: waits until the process is a participant of the port's mailbox.
wait_for_port_waiter() {
    wait_until attached_to "$1" "$IPC_DIR/port:$2/live"
}
# attached_to PID FILE: succeeds if the process has locked a byte of the file. A participant locks a
# byte of the mailbox's liveness file.
attached_to() {
    local inode locks
    inode_of "$2" || return
    mapfile -t locks </proc/locks
    [[ "${locks[*]}" =~ " $1 "[0-9a-f:]*":$inode " ]]
}

# stop_without_lock PID: stops the process while it does not own the lock of the port space. A process that waits for a
# message acquires this lock from time to time. If the process was stopped while it owned the lock, all other processes
# that need the lock would wait for it.
stop_without_lock() {
    wait_until stops_without_lock "$1" $mq task ls
}
