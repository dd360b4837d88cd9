# `ipc-mq move` moves messages to another mailbox. If `move` is killed, no message is lost. If a message arrives in the
# target twice, the second copy is marked as redelivered.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

# `move` can return a dead letter to the mailbox from which it came. The message keeps its sender, its priority and the
# headers that the sender gave it. `move` removes the headers that `recv` added. The numbers of deliveries and of tries
# begin at 0 again.
test_move_brings_dead_letters_back() {
    create jobs dead
    $mq send jobs bad --priority 3 --header k=v --as Pat
    $mq recv jobs --retries 1 --dead-letter dead -- false
    expect_exit 0 $mq move dead jobs 2>news
    expect_equal 'ipc-mq: moved 1 message' "$(<news)"
    expect_equal 'bad Pat 3 v  0' "$($mq peek jobs --format '%b %s %p %h{k} %h{failed-in} %d')"
    expect_equal 1 "$($mq recv jobs -- bash -c 'cat >/dev/null; echo $IPC_TRY')"
    expect_empty dead
}

test_move_moves_at_most_the_given_number() {
    create from to
    $mq send from a b c
    expect_silence 0 $mq move from to -n 2 --quiet
    expect_equal $'a\nb' "$($mq recv to --drain)"
    expect_equal c "$($mq recv from --drain)"
    expect_exit 0 $mq move from to 2>news
    expect_equal 'ipc-mq: moved 0 messages' "$(<news)"
}

# When the target is full, or does not accept a message, the message stays in the source and is not
# marked as redelivered.
test_move_leaves_messages_that_the_target_does_not_take() {
    $mq create from
    $mq create small --capacity 1 --max-size 2
    $mq send from a b long
    expect_error 75 'mailbox small: it is full; 1 message moved' $mq move from small --no-wait
    expect_error 124 'mailbox small: timed out: it is full' $mq move from small --timeout 100ms
    expect_equal a "$($mq recv small)"
    expect_equal 'b 1' "$($mq recv from --format '%b %d')"
    expect_error 65 'mailbox small: *4 bytes*' $mq move from small
    expect_equal 'long 1' "$($mq recv from --format '%b %d')"
}

test_move_refuses_wrong_mailboxes() {
    create jobs
    expect_error 69 'no such mailbox: absent' $mq move jobs absent
    expect_error 69 'no such mailbox: absent' $mq move absent jobs
}

# `move` is killed at each of four steps. MR5: the message is claimed in the source. MS3: the bytes of the message are in the
# target, but no receiver can see them. MS4: receivers can see the message in the target. MK2: the message is acknowledged in
# the source. A later `move` moves what is left.
test_move_that_is_killed_loses_nothing() {
    local step
    create from to
    for step in MR5 MS3; do
        $mq send from a b
        crash $step $mq move from to
        $mq move from to --quiet
        expect_equal $'a 2\nb 1' "$($mq recv to --drain --format '%b %d')" "what is there after $step"
    done
    $mq send from a b
    crash MS4 $mq move from to
    $mq move from to --quiet
    expect_equal $'a 1\na 2\nb 1' "$($mq recv to --drain --format '%b %d')" "what is there after MS4"
    $mq send from a b
    crash MK2 $mq move from to
    $mq move from to --quiet
    expect_equal $'a 1\nb 1' "$($mq recv to --drain --format '%b %d')" "what is there after MK2"
    expect_empty from
}

# `move` is killed again and again at random moments. Each message must arrive. If a message arrives
# several times, all deliveries but one must be marked as redelivered.
test_move_that_is_killed_at_any_moment() {
    local mover
    $mq create from --capacity unbounded
    $mq create to --capacity unbounded
    seq 300 >sent
    $mq send from - <sent
    until [[ $($mq stat from --json | jq '.ready + .claimed') == 0 ]]; do
        $mq move from to --quiet &
        mover=$!
        sleep 0.$((RANDOM % 5))
        kill -KILL $mover 2>/dev/null || true
        wait $mover || expect_equal 137 $?
        $mq move from to -n 5 --quiet
    done
    $mq recv to --drain --format '%b %d' >got
    cut -d ' ' -f 1 got | sort -nu | cmp - sent
    expect_equal '' "$(awk '$2 == 1 { print $1 }' got | sort | uniq -d)" "what came twice without a mark"
}
