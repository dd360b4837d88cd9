# What the scripts of process trees share, beside prelude.sh: processes that stay until a gate is opened, and who is gone.

mkfifo gate
hold='[ -e open ] || read -r _ <gate; :' # what each runs, by sh -c

# open_gate HEAD: keeps it open until that process is over.
open_gate() {
    : >open
    while alive "$1"; do
        exec {gate}<>gate
        sleep 0.02
        exec {gate}>&-
    done
    rm open
}

# index_of PID: the IPC_INDEX that it was started with.
index_of() {
    tr '\0' '\n' <"/proc/$1/environ" | sed -n 's/^IPC_INDEX=//p'
}

# all_gone PID...: whether none of them is there, not even as a zombie.
all_gone() {
    local pid
    for pid; do
        [[ ! -e /proc/$pid ]] || return 1
    done
}
