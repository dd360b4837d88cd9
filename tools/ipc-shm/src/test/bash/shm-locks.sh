# `ipc-shm lock` acquires the lock of a segment, exclusive or shared, and runs a command that inherits the lock. The
# lock is held until all processes that have inherited it have ended.
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

# has_lock_waiter FILE: succeeds if a process waits for a lock on the file.
has_lock_waiter() {
    grep -q -- "-> .*:$(stat -c %i "$1") " /proc/locks
}

test_others_wait_while_the_lock_is_held() {
    mkfifo go acquired
    ipc-shm lock guard -- bash -c 'echo >acquired; read -r _ <go' &
    read -r _ <acquired
    expect_error 75 '*locked by another process' ipc-shm lock guard --no-wait -- true
    expect_error 124 '*locked by another process' ipc-shm lock guard --timeout 100ms -- true
    expect_error 75 '*locked by another process' ipc-shm lock guard --shared --no-wait -- true
    ipc-shm lock guard --timeout 1m -- touch second &
    wait_until has_lock_waiter "$IPC_DIR/shm.guard/lock"
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

# removed_and_created_again SEGMENT FILE [release]: removes a segment while one process holds its lock and a second
# process waits for the lock, and creates a segment with the same name. FILE is the file that `lock SEGMENT` locks. The
# second process must fail and must not run its command, because the lock of the removed segment does not exclude the
# processes that lock the new segment. With `release`, the first process releases the lock directly after the creation.
# Without `release`, the first process holds the lock until the second process has failed.
removed_and_created_again() {
    mkfifo go acquired
    ipc-shm create "$1" --size 1 >id
    ipc-shm lock "$1" -- bash -c 'echo >acquired; read -r _ <go' &
    holder=$!
    read -r _ <acquired
    ipc-shm lock "$1" -- touch run 2>errors &
    waiter=$!
    wait_until has_lock_waiter "$2"
    ipc-shm rm "$1"
    ipc-shm create "$1" --size 1 >id
    if [[ ${3-} == release ]]; then
        echo >go
        expect_exit 0 wait $holder
    fi
    expect_exit 69 wait $waiter
    expect_equal "ipc-shm: segment $1: it was removed" "$(<errors)"
    test ! -e run || fail "a command ran with the lock of a removed segment"
    ipc-shm lock "$1" --no-wait -- true
    [[ ${3-} == release ]] || echo >go
    wait
    ipc-shm rm "$1"
}

test_lock_of_a_removed_segment_is_not_acquired() {
    removed_and_created_again scores "$IPC_DIR/shm.scores/lock" release
}

test_wait_for_the_lock_ends_when_the_segment_is_removed() {
    removed_and_created_again scores "$IPC_DIR/shm.scores/lock"
}

test_lock_of_a_removed_posix_segment_is_not_acquired() {
    use_scheme posix
    removed_and_created_again $name "/dev/shm/${name#posix:/}" release
}

# hold_slots SLOTS HOLDERS: starts HOLDERS commands that hold the lock of `guard`. At most SLOTS commands can hold the
# lock at the same time. Each command holds the lock until it reads a line from the pipe `go`. To end one of the
# commands, a test writes a line to the descriptor `open`.
hold_slots() {
    mkfifo go
    exec {open}<>go
    local i
    for ((i = 0; i < $2; i++)); do
        ipc-shm lock guard --slots "$1" -- bash -c 'echo >>holders; read -r _ <go' &
    done
    wait_until has_lines holders "$2" 2>/dev/null
}

# slots_in_use: prints the number of commands that hold the lock, and the limit that --slots has set for this number,
# as `stat` shows them. While no command holds the lock, the limit is `null`.
slots_in_use() {
    ipc-shm stat guard --json | jq -r '.lock | "\(.holders) of \(.slots)"'
}

test_slots_limit_the_number_of_holders() {
    expect_equal '0 of null' "$(slots_in_use)"
    hold_slots 2 2
    expect_equal '2 of 2' "$(slots_in_use)"
    [[ $(ipc-shm stat guard) == *'lock         2 of 2 slots taken'* ]] || fail "stat shows: $(ipc-shm stat guard)"
    expect_error 75 'segment guard: no slot of its lock is free' ipc-shm lock guard --slots 2 --no-wait -- true
    expect_error 124 'segment guard: no slot of its lock is free' ipc-shm lock guard --slots 2 --timeout 100ms -- true
    ipc-shm lock guard --slots 2 -- touch third &
    ipc-shm lock guard --slots 2 -- touch fourth &
    wait_until has_lock_waiter "$IPC_DIR/shm.guard/lock"
    [[ ! -e third && ! -e fourth ]] || fail "three processes hold two slots"
    echo >&$open
    wait_until test -e third
    wait_until test -e fourth
    echo >&$open
    wait_all
    expect_equal '0 of null' "$(slots_in_use)"
}

test_slots_and_locks_without_slots_exclude_each_other() {
    hold_slots 3 1
    expect_error 75 '*locked by another process' ipc-shm lock guard --no-wait -- true
    expect_error 75 '*locked by another process' ipc-shm lock guard --shared --no-wait -- true
    ipc-shm lock guard -- bash -c 'echo >acquired; read -r _ <go' &
    wait_until has_lock_waiter "$IPC_DIR/shm.guard/lock"
    test ! -e acquired || fail "the lock was acquired while a slot was taken"
    echo >&$open
    wait_until test -e acquired
    expect_error 75 '*no slot of its lock is free' ipc-shm lock guard --slots 3 --no-wait -- true
    ipc-shm lock guard --slots 3 -- touch slot &
    echo >&$open
    wait_all
    test -e slot || fail "the waiting process did not get a slot"
}

test_all_processes_must_use_the_same_number_of_slots() {
    hold_slots 2 1
    for other in 1 3 1024; do
        expect_error 65 "segment guard: its lock has 2 slots now, and not $other" ipc-shm lock guard --slots $other -- true
    done
    echo >&$open
    wait_all
    ipc-shm lock guard --slots 3 --no-wait -- true
    expect_error 2 '*--slots*' ipc-shm lock guard --slots 0 -- true
    expect_error 2 '*--slots*' ipc-shm lock guard --slots 1025 -- true
    expect_error 2 '*--slots*' ipc-shm lock guard --slots 2 --shared -- true
}

test_slot_of_a_killed_holder_is_free() {
    hold_slots 1 1
    expect_error 75 '*no slot*' ipc-shm lock guard --slots 1 --no-wait -- true
    kill -KILL $!
    expect_exit 137 wait $! 2>/dev/null
    ipc-shm lock guard --slots 1 --timeout 20s -- true
}

test_wait_for_a_slot_ends_when_the_segment_is_removed() {
    hold_slots 1 1
    ipc-shm lock guard --slots 1 -- touch run 2>errors &
    local waiter=$!
    wait_until eval '(($(grep -c ":$(stat -c %i "$IPC_DIR/shm.guard/lock") " /proc/locks) >= 4))'
    ipc-shm rm guard
    ipc-shm create guard --size 1 >id
    expect_exit 69 wait $waiter
    expect_equal 'ipc-shm: segment guard: it was removed' "$(<errors)"
    test ! -e run || fail "a command ran with a slot of a removed segment"
    echo >&$open
    wait_all
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
