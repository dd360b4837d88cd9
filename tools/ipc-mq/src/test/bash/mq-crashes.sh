# The tests kill processes at steps of the mailbox's protocol and at random moments. No message is lost, and no process
# hangs. A message that is received again has a delivery count above 1.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

# The steps of the protocol after which a process is killed:
#   MS3: the bytes of a message are in a free message entry.    MS4: the message is committed.
#   MR3: a message is claimed.                                  MR5: the message is claimed, and the lock is released.
#   MK2: a message is acknowledged.                             MA2: a reply has replaced its request.
#   MP2: a message that was pending can now be received.        MU1: the lock is released, and no process is woken yet.
#   MB1: a recovery has emptied the lists of message entries, except the list of free entries.

# expect_left EXPECTED: checks that the mailbox `jobs`, whose capacity is 3, contains exactly the messages in EXPECTED.
# Each line of EXPECTED is a message with its delivery count. Then checks that the emptied mailbox accepts exactly 3
# messages.
expect_left() {
    expect_equal "$1" "$($mq recv jobs --drain --format '%b %d')" "what is left"
    expect_error 75 '*full; 3 messages sent' $mq send jobs - --no-wait < <(seq 4)
    expect_equal $'1\n2\n3' "$($mq recv jobs --drain)" "what is sent then"
}

# When a sender is killed, its message is in the mailbox if and only if the message was committed.
test_sender() {
    $mq create jobs --capacity 3
    crash MS3 $mq send jobs a
    expect_left ''
    crash MS4 $mq send jobs a
    expect_left 'a 1'
    crash MU1 $mq send jobs a
    expect_left 'a 1'
    crash MS4:2 $mq send jobs - < <(seq 3)
    expect_left $'1 1\n2 1'
}

# When a receiver is killed before it acknowledges its message, the message is redelivered with delivery count 2.
test_receiver() {
    local step
    $mq create jobs --capacity 3
    for step in MR3 MR5 MU1; do
        $mq send jobs a b
        crash $step $mq recv jobs
        expect_left $'a 2\nb 1'
    done
}

test_acknowledgement() {
    $mq create jobs --capacity 3
    $mq send jobs a b
    crash MK2 $mq recv jobs >got
    expect_equal a "$(<got)"
    expect_left 'b 1'
    $mq send jobs a
    eval "$($mq recv jobs --lease 1h --shell)"
    crash MK2 $mq ack jobs "$receipt"
    expect_left ''
}

# When a process is killed while it recovers the mailbox, the next process starts the recovery from the beginning.
test_recovery() {
    $mq create jobs --capacity 3
    $mq send jobs a
    crash MS4 $mq send jobs b
    crash MB1 $mq recv jobs
    crash MB1 $mq recv jobs
    expect_left $'a 1\nb 1'
}

# A mailbox can be removed although the owner of its lock is dead.
test_removal() {
    $mq create jobs
    crash MS4 $mq send jobs a
    $mq rm jobs
    expect_nothing_left
}

# A pending message (sent with `--pend` while the mailbox was full) enters the mailbox exactly once, even if the
# message's sender is killed, or if the receiver that makes room for the message is killed.
test_pending_message() {
    $mq create jobs --capacity 3
    $mq send jobs 1 2 3
    $mq send jobs 4 --pend --as T 2>/dev/null
    crash MP2 $mq recv jobs >got
    expect_equal 1 "$(<got)"
    expect_left $'2 1\n3 1\n4 1'
    $mq send jobs 1 2 3
    crash MS4 $mq send jobs 4 --pend --as T
    expect_left $'1 1\n2 1\n3 1\n4 1'
}

# `call` fails with 69 when the service is killed before it has sent the reply. Otherwise `call` prints the reply.
test_service() {
    local step code
    $mq create jobs --capacity 3
    for step in MR3 MR5 MA2; do
        IPCKIT_CRASH_AT=$step $mq serve jobs -- cat 2>/dev/null &
        server=$!
        code=0
        $mq call jobs x --wait-server 20s >got 2>errors || code=$?
        if [[ $step == MA2 ]]; then
            expect_equal '0 x' "$code $(<got)" "a call whose service died after it had replied"
        else
            expect_equal 69 "$code" "a call whose service died"
        fi
        wait $server || expect_equal 137 $?
        expect_left ''
    done
}

# Two senders record each message that they have sent. Meanwhile the test starts one receiver after the other, and kills each
# receiver after a random time. Every recorded message is received. A message that is received again has a delivery count
# above 1.
# slow
test_receivers_at_any_moment() {
    local p i each=12 turn=0 consumer producer producers
    [[ ${IPCKIT_TORTURE:-} != long ]] || each=100
    $mq create more --capacity 5
    for p in 1 2; do
        (for ((i = 1; i <= each; i++)); do
            $mq send more "$p.$i" --priority $((RANDOM % 4))
            echo "$p.$i"
        done >sent.$p) &
    done
    producers=$(jobs -p)
    while kill -0 $producers 2>/dev/null; do
        ((turn += 1))
        $mq recv more --follow --format '%b %d' >got.$turn &
        consumer=$!
        wait_until attached $consumer more
        sleep 0.0$((RANDOM % 10))
        kill_hard $consumer
    done
    for producer in $producers; do
        expect_exit 0 wait "$producer"
    done
    $mq recv more --drain --format '%b %d' >got.last
    cat got.* | awk 'NF == 2 { print $1 }' | sort -u >received
    cmp received <(sort sent.?)
    cat got.* | awk '$2 == 1 { print $1 }' | sort | uniq -d >twice
    expect_equal '' "$(<twice)" "what came twice without a mark"
}

# When senders are killed, no message is received twice, and every message whose `send` has succeeded is received.
test_senders_at_any_moment() {
    local i sender
    $mq create more --capacity 5
    touch reported
    for i in {1..12}; do
        $mq send more "$i" --timeout 20s &
        sender=$!
        sleep 0.0$((RANDOM % 10))
        kill -KILL $sender 2>/dev/null || true
        wait $sender && echo "$i" >>reported || true
        # The mailbox is emptied after every fourth message, because a full mailbox would make the senders wait.
        ((i % 4)) || $mq recv more --drain >>arrived
    done
    expect_equal '' "$(sort arrived | uniq -d)" "what came twice"
    expect_equal '' "$(comm -23 <(sort reported) <(sort arrived))" "what was reported and is not there"
}
