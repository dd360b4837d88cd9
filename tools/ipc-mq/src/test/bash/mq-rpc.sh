# Requests and replies over ports, the kernel port of a task, and pending messages.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/ports.sh"

# start_server: creates the tasks S and C. S receives from the port `requests`, and C has a send right to this port.
start_server() {
    tasks S C
    port S requests
    sender S requests C
}

# reply TEXT [OPTION...]: receives a request, and sends TEXT with the right to reply. Prints the request.
reply() {
    local text=$1 right
    shift
    right=$($mq msg receive --as S requests --format '%b %h{rights}')
    echo "${right%% *}"
    $mq msg send --as S "${right##*send-once:}" "$text" "$@"
}

test_a_request_and_its_reply() {
    local calling
    start_server
    $mq msg rpc --as C requests question >answer &
    calling=$!
    expect_equal question "$(reply answer)"
    expect_exit 0 wait $calling
    expect_equal answer "$(<answer)"
    expect_equal '' "$(rights C reply)"
    expect_equal '' "$(rights S reply)"
}

# `msg rpc` sends each request only after it has printed the reply to the previous request.
test_several_requests() {
    local calling i
    start_server
    printf '%s\n' 1 2 3 | $mq msg rpc --as C requests - >answers &
    calling=$!
    for i in 1 2 3; do expect_equal $i "$(reply "answer $i")"; done
    expect_exit 0 wait $calling
    expect_equal $'answer 1\nanswer 2\nanswer 3' "$(<answers)"
}

# A reply can carry rights, as any other message.
test_a_reply_can_carry_a_right() {
    local calling
    start_server
    port S secret
    $mq msg rpc --as C requests open --json >answer &
    calling=$!
    expect_equal open "$(reply opened --carry-send secret)"
    expect_exit 0 wait $calling
    [[ $(<answer) == *'"rights":[{"name":"secret","right":"send","dead":false}],"body":"opened"}' ]] ||
        fail "$(<answer)"
    expect_equal 'send 1' "$(rights C secret)"
}

# When the time limit of `msg rpc` has passed, the client does not wait any more, and the server's reply fails with 69.
test_a_reply_that_comes_too_late() {
    start_server
    expect_error 124 'port requests: timed out: it has not replied' $mq msg rpc --as C requests late --timeout 200ms
    expect_equal late "$($mq msg receive --as S requests 2>/dev/null)"
    expect_error 69 'port reply is dead' $mq msg send --as S reply answer
}

test_a_client_that_is_killed_loses_its_reply_port() {
    local calling
    start_server
    $mq msg rpc --as C requests question &
    calling=$!
    expect_equal question "$($mq msg receive --as S requests 2>/dev/null)"
    kill -KILL $calling
    expect_exit 137 wait $calling
    wait_until not has_name C reply
    expect_error 69 'port reply is dead' $mq msg send --as S reply answer
}

# `msg rpc` fails with 69 if the server drops the right to reply, or if the server's port is destroyed before the
# request was received.
test_a_request_that_is_never_answered() {
    local calling
    start_server
    $mq msg rpc --as C requests 1 2>error &
    calling=$!
    expect_equal 1 "$($mq msg receive --as S requests 2>/dev/null)"
    $mq port drop --as S reply --right send-once
    expect_exit 69 wait $calling
    expect_equal 'ipc-mq: port requests: it will not reply: the right to reply has been destroyed' "$(<error)"
    $mq msg rpc --as C requests 2 2>error &
    calling=$!
    wait_until has_messages S requests 1
    $mq port destroy --as S requests
    expect_exit 69 wait $calling
    expect_error 69 'port requests is dead' $mq msg rpc --as C requests 3
}

# start_worker: starts the task `worker` by `task run`. Task C gets a send right to the worker's kernel port, under the name
# worker. Sets `command` to the pid of the command, and `shepherd` to the pid of `task run`.
start_worker() {
    tasks C
    mkfifo never-written
    $mq task run worker -- sh -c 'echo $$ >command; exec cat never-written' &
    shepherd=$!
    wait_until test -s command
    command=$(<command)
    $mq port copy --as worker kernel --to C --name worker
}

