# `ipc-chain pipe` moves bytes unchanged, ends the other stages after the failure of a stage, and selects its own exit
# status by the rule of --exit.
. "$IPCKIT_TEST_LIB/prelude.sh"

# All values of --via. A test of the connections between stages runs once for each value.
connections="pipe fifo buffer"

test_bytes_pass_unchanged() {
    local via
    head -c 3000000 /dev/urandom >binary
    for via in $connections; do
        expect_silence 0 ipc-chain pipe --via $via -- cat ::: cat ::: cat <binary >out
        expect_same_bytes binary out
        expect_equal "x" "$(echo x | ipc-chain pipe --via $via -- cat)" "output of a single stage"
    done
}

test_each_stage_knows_its_number_and_gets_its_words() {
    local via
    for via in $connections; do
        expect_equal $'2/2 a  b\n1/2' "$(ipc-chain pipe --via $via -- sh -c 'echo $IPC_INDEX/$IPC_COUNT' ::: \
            sh -c 'echo "$IPC_INDEX/$IPC_COUNT $1"; cat' sh 'a  b')"
    done
}

test_a_stage_that_exits_with_0_ends_no_other_stage() {
    local via
    for via in $connections; do
        expect_silence 0 ipc-chain pipe --via $via -- yes ::: head -1 >out
        expect_silence 0 ipc-chain pipe --via $via -- true ::: cat
    done
}

test_a_failed_stage_ends_the_stages_on_both_sides() {
    local via
    for via in $connections; do
        expect_error 3 "stage 2 (sh): exit status 3" \
            ipc-chain pipe --via $via -- sleep 100 ::: sh -c 'exit 3' ::: sleep 100
        expect_error 137 "stage 1 (sh): killed by KILL" ipc-chain pipe --via $via -- sh -c 'kill -9 $$' ::: sleep 100
    done
}

test_a_closed_output_ends_the_pipeline_with_141() {
    local via
    for via in $connections; do
        { expect_silence 141 ipc-chain pipe --via $via -- yes ::: cat; echo done >closed.$via; } | head -1 >out
        wait_until test -e closed.$via
    done
}

test_no_stage_starts_when_a_command_is_absent_or_cannot_run() {
    local via
    : >binary
    for via in $connections; do
        expect_error 127 "command not found: nosuch" ipc-chain pipe --via $via -- touch started ::: cat ::: nosuch
        expect_error 126 "cannot run ./binary" ipc-chain pipe --via $via -- ./binary ::: touch started
        [[ ! -e started ]] || fail "a stage was started"
    done
    expect_nothing_left
}

test_the_exit_rule_selects_the_status() {
    local two="sh -c 'exit 3' ::: sh -c 'cat; exit 5' ::: cat" rule
    for rule in rightmost=5 first=3 last=0 highest=5; do
        eval "expect_exit ${rule#*=} ipc-chain pipe --exit ${rule%=*} -- $two" 2>errors
        expect_equal 2 "$(wc -l <errors)" "reported failures"
    done
    # The first stage fails, so ipc-chain ends the last stage. The output of the last stage is then truncated, so the
    # pipeline must not succeed.
    expect_exit 4 ipc-chain pipe --exit last -- sh -c 'exit 4' ::: sleep 100 2>errors
}

test_a_stage_that_ignores_term_is_killed_with_its_children() {
    expect_error 6 "stage 2 (sh): exit status 6" ipc-chain pipe --grace 200ms -- \
        sh -c 'trap "" TERM; sleep 100 & echo $! >child; while :; do sleep 0.05; done' ::: \
        sh -c 'until [ -s child ]; do sleep 0.01; done; exit 6'
    wait_until not alive "$(<child)"
}

test_a_closed_standard_input_is_accepted() {
    expect_exit 0 ipc-chain pipe -- true ::: wc -c <&- >out
    expect_equal 0 "$(tr -d ' ' <out)" "bytes"
}

# end_pipeline SIGNAL STATUS: sends the signal to an ipc-chain that runs two stages, and expects that ipc-chain ends
# with the status. Then waits until both stages have ended, because a stage may end a moment after ipc-chain.
end_pipeline() {
    heeding_signals ipc-chain pipe -- sh -c 'echo $$ >first; exec sleep 100' ::: \
        sh -c 'echo $$ >second; exec sleep 100' &
    wait_until test -s first
    wait_until test -s second
    kill -$1 $!
    expect_exit $2 wait $!
    wait_until not alive "$(<first)"
    wait_until not alive "$(<second)"
}
test_a_signal_ends_all_stages_and_then_the_pipeline() {
    end_pipeline TERM 143
}
test_no_stage_is_left_when_the_head_is_killed() {
    end_pipeline KILL 137
}
