# An unbounded mailbox never makes a sender wait for room, and frees the memory of received messages. In all other
# respects, an unbounded mailbox behaves as a bounded mailbox.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

# kilobytes: prints the size of all objects in KiB. A failure of du is ignored, because du fails when a file is deleted while
# du runs.
kilobytes() {
    { du -sk "$IPC_DIR" 2>/dev/null || true; } | cut -f1
}

test_unbounded_capacity_is_shown() {
    $mq create jobs --capacity unbounded
    expect_equal 'jobs  empty  unbounded      0        0        0        0' "$($mq ls | tail -1)"
    [[ $($mq stat jobs --json) == *'"unbounded":true'* ]] || fail "stat --json does not say that it is unbounded"
}

# `send` never waits for room. Messages are received by priority, and messages of one priority in the order of sending.
# When 100,000 messages have been sent and received, the files of the mailbox take at most 6000 KiB.
test_backlog() {
    local full
    $mq create jobs --capacity unbounded
    seq 100000 | $mq send jobs - --no-wait
    full=$(kilobytes)
    ((full > 13000)) || fail "the messages are not there: $full KB"
    $mq send jobs urgent --priority 3
    expect_equal $'urgent\n1' "$($mq recv jobs -n 2)"
    expect_equal $'2\n3' "$($mq peek jobs -n 2)"
    expect_same_bytes <($mq recv jobs --drain) <(seq 2 100000)
    (($(kilobytes) < 6000)) || fail "an empty mailbox takes $(kilobytes) KB"
}

# While many messages pass through an unbounded mailbox, the mailbox frees the memory of the messages that were
# received.
# slow
test_memory_of_a_long_stream() {
    local count=1000000 most=0 now
    [[ ${IPCKIT_TORTURE:-} != long ]] || count=100000000
    $mq create jobs --capacity unbounded
    (seq $count | $mq send jobs -) &
    ($mq recv jobs -n $count | md5sum >sum) &
    while (($(jobs -pr | wc -l))); do
        now=$(kilobytes)
        ((most = now > most ? now : most))
        sleep 0.2
    done
    wait_all
    expect_equal "$(seq $count | md5sum)" "$(<sum)"
    (($(kilobytes) < 6000)) || fail "an empty mailbox takes $(kilobytes) KB"
    echo "$count messages passed; at most $most KB were there"
}

test_removal_while_a_backlog_is_received() {
    $mq create jobs --capacity unbounded
    seq 100000 | $mq send jobs -
    { $mq recv jobs --follow 2>told || echo $? >code; } | { read -r _; $mq rm jobs; wc -l >/dev/null; }
    expect_equal '69 ipc-mq: mailbox jobs: it was removed' "$(<code) $(<told)"
}

test_large_message_among_small_ones() {
    $mq create large --capacity unbounded --max-size 3M
    $mq send large small
    head -c 3000000 /dev/urandom >blob
    $mq send large --whole - <blob
    $mq send large small
    expect_equal small "$($mq recv large)"
    expect_same_bytes <($mq recv large --whole) blob
    expect_equal small "$($mq recv large)"
    expect_error 65 '*' $mq send large --whole - < <(head -c 4000000 /dev/zero)
    (($(kilobytes) < 9000)) || fail "the memory of a large message is not freed: $(kilobytes) KB"
}

# While one message is leased, thousands of messages that were sent after it can be received.
test_lease_in_a_backlog() {
    $mq create jobs --capacity unbounded
    seq 5000 | $mq send jobs -
    expect_equal 1 "$($mq recv jobs --lease 1h --format %b)"
    expect_same_bytes <($mq recv jobs --drain) <(seq 2 5000)
    expect_equal 1 "$($mq stat jobs --json | sed 's/.*"claimed":\([0-9]*\).*/\1/')"
}

# `send --pend` leaves no message pending at an unbounded mailbox, because this mailbox always has room. The commands
# `send --until-received`, `serve` and `call` work as with a bounded mailbox.
test_offers_and_services() {
    $mq create jobs --capacity unbounded --max-size 100K
    $mq send jobs a --pend --as T
    expect_error 124 '*no process has received it' $mq send jobs b --until-received --timeout 100ms
    expect_equal a "$($mq recv jobs --drain)"
    serve jobs -- bash -c 'head -c 100000 /dev/zero | tr "\0" x'
    expect_equal 100000 "$($mq call jobs request | tr -d '\n' | wc -c)" "a reply larger than its request"
    stop_service
}

