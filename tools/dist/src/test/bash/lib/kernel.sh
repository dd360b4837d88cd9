# Functions that the test scripts for the microkernel of ipc-mq share. A script sources prelude.sh first.
. "$IPCKIT_TEST_LIB/ports.sh"

# The names of all services of the microkernel.
services='names disk files clock scheduler'

# start_kernel [OPTION...]: starts the microkernel `ipc-mq kernel run`, and waits until all its services are ready. Sets
# `kernel` to the pid of the microkernel. The microkernel writes a newline into the descriptor of --notify-fd when its
# services are ready. If it ends earlier, the function reads the end of file and fails.
start_kernel() {
    mkfifo notified
    $mq kernel run --notify-fd 9 "$@" 9>notified &
    kernel=$!
    read -r <notified || fail 'the kernel has ended'
    rm notified
}
# is_ready: succeeds if `ipc-mq kernel stat` shows that all services of the microkernel are ready. Fails the test if the
# microkernel that start_kernel has started does not run any more.
is_ready() {
    kill -0 $kernel || fail 'the kernel has ended'
    $mq kernel stat >stat 2>/dev/null && ! grep -qv -e ready -e STATE stat
}

# stop_kernel: stops the microkernel that start_kernel has started. Fails unless the microkernel exits with 0.
stop_kernel() {
    expect_exit 0 $mq kernel stop
    expect_exit 0 wait $kernel
}

# read_status SERVICE: sets `state`, `pid` and `restarts` to the values that `kernel stat` shows for a service.
read_status() {
    local name rest
    $mq kernel stat >stat
    while read -r name state pid restarts rest; do
        [[ $name != "$1" ]] || return 0
    done <stat
}
# has_restarted SERVICE RESTARTS: succeeds if the microkernel has restarted the service more than RESTARTS times, and
# the service is ready. Sets the same variables as read_status.
has_restarted() {
    read_status "$1"
    [[ $state == ready ]] && ((restarts > $2))
}
# has_requests SERVICE COUNT: succeeds if the service has this number of open requests.
has_requests() {
    [[ $(field "$1" requests) == "$2" ]]
}
# field SERVICE NAME: prints a value that `kernel stat` shows for a service. NAME is `state`, `pid`, `restarts` or `requests`.
field() {
    $mq kernel stat --json | sed -n "s/.*\"service\":\"$1\".*\"$2\":\"\{0,1\}\([a-z0-9]*\).*/\1/p"
}

# remove_disk: removes the file kernel.disk, which is the disk of the microkernel.
remove_disk() {
    rm -f "$IPC_DIR/kernel.disk"
}
trap '(($?)) || { remove_disk; remove_tasks; expect_nothing_left; }' EXIT
