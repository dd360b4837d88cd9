# ipc-fan -n: one parent and n children, as the kernel tells it while they live; whoever is killed, and however, nobody is
# left, no zombie either, and the statuses are right.
# watchdog: 3600s
. "${BASH_SOURCE%/*}/lib/prelude.sh"
. "${BASH_SOURCE%/*}/lib/trees.sh"
ulimit -c 0 # QUIT means to leave a core

sizes=(1 2 3 20 200)
[[ $IPCKIT_TORTURE == short ]] || sizes=({1..200})

start() { # ARGUMENT...: a fan, whose parent is $fan
    ipc-fan "$@" -- sh -c "$hold" >out 2>errors &
    fan=$!
}
children() { # the pids of the children, by the kernel's own account; one that is being started has its parent's text still
    ps -e -o pid=,ppid=,stat=,args= | awk -v at="$fan" '$2 == at && $3 ~ /^Z/ { print "zombie" }
        $2 == at && $4 " " $5 " " $6 == "sh -c [" { print $1 }'
}
are() { # COUNT: whether there are so many
    (($(children | wc -l) == $1))
}

# The tree, while it lives and as it is told.
for n in "${sizes[@]}"; do
    for how in before after none; do
        start -n "$n" --wait $how --format json
        if [[ $how == none ]]; then
            expect_exit 0 wait "$fan"
            expect_equal "$((n + 1))" "$(wc -l <out)"
            mapfile -t children < <(jq "select(.i <= $n) | .pid" out)
            for child in "${children[@]}"; do
                expect_equal false "$([[ $(ps -o ppid= -p "$child") -eq $fan ]] && echo true || echo false)"
            done
            fan=${children[0]}
            open_gate "$fan"
            wait_until all_gone "${children[@]}"
        else
            wait_until are "$n"
            mapfile -t children < <(children)
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

# The classic lines; with a command only when asked for.
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
expect_silence 0 ipc-fan -n 3 -- true

# One is killed: the others go on.
for k in 1 3 5; do
    start -n 5 --format json
    wait_until are 5
    mapfile -t children < <(children)
    kill -KILL "${children[k - 1]}"
    wait_until all_gone "${children[k - 1]}"
    open_gate "$fan"
    expect_exit 137 wait "$fan"
    expect_equal 137 "$(jq "select(.pid == ${children[k - 1]}) | .status" out)"
    expect_equal 4 "$(jq 'select(.i <= 5 and .status == 0) | .i' out | wc -l)"
done

# The parent is killed, or told to end: nobody is left.
for signal in KILL TERM INT HUP QUIT; do
    for n in 1 $([[ $signal != KILL ]] || echo 60); do
        (heeding_signals ipc-fan -n "$n" -- sh -c "$hold") 2>errors &
        fan=$!
        wait_until are "$n"
        mapfile -t children < <(children)
        kill -$signal "$fan"
        expect_exit $((128 + $(kill -l $signal))) wait "$fan"
        wait_until all_gone "${children[@]}"
    done
done
(exec ipc-fan -n 3 --grace 300ms -- sh -c 'trap "" TERM INT; echo $$ >>ran; while :; do sleep 0.1; done') 2>errors &
fan=$!
wait_until test -s ran
kill "$fan"
expect_exit 143 wait "$fan"
wait_until all_gone $(<ran)

# The same of those who throw their environment away and ignore TERM, and of whom they have started.
for signal in KILL TERM; do
    for how in '' --each; do
        : >ran
        (seq 2 | exec ipc-fan -n 2 --grace 300ms $how -- \
            env -i sh -c 'trap "" TERM; echo $$ >>ran; (echo $(exec sh -c "echo \$PPID") >>ran; sleep 600) & sleep 600') 2>errors &
        wait_until has_lines ran 4
        kill -$signal "$(ps -o ppid= -p "$(head -n 1 ran)" | tr -d ' ')"
        expect_exit $((128 + $(kill -l $signal))) wait $!
        wait_until all_gone $(<ran)
    done
done
: >ran
expect_error 124 '*took longer*' ipc-fan -n 1 --each --timeout 300ms --grace 100ms -- \
    env -i sh -c 'trap "" TERM; echo $$ >>ran; sleep 600 & while :; do sleep 0.1; done' <<<x
wait_until all_gone $(<ran)

# Who was there before, a child of the shell that has become a fan, is not ours.
(sleep 600 & echo $! >other; exec ipc-fan -n 1 -- sh -c "echo \$\$ >inner; $hold") &
wait_until test -s inner
kill $!
expect_exit 143 wait $!
wait_until all_gone "$(<inner)"
kill "$(<other)"
rm inner

# A fan in a fan, whose parent is killed, goes as well.
ipc-fan -n 2 -- ipc-fan -n 2 -- sh -c "echo \$\$ >>inner; $hold" &
fan=$!
wait_until test -e inner
wait_until has_lines inner 4
kill -KILL $fan
expect_exit 137 wait $fan
wait_until all_gone $(<inner)

# Statuses of commands, and what is made of them.
expect_equal $'1 4\n2 4\n3 4\n4 4' "$(ipc-fan -n 4 -- sh -c 'echo $IPC_INDEX $IPC_COUNT' | sort)"
by_number='case $IPC_INDEX in 1) sleep 0.5; exit 7 ;; 2) exit 3 ;; esac'
expect_exit 3 ipc-fan -n 3 -- sh -c "$by_number"
expect_exit 7 ipc-fan -n 3 --exit highest -- sh -c "$by_number"
expect_exit 0 ipc-fan -n 3 --exit any -- sh -c "$by_number"
expect_exit 5 ipc-fan -n 3 --exit any -- sh -c 'exit 5'

# Children have the files that we were given, and no others.
exec 9<errors
given=$(sh -c 'ls /proc/$$/fd; :')
expect_equal "$given" "$(ipc-fan -n 1 -- sh -c 'ls /proc/$$/fd; :')"
expect_equal "$given" "$(ipc-fan --joblog log -k --each --stdin -- sh -c 'ls /proc/$$/fd; :' <<<x)"
expect_equal "$given" "$(ipc-chain pipe --stats-file log -- sh -c 'ls /proc/$$/fd; :')"
expect_equal "$given" "$(ipc-chain run -n 2 -- sh -c '[ $IPC_INDEX = 1 ] || ls /proc/$$/fd; :')"
exec 9<&-
expect_equal /dev/null "$(ipc-fan -n 1 -- sh -c 'readlink /proc/$$/fd/2' 2>&-)" # one that is closed leads nowhere
expect_equal /dev/null "$(ipc-fan -n 1 -- sh -c 'readlink /proc/$$/fd/0' <&-)"
launcher=$(command -v ipc-fan)
expect_equal "$(wc -c <"$launcher")" "$(ipc-fan -n 1 -- wc -c <"$launcher")"

# Forms.
expect_exit 0 ipc-fan -n 3 --format tree >out
expect_exit 0 grep -qx '`- 3 ([0-9]*)' out
expect_exit 0 ipc-fan -n 3 --format table >out
expect_equal 5 "$(wc -l <out)"

# What cannot be.
expect_error 2 "*'0' is less than 1*" ipc-fan -n 0
expect_error 2 '*' ipc-fan -n -1
expect_error 2 '*' ipc-fan -n abc
expect_error 127 'command not found: ./absent' ipc-fan -n 3 -- ./absent
expect_error 126 'cannot run /' ipc-fan -n 3 -- /
expect_exit 0 ipc-fan -n 3 <&- 2>errors
