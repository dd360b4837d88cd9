# A try of an item is used up only if a command runs for the item and fails. A delivery that ends in another way, for
# example because the consumer dies, uses up no try. An item that uses up its tries, or whose consumers die too often,
# becomes a dead letter.
. "$IPCKIT_TEST_LIB/buffers.sh"

test_an_item_is_a_dead_letter_after_its_last_try() {
    for options in '' --one-to-one; do
        use_buffer "jobs$options" $options
        use_buffer "dead$options"
        ipc-prodcons put "jobs$options" <<<hopeless
        ipc-prodcons get "jobs$options" --drain --retries 2 --dead-letter "dead$options" -- bash -c 'echo $IPC_TRY; exit 1' >got
        expect_equal $'1\n2\n3' "$(<got)" "tries"
        expect_equal hopeless "$(ipc-prodcons get "dead$options" --drain)"
    done
}

# If a command cannot be started, its item does not count as delivered. The next delivery is the first one that counts.
test_a_command_that_cannot_start_counts_nothing() {
    for options in '' --one-to-one; do
        use_buffer "jobs$options" $options
        use_buffer "dead$options"
        touch plain
        ipc-prodcons put "jobs$options" <<<kept
        for turn in 1 2; do
            expect_error 127 '*no-such-command*' \
                ipc-prodcons get "jobs$options" --max-deliveries 1 --dead-letter "dead$options" -- no-such-command
            expect_error 126 '*./plain*' ipc-prodcons get "jobs$options" --max-deliveries 1 --dead-letter "dead$options" -- ./plain
        done
        expect_equal '1 0' "$(ipc-prodcons get "jobs$options" --drain --dead-letter "dead$options" -- \
            bash -c 'echo $IPC_TRY $IPC_REDELIVERED')"
        expect_equal "" "$(ipc-prodcons get "dead$options" --drain)" "dead letters"
    done
}

# A command that ends because its stdout is closed does not count as failed, so its item uses up no try.
test_a_closed_output_counts_no_try() {
    use_buffer jobs
    use_buffer dead
    ipc-prodcons put jobs <<<kept
    open_closed_output
    expect_silence 141 ipc-prodcons get jobs --drain --dead-letter dead -- cat >&$out
    exec {out}>&-
    expect_equal "" "$(ipc-prodcons get dead --drain)" "dead letters"
    expect_equal 'kept 1' "$(ipc-prodcons get jobs --drain -- bash -c 'echo $(cat) $IPC_TRY')"
}

# The first `get` has no --dead-letter, and its command fails. The second `get` has --dead-letter, and counts this
# failed try, too.
test_tries_are_counted_across_processes() {
    for options in '' --one-to-one; do
        use_buffer "jobs$options" $options
        use_buffer "dead$options"
        printf 'bad\nnext\n' | ipc-prodcons put "jobs$options"
        expect_exit 1 ipc-prodcons get "jobs$options" --drain -- false 2>errors
        ipc-prodcons get "jobs$options" --drain --retries 1 --dead-letter "dead$options" -- \
            bash -c 'read -r x; echo $x $IPC_TRY; [[ $x == next ]]' >got
        expect_equal $'bad 2\nnext 1' "$(<got)"
        expect_equal bad "$(ipc-prodcons get "dead$options" --drain)"
    done
}

# kill_consumers COUNT OPTION...: runs `get OPTION...` COUNT times. The command that `get` runs kills this `get`.
kill_consumers() {
    for ((turn = 0; turn < $1; turn++)); do
        expect_exit 137 ipc-prodcons get jobs --drain "${@:2}" -- bash -c 'kill -KILL $PPID' 2>/dev/null
    done
}

# A delivery is lost when the consumer dies. The option --max-deliveries limits the lost deliveries of an item. A lost
# delivery does not count as a failed try.
test_an_item_that_kills_its_consumers_becomes_a_dead_letter() {
    use_buffer jobs
    use_buffer dead
    printf 'poison\nnext\n' | ipc-prodcons put jobs
    kill_consumers 3 --max-deliveries 3 --dead-letter dead
    expect_equal 'next 1' \
        "$(ipc-prodcons get jobs --drain --max-deliveries 3 --dead-letter dead -- bash -c 'echo $(cat) $IPC_TRY')"
    expect_equal poison "$(ipc-prodcons get dead --drain)"
}

# Without --dead-letter, `get` does not run its command for an item that has reached the limit of --max-deliveries. The
# item returns to the buffer, and `get` ends with 1.
test_an_item_that_kills_its_consumers_is_kept() {
    use_buffer jobs
    ipc-prodcons put jobs <<<poison
    kill_consumers 2
    expect_error 1 '*items returned to the buffer after 2 lost deliveries' \
        ipc-prodcons get jobs --drain --max-deliveries 2 -- touch ran
    expect_exit 1 test -e ran
    expect_equal 'poison 1 2' "$(ipc-prodcons get jobs --drain -- bash -c 'echo $(cat) $IPC_TRY $IPC_REDELIVERED')"
}
