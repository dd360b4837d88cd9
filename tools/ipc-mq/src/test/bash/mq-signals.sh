# When a signal such as TERM ends a process that waits, the messages that the process has claimed are given back. A
# process that is stopped while it waits delays no other process. A process that waits also ends when the reader of its
# stdout closes the pipe.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

signals="INT TERM HUP"
# only SIGNAL...: limits the rest of the test to these signals, unless IPCKIT_TORTURE=long. All signals are handled alike. It
# is therefore enough to test one form of a command with all signals, and each other form with one signal.
only() {
    [[ ${IPCKIT_TORTURE-} == long ]] || signals=$*
}

# start SIGNAL COMMAND...: starts the command under a parent that does not reap it, so that /proc keeps the command's exit
# status. Afterwards pids[SIGNAL] is the command's pid, parents[SIGNAL] is the parent's pid, and the file errors.SIGNAL
# receives the command's stderr.
declare -A pids parents
start() {
    local signal=$1
    shift
    rm -f pid.$signal
    bash -c 'env --default-signal=HUP,INT,QUIT,TERM "${@:2}" 2>errors.$1 & echo $! >pid.$1.new; mv pid.$1.new pid.$1
        exec sleep 600' - $signal "$@" &
    parents[$signal]=$!
    wait_until test -e pid.$signal
    pids[$signal]=$(<pid.$signal)
}
# ended PID: succeeds if the process is a zombie and all its other threads have ended. A killed process can be a zombie while
# other threads still run. Until these threads end, the process still holds its locks.
ended() {
    local threads=("/proc/$1/task"/*)
    [[ $(cut -d ' ' -f 3 "/proc/$1/stat") == Z && ${#threads[@]} == 1 ]]
}
# expect_ended_by SIGNAL WHAT [KEY]: waits until the process pids[KEY] has ended. KEY is SIGNAL by default. Checks that the
# signal itself ended the process; an exit with 128 plus the signal's number is an error. Checks that the process printed
# nothing on stderr. WHAT names the process in error messages of the test.
expect_ended_by() {
    local key=${3:-$1}
    wait_until ended "${pids[$key]}"
    expect_equal "$(kill -l "$1")" "$(cut -d ' ' -f 52 "/proc/${pids[$key]}/stat")" "how $1 ended $2"
    expect_equal "" "$(<errors.$key)" "what $2 printed on $1"
    kill "${parents[$key]}"
    wait "${parents[$key]}" || expect_equal 143 $?
}
# each_signal WHAT MAILBOX COMMAND...: starts the command once for each signal in $signals. Waits until all these processes
# wait for WHAT, for example messages, at MAILBOX. Then sends each process its signal. Checks that each signal ended its
# process, and that no participant is left at MAILBOX. If WHAT is `idle`, only waits until the processes sleep, and does not
# check the participants.
each_signal() {
    local signal
    for signal in $signals; do start $signal "${@:3}"; done
    for signal in $signals; do
        case $1 in
        idle) wait_for_idle "${pids[$signal]}" ;;
        *) wait_until attached "${pids[$signal]}" "$2" ;;
        esac
    done
    [[ $1 == idle ]] || wait_until all_wait "$1" "$2"
    for signal in $signals; do kill -$signal "${pids[$signal]}"; done
    for signal in $signals; do expect_ended_by $signal "${*:3}"; done
    [[ $1 == idle ]] || wait_for_no_participant "$2"
}
# all_wait WHAT MAILBOX: succeeds if `ipc-mq stat MAILBOX` shows for each SIGNAL in $signals that the process
# pids[SIGNAL] waits for WHAT.
all_wait() {
    local signal shown
    shown=$($mq stat "$2")
    for signal in $signals; do
        [[ $shown == *" ${pids[$signal]} "+([0-9 ])"$1 "* ]] || return
    done
}
# stop PID WHAT MAILBOX: waits until the process waits for WHAT at MAILBOX, and stops the process while it does not have the
# lock of the mailbox. A process that waits acquires the lock for a moment when it looks whether its wait is over.
stop() {
    wait_until waits_and_stops "$@"
}
# waits_and_stops PID WHAT MAILBOX: waits until the process waits for WHAT at MAILBOX, and then stops the process. If
# the stopped process has the lock of the mailbox, the function continues the process and fails.
waits_and_stops() {
    wait_for_waiter "$1" "$2" "$3"
    stops_without_lock "$1" $mq peek "$3"
}

test_signal_ends_a_receiver() {
    create jobs other
    each_signal messages jobs $mq recv jobs
    only INT
    each_signal messages jobs $mq recv jobs --follow --lease 1h --json
    only HUP
    each_signal messages other $mq recv jobs other --follow
    only TERM
    each_signal messages jobs $mq recv jobs --lease 1h -- cat
    each_signal messages jobs $mq wait jobs
}

# A signal ends a sender that waits for room, and the sender's message is not sent.
test_signal_ends_a_sender_that_waits_for_room() {
    $mq create full --capacity 1
    $mq send full there
    $mq send full beyond --pend --as T 2>/dev/null
    seq 9 >lines
    each_signal room full $mq send full more
    only TERM
    each_signal room full bash -c "exec $mq send full - <lines"
    only INT
    each_signal room full $mq wait full --for room
    only HUP
    each_signal answer full $mq wait full --for accepted --as T
    expect_equal $'there 1\nbeyond 1' "$($mq recv full --drain --format '%b %d')"
}

# A signal ends a sender that waits for a receiver, and the sender's message is withdrawn.
test_signal_ends_a_sender_that_waits_for_a_receiver() {
    $mq create meet --capacity 0
    $mq create jobs
    each_signal answer meet $mq send meet x
    expect_empty meet
    only TERM
    each_signal answer jobs $mq send jobs x --until-received
    expect_empty jobs
}

test_signal_ends_a_receiver_that_waits_for_its_turn() {
    $mq create inbox --sharing single-receiver
    $mq recv inbox --follow >got &
    local first=$!
    wait_for_waiter $first messages inbox
    only INT HUP
    each_signal idle inbox $mq recv inbox
    $mq send inbox x
    wait_until has_lines got 1
    terminate $first
}

test_signal_ends_a_call_without_a_service() {
    $mq create jobs
    each_signal answer jobs $mq call jobs x --wait-server 1h
    only TERM
    each_signal idle absent $mq call absent x --wait-server 1h
}

# A signal ends `call` while the service handles the request, and also while the request still waits in the mailbox.
test_signal_ends_a_call_that_waits_for_the_reply() {
    local signal
    only INT TERM
    serve slow -- bash -c 'request=$(cat); echo "$request" >>asked
        [[ $request != slow ]] || until [[ -e go ]]; do sleep 0.02; done; echo "$request"'
    for signal in $signals; do
        rm -f go
        : >asked
        start first $mq call slow slow
        wait_until grep -q slow asked
        start second $mq call slow withdrawn
        wait_for_waiter "${pids[second]}" answer slow
        kill -$signal "${pids[second]}" "${pids[first]}"
        expect_ended_by $signal "a call that waits for its turn" second
        expect_ended_by $signal "a call that waits for its reply" first
        : >go
        expect_equal quick "$($mq call slow quick)"
        expect_equal $'slow\nquick' "$(<asked)" "what the service was asked"
    done
    stop_service
}

test_signal_ends_an_idle_service() {
    $mq create jobs
    each_signal messages jobs $mq serve jobs -- cat
    only TERM
    each_signal messages jobs $mq serve jobs --workers 3 -- cat
}

# A command that works until the file `go` exists, and then prints its input. The file `working` contains the command's pid.
cat_when_told='echo $$ >working.new; mv working.new working; until [[ -e go ]]; do sleep 0.02; done; cat'

# first_signal_lets_a_service_reply OPTION...: runs `serve` with the options once per signal, and sends the signal to
# `serve` while its command handles a request. The service must first reply to the caller, and must then end by the
# signal.
first_signal_lets_a_service_reply() {
    local signal
    $mq create jobs
    for signal in $signals; do
        rm -f working go
        start $signal $mq serve jobs "$@"
        $mq call jobs x --wait-server 20s >got &
        wait_until test -e working
        send_signal $signal "${pids[$signal]}"
        # If the signal had ended the service, the caller would end during this sleep.
        sleep 0.3
        kill -0 $!
        : >go
        expect_exit 0 wait $!
        expect_equal x "$(<got)"
        expect_ended_by $signal "a service at work $*"
        wait_until not alive "$(<working)"
    done
    wait_for_no_participant jobs
    expect_empty jobs
}
test_first_signal_lets_a_service_reply() {
    first_signal_lets_a_service_reply -- bash -c "$cat_when_told"
}
test_first_signal_lets_a_service_reply_with_workers() {
    only INT
    first_signal_lets_a_service_reply --workers 2 -- bash -c "$cat_when_told"
}
test_first_signal_lets_a_service_reply_with_keep() {
    only HUP
    first_signal_lets_a_service_reply --keep -- bash -c "$cat_when_told"
}

# After the first signal, `serve` takes no further request, even if one of its workers is idle.
test_service_that_ends_takes_no_further_request() {
    serve jobs --workers 2 -- bash -c "$cat_when_told"
    $mq call jobs first >got &
    local first=$! second
    wait_until test -e working
    send_signal TERM $server
    rm working
    $mq call jobs second 2>errors &
    second=$!
    wait_for_waiter $second answer jobs
    # If the idle worker handled the request, its command would start during this sleep.
    sleep 0.3
    expect_exit 1 test -e working
    : >go
    expect_exit 0 wait $first
    expect_exit 143 wait $server
    expect_exit 69 wait $second
    expect_equal first "$(<got)"
}

# signal_ends_a_service_at_work OPTION...: runs `serve` with the options once per signal, and sends the signal twice to
# `serve` while its command runs. The second signal must end the service and the command, and the caller of the service must
# fail with 69.
signal_ends_a_service_at_work() {
    local signal
    $mq create jobs
    for signal in $signals; do
        rm -f working
        start $signal $mq serve jobs "$@" -- bash -c 'echo $$ >working.new; mv working.new working; exec sleep 600'
        $mq call jobs x --wait-server 20s 2>said &
        wait_until test -e working
        send_signal $signal "${pids[$signal]}"
        kill -$signal "${pids[$signal]}"
        expect_ended_by $signal "a service at work $*"
        expect_exit 69 wait $!
        expect_equal 'ipc-mq: mailbox jobs: the service died before it replied' "$(<said)"
        wait_until not alive "$(<working)"
    done
    wait_for_no_participant jobs
    expect_empty jobs
}
test_signal_ends_a_service_at_work() {
    signal_ends_a_service_at_work
}
test_signal_ends_a_service_at_work_with_workers() {
    only INT
    signal_ends_a_service_at_work --workers 2
}
test_signal_ends_a_service_at_work_with_keep() {
    only HUP
    signal_ends_a_service_at_work --keep
}

# first_signal_lets_the_command_finish OPTION...: runs `recv` with the options, and sends it a signal while its command runs.
# The command must go on, and its message must not go to another receiver. When the command has succeeded, the message must
# be acknowledged, and the signal must end `recv` before it receives the next message.
first_signal_lets_the_command_finish() {
    local signal
    $mq create jobs
    for signal in $signals; do
        rm -f working go
        $mq send jobs precious next
        start $signal $mq recv jobs --follow "$@" -- bash -c "{ $cat_when_told; } >>done"
        wait_until test -e working
        send_signal $signal "${pids[$signal]}"
        # If the signal had ended `recv`, the message would be available after this sleep.
        sleep 0.3
        expect_equal next "$($mq recv jobs --no-wait)"
        expect_empty jobs
        alive "$(<working)"
        $mq send jobs next
        : >go
        expect_ended_by $signal "a receiver at work $*"
        wait_for_no_participant jobs
        expect_equal 'next 1' "$($mq recv jobs --drain --format '%b %d')"
    done
    expect_equal "$(for signal in $signals; do echo precious; done)" "$(<done)"
}
test_first_signal_lets_the_command_finish() {
    first_signal_lets_the_command_finish
}
test_first_signal_lets_the_command_finish_and_extends_the_lease() {
    only TERM
    first_signal_lets_the_command_finish --lease 200ms
}

# If the command fails after the first signal, the try is counted, and the message is given back.
test_command_that_fails_after_the_first_signal() {
    create jobs other
    $mq send jobs bad
    start TERM $mq recv jobs --follow --dead-letter other -- bash -c "$cat_when_told; exit 1"
    wait_until test -e working
    send_signal TERM "${pids[TERM]}"
    : >go
    expect_ended_by TERM "a receiver whose command fails"
    wait_for_no_participant jobs
    expect_empty other
    expect_exit 0 $mq recv jobs --drain --dead-letter other -- touch again
    expect_exit 1 test -e again
    expect_equal 'bad 1' "$($mq recv other --format '%b %h{failed-tries}')"
}

# `--grace` limits the time for which the command may work after the first signal. At the end of this time, `recv` ends
# the command, as after a second signal.
test_command_that_works_longer_than_the_grace_period() {
    create jobs other
    $mq send jobs precious
    start TERM $mq recv jobs --grace 100ms --dead-letter other -- bash -c 'echo $$ >working.new; mv working.new working; exec sleep 600'
    wait_until test -e working
    kill -TERM "${pids[TERM]}"
    expect_ended_by TERM "a receiver at work"
    wait_until not alive "$(<working)"
    expect_equal 'precious 2' "$($mq recv jobs --format '%b %d')"
    expect_empty other
}

# A command that ignores TERM gets KILL five seconds after the second signal. The message is then given back.
test_command_that_ignores_term() {
    create jobs other
    $mq send jobs precious
    start TERM $mq recv jobs --dead-letter other -- bash -c 'trap "" TERM; echo $$ >working.new; mv working.new working
        while :; do sleep 0.1; done'
    wait_until test -e working
    send_signal TERM "${pids[TERM]}"
    kill -TERM "${pids[TERM]}"
    expect_ended_by TERM "a receiver at work"
    wait_until not alive "$(<working)"
    expect_equal 'precious 2' "$($mq recv jobs --format '%b %d')"
    expect_empty other
}

# signal_ends_a_receiver_with_a_command OPTION...: runs `recv` with the options twice per signal, and sends the signal
# while the command of `recv` runs. In the first run, the signal is sent twice to `recv`. In the second run, the signal
# is sent once to the whole process group, so the command may end before `recv`. In both runs, the signal must end
# `recv` and the command. The message must then be in the mailbox with a higher delivery count, and must not become a
# dead letter.
signal_ends_a_receiver_with_a_command() {
    local signal whom turn=1
    cat >slow <<'END'
echo $$ >working.new
mv working.new working
exec sleep 600
END
    create jobs other
    $mq send jobs precious
    for signal in $signals; do
        for whom in process group; do
            rm -f working
            start $signal setsid $mq recv jobs "$@" --dead-letter other -- bash slow
            wait_until test -e working
            # If bash gets INT while it waits for mv, it ignores INT.
            wait_until has_thread "$(<working)" sleep
            # A terminal sends its signals to the whole process group.
            case $whom in
            process)
                send_signal $signal "${pids[$signal]}"
                kill -$signal "${pids[$signal]}"
                ;;
            group) kill -$signal -- "-${pids[$signal]}" ;;
            esac
            expect_ended_by $signal "a receiver at work $*"
            wait_for_no_participant jobs
            wait_until not alive "$(<working)"
            ((turn += 1))
            expect_equal precious "$($mq peek jobs)" "what is there after $signal"
        done
    done
    expect_equal "precious $turn" "$($mq recv jobs --format '%b %d')"
    expect_empty other
}
test_signal_ends_a_receiver_with_a_command() {
    signal_ends_a_receiver_with_a_command
}
test_signal_ends_a_receiver_with_a_command_and_a_lease() {
    only HUP
    signal_ends_a_receiver_with_a_command --lease 1h
}

# A signal ends a sender and its receivers while messages flow between them. Each sent message must be received. A message
# that is received again must have a delivery count above 1.
test_signals_in_a_stream() {
    local turn signals=(- INT HUP TERM)
    $mq create stream --capacity 64
    seq 1000000 >lines
    start sender bash -c "exec $mq send stream - <lines"
    for turn in 1 2 3; do
        start receiver bash -c "exec $mq recv stream --follow --format '%b %d' >got.$turn"
        wait_until test -e got.$turn
        wait_until has_lines got.$turn 1
        sleep 0.$((RANDOM % 4))
        if [[ $turn == 3 ]]; then
            kill -${signals[turn]} "${pids[sender]}"
            expect_ended_by ${signals[turn]} "a sender of many" sender
        fi
        kill -${signals[turn]} "${pids[receiver]}"
        expect_ended_by ${signals[turn]} "a receiver of many" receiver
    done
    wait_for_no_participant stream
    $mq recv stream --drain --format '%b %d' >got.4
    awk 'NF == 2 && $2 == 1 { print $1 }' got.? | sort | uniq -d >twice
    expect_equal "" "$(<twice)" "what came twice without a mark"
    awk 'NF == 2 { print $1 }' got.? | sort -nu >received
    cmp received <(head -n "$(wc -l <received)" lines)
}

# A process that is stopped while it waits delays no other process, and continues after CONT.
test_stopped_receiver() {
    $mq create jobs
    $mq recv jobs >got &
    local consumer=$!
    stop $consumer messages jobs
    $mq send jobs one
    expect_equal one "$($mq recv jobs --timeout 20s)"
    kill -CONT $consumer
    $mq send jobs two
    expect_exit 0 wait $consumer
    expect_equal two "$(<got)"
}
test_stopped_sender() {
    $mq create full --capacity 1
    $mq send full 1
    $mq send full 2 &
    local producer=$!
    stop $producer room full
    expect_equal 1 "$($mq recv full)"
    expect_silence 0 $mq send full 3 --timeout 20s
    expect_equal 3 "$($mq recv full)"
    kill -CONT $producer
    expect_exit 0 wait $producer
    expect_equal 2 "$($mq recv full)"
}
test_offer_of_a_stopped_sender_stands() {
    $mq create meet --capacity 0
    $mq send meet offered &
    local producer=$!
    stop $producer answer meet
    expect_equal offered "$($mq recv meet --timeout 20s)"
    kill -CONT $producer
    expect_exit 0 wait $producer
}
test_stopped_caller_and_stopped_service() {
    serve slow -- bash -c 'touch asked; until [[ -e go ]]; do sleep 0.02; done; cat'
    $mq call slow first >got &
    local caller=$!
    wait_until test -e asked
    stop $caller answer slow
    touch go
    expect_equal second "$($mq call slow second --timeout 20s)"
    kill -CONT $caller
    expect_exit 0 wait $caller
    expect_equal first "$(<got)"
    stop $server messages slow
    expect_error 124 '*timed out' $mq call slow late --timeout 300ms
    # The request of the call that timed out was withdrawn.
    expect_empty slow
    kill -CONT $server
    expect_equal third "$($mq call slow third --timeout 20s)"
    stop_service
}

# A process that is stopped while it changes the mailbox holds the mailbox's lock. Other processes still end at their time
# limits, and their error messages name the stopped process.
test_process_stopped_in_a_send_holds_the_lock() {
    $mq send busy --create first
    # At step MS3 of a send, the bytes of the message are in a free message entry, and the sender holds the lock.
    IPCKIT_STOP_AT=MS3 $mq send busy second &
    local stopped=$! receiver
    wait_until stopped $stopped
    expect_error 124 "*process $stopped is stopped and holds its lock" timeout 20 $mq recv busy --timeout 100ms
    expect_error 124 "*process $stopped is*" timeout 20 $mq send busy x --timeout 100ms
    expect_error 124 "*process $stopped is*" timeout 20 $mq send busy x --until-received --timeout 100ms
    expect_error 75 "*process $stopped is*" timeout 20 $mq send busy x --no-wait
    expect_error 75 "*process $stopped is*" timeout 20 $mq recv busy --no-wait
    expect_error 124 "*process $stopped is*" timeout 20 $mq peek busy
    expect_exit 0 $mq stat busy >about
    expect_error 69 '*no process serves it' timeout 20 $mq call busy x
    $mq recv busy --timeout 20s >others &
    receiver=$!
    kill -CONT $stopped
    expect_exit 0 wait $stopped
    expect_exit 0 wait $receiver
    $mq recv busy --drain >>others
    expect_same_bytes <(sort others) <(printf 'first\nsecond\n')
}
# A process that waits for the lock of a removed mailbox ends, and does not use a new mailbox of the same name.
test_wait_for_the_lock_ends_when_the_mailbox_is_removed() {
    $mq create busy
    IPCKIT_STOP_AT=MS3 $mq send busy first &
    local stopped=$! sender receiver
    wait_until stopped $stopped
    $mq send busy second 2>errors-send &
    sender=$!
    $mq recv busy 2>errors-recv &
    receiver=$!
    wait_for_waiter $sender lock busy
    wait_for_waiter $receiver lock busy
    $mq rm busy
    create busy
    expect_exit 69 wait $sender
    expect_exit 69 wait $receiver
    expect_equal 'ipc-mq: mailbox busy: it was removed' "$(<errors-send)"
    expect_equal 'ipc-mq: mailbox busy: it was removed' "$(<errors-recv)"
    kill_hard $stopped
    expect_empty busy
}

# Only one process at a time can attach to a mailbox. If a process is stopped while it attaches, other processes that
# attach wait until their time limits.
test_process_stopped_while_it_attaches() {
    $mq create busy
    # At step T1, the process has a participant index, and no other process may attach.
    IPCKIT_STOP_AT=T1 $mq recv busy >got &
    local stopped=$!
    wait_until stopped $stopped
    expect_error 75 '*mailbox busy: another process is still attaching to it' timeout 60 $mq recv busy --no-wait
    expect_error 124 '*still attaching to it*' timeout 60 $mq send busy x --timeout 1s
    expect_error 124 '*still attaching to it' timeout 60 $mq call busy x --timeout 100ms
    expect_error 124 '*still attaching to it' timeout 60 $mq wait busy --timeout 100ms
    kill -CONT $stopped
    $mq send busy first
    expect_exit 0 wait $stopped
    expect_equal first "$(<got)"
}

test_process_stopped_in_a_receive_holds_the_lock() {
    $mq send busy --create first
    # At step MR3 of a receive, the message is claimed, and the receiver holds the lock.
    IPCKIT_STOP_AT=MR3 $mq recv busy >got &
    local stopped=$! receiver
    wait_until stopped $stopped
    expect_error 124 "*process $stopped is stopped and holds its lock" timeout 20 $mq recv busy --timeout 100ms
    $mq recv busy --timeout 20s >others &
    receiver=$!
    kill -CONT $stopped
    expect_exit 0 wait $stopped
    expect_equal first "$(<got)"
    $mq send busy second
    expect_exit 0 wait $receiver
    $mq recv busy --drain >>others
    expect_same_bytes others <(printf 'second\n')
}

# If `recv` is stopped for longer than the lease of its message, the lease ends. `recv` then reports that the lease has
# ended too early, and exits with 75.
test_process_stopped_beyond_its_lease() {
    $mq send jobs --create leased
    $mq recv jobs --lease 1s -- bash -c 'stop_parent; cat >got' 2>errors &
    local consumer=$!
    wait_until stopped $consumer
    expect_equal 'leased 2' "$($mq recv jobs --timeout 20s --format '%b %d')"
    kill -CONT $consumer
    expect_exit 75 wait $consumer
    expect_equal leased "$(<got)"
    expect_exit 0 grep -q '^ipc-mq: mailbox jobs: the lease of message [0-9]* ended before it was acknowledged$' errors
}

# A signal that ends only the command of `recv` does not end `recv` itself. bash would print a message if the signal ended
# `recv`, so the test checks that nothing is printed on stderr.
test_the_signal_of_a_command_does_not_end_the_receiver() {
    $mq send jobs --create kept
    bash -c "$mq recv jobs -- sh -c 'kill -TERM \$\$'; echo \$?" >out 2>errors
    expect_equal 143 "$(<out)$(<errors)"
    expect_equal kept "$($mq recv jobs --no-wait)"
}

# The shell starts the background jobs of a script with INT ignored. When `recv` is such a job, INT must not end it.
test_background_job_ignores_int() {
    $mq create jobs
    $mq recv jobs >got &
    wait_until has_participants 1 mq.jobs
    kill -INT $!
    $mq send jobs "after INT"
    expect_exit 0 wait $!
    expect_equal "after INT" "$(<got)"
}

afters="0 0.5"
# ends_when_stdout_is_closed WORD...: runs `ipc-mq WORD...` twice, with a pipe as stdout. In the first run, the reader
# of the pipe ends before `ipc-mq` waits; in the second run, the reader ends while `ipc-mq` waits. Each run must end
# with 141, even though `ipc-mq` writes nothing.
ends_when_stdout_is_closed() {
    local after
    for after in $afters; do
        exec {out}> >(exec sleep $after)
        expect_silence 141 timeout 20 $mq "$@" >&$out
        exec {out}>&-
    done
}
test_closed_stdout_ends_a_receiver() {
    create jobs other
    ends_when_stdout_is_closed recv jobs
    [[ ${IPCKIT_TORTURE-} == long ]] || afters=0.5
    ends_when_stdout_is_closed recv jobs --follow
    ends_when_stdout_is_closed recv jobs --timeout 50s --lease 1h
    ends_when_stdout_is_closed recv jobs --json
    ends_when_stdout_is_closed recv jobs other --follow
    wait_for_no_participant jobs
    wait_for_no_participant other
    expect_empty jobs
    expect_empty other
}
test_closed_stdout_ends_a_command_that_writes_nothing() {
    $mq send jobs --create x
    exec {out}> >(wait_until test -s began)
    expect_silence 141 $mq recv jobs --follow -- sh -c 'echo $$ >began.new; mv began.new began; exec sleep 1000' >&$out
    exec {out}>&-
    wait_until not alive "$(<began)"
    expect_equal x "$($mq recv jobs)"
}
test_closed_stdout_ends_a_receiver_that_waits_for_its_turn() {
    $mq create inbox --sharing single-receiver
    $mq recv inbox --follow >got &
    local first=$!
    wait_for_waiter $first messages inbox
    ends_when_stdout_is_closed recv inbox
    terminate $first
}
test_closed_stdout_ends_a_call() {
    $mq create jobs
    serve slow -- bash -c 'exec sleep 600'
    ends_when_stdout_is_closed call slow x
    [[ ${IPCKIT_TORTURE-} == long ]] || afters=0.5
    ends_when_stdout_is_closed call jobs x --wait-server 1h
    ends_when_stdout_is_closed call absent x --wait-server 1h
    stop_service
    wait_for_no_participant jobs
    wait_for_no_participant slow
    expect_empty jobs
    expect_empty slow
}

# If the reader of stdout closes it while `recv` writes many messages, the messages that `recv` could not write stay in
# the mailbox. The pipe can hold at most 64 KiB, and the 2500 messages have 250 KB in total. So most of the messages
# stay in the mailbox.
test_closed_stdout_in_a_stream() {
    local how statuses
    $mq create large --capacity 2500
    seq -f '%0100.0f' 2500 >lines
    for how in '' '--format %b' '-0'; do
        $mq send large - <lines
        statuses=$($mq recv large --follow $how 2>errors | head -c 1 >first; echo "${PIPESTATUS[*]}") || true
        expect_equal "141 0" "$statuses" "exit codes of recv and head"
        expect_equal "" "$(<errors)"
        $mq recv large --drain >rest
        tail -n "$(wc -l <rest)" lines | cmp - rest
        (($(wc -l <rest) > 1000)) || fail "only $(wc -l <rest) came back"
    done
}
test_closed_stdout_of_each_verb_that_prints() {
    local words
    $mq send jobs --create x
    for words in 'recv jobs' 'recv jobs --shell' 'recv jobs --frame' 'peek jobs' 'peek jobs --json' 'stat jobs' 'ls' \
        'ls --json' 'recv jobs --lease 1h'; do
        open_closed_output
        expect_silence 141 $mq $words >&$out
        exec {out}>&-
    done
    expect_equal x "$($mq recv jobs)"
}

# ctrl_c_ends_the_loop MAILBOX TEXT COMMAND: runs a shell loop that repeats COMMAND at a terminal, and waits until the output
# of `ipc-mq stat MAILBOX` contains TEXT. Then Ctrl-C must end both COMMAND and the loop.
ctrl_c_ends_the_loop() {
    command -v script >/dev/null || return 0
    mkfifo keys
    loop loop "$3"
    at_terminal keys loop &
    exec {keyboard}>keys
    wait_for_stat "$1" "$2"
    printf '\003' >&$keyboard
    expect_exit 130 wait $!
    exec {keyboard}>&-
    rm keys
    grep -q 'done' terminal && fail "Ctrl-C did not end the loop around $3: $(<terminal)"
    wait_for_no_participant "$1"
}
test_ctrl_c_ends_a_loop_around_a_receiver() {
    create jobs other held
    $mq send held x
    ctrl_c_ends_the_loop jobs ' messages ' 'ipc-mq recv jobs'
    ctrl_c_ends_the_loop jobs ' messages ' 'ipc-mq recv jobs --follow | cat'
    ctrl_c_ends_the_loop jobs ' messages ' 'ipc-mq recv jobs other'
    ctrl_c_ends_the_loop held 'claimed      1' 'ipc-mq recv held -- sleep 60'
    ctrl_c_ends_the_loop jobs ' messages ' 'ipc-mq wait jobs'
    expect_equal 'x 2' "$($mq recv held --drain --format '%b %d')"
}
test_ctrl_c_ends_a_loop_around_a_sender() {
    $mq create full --capacity 1
    $mq create meet --capacity 0
    $mq send full x
    ctrl_c_ends_the_loop full ' room ' 'ipc-mq send full y'
    ctrl_c_ends_the_loop full ' room ' 'seq 9 | ipc-mq send full -'
    ctrl_c_ends_the_loop meet ' answer ' 'ipc-mq send meet y'
    expect_empty meet
    expect_equal 'x 1' "$($mq recv full --drain --format '%b %d')"
}
test_ctrl_c_ends_a_loop_around_a_call_and_a_service() {
    create jobs other
    ctrl_c_ends_the_loop jobs ' answer ' 'ipc-mq call jobs x --wait-server 1h'
    ctrl_c_ends_the_loop other ' messages ' 'ipc-mq serve other -- cat'
}

# A command that starts at the moment of Ctrl-C may start after the terminal has sent INT to the foreground group, but
# before `recv` handles the signal. `recv` then passes the signal on. On a busy machine, `recv` may handle the signal so
# late that it assumes that the command started before Ctrl-C and has got INT from the terminal. Then the test tries
# again.
test_ctrl_c_reaches_a_command_that_starts_at_the_same_moment() {
    command -v script >/dev/null || return 0
    $mq create jobs
    cat >loop <<'END'
for try in {1..9}; do
    ipc-mq send jobs x
    ipc-mq recv jobs -- sh -c 'kill -INT $PPID; sleep 1; >missed'
    status=$?
    rm missed 2>/dev/null || exit $status
done
END
    mkfifo keys
    at_terminal keys loop &
    exec {keyboard}>keys
    expect_exit 130 wait $!
    exec {keyboard}>&-
    expect_equal 'x 2' "$($mq recv jobs --drain --format '%b %d')"
}

# Ctrl-Z stops `recv`, and the shell command `fg` continues it.
test_ctrl_z_stops_a_receiver() {
    command -v script >/dev/null || return 0
    $mq create jobs
    mkfifo keys
    cat >loop <<'END'
set -m
ipc-mq recv jobs >got
echo "stopped: $?" >statuses
fg >/dev/null
echo "ended: $?" >>statuses
END
    at_terminal keys loop &
    exec {keyboard}>keys
    wait_for_stat jobs ' messages '
    printf '\032' >&$keyboard
    wait_until test -s statuses
    $mq send jobs "after Ctrl-Z"
    expect_exit 0 wait $!
    exec {keyboard}>&-
    expect_equal "stopped: $((128 + $(kill -l TSTP))), ended: 0" "$(paste -sd , statuses | sed 's/,/, /')"
    expect_equal "after Ctrl-Z" "$(<got)"
}
