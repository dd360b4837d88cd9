# The scheduler of the kernel: the kernel runs the task with the highest priority. A policy outside the kernel, for
# example a program of the user, assigns the priorities.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/kernel.sh"

# The directory of the policies, which are programs that assign priorities to tasks. If root runs the test, the policies
# run as another user. This user may be unable to enter the directory of the test, so the policies are in /tmp.
policies=$(mktemp -d /tmp/policies.XXXXXX)
chmod 1777 "$policies"
trap 'code=$?; rm -rf "$policies"; ((code)) || { remove_disk; remove_tasks; expect_nothing_left; }' EXIT

# start_scheduler [OPTION...]: starts a kernel as start_kernel does. The file `news` keeps its standard error.
start_scheduler() {
    start_kernel "$@" 2>news
}

# start_loops TASK...: starts `task run` for each TASK, with a command that is a busy loop. The file pid.TASK contains
# the pid of the loop, and the file shepherd.TASK contains the pid of `task run`.
start_loops() {
    local task
    for task; do
        $mq task run $task -- sh -c 'echo $$ >pid.$IPC_TASK; while :; do :; done' &
        echo $! >shepherd.$task
    done
    for task; do wait_until test -s pid.$task; done
}

# end_loops TASK...: kills the loop of each task, and waits until its `task run` ends.
end_loops() {
    local task
    for task; do
        kill -KILL $(<pid.$task)
        expect_exit 137 wait $(<shepherd.$task)
    done
}

# prefer TASK: writes the executable file `policy` in the directory of the policies, a program that gives the task the
# highest priority of the tasks A, B and C. The program writes its pid to the file `policy.pid` in the same directory.
prefer() {
    printf '%s\n' '#!/bin/sh' "echo \$\$ >$policies/policy.pid" \
        "while read -r _; do echo A 0 B 0 C 0 $1 1; done" >$policies/policy.new
    chmod +x $policies/policy.new
    mv $policies/policy.new $policies/policy
}

# cpu TASK: prints the processor time that the loop of the task has used, in clock ticks.
cpu() {
    local words
    read -r -a words </proc/$(<pid.$1)/stat
    echo $((words[13] + words[14]))
}
# progresses TASK: succeeds if the loop has used at least 6 clock ticks more than the number in the file cpu.TASK. If the file
# is absent, writes the present number of ticks to it.
progresses() {
    [[ -e cpu.$1 ]] || cpu $1 >cpu.$1
    (($(cpu $1) > $(<cpu.$1) + 5))
}
# progress TASK...: waits until the loop of each task has used at least 6 clock ticks of processor time since this call.
progress() {
    local task
    for task; do rm -f cpu.$task; done
    for task; do wait_until progresses $task; done
}
# is_alone TASK OTHER...: succeeds if the other loops are stopped while the loop of TASK makes progress.
is_alone() {
    local task=$1 other before
    shift
    for other; do stopped $(<pid.$other) || return; done
    before=$(for other; do cpu $other; done)
    progress $task
    [[ $(for other; do cpu $other; done) == "$before" ]]
}

test_the_task_with_the_highest_priority_runs() {
    local kernel
    prefer B
    start_scheduler --policy $policies/policy
    start_loops A B C
    progress A B C
    $mq kernel schedule A B C
    wait_until is_alone B A C
    wait_until shows 'A 0 suspended' 'B 1 running' 'C 0 suspended'
    stop_kernel
    wait_until not stopped $(<pid.A)
    wait_until not stopped $(<pid.C)
    expect_equal '' "$(<news)"
    end_loops A B C
}
# shows LINE...: succeeds if the list of the scheduled tasks consists of these lines, without the times.
shows() {
    local task priority state rest found=()
    $mq kernel schedule >list
    while read -r task priority state rest; do
        found+=("$task $priority $state")
    done < <(tail -n +2 list)
    [[ "${found[*]}" == "$*" ]]
}

