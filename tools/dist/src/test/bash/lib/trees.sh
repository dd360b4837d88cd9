# Functions for the test scripts of process trees. A script can make processes wait at a gate (a named pipe), and check that
# processes are gone. A script sources prelude.sh before this file.

# The sizes of the trees that a script compares with the trees that ps shows.
sizes=(1 2 3 20 200)
[[ $IPCKIT_TORTURE == short ]] || sizes=({1..50} 100 150 200)

# A process that runs `sh -c "$hold"` waits until open_gate is called. Until then, it blocks on the named pipe `gate`.
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

# index_of PID: prints the number of the process in its tree, which is the value of IPC_INDEX in the environment with which
# the process was started.
index_of() {
    local variable
    while IFS= read -r -d '' variable; do
        [[ $variable != IPC_INDEX=* ]] || echo "${variable#*=}"
    done <"/proc/$1/environ"
}

# all_gone PID...: succeeds if none of the processes exists, not even as a zombie.
all_gone() {
    local pid
    for pid; do
        [[ ! -e /proc/$pid ]] || return 1
    done
}