# expect_left LAST: receives all messages of the mailbox `jobs`, and checks that they are the numbers from 1 to LAST. Then
# checks that the mailbox has at most two chunks (files that hold messages).
expect_left() {
    expect_same_bytes <($mq recv jobs --drain) <(seq "$1")
    expect_equal 'box live' "$(cd "$IPC_DIR/mq.jobs" && ls | grep -v ^chunk | tr '\n' ' ' | sed 's/ $//')"
    (($(ls "$IPC_DIR/mq.jobs" | wc -l) <= 4)) || fail "left: $(ls "$IPC_DIR/mq.jobs")"
}
# crash_while_it_grows STEP: kills a sender that creates the first chunk of a mailbox, and later a sender that creates a third
# chunk. A chunk is a file that holds messages. Each sender is killed at STEP of the creation. At step MC1, the file exists.
# At step MC2, the chunk is also in the mailbox's list of chunks.
crash_while_it_grows() {
    $mq create jobs --capacity unbounded
    crash "$1" $mq send jobs 1
    $mq send jobs - < <(seq 5000)
    expect_left 5000
    # The mailbox now has at most two chunks (files that hold messages), each with room for 2048 messages. Therefore
    # `send` creates a further chunk for message 4097 or earlier.
    crash "$1" $mq send jobs - < <(seq 5000) || true
    $mq purge jobs 2>/dev/null
    seq 5000 | $mq send jobs -
    expect_left 5000
}
test_crash_before_a_chunk_is_created() {
    crash_while_it_grows MC1
}
test_crash_after_a_chunk_is_created() {
    crash_while_it_grows MC2
}
test_crash_while_it_shrinks() {
    $mq create jobs --capacity unbounded
    seq 9000 | $mq send jobs -
    # At step MC3, a chunk (a file that holds messages) is removed from the mailbox's list of chunks, but the file still
    # exists.
    crash MC3 $mq recv jobs --drain >got
    (($(wc -l <got) >= 2048)) || fail "died too early"
    $mq recv jobs --drain >>got
    expect_same_bytes <(sort -nu got) <(seq 9000)
    seq 3 | $mq send jobs -
    expect_left 3
}

# When receivers are killed at any moment, each message that was sent is received.
test_receivers_killed_at_any_moment() {
    local rounds=3 round sender receiver
    [[ ${IPCKIT_TORTURE:-} != long ]] || rounds=100
    $mq create jobs --capacity unbounded
    for ((round = 1; round <= rounds; round++)); do
        seq -f "$round %.0f" 20000 >batch
        $mq send jobs - <batch &
        sender=$!
        $mq recv jobs --follow >got.1 2>/dev/null &
        receiver=$!
        sleep 0.$((RANDOM % 5 + 1))
        kill_hard $receiver
        expect_exit 0 wait $sender
        $mq recv jobs --drain >got.2
        expect_same_bytes <(cat got.1 got.2 | grep -E "^$round [0-9]+$" | sort -u) <(sort batch)
    done
}

# A process that still uses a removed mailbox does not delete the chunks of a new mailbox of the same name. A chunk is a
# file that holds messages.
test_process_at_a_removed_mailbox_leaves_a_new_mailbox_alone() {
    $mq create jobs --capacity unbounded
    seq 20000 | $mq send jobs -
    # At step MC3, the receiver is about to delete a chunk, a file of messages that the mailbox no longer needs.
    IPCKIT_STOP_AT=MC3 $mq recv jobs --drain >got 2>errors &
    local receiver=$!
    wait_until stopped $receiver
    $mq rm jobs
    $mq create jobs --capacity unbounded
    seq 20000 | $mq send jobs -
    kill -CONT $receiver
    wait $receiver || true
    expect_same_bytes <($mq recv jobs --drain) <(seq 20000)
}

# `send` fails with 74 when the file system is full, and the messages in the mailbox stay.
test_full_file_system() {
    ((EUID == 0)) && unshare -m true 2>/dev/null || {
        echo "no private mount is possible here"
        return 0
    }
    unshare -m bash -euc '
        mount -t tmpfs -o size=4m tmpfs "$1"
        export IPC_DIR=$1/objects
        ipc-mq create jobs --capacity unbounded
        code=0
        seq 1000000 | ipc-mq send jobs - 2>errors || code=$?
        [[ $code == 74 ]] || { echo "exit code $code instead of 74"; exit 1; }
        in=$(sed "s/.*; \([0-9]*\) messages sent/\1/" errors)
        ipc-mq recv jobs --drain | cmp - <(seq "$in") || exit 1
        seq 3 | ipc-mq send jobs -
        ipc-mq recv jobs --drain | cmp - <(seq 3)
    ' - "$(mktemp -d)"
}
