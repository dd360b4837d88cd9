# Functions that the test scripts of process trees share: processes that run until a gate is opened, and a check that
# processes are gone. A script sources prelude.sh first.

# A process that runs `sh -c "$hold"` waits until open_gate is called. Until then, it blocks on the named pipe `gate`.
mkfifo gate
hold='[ -e open ] || read -r _ <gate; :'

# open_gate HEAD: opens the gate, and keeps it open until the process with the process ID HEAD is gone.
open_gate() {
    : >open
    while alive "$1"; do
        exec {gate}<>gate
        sleep 0.02
        exec {gate}>&-
    done
    rm open
}

# index_of PID: prints the value of IPC_INDEX in the environment with which the process was started.
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
