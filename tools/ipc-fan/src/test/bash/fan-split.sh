# ipc-fan split divides standard input among children without dividing a record, and merges the outputs of the children.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/pools.sh"
seq 100000 >lines
print_frames >frames

# after_closing: waits until a child has closed its input, and then prints the file `lines`. If the lines were printed
# earlier, some lines could be in the pipe of the child when the child closes its input. These lines would be lost.
after_closing() {
    wait_until [ -e closed ]
    rm closed
    cat lines
}

# Each line goes undivided to exactly one child, with and without the options --round-robin, --block and --keep-order.
test_each_line_goes_to_one_child() {
    for how in '' --round-robin '--block 1K' '--block 1K --round-robin' --keep-order; do
        ipc-fan split -j 3 $how -- sed 's/$/ done/' <lines >out
        sed 's/$/ done/' lines | sort >expected
        sort out | cmp - expected || fail "split $how has lost or torn lines"
    done
}

# IPC_INDEX is the number of the child, and IPC_COUNT is the number of children. Without --jobs, `split` starts one child
# for each processor.
test_children_know_their_number_and_count() {
    seq 3000 >lines
    ipc-fan split -j 3 -- sh -c 'cat >/dev/null; echo $IPC_INDEX $IPC_COUNT' <lines | sort >out
    expect_equal $'1 3\n2 3\n3 3' "$(<out)"
    expect_equal "$(nproc)" "$(ipc-fan split -- sh -c 'cat >/dev/null; echo' <lines | wc -l)"
}

# --round-robin gives blocks to the children in turn. With --block 1 each block is one line.
test_round_robin_gives_blocks_in_turn() {
    seq 6 | ipc-fan split -j 3 --round-robin --block 1 --tag -- cat | sort >out
    expect_equal $'1\t1\n1\t4\n2\t2\n2\t5\n3\t3\n3\t6' "$(<out)"
}

# A busy child gets only the blocks that fit into its pipe, and the other children get all other blocks.
test_a_busy_child_gets_only_what_fits_into_its_pipe() {
    ipc-fan split -j 3 --block 16K -- sh -c \
        '[ $IPC_INDEX != 2 ] || until [ -e go ]; do sleep 0.02; done; exec cat' <lines >out &
    wait_until has_lines out 88000
    touch go
    expect_exit 0 wait $!
    sort -n out | cmp - lines
}

# With --keep-order, `split` runs a child for each block and writes the outputs in the order of the blocks, byte for byte,
# even when the first child takes longest.
test_keep_order_runs_a_child_for_each_block() {
    head -c 3000000 /dev/urandom >bytes
    ipc-fan split -j 3 --keep-order --block 64K -- cat <bytes | cmp - bytes
    ipc-fan split -j 2 -k --block 256K -- gzip -c <lines | gzip -dc | cmp - lines
    printf 'no end' | ipc-fan split -j 2 -k -- cat >out
    expect_equal "no end" "$(<out)"
    expect_equal 6 "$(wc -c <out)"
    ipc-fan split -j 3 -k --block 200K -- \
        sh -c '[ $IPC_INDEX != 1 ] || until [ -e later ]; do sleep 0.02; done; cat; : >later' <lines | cmp - lines
    seq 9 | ipc-fan split -j 3 -k --block 6 --tag -- cat >out
    expect_equal $'1\t1\n1\t2\n1\t3\n2\t4\n2\t5\n2\t6\n3\t7\n3\t8\n3\t9' "$(<out)"
}

# With --keep-order, the output of a child waits until the earlier children have ended. `split`
# keeps at most 16 MiB of such output. When this memory is full, the children wait, and no output is
# lost. Here the first child writes nothing until the next two children have written 15 MB.
test_keep_order_limits_the_held_output() {
    : >megabytes
    ipc-fan split -j 3 -k --block 150K -- sh -c '
        [ $IPC_INDEX != 1 ] || until [ $(wc -l <megabytes) -ge 15 ]; do sleep 0.02; done
        for i in 1 2 3 4 5 6 7 8 9 10 11 12; do head -c 1000000 /dev/zero; echo $i >>megabytes; done' <lines | wc -c >out
    expect_equal 48000000 "$(<out)"
}