# Without a policy (a program that assigns priorities), the kernel gives all tasks the same share of the processor.
test_without_a_policy_the_tasks_run_in_turn() {
    local kernel task
    start_scheduler --quantum 50ms
    start_loops A B
    $mq kernel schedule A B
    for task in A B A B; do
        wait_until stopped $(<pid.$task)
        wait_until not stopped $(<pid.$task)
    done
    progress A B
    [[ $($mq kernel schedule --json) == '{"task":"A","priority":'*',"state":"'*'","cpu_ms":'*$'}\n{"task":"B",'* ]] ||
        fail "$($mq kernel schedule --json)"
    stop_kernel
    end_loops A B
}

test_a_policy_can_be_replaced() {
    local kernel
    prefer B
    start_scheduler --policy $policies/policy
    start_loops A B
    $mq kernel schedule A B
    wait_until is_alone B A
    prefer A
    kill -KILL $(<$policies/policy.pid)
    wait_until is_alone A B
    expect_equal 1 "$(wc -l <news)" 'lines of news'
    [[ $(<news) == 'ipc-mq: policy '*'/policy: it has ended with status 137: the last priorities stay' ]] || fail "$(<news)"
    stop_kernel
    end_loops A B
}

# While no policy (a program that assigns priorities) runs, the scheduler uses the last priorities that the policy has
# assigned.
test_without_its_policy_the_kernel_uses_the_last_priorities() {
    local kernel
    prefer B
    start_scheduler --policy $policies/policy
    start_loops A B
    $mq kernel schedule A B
    wait_until is_alone B A
    printf '%s\n' '#!/bin/sh' 'exit 3' >$policies/policy.new
    chmod +x $policies/policy.new
    mv $policies/policy.new $policies/policy
    kill -KILL $(<$policies/policy.pid)
    wait_until test -s news
    wait_until is_alone B A
    expect_exit 0 $mq kernel stat >stat
    stop_kernel
    end_loops A B
}

# A policy (a program that assigns priorities) that writes nonsense, or does not answer at all, leaves all priorities
# equal. Then the tasks run in turn.
test_a_broken_policy_does_not_stop_the_kernel() {
    local kernel script
    start_loops A B
    for script in 'while read -r _; do echo nonsense; done' 'exec sleep 1000'; do
        printf '%s\n' '#!/bin/sh' "$script" >$policies/policy
        chmod +x $policies/policy
        start_scheduler --policy $policies/policy
        $mq kernel schedule A B
        progress A B
        wait_until test -s news
        progress A B
        expect_equal 1 "$(wc -l <news)" 'lines of news'
        stop_kernel
    done
    end_loops A B
}

test_a_policy_that_cannot_run_is_refused() {
    echo data >$policies/policy
    expect_error 127 "*not found*" $mq kernel run --policy missing
    expect_error 126 "*policy*" $mq kernel run --policy $policies/policy
}

# The test replaces the policy (the program that assigns priorities), and then kills the service `scheduler`. The kernel
# starts the service again, and the new process of the service runs the new policy.
test_the_service_of_the_policy_is_killed() {
    local kernel
    prefer B
    start_scheduler --policy $policies/policy
    start_loops A B
    $mq kernel schedule A B
    wait_until is_alone B A
    prefer A
    kill -KILL $(field scheduler pid)
    wait_until is_alone A B
    expect_equal 'ipc-mq: service scheduler has ended: killed by KILL' "$(<news)"
    stop_kernel
    end_loops A B
}

test_a_policy_that_reads_nothing_ends_with_its_service() {
    local kernel pid
    printf '%s\n' '#!/bin/sh' "echo \$\$ >>$policies/policy.pids" 'exec sleep 1000' >$policies/policy
    chmod +x $policies/policy
    start_scheduler --policy $policies/policy
    start_loops A B
    $mq kernel schedule A B
    wait_until test -s $policies/policy.pids
    read -r pid <$policies/policy.pids
    kill -KILL $(field scheduler pid)
    wait_until not alive $pid
    stop_kernel
    end_loops A B
}

