# When `recv` runs a command for a message and the command fails, the failure uses up one try of the message. A failure
# because of a closed stdout or of the signal HUP, INT or TERM uses up no try. A message that has used up its tries, or
# whose receivers have died too often, becomes a dead letter.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

# After the last retry, `recv` moves the message to the mailbox that `--dead-letter` names, and adds headers that tell where,
# how often, with which result and when the message failed.
test_retries_and_dead_letters() {
    create jobs dead
    $mq send jobs hopeless --header k=v
    $mq recv jobs --retries 2 --dead-letter dead -- bash -c 'echo $IPC_TRY >>tries; exit 7'
    expect_equal $'1\n2\n3' "$(<tries)" "tries"
    expect_equal 'hopeless v jobs 3 exit status 7' \
        "$($mq peek dead --format '%b %h{k} %h{failed-in} %h{failed-tries} %h{failed-with}')"
    expect_equal "$(date -u +%Y)" "$($mq recv dead --format '%h{failed-at}' | cut -c 1-4)"
    expect_empty jobs
    $mq send jobs killed
    $mq recv jobs --dead-letter dead -- bash -c 'kill -KILL $$'
    expect_equal 'killed 1 killed by KILL' "$($mq recv dead --format '%b %h{failed-tries} %h{failed-with}')"
    $mq send jobs stubborn
    expect_exit 0 $mq recv jobs --retries 9223372036854775807 --dead-letter dead -- bash -c '((IPC_TRY == 3))'
    expect_empty dead
}

# The headers of a dead letter are part of its metadata, so --json and frames contain them.
test_headers_of_a_dead_letter_survive_each_form() {
    create jobs dead copies
    $mq send jobs hopeless
    $mq recv jobs --dead-letter dead -- false
    $mq peek dead --json | grep -q '"headers":{"failed-in":"jobs","failed-tries":"1","failed-with":"exit status 1","failed-at":"2'
    $mq recv dead --frame | $mq send copies - --frame
    expect_equal 'hopeless jobs 1' "$($mq recv copies --format '%b %h{failed-in} %h{failed-tries}')"
}

# If a command cannot be started, its message does not count as delivered. The next delivery is the first one that
# counts.
test_command_that_cannot_start_counts_nothing() {
    local turn
    create jobs dead
    touch plain
    $mq send jobs kept
    for turn in 1 2; do
        expect_error 127 '*no-such-command*' $mq recv jobs --max-deliveries 1 --dead-letter dead -- no-such-command
        expect_error 126 '*./plain*' $mq recv jobs --max-deliveries 1 --dead-letter dead --lease 1h -- ./plain
    done
    expect_equal '1 0' "$($mq recv jobs --dead-letter dead -- bash -c 'echo $IPC_TRY $IPC_REDELIVERED')"
    expect_empty dead
}

# When the mailbox is removed while the command works on a message, the command ends as usual. No process can get the
# message again.
test_mailbox_is_removed_while_the_command_works() {
    $mq create jobs
    $mq send jobs a
    expect_silence 0 $mq recv jobs -- $mq rm jobs
    $mq create jobs
    $mq send jobs a
    expect_error 3 'sh failed with status 3: message 1 was removed with its mailbox' \
        $mq recv jobs -- sh -c "$mq rm jobs; exit 3"
    $mq create jobs
    $mq send jobs a b
    expect_error 69 'mailbox jobs: it was removed' $mq recv jobs --drain -- $mq rm jobs
}

# When the command fails because its stdout has no reader, the failure uses up no try of the message.
test_closed_output_counts_no_try() {
    create jobs dead
    $mq send jobs kept
    open_closed_output
    expect_silence 141 $mq recv jobs --dead-letter dead -- cat >&$out
    exec {out}>&-
    expect_empty dead
    expect_equal 'kept 1' "$($mq recv jobs -- bash -c 'echo $(cat) $IPC_TRY')"
}

# When the command of a `recv` without --dead-letter fails, the failure uses up one try of the message. A later `recv`
# counts this try, too.
test_tries_are_counted_across_processes() {
    create jobs dead
    $mq send jobs bad
    expect_exit 1 $mq recv jobs -- false 2>errors
    expect_equal 'bad 2' "$($mq recv jobs --retries 1 --dead-letter dead -- bash -c 'echo $(cat) $IPC_TRY; exit 1')"
    expect_equal 'bad 2' "$($mq recv dead --format '%b %h{failed-tries}')"
}

# kill_receivers COUNT OPTION...: runs `recv OPTION...` COUNT times. The command that `recv` runs kills this `recv`.
kill_receivers() {
    local turn
    for ((turn = 0; turn < $1; turn++)); do
        expect_exit 137 $mq recv jobs "${@:2}" -- bash -c 'kill -KILL $PPID' 2>/dev/null
    done
}

# Each receiver that dies uses up one delivery of its message, but no try. After the last delivery, the message becomes a
# dead letter.
test_message_that_kills_its_receivers_becomes_a_dead_letter() {
    create jobs dead
    $mq send jobs poison next
    kill_receivers 3 --max-deliveries 3 --dead-letter dead
    expect_equal 'next 1' "$($mq recv jobs --drain --max-deliveries 3 --dead-letter dead -- bash -c 'echo $(cat) $IPC_TRY')"
    expect_equal 'poison 0 3 lost deliveries' "$($mq recv dead --format '%b %h{failed-tries} %h{failed-with}')"
    expect_empty jobs
}

# When the receivers of a message have died too often, a `recv` without --dead-letter fails. It does not run its
# command, and the message stays in the mailbox.
test_message_that_kills_its_receivers_is_kept() {
    $mq send jobs --create poison
    kill_receivers 2
    expect_error 1 '*mailbox jobs: message 1 given back after 2 lost deliveries' \
        $mq recv jobs --max-deliveries 2 -- touch ran
    expect_exit 1 test -e ran
    expect_equal 'poison 1 2' "$($mq recv jobs -- bash -c 'echo $(cat) $IPC_TRY $IPC_REDELIVERED')"
}

# A receiver counts a failed try, and is killed before it has moved the message (step MF1). The next receiver moves the
# message to the mailbox for dead letters, and does not run its command again. The dead letter is marked as redelivered,
# because the killed receiver may have put a copy there, too.
test_receiver_that_dies_after_a_failed_try() {
    create jobs dead
    $mq send jobs bad
    crash MF1 $mq recv jobs --dead-letter dead -- false
    expect_empty dead
    expect_exit 0 $mq recv jobs --drain --dead-letter dead -- touch again
    expect_exit 1 test -e again
    expect_equal 'bad 2 1' "$($mq recv dead --format '%b %d %h{failed-tries}')"
    expect_empty jobs
}
