# `ipc-chain token` makes a ring of processes and passes a token from each process to the next, for as many rounds as
# --rounds says. A process runs the command only while it holds the token.
. "$IPCKIT_TEST_LIB/prelude.sh"

test_processes_run_the_command_in_turn() {
    expect_exit 0 ipc-chain token -n 4 --rounds 3 -- sh -c 'echo "$IPC_INDEX/$IPC_COUNT"' >turns 2>times
    expect_equal "$(for _ in 1 2 3; do printf '%s\n' 1/4 2/4 3/4 4/4; done)" "$(<turns)" "turns"
    [[ $(<times) == "3 rounds of 4 processes: "*" a hop" ]] || fail "times: $(<times)"
}

test_commands_exclude_each_other() {
    # mkdir fails if two commands run at the same time, because the directory exists already.
    expect_silence 0 ipc-chain token -q -n 5 --rounds 6 -- sh -c 'mkdir critical && rmdir critical'
    echo 0 >counter
    expect_silence 0 ipc-chain token -q -n 7 --rounds 9 -- sh -c 'read -r n <counter; echo $((n + 1)) >counter'
    expect_equal 63 "$(<counter)" "counter without a lock"
}

test_the_token_circulates_without_a_command() {
    expect_exit 0 ipc-chain token -n 50 --rounds 20 --format json >times
    [[ $(<times) == '{"processes":50,"rounds":20,"seconds":'*'"hop_micros":'*'}' ]] || fail "times: $(<times)"
    expect_silence 0 ipc-chain token -q -n 1 --rounds 5
}

test_every_round_is_counted() {
    local rounds
    for rounds in {1..8}; do
        expect_equal "$rounds" "$(ipc-chain token -n 5 --rounds $rounds --format json | jq .rounds)" "counted rounds"
    done
}

test_the_command_reads_the_standard_input_of_the_ring() {
    printf 'a\nb\n' | expect_exit 0 ipc-chain token -q -n 2 -- sh -c 'read -r line; echo "$IPC_INDEX $line"' >out
    expect_equal $'1 a\n2 b' "$(<out)" "input"
}

test_a_failure_is_reported_and_ends_the_ring() {
    expect_error 5 "process 2: exit status 5" \
        ipc-chain token -n 4 --rounds 9 -- sh -c '[ "$IPC_INDEX" != 2 ] || exit 5'
    expect_error 137 "process 3: killed by KILL" \
        ipc-chain token -n 4 --rounds 9 -- sh -c '[ "$IPC_INDEX" != 3 ] || kill -9 "$PPID"'
    expect_error 127 "command not found: nosuch" ipc-chain token -n 3 -- nosuch
}

test_a_closed_output_ends_the_ring_with_141() {
    local statuses
    statuses=$(ipc-chain token -n 3 --rounds 3 -- yes 2>errors | head -n 1 >out; echo "${PIPESTATUS[*]}") || true
    expect_equal "141 0" "$statuses"
    expect_equal "" "$(<errors)"
    expect_silence 141 ipc-chain token -n 2 -- sh -c 'kill -PIPE $$'
}
