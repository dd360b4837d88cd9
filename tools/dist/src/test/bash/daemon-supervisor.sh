# Tests of the supervisor, the process that starts and restarts the main process of a daemon. These
# tests also check the daemon's log, and kill each process of the daemon.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"
. "$IPCKIT_TEST_LIB/daemons.sh"

# knows ROLE DAEMON: succeeds if the daemon's record contains the process ID for ROLE (`supervisor`
# or `main`).
knows() {
    [[ $(pid_of "$1" "$2" 2>/dev/null) ]]
}
# is_locked DAEMON: succeeds if a process holds the lock of the daemon.
is_locked() {
    local inode
    inode_of "$IPC_DIR/daemon.$1/lock" && grep -q "OFDLCK.*:$inode " /proc/locks
}
# logger_of DAEMON: prints the process ID of the logger, a shell that is a child of the supervisor.
logger_of() {
    local pid
    for pid in $(ps -o pid= --ppid "$(pid_of supervisor "$1")"); do
        [[ $pid == "$(pid_of main "$1")" ]] || echo "$pid"
    done
}
log_of() {
    cat "$IPC_DIR/daemon.$1/log"
}

test_a_start_returns_when_the_daemon_is_ready() {
    IPCKIT_STOP_AT=T1 $mq serve upper --daemon web -- tr a-z A-Z &
    wait_until knows main web
    main=$(pid_of main web)
    wait_until stopped "$main"
    alive $! && has_phase starting web || fail "the start has returned before the daemon was ready"
    kill -CONT "$main"
    expect_silence 0 wait $!
    has_phase running web || fail "not running: $(<"$IPC_DIR/daemon.web/state")"
    expect_equal HELLO "$($mq call upper hello)"
    expect_error 73 'daemon web is already running' $mq serve other --daemon web -- cat
}

test_a_start_shows_the_error_of_the_daemon() {
    expect_error 127 'command not found: /no/such' $mq serve upper --daemon bad -- /no/such
    expect_equal 'ipc-mq: command not found: /no/such' "$(log_of bad)"
    expect_status 1 failed bad
    expect_error 126 'cannot run *' $mq serve upper --daemon bad --restart always -- /etc/passwd
    expect_error 2 '--input is not allowed*' $mq serve upper --daemon bad --input /dev/null -- cat
    expect_error 2 '--log needs --daemon*' $mq serve upper --log errors -- cat
    expect_error 74 'cannot work in none: *' $mq serve upper --daemon bad --chdir none -- cat
    mkfifo fifo
    expect_error 74 'cannot write fifo: a log cannot be a FIFO *' $mq serve upper --daemon bad --log fifo -- cat
    expect_error 74 'cannot write none/log: *' $mq serve upper --daemon bad --log none/log -- cat
    not is_locked bad
}

# The command after `--` gets the environment of the `ipc-mq serve` that starts the daemon, byte for
# byte. It inherits the standard streams, no other descriptors, and no ignored signals. The options
# --chdir and --umask set the working directory and the umask of the command.
test_a_command_has_the_surroundings_of_the_start() {
    mkdir place
    export -f not
    odd=$'1\n\xff' IPC_DIR=${IPC_DIR}/. $mq serve upper --daemon web --chdir place --umask 027 -- bash -c '
        not false && printf %s "$odd" | od -An -tx1
        pwd && umask && echo "$IPC_DIR $IPC_DAEMON" && ls /proc/self/fd
        grep SigIgn.*0......... /proc/self/status | tail -c 8 && env | grep -c IPCKIT_DAEMON_MAIN' </dev/null >/dev/null
    expect_exit 1 $mq call upper x >reply
    expect_equal " 31 0a ff
$PWD/place
0027
$IPC_DIR/. web
0
1
2
3
0000000
0" "$(<reply)"
    # The next start uses the same directory, umask and environment.
    $mq daemon stop web
    (cd / && umask 0 && env -u odd $mq daemon restart web)
    expect_exit 1 $mq call upper x >again
    expect_same_bytes reply again
}

# When the main process is killed, the supervisor ends the processes that the main process has
# started, and then starts a new main process.
test_a_killed_main_process_is_started_again() {
    $mq serve upper --daemon web --restart on-failure --restart-delay 10ms -- sh -c 'echo $$ >command; setsid sleep 600; cat'
    $mq call upper x 2>/dev/null &
    wait_until has_written command
    main=$(pid_of main web)
    kill -KILL "$main"
    expect_exit 69 wait $!
    wait_until grep -qx restarts=1 "$IPC_DIR/daemon.web/state"
    wait_until has_phase running web
    wait_until not alive "$(<command)"
    [[ $(pid_of main web) != "$main" ]] || fail "the same main process"
    has_logged '^daemon web: has ended with status 137; restart 1 of 5 after 10 ms$' web || fail "$(log_of web)"
}

