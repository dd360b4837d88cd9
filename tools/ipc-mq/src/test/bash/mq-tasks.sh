# Tasks: their names, their processes and their deaths.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/ports.sh"

# Tasks with ports and tasks with links share one set of names.
test_one_namespace() {
    $mq task create A
    expect_error 73 'task A exists' $mq task create A
    $mq send --as links --to A hello
    expect_equal hello "$($mq recv --as A)"
    expect_equal $'{"task":"A","state":"no-process","rights":2}\n{"task":"links","state":"links-only","rights":0}' \
        "$($mq task ls --json)"
    expect_equal '{"task":"A","state":"no-process","rights":2,"ports":1,"notices":0,"links":1}' \
        "$($mq task stat A --json)"
    expect_error 69 'no such task: links' $mq port allocate --as links inbox
    $mq task create links
    port links inbox
    $mq rm --task A
    $mq task rm links
    expect_equal '' "$($mq task ls --json)"
    expect_error 69 'no such task: A' $mq task rm A
    expect_error 69 'no such task: A' $mq rm --task A
    expect_error 69 'no such task: A' $mq task stat A
    $mq task rm --if-present A
}

# A new task has the receive right to its notify port, which gets notices, for example of the death of another port. The
# task also has a send right to its kernel port, which gets requests that control the task. No task has the receive
# right to a kernel port.
test_a_new_task_has_two_ports() {
    tasks A
    expect_equal receive "$(rights A notify)"
    expect_equal 'send 1' "$(rights A kernel)"
    expect_error 77 'task A has no receive right to kernel' $mq msg receive --as A kernel --no-wait
    expect_error 77 '*notify port stays with its task*' $mq port move --as A notify --right receive --to A
}

test_removal_of_a_task_destroys_its_ports() {
    tasks A B
    port A inbox
    sender A inbox B
    $mq port notify --as B inbox --on dead-name
    $mq task rm A
    received B notify 'dead-name inbox'
    expect_error 69 'port inbox is dead' $mq msg send --as B inbox x
}

test_run_passes_the_name_and_the_exit_status() {
    expect_equal worker "$($mq task run worker -- sh -c 'echo $IPC_TASK')"
    expect_exit 7 $mq task run worker -- sh -c 'exit 7'
    expect_exit 137 $mq task run worker -- sh -c 'kill -9 $$'
    expect_error 127 '*not found*' $mq task run worker -- no-such-command
    expect_exit 0 $mq task run worker -- sh -c 'ipc-mq port allocate inbox && ipc-mq port rights | grep -q inbox'
    expect_error 69 'no such task: worker' $mq port rights --as worker
    expect_equal '{"task":"worker","state":"links-only","rights":0}' "$($mq task ls --json)"
}

# `task run --daemon` runs a command as a task in the background. When `task run` returns, the task already has its
# kernel port. A request to this port controls the task: here, it terminates the task.
test_a_task_as_a_daemon() {
    tasks C
    expect_exit 0 $mq task run worker --daemon server --output out -- \
        sh -c 'ipc-mq port allocate inbox; exec ipc-mq msg receive inbox --follow'
    $mq port copy --as worker kernel --to C --name worker
    wait_until has_name worker inbox
    sender worker inbox C
    $mq msg send --as C inbox hello
    wait_until has_lines out 1
    expect_equal hello "$(<out)"
    expect_error 73 'daemon server is already running' $mq task run worker --daemon server -- true
    expect_equal terminated "$($mq msg rpc --as C worker terminate)"
    expect_exit 137 $mq daemon wait server
    expect_error 127 '*not found*' $mq task run worker --daemon server -- no-such-command
    $mq task run worker --daemon server -- sleep 1000
    $mq daemon stop server
    wait_until not has_name worker notify
    $mq daemon rm server
    $mq task rm worker
}

# A task belongs to one process at a time.
test_a_task_has_one_process() {
    local running
    mkfifo go
    $mq task run worker -- sh -c 'read -r line <go' &
    running=$!
    wait_until state worker running
    expect_error 73 'task worker has a process' $mq task run worker -- true
    echo >go
    expect_exit 0 wait $running
    expect_error 69 'no such task: worker' $mq port rights --as worker
}
# state TASK STATE: succeeds if the task is in the state.
state() {
    [[ $($mq task ls --json) == *"\"task\":\"$1\",\"state\":\"$2\""* ]]
}

# start_worker: starts the task `worker` by `task run`. The task has a port. Task A has a send right
# to this port, and has requested a notice of the port's death. Sets `command` to the pid of the
# command, and `shepherd` to the pid of `task run`.
start_worker() {
    tasks A
    mkfifo never-written
    $mq task run worker -- sh -c 'echo $$ >command; exec cat never-written' &
    shepherd=$!
    wait_until test -s command
    command=$(<command)
    port worker inbox
    sender worker inbox A
    $mq port notify --as A inbox --on dead-name
}

test_the_death_of_a_command_destroys_its_ports() {
    local shepherd command
    start_worker
    $mq msg receive --as A notify >notice &
    kill -KILL "$command"
    expect_exit 137 wait $shepherd
    wait_all
    expect_equal 'dead-name inbox' "$(<notice)"
    expect_error 69 'port inbox is dead' $mq msg send --as A inbox x
}

# A port space contains the tasks, ports and rights of one IPC_DIR. When a `task run` and its command are dead, the next
# process that opens the port space destroys their task. Here, this process is `task rm`, which also removes the port
# space, because no other task is left.
test_removal_after_a_death_removes_the_port_space() {
    local shepherd
    mkfifo never-written
    $mq task run worker -- sh -c 'echo $$ >command; exec cat never-written' &
    shepherd=$!
    wait_until test -s command
    kill -KILL $shepherd
    wait $shepherd || true
    kill -KILL $(<command)
    wait_until not alive $(<command)
    $mq task rm worker
    [[ ! -e $IPC_DIR/ports.space ]] || fail 'the port space remains'
}

# When `task run` (the shepherd) dies, the task exists until its command dies. If the command then dies, too, no
# shepherd can destroy the task. Instead, a process that waits for a message finds the death of the task and destroys
# the task. In this test, the process waits for the notice that the task's port is dead.
test_a_waiting_process_completes_a_death() {
    local shepherd command waiting
    start_worker
    kill -KILL $shepherd
    expect_exit 137 wait $shepherd
    $mq msg send --as A inbox x
    $mq msg receive --as A notify >notice &
    waiting=$!
    wait_for_port_waiter $waiting "$(number A notify)"
    kill -KILL "$command"
    expect_exit 0 wait $waiting
    expect_equal 'dead-name inbox' "$(<notice)"
}

# When the command of a task and its `task run` (the shepherd) are dead, the waiting `task run` of another task destroys
# the dead task, even if no other process uses tasks or ports.
test_a_shepherd_completes_the_deaths_of_others() {
    local shepherd command other inbox
    start_worker
    kill -KILL $shepherd
    expect_exit 137 wait $shepherd
    inbox=$(number A inbox)
    $mq task run other -- cat never-written &
    other=$!
    wait_until state other running
    kill -KILL "$command"
    wait_until not test -d "$IPC_DIR/port:$inbox"
    kill -TERM $other
    expect_exit 143 wait $other
    received A notify 'dead-name inbox'
}
