# A leased message is hidden from other receivers until its lease ends. A lease ends by time, by `ack` or `nack`, or when the
# command that handles the message fails.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

test_lease_outlives_the_receiver() {
    $mq send jobs --create one
    eval "$($mq recv jobs --lease 1h --shell)"
    expect_equal one "$body"
    expect_empty jobs
    expect_silence 0 $mq extend jobs "$receipt" 2h
    expect_silence 0 $mq nack jobs "$receipt"
    # `nack` has ended the lease, so the receipt is no longer valid.
    expect_error 75 '*' $mq ack jobs "$receipt"
    local first=$receipt
    eval "$($mq recv jobs --lease 1h --shell)"
    expect_equal 'one 2' "$body $deliveries" "what was given back comes marked"
    expect_error 75 '*' $mq ack jobs "$first"
    expect_silence 0 $mq ack jobs "$receipt"
    expect_error 75 '*' $mq nack jobs "$receipt"
    expect_empty jobs
}

test_receipt_in_a_frame() {
    $mq send jobs --create one
    $mq recv jobs --lease 1h --frame >frame
    expect_silence 0 $mq ack jobs "$(tr '\0' '\n' <frame | sed -n 's/^receipt=//p')"
    expect_empty jobs
}

test_lease_ends_by_time() {
    $mq send jobs --create two
    eval "$($mq recv jobs --lease 300ms --shell)"
    expect_equal 'two 2' "$($mq recv jobs --timeout 20s --format '%b %d')"
    expect_error 75 '*' $mq ack jobs "$receipt"
    expect_error 75 '*' $mq extend jobs "$receipt" 1h
}

test_lease_does_not_delay_other_messages() {
    $mq send jobs --create a b c
    eval "$($mq recv jobs --lease 1h --shell)"
    expect_equal $'b\nc' "$($mq recv jobs --drain)"
    $mq ack jobs "$receipt"
}

# `recv` needs the lock of the mailbox to extend a lease and to acknowledge a message. If a stopped process holds the
# lock, the command of `recv` still runs to its end. Then `recv` fails, and prints one line about the stopped process.
test_command_ends_before_a_failure_of_its_lease_is_reported() {
    $mq create jobs
    $mq send jobs slow
    expect_error 124 '*mailbox jobs: process * is stopped and holds its lock' \
        $mq recv jobs --timeout 1h --lease 2s -- \
        sh -c 'touch working; until [ -e go ]; do sleep 0.02; done; touch done' &
    local receiver=$! sender
    wait_until test -e working
    IPCKIT_STOP_AT=MS3 $mq send jobs other &
    sender=$!
    wait_until stopped $sender
    # To extend the lease, `recv` needs the lock. The test waits until `recv` has tried to acquire
    # the lock and has failed. `recv` must not end then.
    wait_until stat_prints jobs '*receiver*lock*'
    wait_until not stat_prints jobs '*receiver*lock*'
    touch go
    expect_exit 0 wait $receiver
    expect_exit 0 test -e done
    kill -CONT $sender
    wait $sender
}

# With `--prefetch N` and --lease, `recv` writes at most N messages that are not settled. A message
# is settled when it is acknowledged or given back.
test_prefetch_counts_unsettled_messages() {
    $mq create jobs
    $mq send jobs a b c d
    expect_exit 0 $mq recv jobs --follow --lease 1h --prefetch 2 --timeout 1ms >lines
    expect_equal 2 "$(wc -l <lines)"
    $mq recv jobs --follow --lease 1h --prefetch 1 >lines &
    local receiver=$! receipt
    wait_for_waiter $receiver settlement jobs
    read -r receipt _ <lines
    $mq ack jobs "$receipt"
    wait_until has_lines lines 2
    wait_for_waiter $receiver settlement jobs
    expect_equal $'c\nd' "$(cut -d' ' -f2 lines)"
    terminate $receiver
}

# By default, `recv` acknowledges a message as soon as it has written the message to the pipe. With --prefetch, `recv`
# acknowledges the message only after the reader has read the message from the pipe.
test_prefetch_counts_unread_messages() {
    local form reader receiver
    for form in '' --frame; do
        $mq create jobs
        seq 8 | $mq send jobs -
        mkfifo pipe
        sleep 600 <>pipe &
        reader=$!
        $mq recv jobs --follow --prefetch 2 $form >pipe &
        receiver=$!
        wait_until stat_prints jobs '*claimed      2*'
        kill_hard $reader
        expect_exit 141 wait $receiver
        expect_equal '1 2 3' "$(echo $($mq recv jobs -n 3))"
        $mq rm jobs
        rm pipe
    done
}

test_lease_is_extended_while_the_command_runs() {
    $mq send jobs --create slow
    $mq recv jobs --lease 500ms -- bash -c 'cat >taken; sleep 1.3'
    expect_equal slow "$(<taken)"
    expect_empty jobs
}

test_failed_command_gives_the_message_back() {
    $mq send jobs --create bad
    expect_exit 3 $mq recv jobs --lease 10s -- bash -c 'exit 3' 2>/dev/null
    expect_equal 'bad 2' "$($mq recv jobs --format '%b %d')"
}

# `recv` adds headers to a dead letter, or omits them if the message's metadata has no room for them. If the mailbox for
# dead letters does not accept the largest messages of the source mailbox, `recv` fails before it receives a message.
test_dead_letter_always_fits() {
    create jobs dead
    $mq send jobs full --header k="$(printf '%0500d' 0)"
    $mq send jobs behind
    expect_exit 0 $mq recv jobs --drain --dead-letter dead -- false
    expect_equal $'full \nbehind jobs' "$($mq recv dead --drain --format '%b %h{failed-in}')"
    $mq create narrow --max-size 10
    expect_error 65 '*narrow does not accept every message of mailbox jobs*' \
        $mq recv jobs --drain --dead-letter narrow -- false
}