# A task with a send right to the kernel port of another task controls that task. As in Mach, each suspension needs a
# resumption.
test_the_kernel_port_controls_a_task() {
    local shepherd command
    start_worker
    port worker inbox
    expect_equal $'inbox receive, send 1\nkernel send 1\nnotify receive' "$($mq msg rpc --as C worker ports)"
    # The worker already has a send right to the port `answers`. The request carries another send right to this port,
    # for the reply. The reply lists only the right that the worker had before the request.
    port C answers
    sender C answers worker
    $mq msg send --as C worker ports --carry-send answers
    expect_equal $'answers send 1\ninbox receive, send 1\nkernel send 1\nnotify receive' "$($mq msg receive --as C answers)"
    expect_equal 'suspended 1' "$($mq msg rpc --as C worker suspend)"
    wait_until stopped "$command"
    expect_equal $'suspended 2\nsuspended 1' "$($mq msg rpc --as C worker suspend resume)"
    stopped "$command" || fail 'the command continues after one of two resumptions'
    expect_equal resumed "$($mq msg rpc --as C worker resume)"
    wait_until not stopped "$command"
    expect_error 75 'port worker: task worker is not suspended' $mq msg rpc --as C worker resume
    expect_error 65 'port worker: unknown request: *' $mq msg rpc --as C worker reboot
    expect_equal terminated "$($mq msg rpc --as C worker terminate)"
    expect_exit 137 wait $shepherd
    expect_error 69 'port worker is dead' $mq msg rpc --as C worker ports
}

# A suspension with a time limit ends by itself. A task has at most one such suspension, and a further request can set a
# new time limit.
test_a_suspension_with_a_limit() {
    local shepherd command
    start_worker
    expect_equal 'suspended 1' "$($mq msg rpc --as C worker 'suspend 500ms')"
    wait_until not stopped "$command"
    expect_equal $'suspended 1\nsuspended 1\nsuspended 2' \
        "$($mq msg rpc --as C worker 'suspend 1h' 'suspend 2h' suspend)"
    stopped "$command" || fail 'the command is not stopped'
    expect_equal 'suspended 1' "$($mq msg rpc --as C worker 'suspend 0s')"
    expect_equal resumed "$($mq msg rpc --as C worker resume)"
    wait_until not stopped "$command"
    expect_equal $'suspended 1\nresumed' "$($mq msg rpc --as C worker 'suspend 1h' resume)"
    expect_error 65 "port worker: 'x' is not a duration*" $mq msg rpc --as C worker 'suspend x'
    expect_equal terminated "$($mq msg rpc --as C worker terminate)"
    expect_exit 137 wait $shepherd
}

# The processor time of a task includes the time of child processes that have ended.
test_the_kernel_port_tells_the_processor_time() {
    local shepherd command
    start_worker
    [[ $($mq msg rpc --as C worker times) == [0-9]* ]] || fail 'no time'
    expect_equal terminated "$($mq msg rpc --as C worker terminate)"
    expect_exit 137 wait $shepherd
    mkfifo go
    $mq task run worker -- sh -c 'sh -c "i=0; while [ \$i -lt 200000 ]; do i=\$((i + 1)); done"; echo $$ >done; read -r _ <go' &
    shepherd=$!
    wait_until test -s done
    $mq port copy --as worker kernel --to C --name busy
    (($($mq msg rpc --as C busy times) >= 10)) || fail 'the time of the child is missing'
    echo >go
    expect_exit 0 wait $shepherd
}

# A suspended task can be terminated. The descendants of its command end with it.
test_a_suspended_task_can_be_terminated() {
    local shepherd child
    tasks C
    mkfifo never-written
    $mq task run worker -- sh -c 'cat never-written & echo $! >child; wait' &
    shepherd=$!
    wait_until test -s child
    child=$(<child)
    $mq port copy --as worker kernel --to C --name worker
    $mq msg send --as C worker suspend
    wait_until stopped "$child"
    expect_equal terminated "$($mq msg rpc --as C worker terminate)"
    expect_exit 137 wait $shepherd
    wait_until not alive "$child"
}

# request_without_reply: starts the task `worker` by `task run`, and sends a request to its kernel port. `task run` cannot send
# the reply, because a stopped process has the lock of the mailbox for the reply. Returns when `task run` tries again. Sets
# `shepherd` to the pid of `task run`, and `stopped` to the pid of the stopped process.
request_without_reply() {
    tasks C
    port C replies
    mkfifo never-written
    $mq task run worker --trace -- sh -c 'echo $$ >command; exec cat never-written' 2>trace &
    shepherd=$!
    wait_until test -s command
    $mq port copy --as worker kernel --to C --name worker
    # At step MS3 of a send, the sender has the lock of the mailbox.
    IPCKIT_STOP_AT=MS3 $mq msg send --as C replies first &
    stopped=$!
    wait_until stopped $stopped
    $mq msg send --as C worker suspend --carry-send-once replies
    wait_until has_tried_twice
}
# has_tried_twice: succeeds if `task run` has tried at least twice to reply to the request. Each try first records the
# send-once right with which it sends the reply, and prints this step as PX2 in the trace. The next step needs the lock
# of the mailbox.
has_tried_twice() {
    [[ $(<trace) == *' PX2 '*' PX2 '* ]]
}

