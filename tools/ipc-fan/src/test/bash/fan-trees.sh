# ipc-fan -n and ipc-fan run create one parent and n children; ps shows these processes while they run.
# watchdog: 3600s
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/trees.sh"
# Without this limit, SIGQUIT would leave a core file.
ulimit -c 0

# start ARGUMENT...: starts a fan whose children run until open_gate is called, and sets $fan to the process ID of the parent.
start() {
    ipc-fan run "$@" -- sh -c "$hold" >out 2>errors &
    fan=$!
}
# find_children [BEGIN]: sets the array `children`. For each zombie child of the fan, the array has the word "zombie".
# For each other child that runs a script, the array has the process ID if the script begins with the text BEGIN. So a
# child that has not yet executed its command is skipped. BEGIN is by default "[", the first character of the script
# $hold.
find_children() {
    local pid
    read_processes
    children=()
    for pid in "${!parents[@]}"; do
        if ((parents[pid] == fan)); then
            if [[ ${states[pid]} == Z ]]; then
                children+=(zombie)
            elif runs_script "$pid" "${1-[}"; then
                children+=("$pid")
            fi
        fi
    done
}
# have COUNT [BEGIN]: succeeds if `find_children BEGIN` finds exactly COUNT children, including zombies.
have() {
    find_children "${@:2}"
    ((${#children[@]} == $1))
}

# The kernel shows the same tree as the fan prints, for each value of --wait and for several numbers of children.
test_the_tree_is_what_the_kernel_shows() {
    local tree n how indexes
    for tree in "${trees[@]}"; do
        read -r n how <<<"$tree"
        start -n "$n" --wait $how --format json
        if [[ $how == none ]]; then
            expect_exit 0 wait "$fan"
            mapfile -t children < <(jq "select(.i <= $n) | .pid" out)
            expect_equal "$n $((n + 1))" "${#children[@]} $(wc -l <out)"
            expect_exit 0 kill -0 "${children[@]}"
            read_processes
            not grep -qw "$fan" <<<"${parents[*]}" || fail "the ended parent has children"
            open_gate "${children[0]}"
            wait_until all_gone "${children[@]}"
        else
            wait_until have "$n"
            indexes=()
            for child in "${children[@]}"; do
                read_index "$child"
                indexes[index]=$child
            done
            open_gate "$fan"
            expect_exit 0 wait "$fan"
            expect_equal "$(seq -s ' ' "$n")" "${!indexes[*]}"
            expect_equal "${indexes[*]}" "$(jq "select(.i <= $n) | .pid" out | paste -sd ' ')"
            expect_equal true "$(jq -s "(map(.status) | all(. == 0)) and (.[:$n] | all(.parent == $fan and .child == 0))
                and .[$n].pid == $fan and .[$n].child == .[$n - 1].pid" out)"
        fi
        expect_equal "" "$(<errors)"
    done
}

# By default the parent prints its line last, after each child has printed its line. With `run`, lines are printed only if
# --format is given.
test_each_process_prints_the_textbooks_line() {
    values() {
        sed 's/^i:\([0-9]*\)  process ID:[0-9]*  parent ID:[0-9]*  child ID:[0-9]*$/\1/' errors
    }
    ipc-fan -n 3 2>errors >out
    expect_equal "" "$(<out)"
    expect_equal $'1\n2\n3' "$(values | sort -n | head -3)"
    expect_equal 4 "$(values | tail -1)" "the parent is the last"
    ipc-fan -n 2 --repeat 2 --wait after 2>errors
    expect_equal $'1\n1\n2\n2\n3\n3' "$(values | sort -n)"
    ipc-fan -n 3 --wait none 2>errors
    wait_until has_lines errors 4
    expect_equal $'1\n2\n3\n4' "$(values | sort -n)"
    expect_silence 0 ipc-fan run -n 3 -- true
    ipc-fan run -n 2 --format text --sleep 10ms -- true 2>errors
    expect_equal $'1\n2\n3' "$(values)"
}

# With --wait none, each child waits until the parent has ended. Meanwhile the child sleeps in a system call and starts
# no program. In particular, it does not run sleep(1) to check repeatedly whether the parent still exists.
test_children_that_wait_for_their_adoption_run_nothing() {
    heeding_signals ipc-fan -n 3 --wait none --sleep 1000s 2>errors &
    fan=$!
    wait_until have 3 await_adoption
    expect_equal "" "$(ps -o args= --ppid "$(echo "${children[@]}" | tr ' ' ,)" || true)" "children of the children"
    kill "$fan"
    expect_exit 143 wait "$fan"
    wait_until all_gone "${children[@]}"
}

# When a child is killed, the other children continue, and the fan returns the exit status of the killed child.
test_a_killed_child_ends_no_other() {
    start -n 5 --format json
    wait_until have 5
    kill -KILL "${children[2]}"
    wait_until all_gone "${children[2]}"
    open_gate "$fan"
    expect_exit 137 wait "$fan"
    expect_equal true "$(jq -s "all(if .pid == ${children[2]} or .i == 6 then .status == 137 else .status == 0 end)" out)"
}

# When a signal ends the parent, all children are ended, too, even children that ignore TERM.
test_the_end_of_the_parent_ends_all_children() {
    for signal in KILL INT HUP QUIT; do
        local n=2
        [[ $signal != KILL ]] || n=60
        (heeding_signals ipc-fan run -n $n -- sh -c "$hold") 2>errors &
        fan=$!
        wait_until have $n
        kill -$signal "$fan"
        expect_exit $((128 + $(kill -l $signal))) wait "$fan"
        wait_until all_gone "${children[@]}"
    done
    expect_stubborn_commands_end ipc-fan
}

# When the reader of standard output closes it, the parent ends all children and exits with 141, even if no process writes
# anything.
test_the_end_of_the_reader_ends_all_children() {
    for how in 'run -n 2' 'each -j 2' 'each -j 2 --direct' 'split -j 2' 'split -j 2 -k' 'serve -j 2'; do
        rm -f began
        exec {out}> >(wait_until test -s began)
        expect_silence 141 ipc-fan $how -- sh -c 'echo $$ >began.new$$; mv began.new$$ began; exec sleep 1000' < <(yes) >&$out
        exec {out}>&-
        wait_until not alive "$(<began)"
    done
    open_closed_output
    expect_silence 141 ipc-fan -n 2 --wait after --sleep 1000s >&$out
    exec {input}<>gate
    expect_silence 141 ipc-fan each -- true <&$input >&$out
    exec {out}>&- {input}>&-
}

# A fan marks its descendants by the environment variable IPC_TREE. When the fan itself ends, or when a job exceeds
# --timeout, even descendants that lack this variable and ignore TERM are ended.
test_descendants_without_the_tag_are_ended_too() {
    local case how
    for case in 'KILL run -n 2' 'TERM each -j 2 --grace 0s'; do
        read -r signal how <<<"$case"
        : >ran
        (seq 2 | exec ipc-fan $how --kill-after 300ms -- \
            env -i sh -c 'trap "" TERM; echo $$ >>ran; (echo $(exec sh -c "echo \$PPID") >>ran; sleep 600) & sleep 600') 2>errors &
        wait_until has_lines ran 4
        kill -$signal "$(ps -o ppid= -p "$(head -n 1 ran)" | tr -d ' ')"
        expect_exit $((128 + $(kill -l $signal))) wait $!
        wait_until all_gone $(<ran)
    done
    : >ran
    expect_exit 124 ipc-fan each -j 1 --timeout 300ms --kill-after 100ms -- \
        env -i sh -c 'trap "" TERM; echo $$ >>ran; sleep 600 & while :; do sleep 0.1; done' <<<x 2>errors
    grep -q 'took longer' errors || fail "$(<errors)"
    wait_until all_gone $(<ran)
}

# If a shell starts a child and then replaces itself with ipc-fan by exec, ipc-fan has a child that it has not started.
# When a signal ends ipc-fan, this child continues.
test_a_child_from_before_exec_is_spared() {
    (sleep 600 & echo $! >other; exec ipc-fan run -n 1 -- sh -c "echo \$\$ >inner; $hold") &
    wait_until test -s inner
    kill $!
    expect_exit 143 wait $!
    wait_until all_gone "$(<inner)"
    kill "$(<other)"
    rm inner
}

# SIGKILL to a fan also ends the fans that are its children, and the children of these fans.
test_a_fan_within_a_fan_is_ended() {
    ipc-fan run -n 2 -- ipc-fan run -n 2 -- sh -c "echo \$\$ >>inner; $hold" &
    fan=$!
    wait_until test -e inner
    wait_until has_lines inner 4
    kill -KILL $fan
    expect_exit 137 wait $fan
    wait_until all_gone $(<inner)
}

# --exit selects the rule that combines the exit statuses of the children.
test_exit_statuses_are_combined() {
    expect_equal $'1 4\n2 4\n3 4\n4 4' "$(ipc-fan run -n 4 -- sh -c 'echo $IPC_INDEX $IPC_COUNT' | sort)"
    by_number='case $IPC_INDEX in 1) sleep 0.5; exit 7 ;; 2) exit 3 ;; esac'
    expect_exit 3 ipc-fan run -n 3 -- sh -c "$by_number"
    expect_exit 7 ipc-fan run -n 3 --exit highest -- sh -c "$by_number"
    expect_exit 0 ipc-fan run -n 3 --exit any -- sh -c "$by_number"
}

# A closed standard stream is /dev/null for the children; an open standard stream is inherited.
test_children_inherit_the_standard_streams() {
    expect_equal /dev/null "$(ipc-fan run -n 1 -- sh -c 'readlink /proc/$$/fd/2' 2>&-)"
    expect_equal /dev/null "$(ipc-fan run -n 1 -- sh -c 'readlink /proc/$$/fd/0' <&-)"
    launcher=$(command -v ipc-fan)
    expect_equal "$(wc -c <"$launcher")" "$(ipc-fan run -n 1 -- wc -c <"$launcher")"
}

# --format tree and --format table show the parent and all children.
test_formats_show_the_whole_fan() {
    expect_exit 0 ipc-fan -n 3 --format tree >out
    expect_exit 0 grep -qx '`- 3 ([0-9]*)' out
    expect_exit 0 ipc-fan -n 3 --format table >out
    expect_equal 5 "$(wc -l <out)"
}

# If the command cannot run, ipc-fan fails before it starts a child. A fan also works if its standard input is closed.
test_wrong_commands_and_closed_streams() {
    expect_error 127 'command not found: ./absent' ipc-fan run -n 3 -- ./absent
    expect_error 126 'cannot run /' ipc-fan run -n 3 -- /
    expect_exit 0 ipc-fan -n 3 <&- 2>errors
}

test_lines_that_cannot_be_written_are_a_failure() {
    expect_lost_lines_fail ipc-fan
}
