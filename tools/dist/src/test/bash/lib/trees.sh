# Functions that the test scripts of process trees share. With them, a script makes processes wait at a named pipe, the gate,
# and checks that processes are gone. A script sources prelude.sh first.

# A process that runs `sh -c "$hold"` waits until open_gate is called. Until then, it blocks on the named pipe `gate`.
mkfifo gate
hold='[ -e open ] || read -r _ <gate; :'

# open_gate HEAD: opens the gate, so that the processes that wait at it continue. HEAD is the process ID of `ipc-chain`
# or `ipc-fan`, the first process of the tree. Closes the gate when this process is gone.
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
    tr '\0' '\n' <"/proc/$1/environ" | sed -n 's/^IPC_INDEX=//p'
}

# all_gone PID...: succeeds if none of the processes exists, not even as a zombie.
all_gone() {
    local pid
    for pid; do
        [[ ! -e /proc/$pid ]] || return 1
    done
}
