# A message may be delayed, and may expire. No test waits for the end of a delay of an hour or more.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

test_delayed_message_is_hidden_and_counted() {
    $mq create jobs --capacity 2
    $mq send jobs tomorrow --delay 24h
    seq 1 | $mq send jobs - --delay 1h
    expect_empty jobs
    expect_error 75 '*full*' $mq send jobs more --no-wait
    expect_equal $'1\ntomorrow' "$($mq peek jobs --delayed -n 9)"
    expect_exit 0 grep -q '"delayed_until":"2' <($mq peek jobs --delayed --json)
    expect_exit 0 grep -q '"state":"full",.*"ready":0,.*"delayed":2,' <($mq stat jobs --json)
    $mq purge jobs
    expect_error 75 '*no message is delayed*' $mq peek jobs --delayed
}

test_waiting_receiver_gets_the_delayed_message() {
    $mq create jobs
    $mq send jobs soon --delay 100ms
    expect_equal 'soon 1' "$($mq recv jobs --timeout 20s --format '%b %d')"
}

test_expired_message_is_dropped() {
    $mq create jobs --capacity 1
    $mq send jobs stale --expire 10ms
    $mq send jobs fresh --timeout 20s --expire 1h
    expect_exit 0 grep -q '"expired":1,' <($mq stat jobs --json)
    expect_exit 0 grep -q '"expires":"2.*"body":"fresh"' <($mq recv jobs --json)
    expect_empty jobs
}

test_moved_message_keeps_its_expiry() {
    create from to
    $mq send from a --expire 1h
    $mq move --quiet from to
    expect_exit 0 grep -q '"expires":"2' <($mq peek to --json)
}

test_times_need_a_mailbox_that_holds_messages() {
    local option
    $mq create meet --capacity 0
    for option in --delay --expire; do
        expect_error 2 "*$option needs a mailbox that holds messages, not capacity 0;*" $mq send meet x $option 1s
        expect_error 2 '*posix:/jobs: *; local mailboxes have*' $mq send posix:/jobs x $option 1s
    done
}

# A process is killed while it changes a delayed or an expired message. Afterwards, the message must be in the right
# list of the mailbox: a delayed message is not lost, and an expired message takes no room.
#   MS4: a message is committed.                  MG2: a message is given back.
#   MV2: a delayed message has become ready.      MW2: an expired message is removed.
test_death_at_each_step() {
    $mq create jobs --capacity 3
    crash MS4 $mq send jobs a --delay 20ms
    crash MV2 $mq recv jobs --timeout 20s
    expect_equal 'a 1' "$($mq recv jobs --format '%b %d')"
    $mq send jobs b
    crash MG2 $mq recv jobs --retry-delay 1h -- false
    expect_empty jobs
    expect_equal 'b 1' "$($mq peek jobs --delayed --format '%b %d')"
    $mq send jobs c --expire 10ms
    crash MW2 $mq recv jobs --timeout 20s
    seq 2 | $mq send jobs - --no-wait
    expect_error 75 '*full*' $mq send jobs x --no-wait
    expect_equal $'1\n2' "$($mq recv jobs --drain)"
}

# After each failed try, the message is hidden for twice as long as after the previous try.
test_retry_delay_doubles() {
    local started
    create jobs dead
    $mq send jobs bad
    $mq recv jobs --retries 2 --retry-delay 50ms --dead-letter dead -- bash -c 'date +%s%N >>started; exit 7'
    mapfile -t started <started
    expect_equal 3 "${#started[@]}" "tries"
    # The clock of the delays has a resolution of 10 ms, so a delay may end up to 10 ms early.
    ((started[1] - started[0] >= 40 * 1000000)) || fail "the second try came too early"
    ((started[2] - started[1] >= 90 * 1000000)) || fail "the third try came too early"
    expect_equal 'bad 3' "$($mq recv dead --format '%b %h{failed-tries}')"
}

# While a failed message is hidden by its retry delay, other messages can be received.
test_retry_delay_lets_other_messages_pass() {
    create jobs
    $mq send jobs bad good
    expect_equal good "$($mq recv jobs --drain --retries 1 --retry-delay 1h -- grep good)"
    expect_equal bad "$($mq peek jobs --delayed)"
}
