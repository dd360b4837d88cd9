# ipc-chain -n: each process is the parent of the next, as the kernel tells it while they live; whoever is killed, and
# however, nobody is left, no zombie either, and the statuses are right.
# watchdog: 3600s
. "${BASH_SOURCE%/*}/lib/prelude.sh"
. "${BASH_SOURCE%/*}/lib/trees.sh"
ulimit -c 0 # QUIT means to leave a core

sizes=(1 2 3 20 200)
victims=5
[[ $IPCKIT_TORTURE == short ]] || sizes=({1..200}) victims=40

start() { # ARGUMENT...: a chain, whose head and first link is $chain
    ipc-chain "$@" -- sh -c "$hold" >out 2>errors &
    chain=$!
}

# links HEAD [INDEX]: the pids of the links behind the head, the first of which has that index, by the kernel's own
# account; none of the chain is a zombie. A link that has just been forked has its parent's text and index until it begins.
links() {
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
    mapfile -d '' -t indexes < <(grep -zhs '^IPC_INDEX=' /dev/null "${files[@]/%//environ}")
    for i in "${!pids[@]}"; do
        [[ ${pids[i]} == zombie || ${indexes[i]-} == "IPC_INDEX=$((first + i))" ]] || return 0
        echo "${pids[i]}"
    done
}
is_long() { # COUNT [INDEX]: whether so many links are behind the head
    (($(links "$chain" "${@:2}" | wc -l) == $1))
}

# The tree, while it lives and as it is told.
for n in "${sizes[@]}"; do
    for how in before after; do
        start -n "$n" --wait $how --format json
        wait_until is_long $((n - 1))
        mapfile -t links < <(links "$chain")
        ((n == 1)) || expect_equal "$n" "$(index_of "${links[-1]}")" "index of the last"
        open_gate "$chain"
        expect_exit 0 wait "$chain"
        expect_equal "" "$(<errors)"
        expect_equal "$(printf '%s\n' "$chain" "${links[@]}")" "$(jq .pid out)"
        expect_equal true "$(jq -s "length == $n and all(.status == 0) and .[-1].child == 0" out)"
        expect_equal true "$(jq -s '. as $all | [range(1; length)] |
            all(. as $i | $all[$i].parent == $all[$i - 1].pid and $all[$i - 1].child == $all[$i].pid)' out)"
        wait_until all_gone "${links[@]}"
    done

    # Nobody waits: a chain as well, of which then one after the other is an orphan.
    start -n "$n" --wait none --format json
    wait_until is_long "$n" 1
    open_gate "$chain"
    expect_exit 0 wait "$chain"
    expect_equal true "$(jq -s "length == $n and (.[0] | has(\"adopter\") | not) and
        (.[1:] | all(.adopter != .parent) and (map(.adopter) | unique | length) <= 1)" out)"
done

# The classic lines, from the end or from the beginning; also when nobody waits.
values() { # the values of i, in the order of the lines
    sed 's/^i:\([0-9]*\)  process ID:[0-9]*  parent ID:[0-9]*  child ID:[0-9]*$/\1/' errors | xargs
}
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

# One is killed: those behind it are ended as soon as its parent has waited for it, those before it go on.
for ((n = victims, k = 2; k <= n; k++)); do
    for how in before after; do
        start -n "$n" --wait $how --format json
        wait_until is_long $((n - 1))
        mapfile -t links < <(links "$chain")
        kill -KILL "${links[k - 2]}"
        [[ $how == after ]] || wait_until all_gone "${links[@]:k - 2}"
        open_gate "$chain"
        expect_exit 137 wait "$chain"
        wait_until all_gone "${links[@]}"
        expect_equal 137 "$(jq "select(.i == $k) | .status" out)"
        expect_equal "$(seq -f '%g 0' $((k - 1)))" "$(jq -r "select(.i < $k) | \"\(.i) \(.status)\"" out)"
        # Of those behind it, a parent may have been ended before it could tell.
        expect_equal true "$(jq -s "map(select(.i > $k)) | all(.status | IN(null, 143, 137$([[ $how != after ]] || echo ', 0')))" out)"
    done
done

# The head is killed, or told to end: nobody is left.
for signal in KILL TERM INT HUP QUIT; do
    for n in 1 5 $([[ $signal != KILL ]] || echo 60); do
        for how in before $([[ $n != 5 ]] || echo after none); do
            (heeding_signals ipc-chain -n "$n" --wait $how -- sh -c "echo \$\$ >>ran; $hold") 2>errors &
            chain=$!
            wait_until is_long $((n - 1))
            wait_until test -s ran
            mapfile -t links < <(links "$chain")
            kill -$signal "$chain"
            expect_exit $((128 + $(kill -l $signal))) wait "$chain"
            wait_until all_gone "${links[@]}" $(<ran)
            rm ran
        done
    done
done

# Somebody who does not want to end is ended, too.
(exec ipc-chain -n 3 --grace 300ms -- sh -c 'trap "" TERM INT; echo $$ >>ran; while :; do sleep 0.1; done') 2>errors &
chain=$!
wait_until test -s ran
kill "$chain"
expect_exit 143 wait "$chain"
wait_until all_gone $(<ran)

# Statuses of commands, and whose is ours.
for rule in rightmost first last highest; do
    expect_exit "$(case $rule in rightmost) echo 2 ;; first) echo 3 ;; last) echo 0 ;; highest) echo 5 ;; esac)" \
        ipc-chain -n 4 --exit $rule -- sh -c 'case $IPC_INDEX in 1) exit 3 ;; 2) exit 5 ;; 3) exit 2 ;; esac'
done
expect_equal $'3 3\n2 3\n1 3' "$(ipc-chain -n 3 -- sh -c 'echo $IPC_INDEX $IPC_COUNT')"
expect_equal "$$" "$(ipc-chain -n 1 -- sh -c 'echo $IPC_PARENT')"
expect_equal $'3 1\n2 2\n1 3' "$(seq 9 | ipc-chain -n 3 -- sh -c 'read -r line; echo $IPC_INDEX $line')" # one standard input
ipc-chain -n 5 --wait none -- sh -c 'echo $IPC_INDEX >>all' # whether or not anybody waits
wait_until has_lines all 5
expect_equal $'1\n2\n3\n4\n5' "$(sort all)"

# Forms.
expect_exit 0 ipc-chain -n 3 --format tree >out
expect_exit 0 grep -qx '   `- 3 ([0-9]*)' out
expect_exit 0 ipc-chain -n 3 --format table >out
expect_equal 4 "$(wc -l <out)"
expect_exit 0 ipc-chain -n 3 --format dot >out
expect_equal 2 "$(grep -c -e '->' out)"
expect_exit 0 ipc-chain --explain >out
expect_exit 0 grep -q 'fork() <= 0' out

# What cannot be.
expect_error 2 "*'0' is less than 1*" ipc-chain -n 0
expect_error 2 '*' ipc-chain -n -1
expect_error 2 '*' ipc-chain -n abc
expect_error 2 '*' ipc-chain
expect_error 127 'command not found: ./absent' ipc-chain -n 3 -- ./absent
expect_error 126 'cannot run /' ipc-chain -n 3 -- /
expect_exit 0 ipc-chain -n 3 <&- 2>errors
ipc-chain -n 3 --format json > >(exec true) 2>errors || expect_equal 141 $?
