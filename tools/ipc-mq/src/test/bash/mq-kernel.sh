# The microkernel: its services, their processes and their deaths.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/kernel.sh"
. "$IPCKIT_TEST_LIB/terminal.sh"

# Each service is a process of its own, which the kernel has started by exec.
test_a_kernel_and_its_services() {
    local service pid pids=()
    start_kernel
    for service in $services; do
        expect_equal ready "$(field $service state)"
        expect_equal 0 "$(field $service restarts)"
        pid=$(field $service pid)
        expect_equal $kernel "$(awk '/^PPid:/ { print $2 }' /proc/$pid/status)" 'parent process'
        tr '\0' '\n' </proc/$pid/cmdline >words
        grep -A 2 -x kernel words | paste -sd' ' | grep -qx "kernel serve $service" || fail "$(<words)"
        pids+=($pid)
    done
    expect_equal 5 "$(printf '%s\n' "${pids[@]}" | sort -u | wc -l)" processes
    $mq kernel stop
    expect_exit 0 wait $kernel
    expect_error 69 'no kernel is running: use ipc-mq kernel run' $mq kernel stat
    expect_equal '' "$($mq task ls | grep -F kernel)"
}

# The kernel and the verbs of its clients write their traces to standard error, and no line of a trace to standard output.
test_traces() {
    local verb shepherd
    start_kernel --trace 2>kernel-trace
    tasks A
    mkfifo gate
    $mq task run B -- cat gate &
    shepherd=$!
    wait_until has_name B kernel
    port A echo
    echo text >notes
    for verb in 'kernel stat' 'kernel schedule' 'kernel schedule B' 'kernel unschedule B' 'name ls' \
        'name look-up clock --as A' 'name register echo --as A' 'clock now' 'clock alarm 10ms' 'file write notes' \
        'file read notes' 'file ls' 'file rm notes' 'kernel stop'; do
        expect_trace $verb --trace <notes
    done
    expect_exit 0 wait $kernel
    : >gate
    expect_exit 0 wait $shepherd
    expect_equal 'lock    the port space' "$(steps kernel-trace | sed -n 1p)"
}

test_a_second_kernel_is_refused() {
    start_kernel
    expect_error 73 'a kernel is running already' $mq kernel run
    stop_kernel
}

# A task gets the right to a service from the name server, and then sends messages to the service as to any port.
test_the_name_server_gives_rights() {
    start_kernel
    tasks A
    expect_equal clock "$($mq name look-up --as A clock)"
    expect_equal 'send 1' "$(rights A clock)"
    expect_error 69 'no such service: none' $mq name look-up --as A none
    # The name server has no right to the driver, which is the service `disk`. Only the file server has such a right.
    expect_error 69 'no such service: disk' $mq name look-up --as A disk
    expect_error 2 'a task is missing*' $mq name look-up clock
    stop_kernel
}

# A server that is no service of the kernel registers its port. When the port is dead, the name is free again.
test_a_task_registers_its_port() {
    start_kernel
    tasks A B
    port A echo
    $mq name register --as A echo
    [[ " $($mq name ls | paste -sd' ') " == *' echo '* ]] || fail "$($mq name ls)"
    expect_equal echo "$($mq name look-up --as B echo)"
    $mq msg send --as B echo hello
    received A echo hello
    port B other
    expect_error 73 'the name echo is taken' $mq name register --as B other --name echo
    $mq port destroy --as A echo
    expect_error 69 'no such service: echo' $mq name look-up --as B echo
    $mq name register --as B other --name echo
    $mq msg send --as B other again
    received B other again
    expect_equal echo "$($mq name look-up --as A echo)"
    $mq msg send --as A echo 'from A'
    received B other 'from A'
    stop_kernel
}

# The name server refuses a second name for a port. The task of the name server has a send right to each registered
# port, and the name of this right is the registered name. A task has only one name for all its send rights to one port.
test_a_port_has_one_name() {
    start_kernel
    tasks A
    port A one
    $mq name register --as A one
    # The same registration again has no effect.
    $mq name register --as A one
    expect_error 73 'the port is known as one already' $mq name register --as A one --name two
    expect_equal one "$($mq name ls | grep -e one -e two)"
    stop_kernel
}

