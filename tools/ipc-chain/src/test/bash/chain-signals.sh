# The first HUP, INT or TERM to `ipc-chain pipe` ends the first stage, and the later stages finish. A second signal ends all
# stages.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/pools.sh"

# A first stage that writes numbers until it gets TERM. Its last line is `last`, and its exit status is 3.
numbers='trap "echo last; exit 3" TERM; i=0; while :; do i=$((i + 1)); echo $i; done'
# A later stage. It reads one line, creates the file `begun`, waits until the file `go` exists, and then copies its
# whole input to its output.
slow='read -r x; : >begun; until [ -e go ]; do sleep 0.02; done; echo $x; exec cat'

# drain OPTION...: runs a pipeline of `numbers`, `slow` and `cat`, and sends TERM to `ipc-chain`. Expects that the file `out`
# contains all lines that the first stage has written.
drain() {
    rm -f go begun
    ipc-chain pipe "$@" -- sh -c "$numbers" ::: sh -c "$slow" ::: cat >out 2>errors &
    wait_until test -e begun
    kill $!
    wait_until test -s errors
    touch go
    expect_exit 143 wait $!
    expect_equal "ipc-chain: the first stage ends and the others finish, a second signal ends them" "$(<errors)"
    expect_equal last "$(tail -n 1 out)" "the last line after $*"
    head -n -1 out | cmp - <(seq $(($(wc -l <out) - 1)))
}
test_the_first_signal_ends_the_first_stage_and_the_others_finish() {
    for via in pipe fifo buffer; do
        drain --via $via
    done
}
test_the_first_signal_is_no_failure_of_the_first_stage() {
    drain --on-failure end
}
test_a_pipeline_with_restarts_drains() {
    drain --restart 3
}
test_statistics_are_written_after_a_drain() {
    drain --stats-file statistics
    expect_equal '3 0 0' "$(jq .status statistics | xargs)"
}

# When the first stage ends, a process that the stage has started may still have the stage's output
# open. `ipc-chain` ends this process, so that the next stage reads the end of file.
test_processes_that_the_first_stage_leaves_are_ended() {
    ipc-chain pipe -- sh -c 'sleep 1000 & echo $! >left.new; mv left.new left; wait' ::: sh -c 'cat; echo end' >out &
    wait_until test -e left
    kill $!
    expect_exit 143 wait $!
    wait_until not alive "$(<left)"
    expect_equal end "$(<out)"
}

# The first stage of the outer pipeline is another pipeline, the inner one. TERM to the outer pipeline reaches the inner
# pipeline, too. Then the first stage of the inner pipeline ends, the last stage of the inner pipeline writes the
# remaining lines, and no line is lost.
test_a_pipeline_in_a_pipeline_drains() {
    cat >inner <<<'exec ipc-chain pipe -q -- sh -c "$1" ::: cat'
    ipc-chain pipe -- sh inner "$numbers" ::: sh -c "$slow" >out 2>errors &
    wait_until test -e begun
    kill $!
    wait_until test -s errors
    touch go
    expect_exit 143 wait $!
    expect_equal last "$(tail -n 1 out)"
    head -n -1 out | cmp - <(seq $(($(wc -l <out) - 1)))
}

# A stage that crashes after `ipc-chain` has received TERM is not restarted, because the pipeline is already ending.
test_no_stage_is_restarted_after_the_signal() {
    ipc-chain pipe --restart 9 -- sh -c "$numbers" ::: \
        sh -c 'echo >>starts; read -r x; until [ -e go ]; do sleep 0.02; done; kill -9 $$' ::: cat >out 2>errors &
    wait_until test -e starts
    kill $!
    wait_until test -s errors
    touch go
    expect_exit 143 wait $!
    expect_equal 1 "$(wc -l <starts)" "starts of the second stage"
    expect_equal "ipc-chain: stage 2 (sh): killed by KILL" "$(tail -n 1 errors)"
}

# start_sleepers OPTION...: runs a pipeline of two stages that read no input, and sets $pipeline to the process ID of `ipc-chain`.
start_sleepers() {
    rm -f first second
    heeding_signals ipc-chain pipe -q "$@" -- sh -c 'echo $$ >first; exec sleep 1000' ::: \
        sh -c 'echo $$ >second; exec sleep 1000' &
    pipeline=$!
    wait_until test -s first -a -s second
}
# expect_all_end STATUS: expects that `ipc-chain` ends with the status. Then waits until both stages have ended, because a stage
# may end a moment after `ipc-chain`.
expect_all_end() {
    expect_exit $1 wait $pipeline
    wait_until not alive "$(<first)"
    wait_until not alive "$(<second)"
}
test_a_second_signal_ends_all_stages() {
    for signal in TERM INT HUP; do
        start_sleepers
        kill -$signal $pipeline
        wait_until not alive "$(<first)"
        alive "$(<second)" || fail "the first signal has ended the second stage"
        kill -$signal $pipeline
        expect_all_end $((128 + $(kill -l $signal)))
    done
}
test_the_end_of_the_grace_period_ends_all_stages() {
    start_sleepers --grace 100ms
    kill $pipeline
    expect_all_end 143
}
test_no_stage_is_left_when_the_head_is_killed() {
    start_sleepers
    kill -KILL $pipeline
    expect_all_end 137
}

# Ctrl-C ends a pipeline and also the shell loop around it, without a message about the stages.
test_ctrl_c_ends_the_surrounding_loop() {
    command -v script >/dev/null || return 0
    for how in '' '--restart 3'; do
        loop loop "ipc-chain pipe $how -- sh -c 'sleep 1000; : chain-keys' ::: sh -c 'cat; : chain-keys'"
        interrupt_loop has_started 3 chain-keys
        expect_equal '^C' "$(tr -d '\r\n' <terminal)"
        wait_until none_of chain-keys
    done
}