# The scheduler suspends tasks only with a time limit, so all tasks continue after the death of the kernel.
test_the_kernel_is_killed() {
    local kernel
    prefer B
    start_scheduler --policy $policies/policy
    start_loops A B C
    $mq kernel schedule A B C
    wait_until is_alone B A C
    kill -KILL $kernel
    expect_exit 137 wait $kernel 2>/dev/null
    progress A B C
    end_loops A B C
    wait_until not alive $(<$policies/policy.pid)
}

test_a_task_ends_while_it_is_scheduled() {
    local kernel
    prefer B
    start_scheduler --policy $policies/policy
    start_loops A B C
    $mq kernel schedule A B C
    wait_until is_alone B A C
    end_loops B
    progress A C
    wait_until has_no_right B
    [[ $($mq kernel schedule) != *B* ]] || fail "$($mq kernel schedule)"
    rm pid.B
    start_loops B
    $mq kernel schedule B
    wait_until is_alone B A C
    end_loops A
    wait_until shows 'C 0 suspended' 'B 1 running'
    expect_equal '' "$(<news)"
    stop_kernel
    end_loops B C
}

# The scheduler does not wait for a task whose `task run` is stopped.
test_a_stopped_task_run_does_not_block_the_scheduler() {
    local kernel
    prefer B
    start_scheduler --policy $policies/policy
    start_loops A B C
    $mq kernel schedule A B C
    wait_until is_alone B A C
    stop_without_lock $(<shepherd.B)
    progress A C
    wait_until is_silent B
    kill -CONT $(<shepherd.B)
    wait_until is_alone B A C
    stop_kernel
    end_loops A B C
}

# is_silent TASK: succeeds if the task does not answer the scheduler.
is_silent() {
    [[ $($mq kernel schedule --json) == *"{\"task\":\"$1\","*\"silent\"* ]]
}

# `kernel unschedule` ends the suspension of a task by the scheduler, but not a suspension that another task has asked for.
test_a_task_leaves_the_scheduler() {
    local kernel
    tasks T
    prefer B
    start_scheduler --policy $policies/policy
    start_loops A B
    $mq port copy --as A kernel --to T --name A
    $mq kernel schedule A B A
    wait_until is_alone B A
    $mq msg rpc --as T A suspend >reply
    $mq kernel unschedule A
    wait_until has_no_right A
    wait_until shows 'B 1 running'
    stopped $(<pid.A) || fail 'the scheduler has taken back the suspension of another task'
    expect_equal resumed "$($mq msg rpc --as T A resume)"
    expect_error 75 'port A: task A is not suspended' $mq msg rpc --as T A resume
    progress A B
    expect_error 69 'task A is not scheduled' $mq kernel unschedule A
    stop_kernel
    end_loops A B
}
# has_no_right TASK: succeeds if the kernel has no right to the kernel port of the task.
has_no_right() {
    [[ -z $(rights kernel "$1") ]]
}

test_what_cannot_be_scheduled() {
    local kernel
    start_scheduler
    tasks idle
    expect_error 69 'no such task: absent' $mq kernel schedule absent
    expect_error 69 'task idle has no process' $mq kernel schedule idle
    expect_error 2 '*' $mq kernel schedule a/b
    expect_error 2 '*' $mq kernel unschedule
    $mq port copy --as kernel control --to idle >name
    expect_error 65 "port control: the request must carry a send right*" $mq msg rpc --as idle control 'schedule idle'
    expect_error 65 'port control: unknown request: *' $mq msg rpc --as idle control reboot
    shows || fail "$($mq kernel schedule)"
    stop_kernel
    expect_error 69 'no kernel is running*' $mq kernel schedule
}