# The list of 53 names does not fit into one message, so the name server sends it in several messages.
test_many_names() {
    local i name
    start_kernel
    tasks A
    printf -v name '%0190d' 0
    for ((i = 100; i < 150; i++)); do
        port A "n$i$name"
        $mq name register --as A "n$i$name"
    done
    expect_equal 53 "$($mq name ls | sort -u | wc -l)"
    expect_equal n149 "$($mq name ls | tail -n 2 | head -n 1 | cut -c 1-4)"
    # The request `ls NAME` asks for the names after NAME. The request `ls` alone returns only the first part of the
    # list.
    $mq name look-up --as A names >right
    ((50 > $($mq msg rpc --as A "$(<right)" ls | wc -l))) || fail 'one message has all names'
    stop_kernel
}

# The name server's task has a right to each registered port. The registered name is the name of this right, and the
# name server stores it nowhere else. When the process of the name server dies, the kernel keeps the task. So the next
# process of the name server knows the same names.
test_a_killed_name_server_knows_its_names() {
    start_kernel
    tasks A B
    port A echo
    $mq name register --as A echo
    kill -KILL "$(field names pid)"
    expect_equal echo "$($mq name look-up --as B echo)"
    expect_equal 1 "$(field names restarts)"
    stop_kernel
}

# When SIGKILL ends the kernel, the processes of the services end, too, and later requests of clients fail.
test_a_killed_kernel_leaves_nothing() {
    local pids
    start_kernel
    tasks A
    $mq name look-up --as A clock >look-up
    pids=$(service_pids)
    kill -KILL $kernel
    expect_exit 137 wait $kernel
    wait_until all_gone $pids
    expect_error 69 'port clock is dead' $mq msg rpc --as A clock now
    expect_error 69 'no kernel is running*' $mq name ls
    # The next kernel creates new tasks and ports. In the task A, the name clock still belongs to the dead port, so the right to
    # the new port has another name.
    start_kernel
    expect_equal clock.2 "$($mq name look-up --as A clock)"
    stop_kernel
}
# all_gone PID...: succeeds if none of the processes exists.
all_gone() {
    local pid
    for pid; do
        [[ ! -e /proc/$pid ]] || return 1
    done
}

test_term_stops_the_kernel() {
    local pids
    start_kernel
    pids=$(service_pids)
    kill -TERM $kernel
    expect_exit 143 wait $kernel
    wait_until all_gone $pids
}

# The driver, which is the service `disk`, is stopped. So the file server is still working on a request when the kernel
# gets TERM. The kernel ends the service `clock` at once, but ends the file server only when the request is complete.
test_a_signal_lets_the_present_request_complete() {
    local client clock driver
    start_removal
    kill -TERM $kernel
    wait_until not alive $clock
    kill -CONT $driver
    expect_exit 0 wait $client
    expect_exit 143 wait $kernel
}
test_a_second_signal_ends_the_kernel_at_once() {
    local client clock driver
    start_removal
    kill -HUP $kernel
    wait_until not alive $clock
    kill -TERM $kernel
    expect_exit 143 wait $kernel
    expect_exit 69 wait $client
    kill -CONT $driver
    wait_until not alive $driver
}
# start_removal: starts a kernel and a client that removes a file. Stops the driver, which is the service `disk`, so
# that the file server waits for it. Sets `client`, `clock` and `driver` to the pids.
start_removal() {
    start_kernel
    echo text | $mq file write notes
    clock=$(field clock pid)
    driver=$(field disk pid)
    stop_without_lock $driver
    $mq file rm notes &
    client=$!
    wait_until has_request files
}

# The services get only the variables that the manual lists, whatever the environment of the kernel is. They have sessions of
# their own, without a terminal.
test_services_inherit_no_session_and_few_variables() {
    local service pid
    export SECRET=word LD_BIND_NOW=1 IPC_TASK= TZ=Asia/Tokyo LANG=C IPCKIT_DEBUG=0 JAVA_TOOL_OPTIONS=-Dunknown=1
    start_kernel
    for service in $services; do
        pid=$(field $service pid)
        tr '\0' '\n' <"/proc/$pid/environ" | cut -d = -f 1 >variables
        ! grep -vx -e PATH -e LC_ALL -e IPC_TREE -e IPCKIT_DEBUG -e IPCKIT_JAVA_OPTS -e IPCKIT_DAEMON_TAG variables ||
            fail "variables of the service $service"
        grep -qx IPCKIT_DEBUG variables
        expect_equal "0 $pid" "$(terminal_and_session $pid)" 'terminal and session'
    done
    stop_kernel
}

