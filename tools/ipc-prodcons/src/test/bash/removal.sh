# Buffers may be removed and created while processes use them. A process that waits on a removed buffer ends.
. "$IPCKIT_TEST_LIB/buffers.sh"

# start_waiting: starts two consumers of `jobs` and a producer of `jobs.full`, and waits until all three processes wait.
start_waiting() {
    ipc-prodcons get jobs >/dev/null 2>errors.get &
    getter=$!
    ipc-prodcons get jobs --follow --timeout 60s >/dev/null 2>errors.follow &
    follower=$!
    yes | ipc-prodcons put jobs.full 2>errors.put &
    putter=$!
    wait_until has_participants 2 jobs
    wait_until waits_for consumer jobs
    wait_until waits_for producer jobs.full
}

# expect_all_ended: expects that all three processes of `start_waiting` end with the exit code 69 and a message of one
# line.
expect_all_ended() {
    for pid in $getter $follower $putter; do
        expect_exit 69 wait "$pid"
    done
    for who in get follow put; do
        [[ $(wc -l <errors.$who) == 1 && $(<errors.$who) == ipc-prodcons:* ]] || fail "$who: $(<errors.$who)"
    done
    grep -q 'items put' errors.put || fail "put does not say how many items it has put: $(<errors.put)"
}

# removal_ends_waits DOORBELL COMMAND...: creates two buffers with the option `--doorbell DOORBELL`. Starts processes
# that wait on the buffers, and runs COMMAND, which removes the buffers. Expects that all waiting processes end.
removal_ends_waits() {
    ipc-prodcons create jobs --doorbell "$1"
    ipc-prodcons create jobs.full --doorbell "$1" --bytes 4K
    start_waiting
    "${@:2}"
    expect_all_ended
}

test_rm_wakes_all_waiting_processes() {
    removal_ends_waits futex ipc-prodcons rm jobs jobs.full
}

test_rm_wakes_all_waiting_processes_with_fifo_doorbell() {
    removal_ends_waits fifo ipc-prodcons rm jobs jobs.full
}

# `rm -rf` wakes no process. A waiting process sleeps for a limited time, then checks the buffer and ends.
test_files_deleted_by_hand_end_all_waits() {
    removal_ends_waits futex rm -rf "$IPC_DIR/buf.jobs" "$IPC_DIR/buf.jobs.full"
}

test_files_deleted_by_hand_end_all_waits_with_fifo_doorbell() {
    removal_ends_waits fifo rm -rf "$IPC_DIR/buf.jobs" "$IPC_DIR/buf.jobs.full"
}

# wait_for_a_lock_ends STEP VERB ROLE: starts two processes `ipc-prodcons VERB jobs`, whose role is ROLE (producer or
# consumer). The first process stops at STEP, while it holds the lock of the producers or of the consumers. The second
# process waits for this lock. The function then removes the buffer, and creates another buffer with the same name.
# Expects that the second process ends with the exit code 69 and does not use the new buffer.
wait_for_a_lock_ends() {
    ipc-prodcons create jobs
    ipc-prodcons put jobs <<<before
    IPCKIT_STOP_AT=$1 ipc-prodcons "$2" jobs <<<first >/dev/null &
    local stopped=$! waiter
    wait_until stopped $stopped
    ipc-prodcons "$2" jobs <<<second >got 2>errors &
    waiter=$!
    wait_until waits_for "$3" jobs
    ipc-prodcons rm jobs
    ipc-prodcons create jobs
    expect_exit 69 wait $waiter
    [[ $(<errors) == 'ipc-prodcons: buffer jobs: it was removed'* ]] || fail "unexpected message: $(<errors)"
    kill -KILL $stopped
    expect_exit 137 wait $stopped
    expect_equal "" "$(<got)$(ipc-prodcons get jobs --drain)"
    ipc-prodcons rm jobs
}

test_put_that_waits_for_a_lock_ends_when_the_buffer_is_removed() {
    wait_for_a_lock_ends P2 put producer
}

test_get_that_waits_for_a_lock_ends_when_the_buffer_is_removed() {
    wait_for_a_lock_ends C4 get consumer
}

test_a_new_buffer_of_the_same_name_is_another_buffer() {
    ipc-prodcons create jobs
    seq 3 | ipc-prodcons put jobs
    ipc-prodcons get jobs --follow >first 2>errors &
    follower=$!
    wait_until has_lines first 3
    ipc-prodcons rm jobs
    ipc-prodcons create jobs
    echo new | ipc-prodcons put jobs
    expect_exit 69 wait $follower
    expect_equal $'1\n2\n3' "$(<first)"
    expect_equal new "$(ipc-prodcons get jobs --drain)"
    ipc-prodcons rm jobs
}

test_of_two_concurrent_creates_one_succeeds() {
    for turn in {1..5}; do
        ipc-prodcons create jobs --slots 4 2>errors.1 &
        one=$!
        other=0
        ipc-prodcons create jobs --slots 8 2>errors.2 || other=$?
        code=0
        wait $one || code=$?
        expect_equal 73 $((code + other)) "sum of the two exit codes"
        ipc-prodcons rm jobs
    done
}

test_the_first_process_with_create_creates_the_buffer() {
    (seq 100 | ipc-prodcons put jobs --create) &
    ipc-prodcons get jobs --create --producers 1 --timeout 30s | cmp - <(seq 100)
    wait_all
    ipc-prodcons create jobs --if-absent --slots 3
    ipc-prodcons rm jobs
}

test_concurrent_puts_with_create_share_one_buffer() {
    for p in {1..6}; do
        ipc-prodcons put jobs --create <<<$p &
    done
    wait_all
    expect_equal '1 2 3 4 5 6' "$(ipc-prodcons get jobs --drain | sort | xargs)"
    ipc-prodcons hold jobs --create -- true
    ipc-prodcons rm jobs
}