# The main process is killed after it has announced its readiness, but before the logger has read
# the announcement. The start nevertheless counts as successful, so the supervisor starts a new main
# process.
test_an_end_immediately_after_the_readiness_is_no_failed_start() {
    IPCKIT_STOP_AT=T1 $mq serve upper --daemon web --restart on-failure --restart-delay 10ms -- tr a-z A-Z &
    start=$!
    wait_until knows main web
    main=$(pid_of main web)
    wait_until stopped "$main"
    logger=$(logger_of web)
    kill -STOP "$logger"
    wait_until stopped "$logger"
    kill -CONT "$main"
    expect_equal HELLO "$($mq call upper hello)"
    kill -KILL "$main"
    wait_until not alive "$main"
    alive $start || fail 'the start has returned without the announcement'
    kill -CONT "$logger"
    expect_silence 0 wait $start
    wait_until grep -qx restarts=1 "$IPC_DIR/daemon.web/state"
    # The next main process inherits IPCKIT_STOP_AT=T1. Therefore it stops, too, as soon as it has taken its
    # participant index in the mailbox (step T1).
    wait_until has_phase starting web
    wait_until stopped "$(pid_of main web)"
    kill -CONT "$(pid_of main web)"
    wait_until has_phase running web
    expect_equal HELLO "$($mq call upper hello)"
}

# When the supervisor is killed, the main process finishes its work and ends. Until then, the main process holds the
# daemon's lock.
test_a_main_process_without_supervisor_drains() {
    mkfifo gate
    $mq serve upper --daemon web -- sh -c 'echo started >started; cat; read -r _ <gate; :'
    $mq call upper x >reply &
    wait_until has_written started
    kill -KILL "$(pid_of supervisor web)"
    wait_until not alive "$(pid_of supervisor web)"
    expect_error 73 'daemon web is already running' $mq serve upper --daemon web -- cat
    : >gate
    expect_exit 0 wait $!
    expect_equal x "$(<reply)"
    wait_until not is_locked web
    expect_status 1 died web
    $mq serve upper --daemon web -- tr a-z A-Z
    expect_equal X "$($mq call upper x)"
}

# After KILL of the supervisor and the main process, a command of the daemon still runs. The next
# start ends this command.
test_a_start_ends_what_a_killed_daemon_has_left() {
    $mq serve upper --daemon web -- sh -c 'echo $$ >command; sleep 600; :'
    $mq call upper x 2>/dev/null &
    wait_until has_written command
    kill -STOP "$(pid_of supervisor web)"
    kill -KILL "$(pid_of main web)" "$(pid_of supervisor web)"
    expect_exit 69 wait $!
    wait_until not is_locked web
    alive "$(<command)"
    $mq serve upper --daemon web -- tr a-z A-Z
    wait_until not alive "$(<command)"
    expect_equal X "$($mq call upper x)"
}

test_restarts_end_at_their_limit() {
    printf '#!/bin/sh\ncat\n' >handler
    chmod +x handler
    $mq serve upper --daemon web --restart always --restart-delay 1ms --restart-limit 2 -- ./handler
    rm handler
    kill -KILL "$(pid_of main web)"
    expect_exit 127 $mq daemon wait web
    expect_status 1 failed web
    expect_equal 'daemon web: has ended with status 137; restart 1 of 2 after 1 ms
ipc-mq: command not found: ./handler
daemon web: has ended with status 127; restart 2 of 2 after 2 ms
ipc-mq: command not found: ./handler
daemon web: has ended with status 127; gives up after 2 restarts in succession' "$(log_of web)"
}

# is_empty_session SID: succeeds if the session has no process.
is_empty_session() {
    [[ ! $(ps -o pid= --sid "$1") ]]
}

# While a daemon waits before a restart, `stop` ends the daemon at once. While a daemon is not ready
# yet, a signal to the command that starts it ends the daemon.
test_a_stop_interrupts_a_delay_and_a_start() {
    $mq serve upper --daemon web --restart always --restart-delay 1h -- cat
    supervisor=$(pid_of supervisor web)
    kill -KILL "$(pid_of main web)"
    wait_until has_phase waiting web
    $mq daemon stop web --grace 1h
    expect_status 3 stopped web
    wait_until is_empty_session "$supervisor"
    # A daemon handles TERM, USR1 and USR2 even if the command that starts it has inherited these
    # signals as ignored signals.
    (trap '' TERM USR1 USR2 && exec $mq serve upper --daemon web -- cat)
    $mq daemon stop web --grace 1h
    IPCKIT_STOP_AT=T1 heeding_signals $mq serve upper --daemon slow -- cat &
    wait_until knows main slow
    wait_until stopped "$(pid_of main slow)"
    terminate $!
    wait_until not is_locked slow
    expect_status 3 stopped slow
}

