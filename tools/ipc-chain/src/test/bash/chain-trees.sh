# `ipc-chain -n` and `ipc-chain run` make each process the parent of the next one, as ps shows while the chain runs.
# Whichever process is killed, the chain leaves no process, not even a zombie, and reports the right exit statuses.
# watchdog: 3600s
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/trees.sh"
# Without this limit, SIGQUIT would write a core file.
ulimit -c 0

# The tests of killed processes use chains of `victims` processes. Each element of `kills` contains the number of the
# process that the test kills, and the value of --wait.
victims=4 kills=('2 before' '4 before' '3 after')
# Each element of `ends` contains a signal that the test sends to the head of a chain, the number of processes, and the
# value of --wait.
ends=('TERM 5 after' 'INT 5 before' 'HUP 5 none' 'QUIT 1 before')
if [[ $IPCKIT_TORTURE != short ]]; then
    victims=40 kills=() ends=()
    for how in before after; do
        for ((k = 2; k <= victims; k++)); do
            kills+=("$k $how")
        done
    done
    for signal in TERM INT HUP QUIT; do
        ends+=("$signal 1 before" "$signal 5 before" "$signal 5 after" "$signal 5 none")
    done
fi

# start ARGUMENT...: starts a chain that runs until open_gate is called, and sets $chain to the process ID of
# `ipc-chain`.
start() {
    ipc-chain run "$@" -- sh -c "$hold" >out 2>errors &
    chain=$!
}

# find_chain [INDEX]: sets the array `pids` to the process IDs of the chain processes after the process `$chain`, in the
# order of the chain. INDEX is the IPC_INDEX of the first of these processes, by default 2. If a process has a zombie
# child, find_chain adds the word "zombie" before the next process ID. The search ends at a process with another
# IPC_INDEX than expected. Such a process was just forked, and still has the environment of its parent.
find_chain() {
    local position=${1-2} at=$chain pid next zombie children=()
    pids=()
    read_processes
    for pid in "${!parents[@]}"; do
        children[parents[pid]]+=" $pid"
    done
    for ((; ; position++)); do
        next='' zombie=''
        for pid in ${children[at]-}; do
            if [[ ${states[pid]} == Z ]]; then
                zombie=zombie
            elif runs_script "$pid" text=; then
                next=$pid
            fi
        done
        [[ $next ]] && read_index "$next" && ((index == position)) || return 0
        pids+=($zombie "$next")
        at=$next
    done
}
# is_long COUNT [INDEX]: succeeds if find_chain finds COUNT processes. INDEX is the argument of find_chain.
is_long() {
    find_chain "${@:2}"
    ((${#pids[@]} == $1))
}

test_json_shows_the_chain_that_the_kernel_has() {
    local tree n how all
    for tree in "${trees[@]}"; do
        read -r n how <<<"$tree"
        [[ $how != none ]] || continue
        start -n "$n" --wait $how --format json
        wait_until is_long $((n - 1))
        open_gate "$chain"
        expect_exit 0 wait "$chain"
        expect_equal "" "$(<errors)"
        all=("$chain" "${pids[@]}")
        expect_equal "${all[*]}" "$(jq .pid out | paste -sd ' ')"
        expect_equal true "$(jq -s "length == $n and all(.status == 0) and .[-1].child == 0 and
            (. as \$all | [range(1; length)] |
            all(. as \$i | \$all[\$i].parent == \$all[\$i - 1].pid and \$all[\$i - 1].child == \$all[\$i].pid))" out)"
        wait_until all_gone "${pids[@]}"
    done
}

test_processes_of_a_chain_that_does_not_wait_are_adopted() {
    local tree n how
    for tree in "${trees[@]}"; do
        read -r n how <<<"$tree"
        [[ $how == none ]] || continue
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
# With --wait none, each chain process after the first waits until its parent has ended and another process has adopted
# it. A waiting process must sleep in the kernel. If it checked its parent repeatedly, it would run sleep(1) between two
# checks, and `ps` would show this sleep(1) as its child.
test_a_process_that_waits_for_its_adoption_runs_nothing() {
    start -n 4 --wait none --format json
    wait_until is_long 4 1
    expect_equal "${pids[2]} ${pids[3]}" "$(ps -o pid= --ppid "${pids[1]},${pids[2]},${pids[3]}" | xargs)" "children"
    open_gate "$chain"
    expect_exit 0 wait "$chain"
}
test_a_killed_process_of_a_chain_that_does_not_wait_leaves_an_orphan() {
    start -n 3 --wait none --format json
    wait_until is_long 3 1
    kill -KILL "${pids[1]}"
    # Waits until process 3 runs its command.
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

test_a_killed_process_ends_the_processes_behind_it_alone() {
    local kill k how
    for kill in "${kills[@]}"; do
        read -r k how <<<"$kill"
        start -n $victims --wait $how --format json
        wait_until is_long $((victims - 1))
        kill -KILL "${pids[k - 2]}"
        [[ $how == after ]] || wait_until all_gone "${pids[@]:k - 2}"
        open_gate "$chain"
        expect_exit 137 wait "$chain"
        wait_until all_gone "${pids[@]}"
        # `ipc-chain` ends all chain processes after the killed process. Each chain process reports the exit status
        # of its child. If a chain process ends before this report, the output has no status of the child, and jq
        # reads null.
        expect_equal true "$(jq -s "length == $victims and all(if .i < $k then .status == 0 elif .i == $k then .status == 137
            else (.status | IN(null, 143, 137$([[ $how != after ]] || echo ', 0'))) end)" out)"
    done
}

# end_head SIGNAL N HOW: starts a chain of N processes with --wait HOW, sends SIGNAL to the head (the first process of
# the chain), and expects that no process of the chain is left.
end_head() {
    local signal=$1 n=$2 how=$3
    (heeding_signals ipc-chain run -n "$n" --wait $how -- sh -c "echo \$\$ >>ran; $hold") 2>errors &
    chain=$!
    wait_until is_long $((n - 1))
    wait_until test -s ran
    kill -$signal "$chain"
    expect_exit $((128 + $(kill -l $signal))) wait "$chain"
    wait_until all_gone "${pids[@]}" $(<ran)
    rm ran
}
test_no_process_is_left_when_the_head_is_killed() {
    end_head KILL 1 before
    end_head KILL 60 before
    end_head KILL 5 after
    end_head KILL 5 none
}
test_a_signal_to_the_head_ends_the_chain_and_then_the_head() {
    local end
    for end in "${ends[@]}"; do
        end_head $end
    done
}

test_a_command_that_ignores_signals_is_killed() {
    expect_stubborn_commands_end ipc-chain
}

# A status from 129 to 192 means that a signal with a number from 1 to 64 killed the command of a chain process.
# `ipc-chain` then ends all later chain processes. The status 200 is higher, so `ipc-chain` does not end process 2,
# which exits with 5. By default, the status of the last failed process of the chain, here 5, becomes the status of
# `ipc-chain`.
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

test_lines_that_cannot_be_written_are_a_failure() {
    expect_lost_lines_fail ipc-chain
}
