# `ipc-mq` uses the kernel's POSIX and System V message queues in the same way: it creates, fills, empties, shows and
# removes them, waits at them, and exchanges messages with C programs. The scripts mq-posix.sh and mq-sysv.sh test the
# features that only one of the two kinds has.
# lane: kernel
. "$IPCKIT_TEST_LIB/kernel-queues.sh"

is_created_and_shown() {
    (umask 077 && $mq create $queue "${small[@]}" --mode 0666 >id)
    expect_error 73 "*$queue*exists*" $mq create $queue "${small[@]}"
    $mq create $queue --if-absent 2>errors | cmp - id
    expect_equal "" "$(<errors)"
    expect_equal "$queue empty 0 0 10 0666 $UID" \
        "$($mq stat $queue --json | jq -r '[.name, .state, .ready, .bytes, .max_size, .mode, .uid] | join(" ")')"
    $mq send $queue hello
    $mq stat $queue >told
    local line
    for line in "mailbox *$queue, in use" "message *up to 10 bytes" "ready *1" "bytes *5" "mode *0666" "owner *$UID"; do
        grep -qx "$line" told || fail "stat does not print '$line': $(<told)"
    done
}
test_creation() {
    for_each_scheme is_created_and_shown
}

is_empty() {
    $mq create $queue "${small[@]}" >id
    expect_error 75 "mailbox $queue: it is empty" $mq recv $queue --no-wait
    expect_error 124 "mailbox $queue: timed out: it is empty" $mq recv $queue --timeout 100ms
    expect_error 75 "mailbox $queue: it is empty" $mq wait $queue --no-wait
    expect_error 124 "*timed out*" $mq wait $queue --timeout 100ms
    expect_silence 0 $mq recv $queue --drain
    $mq send $queue one
    # `recv` succeeds with fewer than 5 messages, because it has received at least one message before the time limit passes.
    expect_silence 0 $mq recv $queue --count 5 --timeout 100ms >got
    expect_equal one "$(<got)"
}
test_empty_queue() {
    for_each_scheme is_empty
}

is_full() {
    $mq create $queue "${small[@]}" >id
    $mq send $queue 123456
    expect_silence 0 $mq wait $queue --for room
    $mq send $queue 1234
    expect_equal full "$($mq stat $queue --json | jq -r .state)"
    expect_error 75 "mailbox $queue: it is full" $mq send $queue 1 --no-wait
    expect_error 124 "mailbox $queue: timed out: it is full; 0 messages sent" $mq send $queue - --timeout 100ms <<<1
    expect_error 75 "mailbox $queue: it is full" $mq wait $queue --for room --no-wait
    expect_equal $'123456\n1234' "$($mq recv $queue --drain)"
}
test_full_queue() {
    for_each_scheme is_full
}

# When a message is too large, `send` fails with 65 after it has sent the preceding messages.
limits_the_size() {
    $mq create $queue "${small[@]}" >id
    head -c 10 /dev/urandom >random
    $mq send $queue - --whole <random
    $mq recv $queue --whole | cmp - random
    expect_error 65 "mailbox $queue: a message of 11 bytes, and it * at most 10 (its *)" $mq send $queue 12345678901
    expect_error 65 "mailbox $queue: *10 bytes*; 1 message sent" $mq send $queue - < <(echo a; echo 12345678901)
    expect_exit 0 $mq purge $queue 2>errors
    expect_equal "ipc-mq: dropped 1 message" "$(<errors)"
    expect_empty $queue
}
test_message_that_is_too_large() {
    for_each_scheme limits_the_size
}

has_forms() {
    $mq create $queue >id
    $mq send $queue '' "it's" --$label 7
    expect_equal "{\"mailbox\":\"$queue\",\"$label\":7,\"body\":\"\"}" "$($mq recv $queue --json)"
    (eval "$($mq recv $queue --shell)" && expect_equal "it's|7|$queue" "$body|${!label}|$mailbox")
    printf 'a\0\nb\0\0' | $mq send $queue - -0
    $mq recv $queue --drain -0 | cmp - <(printf 'a\0\nb\0\0')
    $mq send $queue - < <(printf 'a\nb')
    $mq recv $queue --drain --frame >frames
    $mq send $queue - --frame <frames
    expect_equal $'a\nb' "$($mq recv $queue --drain)"
    expect_error 65 "mailbox $queue: frame 1 is cut short*" $mq send $queue - --frame < <(printf '\0\0\0\3bb')
}
test_framings_and_formats() {
    for_each_scheme has_forms
}

# Processes that wait at a queue fail with 69 when the queue is removed.
ends_waits() {
    local pids=() pid
    $mq create $queue "${small[@]}" >id
    $mq create $other "${small[@]}" >id
    $mq send $queue 12345 67890
    $mq send $queue x 2>queue-errors &
    pids+=($!)
    $mq wait $queue --for room 2>queue-errors-2 &
    pids+=($!)
    $mq recv $other 2>other-errors &
    pids+=($!)
    $mq wait $other 2>other-errors-2 &
    pids+=($!)
    for pid in "${pids[@]}"; do wait_for_idle $pid; done
    expect_exit 69 $mq rm $other $other $queue 2>errors
    expect_equal "ipc-mq: no such mailbox: $other" "$(<errors)"
    for pid in "${pids[@]}"; do expect_exit 69 wait $pid; done
    expect_equal "ipc-mq: mailbox $queue: it was removed" "$(sort -u queue-errors queue-errors-2)"
    expect_equal "ipc-mq: mailbox $other: it was removed" "$(sort -u other-errors other-errors-2)"
}
test_removal_while_waiting() {
    for_each_scheme ends_waits
}

