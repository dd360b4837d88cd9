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
# children: prints one line for each child of the fan: `zombie` if the child is a zombie, otherwise the process ID. Skips a
# child that has not yet executed its command.
children() {
    ps -e -o pid=,ppid=,stat=,args= | awk -v at="$fan" '$2 == at && $3 ~ /^Z/ { print "zombie" }
        $2 == at && $4 " " $5 " " $6 == "sh -c [" { print $1 }'
}
# are COUNT: succeeds if the fan has COUNT children.
are() {
    (($(children | wc -l) == $1))
}
# await_children COUNT: waits until the fan has COUNT children, and sets the array `children` to the process IDs.
await_children() {
    wait_until are "$1"
    mapfile -t children < <(children)
}

# ps shows the same tree as the fan prints, for each value of --wait and for several numbers of children.
# slow
test_the_tree_is_what_the_kernel_shows() {
    for n in "${sizes[@]}"; do
        for how in before after none; do
            start -n "$n" --wait $how --format json
            if [[ $how == none ]]; then
                expect_exit 0 wait "$fan"
                expect_equal "$((n + 1))" "$(wc -l <out)"
                mapfile -t children < <(jq "select(.i <= $n) | .pid" out)
                expect_equal "$n" "$(ps -o pid= -p "${children[*]}" | wc -l)" "children that still run"
                expect_equal "" "$(ps -o pid= --ppid "$fan" || true)" "children of the ended parent"
                fan=${children[0]}
                open_gate "$fan"
                wait_until all_gone "${children[@]}"
            else
                await_children "$n"
                expect_equal "$(seq "$n")" "$(for child in "${children[@]}"; do
                    index_of "$child"
                done | sort -n)"
                open_gate "$fan"
                expect_exit 0 wait "$fan"
                expect_equal "$(printf '%s\n' "${children[@]}" | sort)" "$(jq "select(.i <= $n) | .pid" out | sort)"
                expect_equal true "$(jq -s "(map(.status) | all(. == 0)) and (.[:$n] | all(.parent == $fan and .child == 0))
                    and .[$n].pid == $fan and .[$n].child == .[$n - 1].pid" out)"
            fi
            expect_equal "" "$(<errors)"
        done
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

# waiting_children: prints the process IDs of the children that wait until the fan has ended.
waiting_children() {
    ps -e -o pid=,ppid=,args= | awk -v at="$fan" '$2 == at && / sh -c await_adoption/ { print $1 }'
}
# has_waiting_children COUNT: succeeds if COUNT children of the fan wait.
has_waiting_children() {
    (($(waiting_children | wc -l) == $1))
}
# A child that waits for its adoption sleeps in the kernel. If it looked for its parent repeatedly, it would run sleep(1).
test_children_that_wait_for_their_adoption_run_nothing() {
    heeding_signals ipc-fan -n 3 --wait none --sleep 1000s 2>errors &
    fan=$!
    wait_until has_waiting_children 3
    mapfile -t children < <(waiting_children)
    expect_equal "" "$(ps -o args= --ppid "$(echo "${children[@]}" | tr ' ' ,)" || true)" "children of the children"
    kill "$fan"
    expect_exit 143 wait "$fan"
    wait_until all_gone "${children[@]}"
}

# When a child is killed, the other children continue, and the fan returns the exit status of the killed child.
test_a_killed_child_ends_no_other() {
    for k in 1 3 5; do
        start -n 5 --format json
        await_children 5
        kill -KILL "${children[k - 1]}"
        wait_until all_gone "${children[k - 1]}"
        open_gate "$fan"
        expect_exit 137 wait "$fan"
        expect_equal 137 "$(jq "select(.pid == ${children[k - 1]}) | .status" out)"
        expect_equal 4 "$(jq 'select(.i <= 5 and .status == 0) | .i' out | wc -l)"
    done
}