# If standard error is connected to the journal, the daemon's messages go to the journal, and no log
# file is made.
test_messages_go_to_the_journal() {
    : >journal
    JOURNAL_STREAM=$(stat -c %d:%i journal) serve_numbers 2>journal
    $mq call numbers "1 10" 2>/dev/null
    wait_until has_lines journal 10
    expect_whole_lines 1 10 journal
    [[ ! -e $IPC_DIR/daemon.web/log ]] || fail "$(log_of web)"
}

# serve_numbers OPTION...: starts a daemon that answers the request `FIRST LAST` by writing the
# numbers from FIRST to LAST to its log.
serve_numbers() {
    $mq serve numbers --daemon web "$@" -- sh -c 'read -r range; seq $range >&2'
}
# expect_whole_lines FIRST LAST FILE...: fails unless the files together contain exactly the numbers
# from FIRST to LAST, in order, one per line.
expect_whole_lines() {
    local range="$1 $2"
    shift 2
    seq $range | cmp - <(cat "$@") >&$report || fail "not the lines $range: $*"
}

test_the_log_is_rotated_between_lines() {
    serve_numbers --log-size 1K --log-keep 2
    for first in 1000 1300 1600; do
        $mq call numbers "$first $((first + 299))" 2>/dev/null
    done
    wait_until has_logged 1899 web
    cd "$IPC_DIR/daemon.web"
    expect_equal "log log.1 log.2" "$(echo log*)"
    expect_equal "1020 1020" "$(stat -c %s log.2 log.1 | xargs)"
    first=$(head -n 1 log.2)
    ((first > 1300)) || fail "log.2 begins with $first"
    expect_whole_lines "$first" 1899 log.2 log.1 log
}

# When the log is renamed, later lines go to a new file. HUP to the supervisor does not end the main
# process. After KILL of the logger, a new logger writes all later lines.
test_the_log_may_be_renamed_and_the_logger_be_killed() {
    serve_numbers --log "$PWD/messages"
    main=$(pid_of main web)
    $mq call numbers "1 10" 2>/dev/null
    wait_until has_lines messages 10
    mv messages old
    send_signal HUP "$(pid_of supervisor web)"
    $mq call numbers "11 20" 2>/dev/null
    wait_until has_lines messages 10
    logger=$(logger_of web)
    kill -KILL "$logger"
    $mq call numbers "21 30" 2>/dev/null
    wait_until has_lines messages 20
    expect_whole_lines 1 30 old messages
    [[ $(logger_of web) != "$logger" ]] || fail "the same logger"
    expect_equal "$main" "$(pid_of main web)"
    $mq daemon stop web
    expect_whole_lines 1 30 old messages
}

# reads_of PID: prints how many read system calls the process and its children have made. Prints
# nothing if the kernel does not count these calls.
reads_of() {
    sed -n 's/^syscr: //p' "/proc/$1/io" 2>/dev/null || true
}

# While the logger is stopped, messages collect in the pipe. When the logger continues, it reads the
# first messages byte by byte, and all others in large blocks.
test_many_messages_are_logged_in_blocks() {
    serve_numbers
    logger=$(logger_of web)
    kill -STOP "$logger"
    wait_until stopped "$logger"
    $mq call numbers "100000 107999" 2>/dev/null
    before=$(reads_of "$logger")
    kill -CONT "$logger"
    wait_until has_logged 107999 web
    expect_whole_lines 100000 107999 "$IPC_DIR/daemon.web/log"
    [[ ! $before ]] || (($(reads_of "$logger") - before < 8000 * 7 / 4)) || fail "$(($(reads_of "$logger") - before)) reads"
}

