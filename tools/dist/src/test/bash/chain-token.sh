# A token goes round a ring of processes: so often as was asked for, in order, and only who has it runs the command.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

# Each member in its turn, round after round.
expect_exit 0 ipc-chain --token -n 4 --rounds 3 -- sh -c 'echo "$IPC_INDEX/$IPC_COUNT"' >turns 2>figures
expect_equal "$(for round in 1 2 3; do printf '%s\n' 1/4 2/4 3/4 4/4; done)" "$(<turns)" "turns"
[[ $(<figures) == "3 rounds of 4 processes: "*" a hop" ]] || fail "figures: $(<figures)"

# Mutual exclusion: two at once would find the directory there.
expect_silence 0 ipc-chain -q --token -n 5 --rounds 6 -- sh -c 'mkdir critical && rmdir critical'

# A counter that is read and written without a lock.
echo 0 >counter
expect_silence 0 ipc-chain -q --token -n 7 --rounds 9 -- sh -c 'read -r n <counter; echo $((n + 1)) >counter'
expect_equal 63 "$(<counter)" "counted"

# Without a command the token alone; figures for programs; one member is a ring, too.
expect_exit 0 ipc-chain --token -n 50 --rounds 20 --format json >figures
[[ $(<figures) == '{"processes":50,"rounds":20,"seconds":'*'"hop_micros":'*'}' ]] || fail "figures: $(<figures)"
expect_silence 0 ipc-chain -q --token -n 1 --rounds 5
for turn in {1..20}; do
    expect_equal "$turn" "$(ipc-chain --token -n 5 --rounds $turn --format json | jq .rounds)" "rounds that were heard of"
done

# The command has our standard input, not the token's pipe.
printf 'a\nb\n' | expect_exit 0 ipc-chain -q --token -n 2 -- sh -c 'read -r line; echo "$IPC_INDEX $line"' >out
expect_equal $'1 a\n2 b' "$(<out)" "input"

# A command that fails, a member that is killed: told in one line, the others are ended.
expect_error 5 "process 2: exit status 5" ipc-chain --token -n 4 --rounds 9 -- sh -c '[ "$IPC_INDEX" != 2 ] || exit 5'
expect_error 137 "process 3: killed by KILL" \
    ipc-chain --token -n 4 --rounds 9 -- sh -c '[ "$IPC_INDEX" != 3 ] || kill -9 "$PPID"'

# Nobody reads what the command writes, or a pipe of its own has no reader: no success.
statuses=$(ipc-chain --token -n 3 --rounds 3 -- yes 2>errors | head -n 1 >out; echo "${PIPESTATUS[*]}") || true
expect_equal "141 0" "$statuses"
expect_equal "" "$(<errors)"
expect_silence 141 ipc-chain --token -n 2 -- sh -c 'kill -PIPE $$'

# Bad input.
expect_error 127 "command not found: nosuch" ipc-chain --token -n 3 -- nosuch
for bad in "--token" "-n 3 --rounds 2" "--token -n 0" "--token -n 3 --rounds 0" "--token -n 3 --format dot" \
    "--token -n 3 --exit last" "--token -n 3 --wait none"; do
    # shellcheck disable=SC2086 # words
    expect_error 2 "*" ipc-chain $bad
done
