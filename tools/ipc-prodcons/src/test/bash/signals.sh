# When a signal ends `ipc-prodcons`, the exit status shows this signal. A shell that runs `ipc-prodcons` in a loop can
# therefore end the loop after Ctrl-C. The items that `ipc-prodcons` has claimed return to the buffer. The command that
# `ipc-prodcons` has started ends, too.
. "$IPCKIT_TEST_LIB/buffers.sh"

# participant_catches SIGNAL BUFFER: succeeds if the only participant of the buffer has a handler for the signal.
participant_catches() {
    local pid caught
    pid=$(ipc-prodcons stat "$2" --json | jq '.participants[0].pid // 0')
    caught=$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$pid/status")
    ((0x0$caught >> ($(kill -l "$1") - 1) & 1))
}

# ctrl_c_ends_loop COMMAND: starts, at a terminal, a bash that runs the command in a loop. Expects that Ctrl-C ends the
# loop. bash ends the loop only if the signal INT has killed the command.
ctrl_c_ends_loop() {
    command -v script >/dev/null || exit 0
    use_buffer jobs --slots 4
    mkfifo keys
    loop loop "$1"
    at_terminal keys loop &
    exec {keyboard}>keys
    wait_until has_participants 1 jobs
    wait_until participant_catches INT jobs
    printf '\003' >&$keyboard
    expect_exit 130 wait $!
    exec {keyboard}>&-
    grep -q 'done' terminal && fail "Ctrl-C did not end the loop around $1: $(<terminal)"
    wait_until not has_participants 1 jobs
}

test_ctrl_c_ends_a_loop_around_get() {
    ctrl_c_ends_loop 'ipc-prodcons get jobs'
}

test_ctrl_c_ends_a_loop_around_put() {
    ctrl_c_ends_loop 'seq 9 | ipc-prodcons put jobs'
}

test_ctrl_c_ends_a_loop_around_hold() {
    ctrl_c_ends_loop "ipc-prodcons hold jobs -- sleep 60.$$"
    wait_until not pgrep -f "sleep 60[.]$$" >/dev/null
}

test_ctrl_c_ends_a_loop_around_a_pipeline() {
    ctrl_c_ends_loop 'ipc-prodcons get jobs --follow | cat'
}

test_ctrl_z_stops_the_program_and_fg_continues_it() {
    command -v script >/dev/null || exit 0
    use_buffer jobs --slots 4
    mkfifo keys
    cat >loop <<'END'
set -m
ipc-prodcons get jobs >got
echo "stopped: $?" >statuses
fg >/dev/null
echo "ended: $?" >>statuses
END
    at_terminal keys loop &
    exec {keyboard}>keys
    wait_until has_participants 1 jobs
    wait_until waits_for consumer jobs
    printf '\032' >&$keyboard
    wait_until test -s statuses
    ipc-prodcons put jobs <<<"after Ctrl-Z"
    expect_exit 0 wait $!
    exec {keyboard}>&-
    expect_equal "stopped: $((128 + $(kill -l TSTP))), ended: 0" "$(paste -sd , statuses | sed 's/,/, /')"
    expect_equal "after Ctrl-Z" "$(<got)"
}

# ends_by_signals ARGUMENTS: runs `ipc-prodcons ARGUMENTS` once for each of the signals INT, TERM and HUP. Expects that
# the signal kills `ipc-prodcons`, and that `ipc-prodcons` prints no message.
ends_by_signals() {
    use_buffer jobs
    for signal in INT TERM HUP; do
        heeding_signals ipc-prodcons $1 2>errors &
        wait_until has_participants 1 jobs
        wait_until participant_catches $signal jobs
        kill -$signal $!
        expect_exit $((128 + $(kill -l $signal))) wait $!
        expect_equal "" "$(<errors)" "messages of $1"
        wait_until not has_participants 1 jobs
    done
}

test_the_exit_status_of_get_names_the_signal() {
    ends_by_signals 'get jobs --follow'
}

test_the_exit_status_of_hold_names_the_signal_and_no_command_is_left() {
    ends_by_signals "hold jobs -- sleep 61.$$"
    wait_until not pgrep -f "sleep 61[.]$$" >/dev/null
}

# A shell that runs a script starts its background jobs with INT ignored. When `ipc-prodcons` is such a job, it must
# continue to ignore INT.
test_a_background_job_of_a_script_ignores_int() {
    use_buffer jobs
    ipc-prodcons get jobs >got &
    wait_until waits_for consumer jobs
    kill -INT $!
    # If `get` did not ignore INT, it would end during this sleep.
    sleep 0.2
    ipc-prodcons put jobs <<<"after INT"
    expect_exit 0 wait $!
    expect_equal "after INT" "$(<got)"
}

