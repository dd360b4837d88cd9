# When its stdout is closed, `get` ends with the exit code 141 and prints no message. Items that `get` has not written
# stay in the buffer. An item counts as written when `get` has written it to the pipe, even if the reader has not read
# it from the pipe. By default, a pipe can hold at most 64 KiB.
. "$IPCKIT_TEST_LIB/buffers.sh"

test_two_consumers_get_each_item_once() {
    use_buffer jobs --bytes 16M
    seq 300000 >expected
    ipc-prodcons put jobs expected
    statuses=$(ipc-prodcons get jobs 2>errors | head -n 5 >first; echo "${PIPESTATUS[*]}") || true
    expect_equal "141 0" "$statuses" "exit codes of get and head"
    expect_equal "" "$(<errors)"
    expect_equal $'1\n2\n3\n4\n5' "$(<first)"
    ipc-prodcons get jobs --drain >rest
    next=$(head -n 1 rest)
    # The second `get` begins with the item `next`. The first `get` had written the items before `next` to the pipe.
    # `head` printed the items 1 to 5. The items from 6 to `next` - 1 are lost.
    ((next > 5 && next < 100000)) || fail "the rest begins at $next"
    tail -n +"$next" expected | cmp - rest
}

test_a_reader_that_reads_all_it_was_sent_loses_nothing() {
    use_buffer jobs --bytes 16M
    seq 300000 >expected
    ipc-prodcons put jobs expected
    { ipc-prodcons get jobs || expect_equal 141 $?; } | (dd bs=100 count=1000 iflag=fullblock status=none) >first
    ipc-prodcons get jobs --drain >rest
    [[ $(cat first rest | wc -c) -le $(wc -c <expected) ]] || fail "some item was delivered twice"
    tail -c "$(wc -c <rest)" expected | cmp - rest
    expect_equal "" "$(head -c 1 rest | tr -d 0-9)" "the rest begins within a line"
}

test_the_rest_is_whole_with_each_framing() {
    use_buffer jobs --bytes 16M
    seq 300000 >expected
    for framing in -0 --frame --whole; do
        ipc-prodcons put jobs expected
        { ipc-prodcons get jobs $framing || expect_equal 141 $?; } | head -c 10 >/dev/null
        ipc-prodcons get jobs --drain >rest
        tail -c "$(wc -c <rest)" expected | cmp - rest
    done
}

test_a_waiting_consumer_notices_the_closed_output() {
    use_buffer jobs
    for how in '' --follow '--timeout 50s' '--producers 3' '--rate 1/s'; do
        ipc-prodcons get jobs $how 2>errors > >(exec true) &
        expect_exit 141 wait $!
        expect_equal "" "$(<errors)"
    done
    mkfifo gate
    # The reader of the pipe exits while `get` waits for items.
    exec {out}> >(read -r _ <gate)
    ipc-prodcons get jobs --follow 2>errors >&$out &
    wait_until has_participants 1 jobs
    echo >gate
    expect_exit 141 wait $!
    expect_equal "" "$(<errors)"
    exec {out}>&-
}

test_a_command_that_writes_nothing_ends_with_its_reader() {
    use_buffer jobs
    local words
    ipc-prodcons put jobs <<<x
    for words in 'hold jobs' 'get jobs'; do
        rm -f began
        exec {out}> >(wait_until test -s began)
        expect_silence 141 ipc-prodcons $words -- sh -c 'echo $$ >began.new; mv began.new began; exec sleep 1000' >&$out
        exec {out}>&-
        wait_until not alive "$(<began)"
    done
    expect_equal x "$(ipc-prodcons get jobs --drain)" "item that the command had"
    open_closed_output
    expect_silence 141 ipc-prodcons get jobs --follow -- true >&$out
    exec {out}>&-
}

test_at_most_once_delivers_no_item_again() {
    use_buffer jobs
    seq 10 | ipc-prodcons put jobs
    open_closed_output
    expect_silence 141 ipc-prodcons get jobs --at-most-once >&$out
    exec {out}>&-
    expect_equal 0 "$(ipc-prodcons get jobs --drain | wc -l)"
}

test_help_into_a_closed_pipe_ends_silently() {
    open_closed_output
    expect_silence 141 ipc-prodcons --help >&$out
    exec {out}>&-
}

test_a_command_that_reads_part_of_its_input_has_succeeded() {
    use_buffer jobs
    seq 100 | ipc-prodcons put jobs
    ipc-prodcons get jobs --drain --batch 100 -- head -n 1 >got
    expect_equal 1 "$(<got)"
    expect_equal 0 "$(ipc-prodcons get jobs --drain | wc -l)"
}

test_a_producer_puts_what_its_input_had() {
    use_buffer jobs
    head -n 3 <(seq 300000) | ipc-prodcons put jobs
    expect_equal 3 "$(ipc-prodcons get jobs --drain | wc -l)"
}
