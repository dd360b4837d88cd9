# The first process of a container has the pid 1. The kernel makes this process the parent of all orphans of the container,
# and the process must reap them. Otherwise each orphan stays a zombie.
. "$IPCKIT_TEST_LIB/prelude.sh"

# A command that leaves an orphan, which runs the script `waiter` until the file `end` exists.
echo 'until [ -e end ]; do sleep 0.05; done' >waiter
leave_orphan='(sh waiter &); : >ran'

# has_no_orphan PID: succeeds if the process has no orphan as its child, and no zombie.
has_no_orphan() {
    ! ps -o stat=,args= --ppid "$1" | grep -qE '^(Z|[^ ]* +sh waiter$)'
}
# ran_or_ended PID: succeeds if the shell code in the variable `leave_orphan` has made the file `ran`, or if the process
# has ended.
ran_or_ended() {
    [[ -e ran ]] || not alive "$1"
}

# expect_orphans_reaped COMMAND...: runs COMMAND with the pid 1 in a new pid namespace, with the
# standard input of this function. COMMAND must run the shell code in the variable `leave_orphan`,
# which leaves an orphan. The function fails unless COMMAND reaps the orphan when the orphan has
# ended, and unless TERM ends COMMAND.
expect_orphans_reaped() {
    rm -f ran end
    # Without `<&0`, bash would connect the standard input of a background job to /dev/null.
    unshare --pid --fork --mount-proc "$@" <&0 2>errors &
    local outside=$! init status=0
    wait_until ran_or_ended $outside
    if [[ ! -e ran ]]; then
        wait $outside || status=$?
        fail "ended early with $status: $*"$'\n'"$(<errors)"
    fi
    init=$(ps -o pid= --ppid "$outside" | tr -d ' ')
    : >end
    wait_until has_no_orphan "$init"
    kill "$init"
    expect_exit 143 wait "$outside"
}

# can_be_init: succeeds if this user may create pid namespaces. To create one, the user must be root, or the kernel must
# permit it to every user.
can_be_init() {
    unshare --pid --fork --mount-proc true 2>/dev/null
}

test_a_receiver_reaps_orphans() {
    can_be_init || return 0
    ipc-mq create jobs
    ipc-mq send jobs x
    expect_orphans_reaped ipc-mq recv jobs --follow -- sh -c "$leave_orphan"
    ipc-mq rm jobs
}

test_a_consumer_reaps_orphans() {
    can_be_init || return 0
    ipc-prodcons create lines
    ipc-prodcons put lines <<<x
    expect_orphans_reaped ipc-prodcons get lines --follow -- sh -c "$leave_orphan"
    ipc-prodcons rm lines
}

test_a_fan_reaps_orphans() {
    can_be_init || return 0
    expect_orphans_reaped ipc-fan run -n 2 -- sh -c "$leave_orphan; exec sleep 600"
    mkfifo records
    exec {records}<>records
    echo x >&$records
    expect_orphans_reaped ipc-fan each -j 1 -- sh -c "$leave_orphan" <&$records
    exec {records}>&-
}

test_a_chain_reaps_orphans() {
    can_be_init || return 0
    expect_orphans_reaped ipc-chain run -n 2 -- sh -c "$leave_orphan; exec sleep 600"
    expect_orphans_reaped ipc-chain pipe -- sh -c "$leave_orphan; exec sleep 600" ::: cat
}