# Ctrl-Z at the terminal stops the kernel, but not the processes of the services. After `fg`, a waiting client gets its reply.
# The signal of Ctrl-C reaches only the kernel, which then ends the services.
test_keys_at_the_terminal_reach_only_the_kernel() {
    local pids pid code
    command -v script >/dev/null || return 0
    log_in
    type_in "sh -c 'echo \$\$ >kernel; exec $mq kernel run'"
    wait_until test -s kernel
    kernel=$(<kernel)
    wait_until is_ready
    pids=$(service_pids)
    echo text | $mq file write notes
    key "$ctrl_z"
    wait_until stopped $kernel
    for pid in $pids; do not stopped $pid; done
    $mq file read notes >copy &
    pid=$!
    type_in fg
    wait_until not stopped $kernel
    expect_exit 0 wait $pid
    expect_equal text "$(<copy)"
    expect_equal "$pids" "$(service_pids)"
    key "$ctrl_c"
    wait_until not alive $kernel
    wait_until all_gone $pids
    wait_until ends_with 'ready> '
    type_in 'echo $? >code'
    wait_until test -s code
    expect_equal 130 "$(<code)"
    log_out
}
# service_pids: prints the pids of the services.
service_pids() {
    $mq kernel stat --json | sed 's/.*"pid":\([0-9]*\).*/\1/'
}

# A service that cannot start ends the kernel with the exit code of the service.
test_a_service_that_cannot_start() {
    expect_exit 74 $mq kernel run --disk /dev/full/none 2>errors
    [[ $(<errors) == 'ipc-mq: '*/dev/full/none* ]] || fail "$(<errors)"
}

# A client that waits for a service notices only a delay when the service dies.
test_a_request_survives_the_death_of_its_service() {
    local client
    start_kernel
    stop_without_lock "$(field names pid)"
    $mq name ls >list &
    client=$!
    wait_until has_request names
    expect_equal ready "$(field names state)"
    kill -KILL "$(field names pid)"
    expect_exit 0 wait $client
    has_lines list 3
    stop_kernel
}
# has_request SERVICE: succeeds if the kernel has received a request from the port of the service. The task of the
# service then has a right to reply.
has_request() {
    [[ $($mq port rights --as "kernel.$1") == *reply*send-once* ]]
}

test_the_kernel_as_a_daemon() {
    $mq kernel run --daemon mk
    expect_equal ready "$(field clock state)"
    $mq kernel stop
    expect_silence 0 $mq daemon wait mk
    $mq daemon rm mk
}

# remove_at_once PATH: removes a directory so that no process sees only some of its files missing.
remove_at_once() {
    mv "$1" "$IPC_DIR.removed"
    rm -r "$IPC_DIR.removed"
}

# The kernel ends with 69 and one error when a user removes its task, alone or with all tasks and files.
test_the_kernel_ends_when_its_task_is_removed() {
    local removal
    for removal in "$mq task rm kernel" "remove_at_once $IPC_DIR/ports.space" "remove_at_once $IPC_DIR"; do
        start_kernel 2>errors
        $removal
        expect_exit 69 wait $kernel
        expect_equal 'ipc-mq: the task or the port of the kernel was removed' "$(<errors)" "$removal"
        mkdir -p "$IPC_DIR"
        expect_equal '' "$($mq task ls | sed -n '/kernel/p')" "$removal"
    done
    expect_error 69 'no kernel is running*' $mq kernel stat
}

# A second kernel is refused, and does not destroy the tasks of the first kernel. When TERM ends a kernel, the kernel
# destroys only the tasks that it has created.
test_a_kernel_destroys_only_its_own_tasks() {
    start_kernel
    $mq task create kernel.test
    expect_error 73 'a kernel is running already' $mq kernel run
    expect_equal ready "$(field clock state)"
    kill -TERM $kernel
    expect_exit 143 wait $kernel
    expect_equal 'kernel.test' "$($mq task ls | grep -o 'kernel[^ ]*')"
    $mq task rm kernel.test
    # The kernel refuses to run if a user has created a task with the name of the kernel's task.
    $mq task create kernel
    expect_error 73 'task kernel exists' $mq kernel run
    $mq task rm kernel
}

test_a_starting_kernel_can_be_stopped() {
    $mq kernel run &
    kernel=$!
    # The stopped clock does not become ready, so the kernel is still starting when `kernel stop` begins. If the clock
    # becomes ready before the test stops it, the test passes, too.
    wait_until has_process clock
    stop_without_lock "$(field clock pid)"
    expect_exit 0 $mq kernel stop
    expect_exit 0 wait $kernel
}
# has_process SERVICE: succeeds if the kernel has started a process for the service.
has_process() {
    [[ $(field "$1" pid 2>/dev/null) == [1-9]* ]]
}

