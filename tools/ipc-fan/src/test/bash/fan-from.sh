# ipc-fan from runs a command for each message of a mailbox or each item of a buffer.
. "$IPCKIT_TEST_LIB/prelude.sh"

# Each message goes to exactly one of several receivers, in any order. With --drain, `from` ends when the mailbox is empty.
test_each_message_is_handled_once() {
    ipc-mq create jobs --capacity 64
    seq 40 | ipc-mq send jobs -
    ipc-fan from mq:jobs -j 3 --drain -- sh -c 'read -r x; echo "$x $IPC_INDEX"' >out
    expect_equal "$(seq 40)" "$(cut -d ' ' -f 1 out | sort -n)"
    ipc-mq rm jobs
}

# Two receivers run their commands at the same time: one command writes to a named pipe while the other command reads from the
# pipe.
test_receivers_run_at_the_same_time() {
    ipc-mq create jobs --capacity 64
    mkfifo meeting
    printf '%s\n' a b | ipc-mq send jobs -
    ipc-fan from mq:jobs -j 2 --drain -- sh -c 'read -r x; if [ "$x" = a ]; then echo met >meeting; else cat meeting; fi' >out
    expect_equal met "$(<out)"
    ipc-mq rm jobs
}

# If the command fails, `from` runs it again for the same message, as often as --retries allows. If the command
# fails each time, `from` moves the message to the mailbox that --dead-letter names. Without --dead-letter, `from`
# returns the message to its mailbox and ends with the status of the command.
test_a_failed_message_is_retried_and_then_a_dead_letter() {
    ipc-mq create jobs --capacity 64
    ipc-mq create failed --capacity 64
    printf '%s\n' good bad | ipc-mq send jobs -
    expect_exit 0 ipc-fan from mq:jobs -j 2 --drain --retries 2 --dead-letter failed -- sh -c 'echo >>tries; grep -q good'
    expect_equal 4 "$(wc -l <tries)"
    expect_equal bad "$(ipc-mq recv failed)"
    ipc-mq send jobs bad
    expect_exit 7 ipc-fan from mq:jobs -j 1 --drain -- sh -c 'exit 7' 2>errors
    expect_equal bad "$(ipc-mq recv jobs)" "the message that was given back"
    ipc-mq rm jobs failed
}

# If `from` is killed while its command handles a message, the mailbox delivers the message again. Without --drain, `from`
# waits when the mailbox is empty, so the test can start `from` before it sends the message.
test_a_killed_pool_loses_no_message() {
    ipc-mq create jobs --capacity 64
    ipc-fan from mq:jobs -j 1 -- sh -c 'cat >>done; echo $$ >working; exec sleep 300' &
    fan=$!
    ipc-mq send jobs precious
    wait_until test -s working
    kill -KILL $fan
    expect_exit 137 wait $fan
    wait_until not alive "$(<working)"
    expect_equal 'precious 2' "$(ipc-mq recv jobs --timeout 60s --format '%b %d')"
    ipc-mq rm jobs
}

# After the first TERM, the receivers take no further message, and the running commands finish their messages.
test_the_first_signal_lets_the_running_commands_finish() {
    ipc-mq create jobs --capacity 64
    seq 3 | ipc-mq send jobs -
    ipc-fan from mq:jobs -j 2 -- sh -c 'read -r x; >began.$x; until [ -e go ]; do sleep 0.02; done; echo $x' >out 2>errors &
    wait_until test -e began.1 -a -e began.2
    kill $!
    wait_until test -s errors
    for receiver in $(ps -o pid= --ppid $!); do
        wait_until not has_pending_signals "$receiver"
    done
    touch go
    expect_exit 143 wait $!
    expect_equal $'1\n2' "$(sort out)"
    expect_equal 3 "$(ipc-mq recv jobs)" "the message that was not taken"
    ipc-mq rm jobs
}

# `from` handles all items of a buffer and ends at the end of the stream, with and without --drain. The stream cannot end
# while `ipc-prodcons hold` runs. The test lets `hold` run until all receivers are attached, because a receiver that attaches
# after the end of the stream waits for the next stream.
test_items_of_a_buffer_are_handled_to_the_end_of_the_stream() {
    ipc-prodcons create lines
    seq 40 | ipc-prodcons put lines
    ipc-prodcons hold lines -- bash -c 'until [[ -e attached ]]; do sleep 0.02; done' &
    local holder=$!
    wait_until has_participants 1 lines
    ipc-fan from buf:lines -j 3 -- cat >out &
    wait_until has_participants 4 lines
    touch attached
    expect_exit 0 wait $!
    expect_exit 0 wait $holder
    expect_equal "$(seq 40)" "$(sort -n out)"
    expect_exit 0 ipc-fan from buf:lines -j 2 --drain -- cat >out
    expect_equal "" "$(<out)"
    ipc-prodcons rm lines
}

# ipc-fan rejects absent mailboxes and buffers.
test_wrong_sources_are_refused() {
    expect_error 69 'no such mailbox: absent' ipc-fan from mq:absent -- cat
    expect_error 69 'no such buffer: absent' ipc-fan from buf:absent -- cat
}
