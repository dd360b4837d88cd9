# Functions for the test scripts of process trees. A script can make processes wait at a gate (a named pipe), and check that
# processes are gone. A script sources prelude.sh before this file.

# The trees for tests that compare a printed tree with the tree that the kernel shows. Each element of the array
# describes one tree by its number of processes and its value of the option --wait.
trees=('1 before' '3 after' '40 before' '40 none')
if [[ $IPCKIT_TORTURE != short ]]; then
    trees=()
    for n in {1..50} 100 150 200; do
        trees+=("$n before" "$n after" "$n none")
    done
fi

# A process that runs `sh -c "$hold"` waits at the named pipe `gate` until open_gate is called.
mkfifo gate
hold='[ -e open ] || read -r _ <gate; :'

# open_gate HEAD: opens the gate, so that the waiting processes continue. Closes the gate when the process HEAD is gone.
# HEAD is the process ID of `ipc-chain` or `ipc-fan`, the first process of the tree.
open_gate() {
    : >open
    while alive "$1"; do
        exec {gate}<>gate
        sleep 0.02
        exec {gate}>&-
    done
    rm open
}

# read_processes: reads the parent and the state of each process into the arrays `parents` and
# `states`, whose indexes are process IDs. The function starts no program, because a test may call
# it many times.
read_processes() {
    local file line fields
    parents=() states=()
    for file in /proc/[0-9]*/stat; do
        # The process may have ended.
        { read -r line <"$file"; } 2>/dev/null || continue
        # The name of the program may contain blanks and parentheses.
        fields=(${line##*) })
        states[${line%% *}]=${fields[0]} parents[${line%% *}]=${fields[1]}
    done
}
# runs_script PID BEGIN: succeeds if the process runs `sh -c` with a script that begins with the text BEGIN.
runs_script() {
    local words=()
    { mapfile -d '' -t words <"/proc/$1/cmdline"; } 2>/dev/null || return 1
    [[ ${words[0]-} == sh && ${words[1]-} == -c && ${words[2]-} == "$2"* ]]
}
# read_index PID: sets `index` to the number of the process in its tree. The number is the value of IPC_INDEX in the
# environment with which the process was started. Sets `index` to 0 if this environment has no IPC_INDEX.
read_index() {
    local variable
    index=0
    while IFS= read -r -d '' variable; do
        [[ $variable != IPC_INDEX=* ]] || index=${variable#*=}
    done 2>/dev/null <"/proc/$1/environ" || true
}

# all_gone PID...: succeeds if none of the processes exists, not even as a zombie.
all_gone() {
    local pid
    for pid; do
        [[ ! -e /proc/$pid ]] || return 1
    done
}

# expect_stubborn_commands_end PROGRAM: fails unless TERM to a tree also ends commands that ignore TERM and INT.
expect_stubborn_commands_end() {
    "$1" run -n 3 --kill-after 300ms -- sh -c 'trap "" TERM INT; echo $$ >>ran; while :; do sleep 0.1; done' 2>errors &
    wait_until test -s ran
    kill $!
    expect_exit 143 wait $!
    wait_until all_gone $(<ran)
}

# expect_lost_lines_fail PROGRAM: the program, `ipc-chain` or `ipc-fan`, prints a line about each
# process to standard error. Fails unless the program exits with 74 when it cannot write these
# lines. With --format json, the program prints no such lines, and must succeed although standard
# error is full.
expect_lost_lines_fail() {
    local how
    for how in before after none; do
        expect_exit 74 "$1" -n 2 --wait $how 2>/dev/full
    done
    expect_exit 74 "$1" run -n 2 --format text -- true 2>/dev/full
    expect_exit 0 "$1" run -n 2 --format json -- true >out 2>/dev/full
}
