# `ipc-shm lock` acquires the lock of a segment, exclusive or shared, and runs a command that inherits the lock. The lock
# is released when the last process that has inherited it ends.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/segments.sh"

create_fixture guard 1

test_exit_status_is_that_of_the_command() {
    expect_exit 7 ipc-shm lock guard -- bash -c 'exit 7'
    expect_exit 143 ipc-shm lock guard -- bash -c 'kill -TERM $$'
    expect_exit 127 ipc-shm lock guard -- ./no-such-command 2>errors
    ipc-shm lock guard --no-wait -- true
    expect_exit 69 ipc-shm lock absent -- true 2>errors
}

# has_lock_waiter: succeeds if a process waits for the lock of the segment `guard`.
has_lock_waiter() {
    grep -q -- "-> .*:$(stat -c %i "$IPC_DIR/shm.guard/lock") " /proc/locks
}

test_others_wait_while_the_lock_is_held() {
    mkfifo go acquired
    ipc-shm lock guard -- bash -c 'echo >acquired; read -r _ <go' &
    read -r _ <acquired
    expect_error 75 '*locked by another process' ipc-shm lock guard --no-wait -- true
    expect_error 124 '*locked by another process' ipc-shm lock guard --timeout 100ms -- true
    expect_error 75 '*locked by another process' ipc-shm lock guard --shared --no-wait -- true
    ipc-shm lock guard --timeout 1m -- touch second &
    wait_until has_lock_waiter
    test ! -e second || fail "two processes hold the lock at the same time"
    echo >go
    wait_all
    test -e second || fail "the waiting process did not get the lock"
}

test_shared_holders_exclude_an_exclusive_one() {
    mkfifo go
    for i in 1 2 3; do
        ipc-shm lock guard --shared -- bash -c 'echo >>readers; read -r _ <go' &
    done
    wait_until has_lines readers 3 2>/dev/null
    expect_error 75 '*locked*' ipc-shm lock guard --no-wait -- true
    exec {open}<>go
    printf '\n\n\n' >&$open
    wait_all
    exec {open}>&-
}

test_child_of_a_killed_holder_keeps_the_lock() {
    ipc-shm lock guard -- bash -c 'sleep 100 & echo $! >child; kill -KILL $$' 2>/dev/null &
    expect_exit 137 wait $!
    expect_error 75 '*locked*' ipc-shm lock guard --no-wait -- true
    kill "$(<child)"
    ipc-shm lock guard --timeout 20s -- true
}

# slow
test_killed_holders_release_the_lock() {
    # Each of four processes runs 8 commands under the lock, or 250 if IPCKIT_TORTURE is `long`. A command adds 1 to the
    # number in the file `count`, and then kills itself while it holds the lock. If two commands held the lock at the
    # same time, an addition could be lost, and the final number would be too small.
    each=8
    [[ ${IPCKIT_TORTURE-} != long ]] || each=250
    echo 0 >count
    hold_repeatedly() {
        for ((i = 0; i < each; i++)); do
            ipc-shm lock guard --timeout 60s -- bash -c 'n=$(<count); echo $((n + 1)) >count; kill -KILL $$' || true
        done
    }
    # The shell reports each killed command on stderr. These reports are discarded.
    for _ in 1 2 3 4; do
        hold_repeatedly 2>/dev/null &
    done
    wait_all
    expect_equal $((4 * each)) "$(<count)" "critical sections"
    ipc-shm lock guard --no-wait -- true
}
