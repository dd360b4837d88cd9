# The first process of a container has the pid 1. The kernel makes this process the parent of all orphans of the container,
# and the process must reap them. Otherwise each orphan stays a zombie.
. "$IPCKIT_TEST_LIB/prelude.sh"

# expect_orphans_reaped COMMAND...: runs the command with the pid 1 in a new pid namespace. COMMAND runs `$leave_orphan` for
# a record. Expects that the orphan is reaped after its end, and that TERM ends the command.
expect_orphans_reaped() {
    rm -f ran end ended
    unshare --pid --fork --mount-proc "$@" &
    local outside=$! init
    wait_until test -e ran
    init=$(ps -o pid= --ppid "$outside" | tr -d ' ')
    : >end
    wait_until test -e ended
    wait_until has_no_zombie "$init"
    kill "$init"
    expect_exit 143 wait "$outside"
}
leave_orphan='(until [ -e end ]; do sleep 0.05; done; : >ended) & : >ran'

# has_no_zombie PID: succeeds if no child of the process is a zombie.
has_no_zombie() {
    ! ps -o stat= --ppid "$1" | grep -q Z
}

# The test needs root, or a kernel that lets every user create pid namespaces.
test_orphans_are_reaped() {
    unshare --pid --fork --mount-proc true 2>/dev/null || return 0
    ipc-mq create jobs
    ipc-mq send jobs x
    expect_orphans_reaped ipc-mq recv jobs --follow -- sh -c "$leave_orphan"
    ipc-mq rm jobs
    ipc-prodcons create lines
    ipc-prodcons put lines <<<x
    expect_orphans_reaped ipc-prodcons get lines --follow -- sh -c "$leave_orphan"
    ipc-prodcons rm lines
    mkfifo records
    exec {writer}<>records
    echo x >records
    expect_orphans_reaped ipc-fan each -j 1 -- sh -c "$leave_orphan" <records
    exec {writer}>&-
}
