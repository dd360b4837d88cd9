# `ipc-chain -n` and `ipc-chain run` make each process the parent of the next one, as ps shows while the chain runs.
# Whichever process is killed, the chain leaves no process, not even a zombie, and reports the right exit statuses.
# watchdog: 3600s
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/trees.sh"
# Without this limit, SIGQUIT would write a core file.
ulimit -c 0

victims=5
[[ $IPCKIT_TORTURE == short ]] || victims=40

# start ARGUMENT...: starts a chain that runs until open_gate is called, and sets $chain to the process ID of
# `ipc-chain`.
start() {
    ipc-chain run "$@" -- sh -c "$hold" >out 2>errors &
    chain=$!
}

# chain_pids PID [INDEX]: prints the process ID of each chain process below PID (its child, the child of that child, and
# so on), and "zombie" for each zombie. INDEX is the position of the child of PID in the chain, by default 2. A process
# that was just forked still has the environment of its parent, so IPC_INDEX in this environment is the position of the
# parent. The list stops before such a process.
chain_pids() {
    local first=${2-2} pids files indexes i
    mapfile -t pids < <(ps -e -o pid=,ppid=,stat=,args= | awk -v at="$1" '
        $3 ~ /^Z/ { zombie[$2] = 1 }
        $4 " " $5 " " $6 ~ /^sh -c text=/ { child[$2] = $1 }
        END {
            for (; at in child; at = child[at]) {
                if (zombie[at]) print "zombie"
                print child[at]
            }
        }')
    files=("${pids[@]/#//proc/}")
    mapfile -d '' -t indexes < <(grep -zhs '^IPC_INDEX=' /dev/null "${files[@]/%//environ}" || true)
    for i in "${!pids[@]}"; do
        [[ ${pids[i]} == zombie || ${indexes[i]-} == "IPC_INDEX=$((first + i))" ]] || return 0
        echo "${pids[i]}"
    done
}
# is_long COUNT [INDEX]: succeeds if `chain_pids $chain INDEX` prints COUNT lines.
is_long() {
    (($(chain_pids "$chain" "${@:2}" | wc -l) == $1))
}

# slow
test_json_shows_the_chain_that_the_kernel_has() {
    local n how pids
    for n in "${sizes[@]}"; do
        for how in before after; do
            start -n "$n" --wait $how --format json
            wait_until is_long $((n - 1))
            mapfile -t pids < <(chain_pids "$chain")
            ((n == 1)) || expect_equal "$n" "$(index_of "${pids[-1]}")" "index of the last process"
            open_gate "$chain"
            expect_exit 0 wait "$chain"
            expect_equal "" "$(<errors)"
            expect_equal "$(printf '%s\n' "$chain" "${pids[@]}")" "$(jq .pid out)"
            expect_equal true "$(jq -s "length == $n and all(.status == 0) and .[-1].child == 0" out)"
            expect_equal true "$(jq -s '. as $all | [range(1; length)] |
                all(. as $i | $all[$i].parent == $all[$i - 1].pid and $all[$i - 1].child == $all[$i].pid)' out)"
            wait_until all_gone "${pids[@]}"
        done
    done
}

# slow
test_processes_of_a_chain_that_does_not_wait_are_adopted() {
    local n
    for n in "${sizes[@]}"; do
        start -n "$n" --wait none --format json
        wait_until is_long "$n" 1
        open_gate "$chain"
        expect_exit 0 wait "$chain"
        expect_equal true "$(jq -s "length == $n and (.[0] | has(\"adopter\") | not) and
            (.[1:] | all(.adopter != .parent) and (map(.adopter) | unique | length) <= 1)" out)"
    done
}

# has_child PID: succeeds if the process has a child.
has_child() {
    ps -o pid= --ppid "$1" >/dev/null
}
# A process that waits for its adoption sleeps in the kernel. If it looked for its parent repeatedly, it would run sleep(1).
test_a_process_that_waits_for_its_adoption_runs_nothing() {
    local pids
    start -n 4 --wait none --format json
    wait_until is_long 4 1
    mapfile -t pids < <(chain_pids "$chain" 1)
    expect_equal "${pids[2]} ${pids[3]}" "$(ps -o pid= --ppid "${pids[1]},${pids[2]},${pids[3]}" | xargs)" "children"
    open_gate "$chain"
    expect_exit 0 wait "$chain"
}
test_a_killed_process_of_a_chain_that_does_not_wait_leaves_an_orphan() {
    local pids
    start -n 3 --wait none --format json
    wait_until is_long 3 1
    mapfile -t pids < <(chain_pids "$chain" 1)
    kill -KILL "${pids[1]}"
    # Process 3 runs its command.
    wait_until has_child "${pids[2]}"
    open_gate "$chain"
    expect_exit 0 wait "$chain"
    expect_equal $'1 false\n3 true' "$(jq -r '"\(.i) \(has("adopter"))"' out)"
}

# values: prints the number after "i:" in each line of the file `errors`, in the order of the lines.
values() {
    sed 's/^i:\([0-9]*\)  process ID:[0-9]*  parent ID:[0-9]*  child ID:[0-9]*$/\1/' errors | xargs
}
test_the_textbook_lines_have_the_order_of_the_waiting() {
    ipc-chain -n 4 2>errors >out
    expect_equal "" "$(<out)"
    expect_equal '4 3 2 1' "$(values)"
    ipc-chain -n 4 --wait after --sleep 100ms 2>errors
    expect_equal '1 2 3 4' "$(values | tr ' ' '\n' | sort | xargs)"
    ipc-chain -n 2 --repeat 3 2>errors
    expect_equal '2 2 2 1 1 1' "$(values)"
    ipc-chain -n 3 --wait none 2>errors
    wait_until has_lines errors 3
    expect_equal '1 2 3' "$(values)"
    ipc-chain -n 1 2>errors
    expect_exit 0 grep -qx "i:1  process ID:[0-9]*  parent ID:$$  child ID:0" errors
}

# slow
test_a_killed_process_ends_the_processes_behind_it_alone() {
    local n k how pids
    for ((n = victims, k = 2; k <= n; k++)); do
        for how in before after; do
            start -n "$n" --wait $how --format json
            wait_until is_long $((n - 1))
            mapfile -t pids < <(chain_pids "$chain")
            kill -KILL "${pids[k - 2]}"
            [[ $how == after ]] || wait_until all_gone "${pids[@]:k - 2}"
            open_gate "$chain"
            expect_exit 137 wait "$chain"
            wait_until all_gone "${pids[@]}"
            expect_equal 137 "$(jq "select(.i == $k) | .status" out)"
            expect_equal "$(seq -f '%g 0' $((k - 1)))" "$(jq -r "select(.i < $k) | \"\(.i) \(.status)\"" out)"
            # `ipc-chain` ends all processes behind the killed process. If such a process ends before it has reported
            # the exit status of its child, the child's status is null.
            expect_equal true "$(jq -s "map(select(.i > $k)) |
                all(.status | IN(null, 143, 137$([[ $how != after ]] || echo ', 0')))" out)"
        done
    done
}

# end_head SIGNAL N HOW: starts a chain of N processes with --wait HOW, sends SIGNAL to the head (the first process of
# the chain), and expects that no process of the chain is left.
end_head() {
    local signal=$1 n=$2 how=$3 pids
    (heeding_signals ipc-chain run -n "$n" --wait $how -- sh -c "echo \$\$ >>ran; $hold") 2>errors &
    chain=$!
    wait_until is_long $((n - 1))
    wait_until test -s ran
    mapfile -t pids < <(chain_pids "$chain")
    kill -$signal "$chain"
    expect_exit $((128 + $(kill -l $signal))) wait "$chain"
    wait_until all_gone "${pids[@]}" $(<ran)
    rm ran
}
# slow
test_no_process_is_left_when_the_head_is_killed() {
    end_head KILL 1 before
    end_head KILL 60 before
    local how
    for how in before after none; do
        end_head KILL 5 $how
    done
}
# slow
test_a_signal_to_the_head_ends_the_chain_and_then_the_head() {
    local signal how
    for signal in TERM INT HUP QUIT; do
        end_head $signal 1 before
        for how in before after none; do
            end_head $signal 5 $how
        done
    done
}

test_a_command_that_ignores_signals_is_killed() {
    (exec ipc-chain run -n 3 --wait before --kill-after 300ms -- \
        sh -c 'trap "" TERM INT; echo $$ >>ran; while :; do sleep 0.1; done') 2>errors &
    chain=$!
    wait_until test -s ran
    kill "$chain"
    expect_exit 143 wait "$chain"
    wait_until all_gone $(<ran)
}

# No signal has a number above 64. Therefore a command that exits with 200 has failed and was not killed, and the statuses of
# the processes behind it count.
test_a_status_above_192_is_an_ordinary_failure() {
    expect_exit 5 ipc-chain run -n 2 --wait after -- sh -c '[ $IPC_INDEX != 1 ] || exit 200; sleep 0.3; exit 5'
}

test_the_exit_rule_selects_the_status() {
    local rule
    for rule in rightmost=2 first=3 last=0 highest=5; do
        expect_exit ${rule#*=} ipc-chain run -n 4 --exit ${rule%=*} -- \
            sh -c 'case $IPC_INDEX in 1) exit 3 ;; 2) exit 5 ;; 3) exit 2 ;; esac'
    done
}

test_commands_know_their_number_and_share_standard_input() {
    expect_equal $'3 3\n2 3\n1 3' "$(ipc-chain run -n 3 --wait before -- sh -c 'echo $IPC_INDEX $IPC_COUNT')"
    ipc-chain run -n 1 -- sh -c 'echo $IPC_PARENT' >parent
    expect_equal "$$" "$(<parent)" "parent of the head"
    expect_equal $'3 1\n2 2\n1 3' \
        "$(seq 9 | ipc-chain run -n 3 --wait before -- sh -c 'read -r line; echo $IPC_INDEX $line')"
}

test_all_commands_run_at_the_same_time_by_default() {
    # Each command waits until all four commands run. If the chain ran one command after the other, it would never end.
    expect_exit 0 ipc-chain run -n 4 -- sh -c ': >"ran$IPC_INDEX"
        until [ -e ran1 ] && [ -e ran2 ] && [ -e ran3 ] && [ -e ran4 ]; do sleep 0.01; done'
}

test_every_command_runs_though_no_process_waits() {
    ipc-chain run -n 5 --wait none -- sh -c 'echo $IPC_INDEX >>all'
    wait_until has_lines all 5
    expect_equal $'1\n2\n3\n4\n5' "$(sort all)"
}

test_output_forms() {
    expect_exit 0 ipc-chain -n 3 --format tree >out
    expect_exit 0 grep -qx '   `- 3 ([0-9]*)' out
    expect_exit 0 ipc-chain -n 3 --format table >out
    expect_equal 4 "$(wc -l <out)"
    expect_exit 0 ipc-chain -n 3 --format dot >out
    expect_equal 2 "$(grep -c -e '->' out)"
    expect_exit 0 ipc-chain explain >out
    expect_exit 0 grep -q 'fork() <= 0' out
}

test_wrong_commands_and_closed_streams() {
    expect_error 2 "*'0' is less than 1*" ipc-chain -n 0
    expect_error 127 'command not found: ./absent' ipc-chain run -n 3 -- ./absent
    expect_error 126 'cannot run /' ipc-chain run -n 3 -- /
    expect_exit 0 ipc-chain -n 3 <&- 2>errors
    ipc-chain -n 3 --format json > >(exec true) 2>errors || expect_equal 141 $?
}

# The lines on standard error are the output of the textbook's program.
test_lines_that_cannot_be_written_are_a_failure() {
    expect_exit 74 ipc-chain -n 3 2>/dev/full
    expect_exit 74 ipc-chain -n 3 --wait after 2>/dev/full
    expect_exit 74 ipc-chain -n 3 --wait none 2>/dev/full
    expect_exit 74 ipc-chain run -n 3 --format text -- true 2>/dev/full
    expect_exit 0 ipc-chain -n 3 --format json >out 2>/dev/full
    expect_exit 0 ipc-chain run -n 3 -- true 2>/dev/full
}