# `ipc-mq` fails with 77 when the user has no permission for the operation. The test needs root, to become another user.
denies() {
    local verb rest
    $mq create $queue >id
    for verb in 'send x' recv stat rm; do
        read -r verb rest <<<"$verb"
        expect_error 77 "*$queue*" stranger $mq $verb $queue $rest
    done
    # A user who may write, but not read, can wait for room.
    $mq create $other "${small[@]}" --mode 0622 >id
    $mq send $other 12345 67890
    stranger $mq send $other 2 &
    wait_for_idle $!
    expect_error 75 "mailbox $other: it is full" stranger $mq wait $other --for room --no-wait
    expect_equal 12345 "$($mq recv $other)"
    expect_exit 0 wait $!
    expect_equal $'67890\n2' "$($mq recv $other --drain)"
    expect_silence 0 stranger $mq wait $other --for room --no-wait
    expect_error 65 "mailbox $other: a message of 11 bytes, and it * at most 10 (its *)" stranger $mq send $other 12345678901
}
test_denied() {
    need_stranger
    for_each_scheme denies
}

# `recv` ends with 141 when the reader of its stdout has closed the pipe, and with 74 when `recv` was started without a
# stdout. In both cases, the message is in the queue afterwards.
notices_closed_stdout() {
    $mq create $queue "${small[@]}" >id
    expect_silence 141 $mq recv $queue --timeout 300s >&$out
    $mq send $queue kept
    expect_exit 141 $mq recv $queue >&$out 2>errors
    expect_error 74 '*cannot write to standard output*' $mq recv $queue >&-
    expect_equal kept "$($mq recv $queue --no-wait)"
}
test_closed_stdout() {
    open_closed_output
    for_each_scheme notices_closed_stdout
}

# When `recv` cannot write a message that it has received, it sends the message to the queue again. The message keeps
# its priority or type, and becomes the last message of this priority or type.
sends_again() {
    $mq create $queue "${small[@]}" --mode 0644 >id
    $mq send $queue 12345 --$label 7
    $mq send $queue 678 --$label 7
    expect_error 74 "mailbox $queue: no space left for the output" $mq recv $queue >/dev/full
    expect_equal $'678 7\n12345 7' "$($mq recv $queue --drain --format "%b %$letter")"
    # If the user may only read the queue, the message that `recv` could not write is lost, and the
    # error message says so.
    need_stranger
    $mq send $queue 12345
    expect_exit 74 stranger $mq recv $queue >/dev/full 2>errors
    [[ $(<errors) == *"permission denied, so the message that was not written is lost"* ]] || fail "$(<errors)"
    expect_empty $queue
}
test_full_disk_behind_stdout() {
    for_each_scheme sends_again
}

ends_by_signals() {
    local signal
    $mq create $queue "${small[@]}" >id
    for signal in INT TERM; do
        env --default-signal=INT $mq recv $queue --follow >got &
        wait_for_idle $!
        kill -$signal $!
        expect_exit $((128 + $(kill -l $signal))) wait $!
    done
    $mq send $queue 12345 67890
    $mq send $queue 2 &
    wait_for_idle $!
    terminate $!
    expect_equal $'12345\n67890' "$($mq recv $queue --drain)"
}
test_signals() {
    for_each_scheme ends_by_signals
}

serves_many() {
    local p c
    $mq create $queue >id
    for p in 1 2 3; do
        (seq -f "$p.%.0f" 3000 | $mq send $queue -) &
    done
    for c in 1 2 3; do
        $mq recv $queue --count 3000 >got.$c &
    done
    wait_all
    cmp <(sort got.?) <(for p in 1 2 3; do seq -f "$p.%.0f" 3000; done | sort)
}
test_several_senders_and_receivers() {
    for_each_scheme serves_many
}

# The messages are sent in descending order of their labels (priorities or types). So a POSIX queue, which sorts
# messages by priority, delivers them in the order in which they were sent, too.
exchanges_with_c() {
    $mq create $queue >id
    ./peer send $queue $highest_of_c high
    ./peer send $queue 7 ""
    ./peer send $queue 7 $'binary: \001\377\r'
    ./peer send $queue 1 low
    expect_equal "$highest_of_c high"$'\n7 \n7 binary: \001\377\r\n1 low' "$($mq recv $queue -n 4 --format "%$letter %b")"
    $mq send $queue "" --$label $highest
    $mq send $queue second --$label 2
    printf 'a\0b\nc' | $mq send $queue - --whole --$label 1
    ./peer recv $queue 3 | cmp - <(printf '%s 0 \n2 6 second\n1 5 a\0b\nc\n' $highest)
}
# A C program wakes a waiting `ipc-mq`, and `ipc-mq` wakes a waiting C program.
wakes_and_is_woken_by_c() {
    local receiver sender waiter
    $mq create $other "${small[@]}" >id
    $mq recv $other >got &
    receiver=$!
    wait_for_idle $receiver
    ./peer send $other 4 morning
    expect_exit 0 wait $receiver
    expect_equal morning "$(<got)"
    ./peer recv $other 1 >got &
    receiver=$!
    wait_for_idle $receiver
    $mq send $other evening --$label 4
    expect_exit 0 wait $receiver
    expect_equal "4 7 evening" "$(<got)"
    $mq send $other 12345 67890 --$label 1
    $mq send $other 2 --$label 1 &
    sender=$!
    wait_for_idle $sender
    $mq wait $other --for room --timeout 300s &
    waiter=$!
    wait_for_idle $waiter
    expect_equal $'1 5 12345\n1 5 67890' "$(./peer recv $other 2)"
    expect_exit 0 wait $sender
    expect_equal "1 1 2" "$(./peer recv $other 1)"
    expect_exit 0 wait $waiter
}
test_c_programs() {
    build_peer
    for_each_scheme exchanges_with_c
    for_each_scheme wakes_and_is_woken_by_c
}