# `split` adds a missing newline to the last line of output, but not to the last line of a child's input.
test_a_last_line_without_newline() {
    printf 'a\nb' | ipc-fan split -j 1 -- cat >out
    expect_equal $'a\nb' "$(<out)"
    expect_equal 4 "$(wc -c <out)"
    printf 'a\nb' | ipc-fan split -j 1 -- wc -c >out
    expect_equal 3 "$(<out)"
}

# `split` accepts NUL-terminated records, frames, records that are longer than a block, and an empty input.
test_records_of_all_framings_are_divided() {
    tr '\n' '\0' <lines >nuls
    ipc-fan split -j 3 -0 --block 4K -- cat <nuls | tr '\0' '\n' | sort -n | cmp - lines
    ipc-fan split -j 2 --frame -k --block 1 -- cat <frames | cmp - frames
    for i in 1 2 3; do head -c 2000000 /dev/zero | tr '\0' $i; echo; done >long
    ipc-fan split -j 3 --block 4K -- cat <long | sort | cmp - long
    for how in '' --round-robin; do
        expect_equal $'0\n0' "$(ipc-fan split -j 2 $how -- wc -c </dev/null)"
    done
    # With -k, `split` starts one child for an empty input.
    expect_equal 0 "$(ipc-fan split -j 2 -k -- wc -c </dev/null)"
}

# When a child exits with 0, `split` gives the remaining records to the other children. When all children have ended,
# `split` ends too, and SIGPIPE ends the program that writes to `split`.
test_a_child_that_ends_well_leaves_the_rest_to_others() {
    statuses=$(yes | ipc-fan split -j 3 -- head -n 1 >out; echo "${PIPESTATUS[*]}")
    expect_equal "141 0" "$statuses"
    expect_equal $'y\ny\ny' "$(<out)"
    for end in exit 'sleep 0.2; echo well; exit'; do
        ipc-fan split -j 3 --block 4K -- sh -c "[ \$IPC_INDEX != 2 ] || { exec <&-; : >closed; $end; }; exec cat" \
            < <(after_closing) >out
        grep -v well out | sort -n | cmp - lines
    done
    grep -q well out || fail "what a child wrote after its input is lost"
}

# `split` reports a failed child and the records that are lost with that child; the other children continue.
test_a_child_that_fails_is_reported() {
    expect_error 3 'child 2 ended with status 3 before its input did' \
        ipc-fan split -j 3 --round-robin --block 4K -- \
        sh -c '[ $IPC_INDEX != 2 ] || { exec <&-; : >closed; sleep 0.2; exit 3; }; exec cat' < <(after_closing) >out
    sort -n out | cmp - lines
    expect_error 137 'child 1 was ended by signal 9*: of * lines that it was given, *lost' \
        ipc-fan split -j 2 --round-robin --block 1K -- sh -c '[ $IPC_INDEX = 2 ] && exec cat; read -r x; kill -9 $$' <lines >out
    # Each line of output is a complete line of the input.
    expect_equal "" "$(comm -13 <(sort lines) <(sort out))"
    expect_silence 1 ipc-fan split -j 2 -- grep -q nothing <lines
    expect_exit 5 ipc-fan split -j 3 --exit highest -- sh -c 'cat >/dev/null; exit $((2 + IPC_INDEX))' <lines
    expect_exit 0 ipc-fan split -j 3 --exit any -- sh -c 'cat >/dev/null; [ $IPC_INDEX = 3 ]' <lines
    expect_exit 7 ipc-fan split -j 2 -- sh -c 'head -n 1; exit 7' < <(yes) >out 2>errors
    expect_equal 2 "$(wc -l <out)"
    tail -n 1 errors | grep -q 'no child is left' || fail "$(<errors)"
    expect_exit 4 ipc-fan split -j 2 -k --block 64K -- sh -c 'cat; [ $IPC_INDEX != 3 ] || exit 4' <lines >out
    cmp out lines
}