# When a signal ends the parent, all children are ended, too, even children that ignore TERM.
test_the_end_of_the_parent_ends_all_children() {
    for signal in KILL TERM INT HUP QUIT; do
        for n in 1 $([[ $signal != KILL ]] || echo 60); do
            (heeding_signals ipc-fan run -n "$n" -- sh -c "$hold") 2>errors &
            fan=$!
            await_children "$n"
            kill -$signal "$fan"
            expect_exit $((128 + $(kill -l $signal))) wait "$fan"
            wait_until all_gone "${children[@]}"
        done
    done
    (exec ipc-fan run -n 3 --kill-after 300ms -- sh -c 'trap "" TERM INT; echo $$ >>ran; while :; do sleep 0.1; done') 2>errors &
    fan=$!
    wait_until test -s ran
    kill "$fan"
    expect_exit 143 wait "$fan"
    wait_until all_gone $(<ran)
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

# The end of the parent also ends descendants that have an empty environment and ignore TERM.
test_descendants_without_the_tag_are_ended_too() {
    for signal in KILL TERM; do
        for how in 'run -n 2' 'each -j 2 --grace 0s'; do
            : >ran
            (seq 2 | exec ipc-fan $how --kill-after 300ms -- \
                env -i sh -c 'trap "" TERM; echo $$ >>ran; (echo $(exec sh -c "echo \$PPID") >>ran; sleep 600) & sleep 600') 2>errors &
            wait_until has_lines ran 4
            kill -$signal "$(ps -o ppid= -p "$(head -n 1 ran)" | tr -d ' ')"
            expect_exit $((128 + $(kill -l $signal))) wait $!
            wait_until all_gone $(<ran)
        done
    done
    : >ran
    expect_exit 124 ipc-fan each -j 1 --timeout 300ms --kill-after 100ms -- \
        env -i sh -c 'trap "" TERM; echo $$ >>ran; sleep 600 & while :; do sleep 0.1; done' <<<x 2>errors
    grep -q 'took longer' errors || fail "$(<errors)"
    wait_until all_gone $(<ran)
}

# If a shell starts a child and then replaces itself with ipc-fan by exec, ipc-fan does not end that child.
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
    expect_exit 5 ipc-fan run -n 3 --exit any -- sh -c 'exit 5'
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

# ipc-fan rejects command lines of earlier versions and of other programs, and names the right command line.
test_wrong_forms_are_refused_with_the_right_one() {
    expect_error 2 "*'0' is less than 1*" ipc-fan -n 0
    expect_error 2 '*' ipc-fan -n -1
    expect_error 2 '*' ipc-fan -n abc
    expect_error 2 '-n is missing*' ipc-fan --format tree
    expect_error 2 "a verb is missing; only 'ipc-fan -n N' has none*" ipc-fan
    expect_error 2 "*'ipc-fan run -n N --*" ipc-fan make
    expect_error 2 "a command needs the verb 'run': 'ipc-fan run -n N -- CMD'*" ipc-fan -n 4 -- true
    expect_error 2 "unknown option '--each': use 'ipc-fan each'*" ipc-fan --each -- true
    expect_error 2 "unknown option '--split': use 'ipc-fan split'*" ipc-fan -n 4 --split -- true
    expect_error 127 'command not found: ./absent' ipc-fan run -n 3 -- ./absent
    expect_error 126 'cannot run /' ipc-fan run -n 3 -- /
    expect_exit 0 ipc-fan -n 3 <&- 2>errors
}

# The lines on standard error are the output of the textbook's program.
test_lines_that_cannot_be_written_are_a_failure() {
    expect_exit 74 ipc-fan -n 3 2>/dev/full
    expect_exit 74 ipc-fan -n 3 --wait after 2>/dev/full
    expect_exit 74 ipc-fan -n 3 --wait none 2>/dev/full
    expect_exit 74 ipc-fan run -n 3 --format text -- true 2>/dev/full
    expect_exit 0 ipc-fan -n 3 --format json >out 2>/dev/full
    expect_exit 0 ipc-fan run -n 3 -- true 2>/dev/full
}
