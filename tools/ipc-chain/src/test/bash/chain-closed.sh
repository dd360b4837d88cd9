# When the reader of standard output closes it, `ipc-chain` ends all its processes and exits with 141, even if no process
# writes anything.
. "$IPCKIT_TEST_LIB/prelude.sh"

# A command that writes its process ID to the file `began`, and then sleeps.
silent='echo $$ >began.new; mv began.new began; exec sleep 1000'

# expect_end_with_the_reader ARGUMENT...: runs `ipc-chain` with the arguments, which contain the command $silent. The
# reader of the standard output of `ipc-chain` exits when $silent has created the file `began`. Expects that `ipc-chain`
# exits with 141 and that $silent ends.
expect_end_with_the_reader() {
    rm -f began
    exec {out}> >(wait_until test -s began)
    expect_exit 141 ipc-chain "$@" >&$out 2>errors
    exec {out}>&-
    wait_until not alive "$(<began)"
}

test_a_pipeline_ends_when_its_reader_has_gone() {
    local how
    for how in "--via pipe" "--via fifo" "--via buffer" "--restart 2" "--stats" "--on-failure end"; do
        # shellcheck disable=SC2086 # The variable `how` holds several words.
        expect_end_with_the_reader pipe $how -- sh -c "$silent" ::: cat ::: cat
        expect_equal "" "$(<errors)"
        # shellcheck disable=SC2086
        expect_end_with_the_reader pipe $how -- sleep 1000 ::: sh -c "$silent"
        expect_equal "" "$(<errors)"
    done
}

test_a_chain_ends_when_its_reader_has_gone() {
    local how
    for how in before after none; do
        expect_end_with_the_reader run -n 1 --wait $how -- sh -c "$silent"
    done
    expect_end_with_the_reader run -n 3 --wait before -- sh -c '[ $IPC_INDEX = 3 ] && '"$silent"
    expect_end_with_the_reader run -n 3 -- sh -c '[ $IPC_INDEX = 2 ] || exec sleep 1000; '"$silent"
    expect_end_with_the_reader run -n 3 --wait none --format json -- sh -c '[ $IPC_INDEX = 1 ] && '"$silent"
}

test_the_textbooks_chain_ends_when_its_reader_has_gone() {
    open_closed_output
    expect_silence 141 ipc-chain -n 3 --wait after --sleep 1000s >&$out
    exec {out}>&-
}

test_a_ring_ends_when_its_reader_has_gone() {
    expect_end_with_the_reader token -n 3 -- sh -c '[ $IPC_INDEX != 2 ] || '"{ $silent; }"
}
