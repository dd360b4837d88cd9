# A sender can wait for its receiver (`--capacity 0`, `--until-received`) or leave a message pending (`--pend`), and a
# mailbox can limit its participants (`--sharing`).
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

test_room_of_a_rendezvous_is_a_waiting_receiver() {
    $mq create hall --capacity 0
    expect_error 75 '*full' $mq wait hall --for room --no-wait
    $mq recv hall >got &
    expect_exit 0 $mq wait hall --for room --timeout 20s
    $mq send hall x
    wait_all
    expect_equal x "$(<got)"
}

# With capacity 0, `send` returns after a receiver has received the message, and not earlier.
test_rendezvous_sender_waits_for_a_receiver() {
    $mq create meet --capacity 0
    $mq send meet hello && touch sent &
    wait_for_stat meet 'ready        1'
    [[ ! -e sent ]] || fail "a send ended before its message was received"
    expect_equal hello "$($mq recv meet)"
    wait_all
    [[ -e sent ]]
}

# With capacity 0, a message is withdrawn when its sender times out or is killed.
test_rendezvous_offer_ends_with_its_sender() {
    $mq create meet --capacity 0
    expect_error 124 '*no process has received it*' $mq send meet late --timeout 200ms
    expect_error 75 '*' $mq send meet late --no-wait
    expect_empty meet
    $mq send meet orphan &
    local sender=$!
    wait_for_stat meet 'ready        1'
    kill_hard $sender
    expect_empty meet
}

test_rendezvous_without_waiting() {
    $mq create meet --capacity 0
    $mq recv meet >got &
    wait_for_waiter $! messages meet
    expect_silence 0 $mq send meet at-once --no-wait
    wait_all
    expect_equal at-once "$(<got)"
}

# Three processes send many messages to a mailbox with capacity 0, and some sends time out. Exactly the messages of the
# successful sends are received.
test_rendezvous_that_time_out() {
    $mq create meet --capacity 0
    $mq recv meet --follow >got &
    local receiver=$!
    (for s in 1 2 3; do
        for i in {1..6}; do
            ! $mq send meet "$s.$i" --timeout 0.$((RANDOM % 20))s 2>/dev/null || echo "$s.$i"
        done >sent.$s &
    done
    wait_all)
    terminate $receiver
    cmp <(sort sent.?) <(sort got)
}

# When a receiver is killed before it acknowledges the message, the sender continues to wait, and the next receiver receives
# the message with delivery count 2.
test_rendezvous_with_a_receiver_that_dies() {
    $mq create meet --capacity 0
    $mq send meet twice &
    wait_for_stat meet 'ready        1'
    crash MR5 $mq recv meet
    expect_equal 'twice 2' "$($mq recv meet --timeout 20s --format '%b %d')"
    wait_all
}

test_send_until_received() {
    $mq create jobs --capacity 2
    $mq send jobs wanted --until-received && touch known &
    wait_for_stat jobs 'ready        1'
    [[ ! -e known ]]
    expect_equal wanted "$($mq recv jobs)"
    wait_all
    expect_error 124 '*no process has received it*' $mq send jobs wanted --until-received --timeout 200ms
    expect_empty jobs
}

# `send --pend` leaves one message of each sender pending when the mailbox is full. A pending message enters the mailbox
# before messages that are sent later.
test_pending_messages() {
    $mq create jobs --capacity 2
    $mq send jobs 1 2
    $mq send jobs 3 --pend --as T 2>errors
    expect_exit 0 grep -q pending errors
    expect_error 75 '*pending already*' $mq send jobs 4 --pend --as T
    $mq send jobs 4 --pend --as T/second 2>/dev/null
    expect_error 75 '*' $mq wait jobs --for accepted --as T --no-wait
    expect_equal 1 "$($mq recv jobs)"
    expect_silence 0 $mq wait jobs --for accepted --as T
    expect_error 75 '*full*' $mq send jobs 5 --no-wait
    expect_equal $'2\n3\n4' "$($mq recv jobs --drain)"
    expect_silence 0 $mq send jobs 6 --pend --as T
    expect_equal 6 "$($mq recv jobs)"
}

# With --frame, each frame can name the sender of its message. `send --pend` then leaves at most one
# message of each sender pending.
test_pending_messages_in_frames() {
    create from
    $mq create jobs --capacity 1
    $mq send jobs first
    $mq send from a --as A
    $mq send from b --as B
    $mq send from c --as A
    $mq recv from --drain --frame >frames
    expect_exit 75 $mq send jobs - --frame --pend --as T <frames 2>errors
    expect_exit 0 grep -q 'pending already; 2 messages sent' errors
    expect_error 75 '*' $mq wait jobs --for accepted --as A --no-wait
    expect_silence 0 $mq wait jobs --for accepted --as T --no-wait
    expect_equal $'first\na\nb' "$($mq recv jobs --drain)"
}

test_pair_admits_two_processes() {
    $mq create link --sharing pair
    $mq recv link --follow >got &
    local one=$!
    wait_for_waiter $one messages link
    expect_silence 0 $mq send link hello
    mkfifo held
    # The standard input of the second sender never ends, so the sender stays attached.
    exec {held}<>held
    $mq send link - <held &
    local two=$!
    wait_until attached $two link
    expect_error 75 '*two processes*' $mq send link x --no-wait
    expect_error 124 '*two processes*' $mq recv link --timeout 100ms
    expect_error 124 '*two processes*' $mq call link x --timeout 100ms
    kill_hard $two
    expect_silence 0 $mq send link again --timeout 20s
    wait_until has_lines got 2
    terminate $one
    exec {held}>&-
}

test_single_receiver_has_a_successor() {
    $mq create inbox --sharing single-receiver
    $mq recv inbox --follow >got &
    local one=$!
    wait_for_waiter $one messages inbox
    expect_error 75 '*another process receives*' $mq recv inbox --no-wait
    expect_silence 0 $mq send inbox 1
    wait_until has_lines got 1
    $mq recv inbox >next &
    kill_hard $one
    $mq send inbox 2
    wait_until test -s next
    expect_equal 2 "$(<next)"
    wait_all
}