test_the_kernel_port_repeats_a_reply() {
    local shepherd stopped
    request_without_reply
    kill -CONT $stopped
    expect_exit 0 wait $stopped
    wait_until has_messages C replies 2
    received C replies first 'suspended 1'
    expect_equal '' "$(rights worker replies)"
    expect_equal terminated "$($mq msg rpc --as C worker terminate)"
    expect_exit 137 wait $shepherd
}

# `task run` ends when its command ends, even if `task run` cannot send a reply.
test_the_command_ends_before_the_reply_is_sent() {
    local shepherd stopped
    request_without_reply
    kill -KILL $(<command)
    expect_exit 137 wait $shepherd
    kill -CONT $stopped
    expect_exit 0 wait $stopped
    wait_until has_messages C replies 2
    received C replies first send-once
}

# One process of the task is an orphan: its parent has ended before the first request. The requests `suspend` and
# `terminate` to the kernel port of the task affect the orphan, too.
test_the_kernel_port_finds_orphans() {
    local shepherd orphan
    tasks C
    mkfifo never-written
    $mq task run worker -- sh -c '(cat never-written & echo $! >orphan); exec cat never-written' &
    shepherd=$!
    wait_until test -s orphan
    orphan=$(<orphan)
    wait_until parent_is_gone "$orphan"
    $mq port copy --as worker kernel --to C --name worker
    expect_equal 'suspended 1' "$($mq msg rpc --as C worker suspend)"
    stopped "$orphan" || fail 'the orphan is not stopped'
    expect_equal terminated "$($mq msg rpc --as C worker terminate)"
    expect_exit 137 wait $shepherd
    wait_until not alive "$orphan"
}
# parent_is_gone PID: succeeds if the process is an orphan. At first, the parent of the process is a subshell, whose
# command name is `sh`. The process that adopts the orphan has another command name. If the subshell ends after its pid
# was read, its file `comm` in /proc is missing, and the function succeeds, too. The function reads the file with grep,
# because `$(<FILE)` would end the script if the file is missing.
parent_is_gone() {
    local stat
    read -r stat <"/proc/$1/stat"
    stat=${stat##*) }
    ! grep -qsx sh "/proc/$(cut -d' ' -f2 <<<"$stat")/comm"
}

# The command of the task `worker` uses ports all the time. While the command is suspended, other tasks can go on,
# because no process is stopped while it has the lock of the port space. The port space is the shared object that
# contains all tasks, ports and rights.
test_a_suspended_task_blocks_no_other_task() {
    local shepherd i
    tasks C
    mkfifo never-written
    $mq task run worker -- sh -c 'ipc-mq port allocate inbox
        while :; do ipc-mq msg send inbox x --carry-send inbox; ipc-mq msg receive inbox; done >log 2>&1' &
    shepherd=$!
    wait_until test -s log
    $mq port copy --as worker kernel --to C --name worker
    for i in 1 2 3 4 5; do
        expect_equal 'suspended 1' "$($mq msg rpc --as C worker suspend)"
        expect_equal receive "$(rights C notify)"
        expect_equal resumed "$($mq msg rpc --as C worker resume)"
    done
    expect_equal terminated "$($mq msg rpc --as C worker terminate)"
    expect_exit 137 wait $shepherd
}

# If the task of a suspended command is removed, the command continues.
test_a_removed_task_does_not_stay_suspended() {
    local shepherd command
    start_worker
    expect_equal 'suspended 1' "$($mq msg rpc --as C worker suspend)"
    $mq task rm worker
    wait_until not stopped "$command"
    kill -TERM "$command"
    expect_exit 143 wait $shepherd
}

# TERM ends `task run` and its suspended command.
test_term_ends_a_suspended_task() {
    local shepherd command
    start_worker
    expect_equal 'suspended 1' "$($mq msg rpc --as C worker suspend)"
    kill -TERM $shepherd
    expect_exit 143 wait $shepherd
    wait_until not alive "$command"
}

# A background process of the command keeps the task alive after the command has ended. But from then on, no process
# answers requests to the kernel port.
test_the_kernel_port_dies_with_the_command() {
    local background
    tasks C
    mkfifo never-written
    $mq task run worker -- sh -c 'ipc-mq port copy kernel --to C --name worker; cat never-written & echo $! >background' >log
    background=$(<background)
    expect_error 69 'port worker is dead' $mq msg rpc --as C worker ports
    expect_equal receive "$(rights worker notify)"
    kill -TERM "$background"
    wait_until not alive "$background"
}

test_a_task_without_a_process_answers_no_request() {
    tasks A
    expect_error 69 'task A has no process' $mq msg rpc --as A kernel suspend
    expect_error 69 'task A has no process*' $mq msg send --as A kernel suspend
}

# If a port is full, `msg send --pend` leaves one message of each thread pending. When the port accepts the message, the
# task that has sent it gets a notice.
test_a_pending_message() {
    tasks A B
    port A narrow --queue 1
    sender A narrow B
    $mq msg send --as B narrow --pend 1
    expect_equal 'ipc-mq: port narrow is full: the message is pending' "$($mq msg send --as B narrow --pend 2 2>&1)"
    expect_error 75 'port narrow: it is full, and a message of this sender is pending already*' \
        $mq msg send --as B narrow --pend 3
    $mq msg send --as B/thread narrow --pend 4 2>/dev/null
    expect_error 75 'port narrow: it is full' $mq msg send --as B narrow --no-wait 5
    received B notify
    expect_equal 1 "$($mq msg receive --as A narrow)"
    received B notify 'msg-accepted narrow'
    received A narrow 2 4
    received B notify 'msg-accepted narrow'
}

# A task can have several threads of control, which act for the task at the same time. A thread of control is a process here. Two
# processes wait for room in a port as the threads `one` and `two` of the task B, and a third process receives as a thread of B.
test_threads_of_a_task() {
    local one two third
    tasks A B
    port A narrow --queue 1
    sender A narrow B
    port B inbox
    sender B inbox A
    $mq msg send --as A narrow first
    $mq msg send --as B/one narrow 'from one' &
    one=$!
    $mq msg send --as B/two narrow 'from two' &
    two=$!
    $mq msg receive --as B/three inbox >got &
    third=$!
    wait_for_port_waiter $one "$(number A narrow)"
    wait_for_port_waiter $two "$(number A narrow)"
    wait_for_port_waiter $third "$(number B inbox)"
    $mq msg send --as A inbox 'to three'
    expect_exit 0 wait $third
    expect_equal 'to three' "$(<got)"
    expect_equal $'first\nfrom one\nfrom two' "$($mq msg receive --as A narrow -n 3 | sort)"
    expect_exit 0 wait $one
    expect_exit 0 wait $two
}

# If no receiver waits at a port of capacity 0, a message with --pend is pending. Otherwise the receiver gets the message
# at once.
test_a_pending_message_at_a_port_of_capacity_0() {
    local receiving
    tasks A
    port A meet --queue 0
    $mq msg send --as A meet --pend x 2>news
    expect_equal 'ipc-mq: port meet is full: the message is pending' "$(<news)"
    expect_error 75 '*' $mq msg send --as A meet --pend y
    received A notify
    received A meet x
    received A notify 'msg-accepted meet'
    $mq msg receive --as A meet >message &
    receiving=$!
    wait_for_port_waiter $receiving "$(number A meet)"
    $mq msg send --as A meet --pend hello 2>news
    expect_exit 0 wait $receiving
    expect_equal hello "$(<message)"
}

# The names of the port and of the sending thread, which are stored for a pending message, have at most 199 bytes
# together.
test_names_that_are_too_long_for_a_pending_message() {
    local long
    printf -v long '%0190d' 0
    tasks A
    port A narrow-port --queue 1
    $mq msg send --as A narrow-port 1
    expect_error 65 '*at most 199 bytes together*' $mq msg send --as "A/t$long" narrow-port --pend 2
    received A narrow-port 1
}

# A pending message can carry a receive right. The sending task loses the right as soon as the message is pending, and
# the receiver of the message gets the right.
test_a_pending_message_carries_a_right() {
    tasks A B
    port A narrow --queue 1
    sender A narrow B
    port B gift
    $mq msg send --as B narrow 1
    $mq msg send --as B narrow --pend take --move-receive gift 2>/dev/null
    expect_error 77 '*' $mq msg receive --as B gift --no-wait
    expect_equal $'1\ntake' "$($mq msg receive --as A narrow -n 2 2>/dev/null)"
    expect_equal receive "$(rights A gift)"
}

# A client is killed at step PL1, while it creates its reply port. The port does not exist yet, but its mailbox and its
# run file (a file that the client has locked) exist. `gc` removes the mailbox and the run file.
test_gc_removes_an_unfinished_reply_port() {
    start_server
    expect_exit 137 env IPCKIT_CRASH_AT=PL1 $mq msg rpc --as C requests question 2>/dev/null
    expect_equal '' "$(rights C reply)"
    expect_equal 2 "$($mq gc | grep -c '^deleted .*: unfinished creation of port')"
    expect_equal '' "$($mq gc)"
    [[ -z $(ls "$IPC_DIR/ports.space" | grep run) ]] || fail "a run file is left"
}