# The logger logs empty lines, long lines, bytes that are not text, and shell patterns unchanged,
# although it rotates the log many times. It does not divide a line between two log files if the
# line fits into one file.
test_lines_of_any_kind_are_logged_as_they_are() {
    for i in {1..40}; do
        seq $((i * 1000)) $((i * 1000 + 700))
        printf '\n\n\n%d\n  leading and trailing  \n* [a-z] ? $HOME `id` \\n \\\\ "\n\xff\xfe\n' $i
        head -c $((i * 2000)) /dev/zero | tr '\0' x
        echo
    done >lines
    $mq serve lines --daemon web --log-size 100K --log-keep 90 -- sh -c 'cat lines >&2; echo >&2; echo the end >&2'
    $mq call lines x 2>/dev/null
    wait_until has_logged '^the end$' web
    cd "$IPC_DIR/daemon.web"
    files=($(printf '%s\n' log.* | sort -t . -k 2 -rn) log)
    ((${#files[@]} > 10)) || fail "rotated too rarely: ${files[*]}"
    cmp <(cat "$OLDPWD/lines"; printf '\nthe end\n') <(cat "${files[@]}") >&$report || fail 'other lines'
    for file in "${files[@]}"; do
        expect_equal "" "$(tail -c 1 $file)" "the last byte of $file"
        (($(stat -c %s $file) <= 100 * 1024)) || fail "$file has $(stat -c %s $file) bytes"
    done
}

# has_size BYTES FILE: succeeds if the file has exactly this size.
has_size() {
    [[ $(stat -c %s "$2") == "$1" ]]
}

# A limit of 40 KiB on the size of files makes writes to the log fail, as a full disk does. All
# other files of the daemon are smaller than this limit.
test_a_full_log_does_not_end_the_daemon() {
    $mq create numbers
    (ulimit -S -f 40 && serve_numbers)
    log=$IPC_DIR/daemon.web/log
    $mq call numbers "100000 105999" 2>/dev/null
    $mq call numbers "106000 106999" 2>/dev/null
    wait_until has_size 40960 "$log"
    mv "$log" full
    $mq call numbers "107000 107009" 2>/dev/null
    wait_until has_logged 107009 web
    # An empty line may precede the message. The logger writes it to end an incomplete line, if `mv` renames the log just
    # after the logger has found that the log is not empty.
    missing=$(sed -n 's/^daemon web: \([0-9]*\) lines are missing here: .*/\1/p' "$log")
    expect_equal 7010 $((missing + $(grep -c '^10....$' full) + $(grep -c '^10....$' "$log")))
    ((missing > 0)) || fail "no line is missing"
    expect_status 0 running web
}

# With a small shell such as dash, the supervisor and the logger together need at most 5 MiB of
# resident memory, even after many messages. Bash needs more. If bash is the only shell, the test
# therefore measures Pss, which divides shared memory among the processes that share it.
test_a_supervisor_needs_little_memory() {
    serve_numbers
    $mq call numbers "100000 199999" 2>/dev/null
    wait_until has_logged 199999 web
    kind=Rss
    [[ $(readlink "/proc/$(pid_of supervisor web)/exe") != *bash ]] || kind=Pss
    resident=$(awk -v kind=$kind: '$1 == kind { sum += $2 } END { print sum }' \
        "/proc/$(pid_of supervisor web)/smaps_rollup" "/proc/$(logger_of web)/smaps_rollup")
    ((resident <= 5 * 1024)) || fail "$resident KiB are resident"
}

# allow_processes NUMBER ROLE: sets the kernel's limit on processes (RLIMIT_NPROC) for the process
# in ROLE (`supervisor` or `logger`). This process cannot start another process while the user has
# NUMBER or more processes. The limit does not apply to the user's other processes.
allow_processes() {
    local pid
    pid=$("$2_of" web)
    as_limited prlimit --pid "$pid" --nproc="$1:"
}
supervisor_of() {
    pid_of supervisor "$1"
}
# with_limit ROLE COMMAND...: runs the command. Meanwhile the process in ROLE (`supervisor` or
# `logger`) cannot start any process.
with_limit() {
    local soft
    soft=$(as_limited prlimit --pid "$("$1_of" web)" --nproc --output SOFT --noheadings)
    allow_processes 0 "$1"
    "${@:2}"
    allow_processes "${soft// /}" "$1"
}

# as_limited COMMAND...: runs the command as a user other than root, because the kernel does not
# apply the limit on processes to root.
as_limited() {
    if ((EUID == 0)); then
        setpriv --reuid 65530 --regid 65530 --clear-groups "$@"
    else
        "$@"
    fi
}
# serve_limited OPTION...: starts a daemon that answers the request `FIRST LAST` by writing the
# numbers from FIRST to LAST to its log. If root runs the test, the daemon runs as another user,
# because the kernel does not apply the limit on processes to root. Skips the test if root cannot
# run ipc-mq as another user on this machine.
serve_limited() {
    as_limited $mq --version >/dev/null 2>&1 || {
        echo "not tested: no other user is possible here" >&$report
        exit 0
    }
    # This trap replaces the trap of daemons.sh. It stops the daemon as the user who has started it.
    if ((EUID == 0)); then
        IPC_DIR=$(mktemp -d /dev/shm/ipckit-limits.XXXXXX)
        chown 65530 "$IPC_DIR"
        trap 'as_limited $mq daemon stop --quiet --grace 0s web; rm -rf "$IPC_DIR"' EXIT
    fi
    cd "$IPC_DIR"
    as_limited $mq serve numbers --daemon web "$@" -- sh -c 'read -r range; seq $range >&2'
}
call_limited() {
    as_limited $mq call numbers "$1" 2>/dev/null
}

# The value of --restart-delay is stored in milliseconds, and a fraction of a millisecond is rounded
# up. Therefore a delay of less than one millisecond is stored as 1, not as 0.
test_a_short_delay_is_rounded_up() {
    local delay
    for delay in 1us=1 1.5ms=2 2ms=2 0s=0; do
        $mq serve upper --daemon web --restart always --restart-delay "${delay%=*}" -- tr a-z A-Z
        expect_equal "${delay#*=}" "$($mq daemon status web --json | jq .restart_delay_ms)" "$delay"
        $mq daemon stop web
    done
}

# While a limit on processes prevents the supervisor from starting a new logger or a new main
# process, the supervisor waits. No message is lost.
test_the_supervisor_survives_a_limit_on_processes() {
    serve_limited --restart on-failure --restart-delay 10ms
    supervisor=$(pid_of supervisor web)
    kill_logger() {
        local logger
        logger=$(logger_of web)
        kill -KILL "$logger"
        wait_until not alive "$logger"
        call_limited "11 20"
        alive "$supervisor" && not has_logged 11 web || fail 'there is a logger'
    }
    call_limited "1 10"
    wait_until has_logged 10 web
    with_limit supervisor kill_logger
    wait_until has_logged 20 web
    expect_whole_lines 1 20 "$IPC_DIR/daemon.web/log"
    kill_main() {
        local main
        main=$(pid_of main web)
        kill -KILL "$main"
        wait_until not alive "$main"
        wait_until has_phase waiting web
        alive "$supervisor" || fail 'the supervisor has ended'
    }
    with_limit supervisor kill_main
    wait_until grep -qx restarts=1 "$IPC_DIR/daemon.web/state"
    wait_until has_phase running web
    call_limited "21 30"
    wait_until has_logged '^30$' web
    has_logged 'cannot start a process to end what the main process has left; tries again$' web || fail "$(log_of web)"
    expect_equal "$supervisor" "$(pid_of supervisor web)"
}

# While the logger cannot start the process that renames the log, it writes more to the log than
# --log-size allows. It loses no line.
test_a_log_loses_no_line_while_no_process_can_be_started() {
    serve_limited --log-size 1K --log-keep 9
    logger=$(logger_of web)
    write_much() {
        call_limited "1000 1499"
        wait_until has_logged 1499 web
    }
    with_limit logger write_much
    expect_equal daemon.web/log "$(echo daemon.web/log*)"
    call_limited "1500 1999"
    wait_until has_logged 1999 web
    expect_whole_lines 1000 1999 $(printf '%s\n' daemon.web/log.* | sort -rV) daemon.web/log
    [[ -e daemon.web/log.1 ]] || fail 'not rotated'
    expect_equal "$logger" "$(logger_of web)"
}

# For each step of a start (see DaemonStep.java), the test starts a daemon and kills the starting
# command at this step. At step D5, the supervisor has been started, and holds the daemon's lock. If
# the starting command dies before step D5, no daemon runs, and a new start succeeds. If the starting
# command dies at step D5 or later, the daemon runs on.
test_a_start_may_be_killed_at_each_step() {
    for step in D1 D2 D3 D4 D5 D6; do
        expect_exit 137 env IPCKIT_CRASH_AT=$step $mq serve upper --daemon $step -- tr a-z A-Z
        if [[ $step < D5 ]]; then
            not is_locked $step
            $mq serve upper --daemon $step -- tr a-z A-Z
        else
            wait_until has_phase running $step
            expect_error 73 'daemon * is already running' $mq serve upper --daemon $step -- cat
        fi
        expect_equal HELLO "$($mq call upper hello)"
        $mq daemon stop $step
        expect_status 3 stopped $step
    done
}

# slow
test_fifty_daemons_run_at_once() {
    for i in {1..50}; do
        $mq serve "q$i" --daemon "web$i" -- cat &
    done
    wait_all
    expect_equal 50 "$($mq daemon ls --json | jq -s 'map(select(.state == "running")) | length')"
    $mq daemon stop web{1..50}
    expect_equal 50 "$($mq daemon ls --json | jq -s 'map(select(.state == "stopped")) | length')"
}
