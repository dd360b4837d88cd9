# `ipc-chain pipe` passes bytes on unchanged. When a stage has failed, `ipc-chain` either lets the other stages finish
# or ends them. The option --exit determines which stage's exit status becomes the status of `ipc-chain`.
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

# In this test, a stage after the failed stage waits until ipc-chain has reported the failure. Only then does the waiting
# stage write the rest of its output, or end.
test_the_stages_behind_a_failed_stage_write_all_of_their_output() {
    local via
    seq 2000 | sort >sorted
    for via in $connections; do
        expect_error 1 "stage 2 (grep): exit status 1" ipc-chain pipe --via $via -- seq 9 ::: grep x ::: \
            sh -c 'cat; until [ -s errors ]; do sleep 0.05; done; seq 2000' ::: sort >out
        expect_same_bytes sorted out
        expect_error 137 "stage 1 (sh): killed by KILL" ipc-chain pipe --via $via -- \
            sh -c 'seq 2000; kill -9 $$' ::: sh -c 'cat; until [ -s errors ]; do sleep 0.05; done' ::: sort >out
        expect_same_bytes sorted out
    done
}

test_the_stages_before_a_failed_stage_end_by_sigpipe() {
    local via
    for via in $connections; do
        expect_error 3 "stage 2 (sh): exit status 3" \
            ipc-chain pipe --via $via -- yes ::: sh -c 'head -n 1; exit 3' ::: cat >out
        expect_equal y "$(<out)" "output"
    done
}

# The shell that runs stage 2 must open named pipes for the stage. The test kills this shell before
# it opens them.
test_a_stage_that_is_killed_before_it_opens_its_named_pipes_blocks_no_other() {
    mkdir bin
    printf '#!/bin/bash\n[[ $IPC_INDEX != 2 ]] || kill -9 $$\nexec /bin/sh "$@"\n' >bin/sh
    chmod +x bin/sh
    PATH=$PWD/bin:$PATH expect_error 137 "stage 2 (cat): killed by KILL" \
        ipc-chain pipe --via fifo -- seq 9 ::: cat ::: wc -l >out
    expect_equal 0 "$(<out)" "lines"
}

test_on_failure_end_ends_the_stages_on_both_sides() {
    local via
    for via in $connections; do
        expect_error 3 "stage 2 (sh): exit status 3" \
            ipc-chain pipe --on-failure end --via $via -- sleep 1000 ::: sh -c 'exit 3' ::: sleep 1000
        expect_error 137 "stage 1 (sh): killed by KILL" \
            ipc-chain pipe --on-failure end --via $via -- sh -c 'kill -9 $$' ::: sleep 1000
    done
}

test_an_accepted_status_is_no_failure() {
    local accepted
    for accepted in "--accept grep=1" "--accept 2=7,1" "--accept 2=7 --accept grep=1"; do
        # shellcheck disable=SC2086 # The variable `accepted` holds several words.
        expect_silence 0 ipc-chain pipe $accepted --on-failure end --exit highest -- seq 9 ::: grep x ::: sort >out
        expect_equal "" "$(<out)" "output"
    done
    expect_silence 0 ipc-chain pipe --accept sh=137 -- sh -c 'kill -9 $$' ::: cat
    expect_silence 0 ipc-chain pipe --accept sh=141 --exit last -- sh -c 'kill -PIPE $$'
    expect_error 2 "stage 1 (grep): exit status 2" ipc-chain pipe --accept grep=1 -- grep -s x absent ::: sort
}

# If two stages fail, ipc-chain reports the status of the stage that is later in the pipeline, as bash
# does with its option pipefail.
test_several_failures_have_the_status_of_pipefail() {
    local status=0
    expect_exit 5 ipc-chain pipe -- sh -c 'exit 4' ::: sh -c 'cat; exit 5' ::: cat 2>errors
    sh -c 'exit 4' | sh -c 'cat; exit 5' | cat || status=$?
    expect_equal 5 $status "status in bash"
    expect_equal 2 "$(wc -l <errors)" "reported failures"
}

test_a_pipeline_in_a_pipeline_passes_its_status_on() {
    expect_exit 3 ipc-chain pipe -- sh -c "ipc-chain pipe -- seq 9 ::: sh -c 'cat; exit 3'" ::: tail -n 1 >out 2>errors
    expect_equal 9 "$(<out)" "output"
    expect_equal $'ipc-chain: stage 2 (sh): exit status 3\nipc-chain: stage 1 (sh): exit status 3' "$(<errors)"
}

# If a signal ends a command that `ipc-chain` runs, but not `ipc-chain` itself, `ipc-chain` exits with 128 + the number
# of the signal. In this test, stage 1 is such an `ipc-chain`.
test_the_signal_of_a_command_does_not_end_the_program() {
    expect_error 143 "stage 1 (ipc-chain): exit status 143" \
        ipc-chain pipe -- ipc-chain run -n 1 -- sh -c 'kill -TERM $$'
    ipc-chain pipe -- ipc-chain pipe -- env --default-signal=INT sh -c 'kill -INT $$' 2>errors || expect_equal 130 $?
    expect_equal "ipc-chain: stage 1 (ipc-chain): exit status 130" "$(tail -n 1 errors)"
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
    # The first stage fails. Because of --on-failure end, ipc-chain then ends the last stage, and the output of the last
    # stage is truncated. So the pipeline must not succeed.
    expect_exit 4 ipc-chain pipe --on-failure end --exit last -- sh -c 'exit 4' ::: sleep 1000 2>errors
}

test_a_stage_that_ignores_term_is_killed_with_its_children() {
    expect_error 6 "stage 2 (sh): exit status 6" ipc-chain pipe --on-failure end --kill-after 200ms -- \
        sh -c 'trap "" TERM; sleep 100 & echo $! >child; while :; do sleep 0.05; done' ::: \
        sh -c 'until [ -s child ]; do sleep 0.01; done; exit 6'
    wait_until not alive "$(<child)"
}

test_a_closed_standard_input_is_accepted() {
    expect_exit 0 ipc-chain pipe -- true ::: wc -c <&- >out
    expect_equal 0 "$(tr -d ' ' <out)" "bytes"
}
