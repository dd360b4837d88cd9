# ipc-fan shell at a terminal runs each job in its own process group, and one job at a time is in the foreground.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/pools.sh"
# Every test needs script(1), which makes a terminal. Without script(1) this script ends here, and no test fails.
command -v script >/dev/null || exit 0

mkfifo keys gate
ctrl_c=$'\003' ctrl_d=$'\004' ctrl_z=$'\032'

# begin [OPTION...]: starts a shell at its own terminal and waits for the first prompt. The file `terminal` has the output
# of the terminal; `wait $shell` returns the exit status of the shell.
begin() {
    rm -f pid ./*.pid
    : >terminal
    heeding_signals script -qefc "exec ipc-fan shell $*" /dev/null <keys >terminal 2>&1 &
    shell=$!
    exec {keyboard}>keys
    prompts=0
    prompted
}
# prompted: waits for the next prompt. The variable `prompts` is the number of awaited prompts since the shell started.
prompted() {
    ((prompts += 1))
    wait_until shows_prompts $prompts
}
shows_prompts() {
    (($(grep -o 'ipc-fan> ' terminal | wc -l) >= $1))
}
shows() {
    grep -q -- "$1" terminal
}
type_in() {
    printf '%s\n' "$1" >&$keyboard
}
key() {
    printf '%s' "$1" >&$keyboard
}
# enter LINE: types LINE and waits for the next prompt. press KEY: types KEY and waits for the next prompt.
enter() {
    type_in "$1"
    prompted
}
press() {
    key "$1"
    prompted
}
# over STATUS: ends the input of the terminal, waits for the end of the shell, and fails unless the exit status is STATUS.
over() {
    exec {keyboard}>&-
    expect_exit "$1" wait $shell
}
# field PID NUMBER: prints the field NUMBER of /proc/PID/stat.
field() {
    cut -d ' ' -f "$2" "/proc/$1/stat"
}
# in_front PID: succeeds if the process is not stopped and its process group is the foreground process group of its
# terminal.
in_front() {
    [[ $(field "$1" 5) == "$(field "$1" 8)" ]] && not stopped "$1"
}
started() {
    [[ -s $1 ]]
}
both_started() {
    started front.pid && started back.pid
}
# await_front FILE: waits until the process whose process ID is in FILE runs in the foreground of the terminal.
await_front() {
    wait_until started "$1"
    wait_until in_front "$(<"$1")"
}
# ends_with TEXT: succeeds if TEXT is the last output of the terminal.
ends_with() {
    [[ $(tail -c ${#1} terminal) == "$1" ]]
}

# `shell` prints a prompt before and after a command, and Ctrl-D at the prompt ends `shell`.
test_it_prompts_and_ctrl_d_ends_it() {
    begin
    enter 'echo $((6 * 7)) is it'
    shows '^42 is it' || fail "no output: $(<terminal)"
    key "$ctrl_d"
    over 0
}

# A foreground job has its own process group, and can read from the terminal.
test_a_foreground_job_has_the_terminal() {
    begin
    type_in 'echo $$ >pid; read -r line; echo "got $line"; exit 3'
    wait_until started pid
    expect_equal "$(<pid)" "$(field "$(<pid)" 5)" "the group of the job"
    wait_until in_front "$(<pid)"
    us=$(field "$(<pid)" 4)
    not in_front "$us"
    enter 'some words'
    shows '^got some words' || fail "not read: $(<terminal)"
    in_front "$us"
    type_in 'exit'
    over 3
}

# Ctrl-C ends the foreground job, but neither background jobs nor the shell. At the prompt, Ctrl-C discards the typed
# line. While the built-in command `wait` runs, Ctrl-C ends only this command.
test_ctrl_c_ends_only_the_foreground_job() {
    begin
    enter 'echo $$ >back.pid; exec sleep 600 &'
    type_in 'echo $$ >front.pid; exec sleep 600'
    wait_until started back.pid
    await_front front.pid
    press "$ctrl_c"
    not alive "$(<front.pid)"
    alive "$(<back.pid)"
    expect_equal "$(<back.pid)" "$(field "$(<back.pid)" 5)"
    not in_front "$(<back.pid)"
    # At the prompt, Ctrl-C discards the typed line.
    key 'touch not-this'
    wait_until ends_with 'touch not-this'
    press "$ctrl_c"
    enter 'jobs'
    shows '^\[1\]  running  echo \$\$ >back.pid; exec sleep 600' || fail "not listed: $(<terminal)"
    [[ ! -e not-this ]] || fail "a forgotten line was run"
    # Ctrl-C ends the built-in command `wait`, but not the job for which `wait` waits.
    type_in 'wait'
    sleep 0.2
    press "$ctrl_c"
    alive "$(<back.pid)"
    # Ctrl-C does not end a job that ignores INT.
    type_in 'trap "" INT; echo $$ >stubborn.pid; until [ -e go ]; do sleep 0.02; done; echo still there'
    await_front stubborn.pid
    key "$ctrl_c"
    wait_until ends_with '^C'
    touch go
    prompted
    shows '^\^Cstill there' || fail "was ended: $(<terminal)"
    # The shell waits for background jobs before it ends.
    type_in 'exit 0'
    wait_until shows 'waiting for 1 job; Ctrl-C ends it'
    alive "$(<back.pid)"
    kill "$(<back.pid)"
    over 0
}

# Ctrl-Z stops a job and gives the terminal to the shell. fg continues the job in the foreground and gives the terminal to
# the job; bg continues the job in the background.
test_ctrl_z_stops_a_job_and_fg_and_bg_continue_it() {
    begin
    type_in 'echo $$ >pid; read -r line; echo "got $line"'
    await_front pid
    press "$ctrl_z"
    wait_until stopped "$(<pid)"
    shows '^\[1\]  stopped  echo' || fail "not told: $(<terminal)"
    enter 'jobs'
    type_in 'fg'
    wait_until in_front "$(<pid)"
    press "$ctrl_z"
    # After bg the job stops again, because a background job cannot read from the terminal.
    enter 'bg %1'
    wait_until stopped "$(<pid)"
    wait_until not in_front "$(<pid)"
    type_in 'fg %1'
    wait_until in_front "$(<pid)"
    enter 'these words'
    shows '^got these words' || fail "not read: $(<terminal)"
    type_in 'echo $$ >pid.new; mv pid.new back.pid; read -r line <gate; touch finished'
    await_front back.pid
    press "$ctrl_z"
    wait_until stopped "$(<back.pid)"
    enter 'bg'
    wait_until not stopped "$(<back.pid)"
    echo go >gate
    # sh runs `wait; true`, because this line has two commands. This sh has no job, so its `wait` returns at once.
    # `wait` alone is a built-in command of ipc-fan shell, which waits for the job.
    enter 'wait; true'
    enter 'wait'
    [[ -e finished ]] || fail "did not go on"
    wait_until shows '^\[1\]  done  echo'
    key "$ctrl_d"
    over 0
}

# While a job is stopped, the first Ctrl-D prints a warning; the second Ctrl-D ends the shell and the jobs.
test_stopped_jobs_delay_the_end_once() {
    begin
    type_in 'echo $$ >pid; exec sleep 600'
    await_front pid
    press "$ctrl_z"
    press "$ctrl_d"
    shows 'there are stopped jobs' || fail "not told: $(<terminal)"
    key "$ctrl_d"
    over 143
    wait_until not alive "$(<pid)"
}

# While a job is stopped, the first `exit` prints a warning and has no other effect; the second `exit` ends the shell and the
# jobs. A command in between makes the next `exit` warn again.
test_stopped_jobs_delay_exit_once() {
    begin
    type_in 'echo $$ >pid; exec sleep 600'
    await_front pid
    press "$ctrl_z"
    enter 'exit 5'
    shows 'there are stopped jobs' || fail "not told: $(<terminal)"
    alive "$(<pid)"
    enter 'true'
    enter 'exit 6'
    expect_equal 2 "$(grep -c 'there are stopped jobs' terminal)" "warnings"
    alive "$(<pid)"
    type_in 'exit 7'
    over 7
    wait_until not alive "$(<pid)"
}

# After Ctrl-D the shell prints that it waits for the jobs that still run. Ctrl-C then ends the
# jobs, and the signal INT ends the shell, too.
test_ctrl_c_ends_a_shell_that_waits_for_its_jobs() {
    begin
    enter 'echo $$ >back.pid; exec sleep 600 &'
    wait_until started back.pid
    key "$ctrl_d"
    wait_until shows 'waiting for 1 job; Ctrl-C ends it'
    alive "$(<back.pid)"
    key "$ctrl_c"
    over 130
    wait_until not alive "$(<back.pid)"
}

# The shell restores the terminal modes after a signal has ended a job that changed the modes.
test_terminal_modes_are_restored_after_a_signal() {
    begin
    type_in 'stty -echo -icanon; echo $$ >pid; exec sleep 600'
    await_front pid
    press "$ctrl_c"
    enter 'stty -a | grep -o "[ -]icanon\|[ -]echo " | tr -d "\n"; echo .'
    shows '^ icanon echo \.' || fail "in disorder: $(<terminal)"
    key "$ctrl_d"
    over 130
}

# When the terminal hangs up, all jobs in the foreground and in the background are ended, even a foreground job that
# ignores HUP.
test_a_hangup_ends_all_jobs() {
    begin
    enter 'echo $$ >back.pid; exec sleep 600 &'
    type_in 'echo $$ >front.pid; trap "" HUP; sleep 600'
    wait_until both_started
    kill -KILL $shell
    exec {keyboard}>&-
    wait $shell 2>/dev/null || true
    wait_until not alive "$(<front.pid)"
    wait_until not alive "$(<back.pid)"
}

# A script runs `shell` in a loop, with commands from a file. Ctrl-C at the terminal ends the loop, not only the current
# `shell`.
test_ctrl_c_ends_the_loop_around_a_script() {
    printf '%s\n' 'echo $$ >back.pid; exec sleep 600 &' 'echo $$ >front.pid; exec sleep 600' >commands
    loop loop 'ipc-fan shell <commands'
    rm -f ./*.pid
    interrupt_loop both_started
    not grep -q 'done' terminal || fail "Ctrl-C did not end the loop: $(<terminal)"
    wait_until not alive "$(<front.pid)"
    wait_until not alive "$(<back.pid)"
}