# While the mailbox for dead letters is full, `recv` extends the lease of the message that it moves there. So the
# message is not redelivered, and becomes a dead letter only once.
test_lease_is_extended_while_dead_letters_are_full() {
    $mq create jobs
    $mq create tight --capacity 1
    $mq send tight there
    $mq send jobs late
    $mq recv jobs --lease 300ms --dead-letter tight -- false &
    local consumer=$!
    wait_for_stat tight ' room '
    # Without an extension, the lease of 300 ms would end during this time.
    sleep 0.6
    expect_empty jobs
    expect_equal there "$($mq recv tight)"
    expect_exit 0 wait $consumer
    expect_equal late "$($mq recv tight --drain)"
}

test_command_knows_its_message() {
    $mq send jobs --create x --as Pat --priority 9 --header tone=grave --header trace-id=a=b --header 'no name=x'
    IPC_HEADER_of_another=x $mq recv jobs -- bash -c 'env | grep ^IPC_ | sort >variables; exec cat >/dev/null'
    expect_exit 0 grep -q '^IPC_SENDER=Pat$' variables
    expect_exit 0 grep -q '^IPC_PRIORITY=9$' variables
    expect_exit 0 grep -q '^IPC_REDELIVERED=0$' variables
    expect_equal $'IPC_HEADER_tone=grave\nIPC_HEADER_trace_id=a=b' "$(grep ^IPC_HEADER_ variables)"
}

# When a receiver is killed, its message is redelivered at once with delivery count 2, even if the lease is long.
test_dead_consumer() {
    local lease consumer
    $mq create jobs
    for lease in '' '--lease 1h'; do
        $mq send jobs orphan
        $mq recv jobs $lease -- bash -c 'echo $$ >working; exec sleep 600' &
        consumer=$!
        wait_until test -s working
        kill_hard $consumer
        kill "$(<working)"
        rm working
        expect_equal 'orphan 2' "$($mq recv jobs --timeout 20s --format '%b %d')"
    done
}

test_terminated_consumer_gives_back() {
    $mq send jobs --create interrupted
    $mq recv jobs --lease 1h -- bash -c 'echo $$ >working; exec sleep 600' &
    local consumer=$!
    wait_until test -s working
    # After the first TERM, `recv` lets its command finish. The second TERM ends `recv` and its command.
    send_signal TERM $consumer
    kill -TERM $consumer
    expect_exit 143 wait $consumer
    expect_equal 'interrupted 2' "$($mq recv jobs --timeout 20s --format '%b %d')"
}

test_several_consumers_share_the_messages() {
    local c
    $mq create work --capacity 64
    seq 60 | $mq send work -
    for c in 1 2 3; do
        $mq recv work --drain --lease 30s -- bash -c "cat >>done.$c" &
    done
    wait_all
    cmp <(sort -n done.?) <(seq 60)
}

# `recv` extends the lease while the command reads its message slowly.
test_slow_reader_keeps_its_lease() {
    $mq create large --max-size 1M
    head -c 300000 /dev/zero | $mq send large --whole -
    $mq recv large --lease 300ms -- bash -c 'touch reading; until [[ -e go ]]; do sleep 0.02; done; wc -c >count' &
    local consumer=$!
    wait_until test -e reading
    # Without an extension, the lease of 300 ms would end during this time.
    sleep 0.6
    expect_empty large
    touch go
    expect_exit 0 wait $consumer
    expect_equal 300001 "$(<count)"
    expect_empty large
}

# A command can read its complete message even if the `recv` that started the command is killed in the meantime.
test_command_of_a_dead_consumer_has_the_whole_message() {
    $mq create large --max-size 10M
    head -c 5000000 /dev/zero | $mq send large - --whole
    $mq recv large --whole -- \
        sh -c 'touch reading; until [ -e go ]; do sleep 0.02; done; wc -c >count.new; mv count.new count' &
    local consumer=$!
    wait_until test -e reading
    kill_hard $consumer
    touch go
    wait_until test -e count
    expect_equal 5000000 "$(<count)"
}

# `send --until-received` cannot withdraw a message while a command handles it. If the time limit of `send` passes meanwhile,
# `send` waits until the command ends. If the command fails, `send` withdraws the message and exits with 124.
test_until_received_times_out_while_a_command_has_the_message() {
    $mq create jobs
    $mq recv jobs -- bash -c 'read -r _; touch had; until [[ -e go ]]; do sleep 0.02; done; exit 7' 2>/dev/null &
    local receiver=$! sender
    wait_for_waiter $receiver messages jobs
    expect_error 124 '*' $mq send jobs wanted --until-received --timeout 2s &
    sender=$!
    wait_until test -e had
    # The time limit of the sender passes while the command has the message.
    sleep 2
    touch go
    expect_exit 0 wait $sender
    expect_exit 7 wait $receiver
    expect_empty jobs
}

# `recv --lease` prints a receipt, which identifies the received message. `ack` refuses the receipt if the mailbox of
# the message was removed, even if a new mailbox has the same name.
test_receipt_belongs_to_one_mailbox() {
    $mq send again --create old
    eval "$($mq recv again --lease 1h --shell)"
    $mq rm again
    $mq send again --create new
    expect_equal new "$($mq recv again --lease 1h --format %b)"
    expect_error 75 '*too late*' $mq ack again "$receipt"
}
