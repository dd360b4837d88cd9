# `ipc-chain pipe` moves bytes unchanged, ends the other stages after the failure of a stage, and selects its exit status
# by the exit rule.
. "$IPCKIT_TEST_LIB/prelude.sh"

# for_each_connection FUNCTION: calls the function once for each value of --via. The function finds the start of the
# command line, `ipc-chain pipe --via VALUE`, in $pipe.
for_each_connection() {
    local via
    for via in pipe fifo buffer; do
        pipe="ipc-chain pipe --via $via"
        "$1"
    done
}

moves_bytes() {
    expect_silence 0 $pipe -- cat ::: cat ::: cat <binary >out
    expect_same_bytes binary out
    expect_equal "x" "$(echo x | $pipe -- cat)" "output of a single stage"
}
test_bytes_pass_unchanged() {
    head -c 3000000 /dev/urandom >binary
    for_each_connection moves_bytes
}

numbers_stages() {
    expect_equal $'2/2 a  b\n1/2' "$($pipe -- sh -c 'echo $IPC_INDEX/$IPC_COUNT' ::: \
        sh -c 'echo "$IPC_INDEX/$IPC_COUNT $1"; cat' sh 'a  b')"
}
test_each_stage_knows_its_number_and_gets_its_words() {
    for_each_connection numbers_stages
}

succeeds() {
    expect_silence 0 $pipe -- yes ::: head -1 >out
    expect_silence 0 $pipe -- true ::: cat
}
test_a_stage_that_exits_with_0_ends_no_other_stage() {
    for_each_connection succeeds
}

fails() {
    expect_error 3 "stage 2 (sh): exit status 3" $pipe -- sleep 100 ::: sh -c 'exit 3' ::: sleep 100
    expect_error 137 "stage 1 (sh): killed by KILL" $pipe -- sh -c 'kill -9 $$' ::: sleep 100
}
test_a_failed_stage_ends_the_stages_on_both_sides() {
    for_each_connection fails
}

meets_closed_output() {
    { expect_silence 141 $pipe -- yes ::: cat; echo done >closed; } | head -1 >out
    wait_until test -e closed
    rm closed
}
test_a_closed_output_ends_the_pipeline_with_141() {
    for_each_connection meets_closed_output
}

refuses_commands() {
    expect_error 127 "command not found: nosuch" $pipe -- touch started ::: cat ::: nosuch
    expect_error 126 "cannot run ./binary" $pipe -- ./binary ::: touch started
    [[ ! -e started ]] || fail "a stage was started"
}
test_no_stage_starts_when_a_command_is_absent_or_cannot_run() {
    : >binary
    for_each_connection refuses_commands
    [[ -z $(find "$TMPDIR" -maxdepth 1 -name 'ipc-chain-*') ]] || fail "a directory of named pipes is left"
}

test_the_exit_rule_selects_the_status() {
    local two="sh -c 'exit 3' ::: sh -c 'cat; exit 5' ::: cat" rule
    for rule in rightmost=5 first=3 last=0 highest=5; do
        eval "expect_exit ${rule#*=} ipc-chain pipe --exit ${rule%=*} -- $two" 2>errors
        expect_equal 2 "$(wc -l <errors)" "reported failures"
    done
    # ipc-chain ended the last stage after another stage had failed. The output of the last stage is truncated, so the
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

# start_two_stages: starts a pipeline whose two stages write their process IDs to the files `first` and `second`. Sets
# $head to the process ID of ipc-chain.
start_two_stages() {
    heeding_signals ipc-chain pipe -- sh -c 'echo $$ >first; exec sleep 100' ::: \
        sh -c 'echo $$ >second; exec sleep 100' &
    head=$!
    wait_until test -s first
    wait_until test -s second
}
expect_stages_gone() {
    wait_until not alive "$(<first)" # process 1 may reap the stage later
    wait_until not alive "$(<second)"
}
test_a_signal_ends_all_stages_and_then_the_pipeline() {
    start_two_stages
    kill -TERM $head
    expect_exit 143 wait $head
    expect_stages_gone
}
test_no_stage_is_left_when_the_head_is_killed() {
    start_two_stages
    kill -KILL $head
    expect_exit 137 wait $head
    expect_stages_gone
}