# The first signal lets the command of `get` finish. While the command works, no other consumer gets the command's item.
# When the command has succeeded, `get` acknowledges the item. The signal then ends `get`, which does not take the next
# item.
test_the_first_signal_lets_the_command_finish() {
    use_buffer jobs
    for signal in INT TERM HUP; do
        rm -f working go
        printf 'precious\nnext\n' | ipc-prodcons put jobs
        heeding_signals ipc-prodcons get jobs --follow -- bash -c '
            echo $$ >working.new; mv working.new working; until [[ -e go ]]; do sleep 0.02; done; cat >>done' 2>errors &
        consumer=$!
        wait_until test -e working
        send_signal $signal $consumer
        # If the signal had ended `get`, the item `precious` would be in the buffer again after this sleep.
        sleep 0.3
        expect_equal next "$(ipc-prodcons get jobs --drain)"
        alive "$(<working)"
        ipc-prodcons put jobs <<<next
        touch go
        expect_exit $((128 + $(kill -l $signal))) wait $consumer
        expect_equal "" "$(<errors)" "messages after $signal"
        wait_until not has_participants 1 jobs
        expect_equal 'next 0' "$(ipc-prodcons get jobs --drain -- bash -c 'echo $(cat) $IPC_REDELIVERED')"
    done
    expect_equal $'precious\nprecious\nprecious' "$(<done)"
}

# When the time of --grace has passed, `get` acts as after a second signal: it ends the command, and the item returns to
# the buffer.
test_the_end_of_the_grace_period_ends_the_command() {
    use_buffer jobs
    use_buffer dead
    ipc-prodcons put jobs <<<precious
    ipc-prodcons get jobs --grace 100ms --dead-letter dead -- bash -c 'echo $$ >pid.new; mv pid.new pid; exec sleep 600' &
    wait_until test -e pid
    kill -TERM $!
    expect_exit 143 wait $!
    wait_until not alive "$(<pid)"
    expect_equal "" "$(ipc-prodcons get dead --drain)" "dead letters"
    expect_equal 'precious 1' "$(ipc-prodcons get jobs --drain -- bash -c 'echo $(cat) $IPC_REDELIVERED')"
}

# When a second signal ends the command of `get`, the command does not count as failed. The item of the command returns to
# the buffer. `get` neither runs the command again for this item nor puts the item into the dead-letter buffer.
test_a_second_signal_ends_the_command_and_returns_its_item() {
    use_buffer jobs
    use_buffer dead
    ipc-prodcons put jobs <<<precious
    cat >slow <<'END'
echo $$ >pid.new
mv pid.new pid
exec sleep 60
END
    for signal in INT TERM KILL; do
        rm -f pid
        heeding_signals setsid ipc-prodcons get jobs --dead-letter dead -- bash slow 2>errors &
        wait_until test -e pid
        # If bash gets INT while it waits for mv, it ignores INT.
        wait_until has_thread "$(<pid)" sleep
        case $signal in
        # The test sends INT to the whole process group, as a terminal does. This signal ends the command, too.
        INT) kill -INT -- -$! ;;
        TERM)
            send_signal TERM $!
            kill -TERM $!
            ;;
        KILL) kill -KILL $! ;;
        esac
        expect_exit $((128 + $(kill -l $signal))) wait $!
        [[ $signal != KILL ]] || kill "$(<pid)"
        wait_until not alive "$(<pid)"
        expect_equal "" "$(<errors)" "messages after $signal"
        wait_until not has_participants 1 jobs
    done
    expect_equal "" "$(ipc-prodcons get dead --drain)" "dead letters"
    expect_equal 'precious 3' "$(ipc-prodcons get jobs --drain -- bash -c 'echo $(cat) $IPC_REDELIVERED')"
}

# Processes attach to a buffer one after the other. If a process is stopped while it attaches, a second process waits
# for its turn, but not longer than the time limit of the second process.
test_a_process_that_is_stopped_while_it_attaches_delays_no_time_limit() {
    use_buffer jobs --slots 4
    # At step T1, the consumer has taken its participant index. Until it has attached, no other process can attach.
    IPCKIT_STOP_AT=T1 ipc-prodcons get jobs --follow --count 1 >got &
    consumer=$!
    wait_until stopped $consumer
    expect_error 75 'buffer jobs: another process is still attaching to it' ipc-prodcons get jobs --no-wait
    expect_error 124 'buffer jobs: another process is still attaching*' ipc-prodcons put jobs --timeout 300ms <<<x
    kill -CONT $consumer
    ipc-prodcons put jobs <<<y
    expect_exit 0 wait $consumer
    expect_equal y "$(<got)"
}

test_a_stopped_consumer_delays_no_time_limit_and_continues_after_cont() {
    use_buffer jobs --slots 4
    seq 3 | ipc-prodcons put jobs
    ipc-prodcons get jobs -- bash -c 'stop_parent; cat' >got &
    consumer=$!
    wait_until stopped $consumer
    expect_error 124 '*full*' ipc-prodcons put jobs --timeout 300ms < <(seq 4 9)
    expect_equal $'2\n3' "$(ipc-prodcons get jobs --timeout 300ms)" "items that the stopped consumer has not claimed"
    kill -CONT $consumer
    expect_exit 0 wait $consumer
    expect_equal 1 "$(<got)"
}