# `split` returns the documented exit code if the input is unreadable, a frame is truncated, the output device is full, or
# the command cannot run.
test_failures_have_their_exit_codes() {
    expect_error 125 'cannot read the input: *' ipc-fan split -j 2 -- cat <&-
    expect_error 125 'cannot read the input: *' ipc-fan split -j 2 -k -- cat <&-
    expect_error 125 'frame 2 is cut short' ipc-fan split -j 2 --frame -- cat < <(head -c 9 frames) >out
    cmp out <(head -c 7 frames)
    expect_error 125 'cannot write *' ipc-fan split -j 2 -- cat <lines >/dev/full
    expect_error 127 'command not found: *' ipc-fan split -- /nowhere/at/all <lines
    expect_error 126 'cannot run *' ipc-fan split -- /etc/passwd <lines
}

# When its standard output is closed, `split` ends all children, even children that ignore TERM.
test_a_closed_output_ends_all_children() {
    for how in '' --keep-order; do
        statuses=$(yes | ipc-fan split -j 2 --kill-after 100ms $how -- sh -c "trap '' TERM; cat; : split-closed" 2>errors | head -n 1
            echo "${PIPESTATUS[*]}")
        expect_equal $'y\n141 141 0' "$statuses"
        expect_equal "" "$(<errors)"
        none_of split-closed || fail "children are left"
    done
}

# A second TERM to `split`, the end of --grace after the first TERM, or SIGKILL to `split` ends all children.
test_a_second_signal_ends_all_children() {
    for case in TERM KILL 'TERM --grace 0s'; do
        read -r signal grace <<<"$case"
        yes | heeding_signals ipc-fan split -q -j 2 --kill-after 1s $grace -- \
            sh -c 'while read -r x; do sleep 0.1; done; : split-signals' >/dev/null 2>&1 &
        # Waits for three processes: the command lines of the parent and of both children contain the text split-signals.
        wait_until has_started 3 split-signals
        send_signal $signal $!
        [[ $case != TERM ]] || kill -$signal $!
        expect_exit $((128 + $(kill -l $signal))) wait $!
        wait_until none_of split-signals
    done
}

# After the first TERM, `split` reads no further line. The children process all lines that `split` has already read, and
# then see the end of file. The other lines stay in the named pipe.
test_the_first_signal_ends_the_input() {
    local feed rest
    mkfifo feed
    for how in '' -k; do
        rm -f go begun
        exec {feed}<>feed
        cat lines >&$feed &
        ipc-fan split -j 2 $how --block 1K -- sh -c 'read -r x && : >begun; until [ -e go ]; do sleep 0.02; done
            [ -z "$x" ] || echo "$x"; cat; echo end' <feed >out 2>errors &
        wait_until test -e begun
        kill $!
        wait_until test -s errors
        touch go
        expect_exit 143 wait $!
        exec {rest}<feed {feed}>&-
        cat <&$rest >rest
        exec {rest}<&-
        [[ -s rest ]] || fail "split $how has read all lines"
        [[ $how ]] || expect_equal 2 "$(grep -c end out)"
        grep -v end out | { [[ $how ]] && cat || sort -n; } | cat - rest | cmp - lines
    done
}

# Ctrl-C ends `split` or `serve`, and also the shell loop that runs this program. No message about the children is
# printed.
test_ctrl_c_ends_the_surrounding_loop() {
    command -v script >/dev/null || return 0
    for how in 'split -j 2' 'split -j 2 -k' 'serve -j 2'; do
        loop loop "yes | ipc-fan $how -- sh -c 'while read -r x; do sleep 0.1; done; : split-keys'"
        interrupt_loop has_started 3 split-keys
        expect_equal '^C' "$(tr -d '\r\n' <terminal)"
        wait_until none_of split-keys
    done
}