# `kernel stop` waits for the end of the kernel, but not longer than the time limit.
test_the_end_of_a_stopped_kernel_is_limited() {
    start_kernel
    stop_without_lock $kernel
    expect_error 124 '*' $mq kernel stop --timeout 100ms
    kill -CONT $kernel
    expect_exit 0 wait $kernel
}

# The kernel port of a task gets the requests that control the task. The tasks of the kernel and of its services have no
# kernel ports, because no process would answer the requests.
test_kernel_ports_without_a_process_fail_at_once() {
    start_kernel
    tasks A
    expect_error 69 '*' $mq port copy --as kernel.disk kernel --to A
    expect_error 69 '*' $mq kernel schedule kernel.disk
    expect_error 69 '*' $mq kernel schedule kernel
    stop_kernel
}

test_the_task_of_a_client_must_exist() {
    start_kernel
    expect_error 69 'no such task: Nosuch' $mq kernel stat --as Nosuch
    expect_error 69 'no such task: Nosuch' $mq clock now --as Nosuch
    stop_kernel
    expect_error 69 'no kernel is running: use ipc-mq kernel run' $mq kernel stat --as Nosuch
    # `kernel stat` prints the same error if the port space exists. The port space is the shared object that contains
    # all tasks, ports and rights. The creation of the task A also creates the port space.
    tasks A
    expect_error 69 'no kernel is running: use ipc-mq kernel run' $mq kernel stat --as Nosuch
}

# A client that waits for a reply learns which server has ended.
test_a_client_learns_that_the_service_has_ended() {
    local client
    start_kernel
    $mq clock alarm 1h 2>errors &
    client=$!
    wait_until has_request clock
    kill -KILL $kernel
    expect_exit 69 wait $client
    expect_equal 'ipc-mq: service clock has ended' "$(<errors)"
    expect_exit 137 wait $kernel
}

test_the_clock() {
    start_kernel
    [[ $($mq clock now) == 20??-??-??T??:??:??.???Z ]] || fail "$($mq clock now)"
    expect_silence 0 $mq clock alarm 10ms
    expect_error 124 '*timed out*' $mq clock alarm 1h --timeout 100ms
    stop_kernel
}

# A request fails if five processes of a service die, one after another, while they work on the request. But the clock
# works on a request for an alarm only when the alarm is due. So the request does not fail, although ten processes of
# the clock die earlier. A reply to `clock now` shows that the present process of the clock has received the requests
# for alarms.
# slow
test_an_alarm_survives_ten_deaths_of_the_clock() {
    local soon late i state pid restarts
    start_kernel
    $mq clock alarm 15s &
    soon=$!
    $mq clock alarm 1h 2>errors &
    late=$!
    wait_until has_requests clock 2
    for ((i = 1; i <= 10; i++)); do
        $mq clock now >now
        read_status clock
        kill -KILL $pid
        wait_until has_restarted clock $restarts
    done
    expect_exit 0 wait $soon
    has_requests clock 1 || fail "$($mq kernel stat)"
    alive $late || fail "$(<errors)"
    kill -KILL $late
    expect_exit 137 wait $late
    stop_kernel
}

# The kernel cancels the alarms whose clients have been killed, or wait no longer.
test_alarms_of_ended_clients_are_cancelled() {
    local i client clients=()
    start_kernel
    for ((i = 1; i <= 8; i++)); do
        $mq clock alarm 1h &
        clients+=($!)
    done
    wait_until has_requests clock 8
    kill -KILL "${clients[@]}"
    for client in "${clients[@]}"; do expect_exit 137 wait $client; done
    wait_until has_requests clock 0
    expect_error 124 '*' $mq clock alarm 1h --timeout 100ms
    wait_until has_requests clock 0
    # The kernel cancels a request without a right to reply, because no client can wait for the reply.
    tasks A
    $mq name look-up --as A clock >right
    $mq msg send --as A clock 'alarm 9223372036854775807'
    wait_until has_requests clock 0
    expect_equal 0 "$(field clock restarts)"
    stop_kernel
}

# The request for an alarm contains the instant at which the alarm rings. When the process of the clock dies, the next
# process gets the same request, so the instant does not change.
test_an_alarm_survives_the_death_of_the_clock() {
    local client clock
    start_kernel
    clock=$(field clock pid)
    stop_without_lock $clock
    $mq clock alarm 100ms &
    client=$!
    wait_until has_request clock
    kill -KILL $clock
    expect_exit 0 wait $client
    expect_equal 1 "$(field clock restarts)"
    stop_kernel
}
