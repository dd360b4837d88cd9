# If a program cannot start, one line is printed, and the exit code is 125. A signal during the start of a program ends
# the program silently.
. "$IPCKIT_TEST_LIB/prelude.sh"

# In a deleted working directory, bash prints an error line before it runs the launcher. So the launcher must print no
# line itself. A native binary works in a deleted directory, so it is not tested.
test_a_deleted_working_directory_is_reported_in_one_line() {
    is_image || return 0
    mkdir gone
    (cd gone && rmdir "$PWD" && expect_exit 125 ipc-prodcons ls 2>../errors)
    expect_equal 1 "$(wc -l <errors)"
}

# A native binary is not tested, because it needs less than these limits allow.
test_limits_that_are_too_low_are_reported_in_one_line() {
    is_image || return 0
    expect_error 125 "cannot start: the limit on open files is too low *" prlimit --nofile=15 ipc-prodcons ls
    expect_error 125 "cannot start: the limit on address space is too low *" prlimit --as=500000000 ipc-mq ls
    expect_error 125 "cannot start: the limit on data size is too low *" prlimit --data=100000000 ipc-mq ls
    # The kernel does not apply the limit on processes to root.
    if ((EUID == 0)); then
        expect_silence 0 prlimit --nproc=4 ipc-shm ls
    else
        expect_error 125 "cannot start: the limit on processes is too low *" prlimit --nproc=4 ipc-shm ls
    fi
}

# The user 65531 has no processes except those that this test starts.
test_other_processes_of_the_user_count() {
    is_image && ((EUID == 0)) || return 0
    beside_ten() {
        setpriv --reuid 65531 --clear-groups prlimit --nproc=24 bash -c '
            for i in {1..10}; do sleep 60 & done
            "$@" || code=$?
            kill $(jobs -p)
            exit "$code"' x "$@"
    }
    expect_error 125 "cannot start: the limit on processes is too low *" beside_ten ipc-shm ls
}

test_a_limit_of_the_control_group_is_reported_in_one_line() {
    is_image || return 0
    local group=/sys/fs/cgroup/pids/ipckit-$$
    if ! mkdir "$group" 2>/dev/null; then
        echo "not tested: this user may not create a control group" >&$report
        return
    fi
    echo 8 >"$group/pids.max"
    expect_error 125 "cannot start: the control group *" bash -c 'echo $$ >"$0/cgroup.procs" && exec ipc-fan -n 2' "$group"
    rmdir "$group"
}

# A native binary is not tested. It needs /proc, too, but reports a missing /proc with another exit
# code.
test_a_missing_proc_is_reported_in_one_line() {
    is_image || return 0
    if ! unshare --mount umount --lazy /proc 2>/dev/null; then
        echo "not tested: this user may not unmount /proc" >&$report
        return
    fi
    expect_error 125 "cannot start: /proc is not mounted" \
        unshare --mount sh -c 'umount --lazy /proc && exec ipc-fan -n 2'
}

test_programs_work_with_low_limits() {
    expect_silence 0 prlimit --nofile=16 ipc-prodcons create jobs
    expect_silence 0 prlimit --as=2000000000 ipc-prodcons put jobs <<<x
    expect_equal x "$(prlimit --as=2000000000 ipc-prodcons get jobs --drain)"
    expect_silence 0 prlimit --fsize=0 ipc-prodcons rm jobs
    expect_equal "ipc-prodcons: cannot create buffer jobs: File too large" \
        "$(prlimit --fsize=0 ipc-prodcons create jobs 2>&1 || true)"
    expect_equal "$(seq 20)" "$(seq 20 | prlimit --as=2000000000 ipc-fan each -k -j 4 -- echo)"
    expect_equal "errors" "$(ls)"
}

# A program needs about 50 ms until it runs. The test sends TERM 1 ms to 79 ms after the program was started. If the program
# dies of TERM, because it does not handle TERM yet, the outer bash prints "Terminated".
test_a_signal_during_the_start_ends_the_program_silently() {
    local delay code
    for delay in 0.0{01..79..2}; do
        code=$(bash -c 'bash -c "{ sleep $1; kill \$\$; } &>/dev/null & exec env --default-signal ipc-prodcons ls 2>errors"; echo $?' \
            x "$delay" 2>shell)
        expect_equal "" "$(<errors)" "messages after $delay s"
        [[ $code == 0 || $(<shell) == *Terminated* ]] || fail "exit code $code after $delay s"
    done
}

# catches_term_but_not_quit PID: succeeds if the program in this process has started: it handles TERM, and does not
# handle QUIT. A bash runs in the process before the program, and a bash may handle TERM, too. Therefore, if the
# programs run in a Java runtime, the function also requires that the process is a JVM.
catches_term_but_not_quit() {
    local name caught
    read -r name <"/proc/$1/comm"
    [[ $name == java ]] || ! is_image || return
    caught=$(awk '/^SigCgt/ { print $2 }' "/proc/$1/status")
    (((0x$caught & 0x4004) == 0x4000))
}

# By default, the JVM prints the stacks of its threads at QUIT. Without `ulimit -c 0`, QUIT would leave a core file.
test_quit_ends_every_program_silently() {
    local command
    ulimit -c 0
    ipc-prodcons create -q jobs
    ipc-shm create -q jobs --size 4K
    ipc-mq create -q jobs
    mkfifo input
    exec 5<>input
    for command in 'ipc-prodcons put jobs' 'ipc-shm write jobs' 'ipc-mq send jobs -' 'ipc-chain pipe -- cat' 'ipc-fan each -- true'; do
        (exec env --default-signal=INT,QUIT $command <input &>output) &
        wait_until catches_term_but_not_quit $!
        kill -QUIT $!
        expect_exit 131 wait $!
        expect_equal "" "$(<output)" "$command"
    done
    ipc-prodcons rm jobs
    ipc-shm rm -q jobs
    ipc-mq rm jobs
}

# A shell script starts a background job with INT and QUIT ignored.
test_a_background_job_ignores_quit() {
    ipc-prodcons create -q jobs
    (exec env --ignore-signal=INT,QUIT ipc-prodcons get jobs &>output) &
    wait_until catches_term_but_not_quit $!
    kill -QUIT $!
    echo x | ipc-prodcons put jobs
    expect_exit 0 wait $!
    expect_equal x "$(<output)"
    ipc-prodcons rm jobs
}

# If the programs run in a Java runtime, a program's launcher is a script. The names of the script's
# own variables begin with ipckit_, so that the script does not change the caller's variables.
test_the_environment_of_a_command_is_that_of_the_caller() {
    local name names=
    ! is_image || names=$(grep -ohE '^ *[a-z_]+=' "$(command -v ipc-fan)" "$(command -v ipckit)" | tr -d ' =' | sort -u)
    for name in $names self lib target; do
        [[ $name == ipckit_* ]] || expect_equal mine "$(env "$name=mine" ipc-fan run -n 1 -- printenv "$name")"
    done
}
