# Functions that the test scripts of process trees share: processes that stay until a gate is opened, and a check that
# processes are gone. Source prelude.sh first.

mkfifo gate
hold='[ -e open ] || read -r _ <gate; :' # the command of each process, for sh -c

# open_gate HEAD: opens the gate, and keeps it open until the process HEAD is gone.
open_gate() {
    : >open
    while alive "$1"; do
        exec {gate}<>gate
        sleep 0.02
        exec {gate}>&-
    done
    rm open
}

# index_of PID: prints the IPC_INDEX that the process was started with.
index_of() {
    tr '\0' '\n' <"/proc/$1/environ" | sed -n 's/^IPC_INDEX=//p'
}

# all_gone PID...: whether none of the processes exists, not even as a zombie.
all_gone() {
    local pid
    for pid; do
        [[ ! -e /proc/$pid ]] || return 1
    done
}
