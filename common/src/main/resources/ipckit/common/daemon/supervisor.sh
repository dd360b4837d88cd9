# The supervisor of a daemon, for any POSIX shell. It starts the main process, starts it again if it fails, and keeps
# the log. The class ShellScripts puts the functions of ScanScript and of processes.sh before this script. The package
# documentation of ipckit.common.daemon describes the protocol.
#
# The supervisor and the main process write their messages to a pipe, the pipe of messages. The logger reads this pipe.
#
# Descriptors at the start:
# 2 is the journal of systemd, or the writing end of the pipe of messages. The script moves this descriptor to 5.
# 3 is the lock of the daemon.
# 4 is a pipe to the command that starts the daemon.
# 6 and 7 are the reading end and the writing end of the pipe of messages. The supervisor keeps both ends open.
#   Therefore the messages in the pipe are not lost when the logger or the main process is started again.
# 8 is a descriptor at which a read fails after 50 ms. It becomes standard input, so that `read` makes a pause.
#
# The functions that traps call use only `case` for decisions. They avoid `if`, `while`, && and ||, which test the
# status of the last command. A second trap may interrupt a trap, for example when a child ends. When the second trap
# returns, dash resets this status to its value before the first trap. The first trap would then test a wrong status.
# Outside traps, the status is reliable.
exec <&8 8<&- >/dev/null 5>&2 2>/dev/null
trap '' HUP INT QUIT TSTP PIPE XFSZ
name=$1 directory=$2 tag=$3 pid_space=$4 token=$5 umask=$6 log=$7 log_size=$8 log_keep=$9
shift 9
restart=$1 delay=$2 limit=$3 input=$4 output=$5 leftovers=$6
shift 6
first_delay=$delay longest_delay=60000 session=$$
[ "$delay" -le 60000 ] || longest_delay=$delay
umask 077
newline='
'

# attempt FUNCTION ARGUMENT...: calls the function. Fails if no process can be started, for example because a limit on
# processes is reached. Without `attempt`, a failed fork would end the shell. In some shells, if a child that FUNCTION
# has forked fails, the child continues after `eval`, as if it were the supervisor. In such a child, the variable
# `process` has another value. Therefore `attempt` recognizes the child, and makes it exit.
process=supervisor
attempt() {
    set -- "$process" "$@"
    command eval 'call "$@"'
    set -- $? "$1"
    case $2 in
    "$process") return "$1" ;;
    *) exit "$1" ;;
    esac
}
call() {
    shift
    "$@"
}

# tool WORD...: runs a standard program, in which descriptors 3 to 9 are closed. If the program inherited the lock, it
# could keep the lock after the supervisor was killed. Sets PATH and LC_ALL only for the program. If the script set them
# for itself, the main process would inherit them.
tool() {
    attempt standard "$@"
}
standard() {
    PATH=$PATH:/usr/bin:/bin LC_ALL=C "$@" 3>&- 4>&- 5>&- 6<&- 7>&- 8>&- 9>&-
}

# isolate: prepares a subshell: sets PATH so that the shell finds the standard programs, and closes the descriptors of
# the supervisor.
isolate() {
    process=helper
    PATH=$PATH:/usr/bin:/bin
    export LC_ALL=C
    exec </dev/null 3>&- 4>&- 5>&- 6<&- 7>&- 8>&- 9>&-
}

# rest: pauses for 50 ms, or until a signal arrives. The pause needs no new process. Then starts the logger if there is
# none, unless end_logger is running, which starts the logger itself.
rest() {
    read -r nothing
    case $logger$finishing in
    '') revive ;;
    esac
}

# say TEXT: writes a message of the supervisor to the log. While no logger runs, the pipe of messages may be full, and a
# write could block. Therefore the function then drops the message.
say() {
    has_ended "$logger" || printf 'daemon %s: %s\n' "$name" "$1" >&5
}

# uptime: sets `now` to the time since the machine has started, in hundredths of a second.
uptime() {
    read -r now nothing </proc/uptime
    now=$((${now%.*} * 100 + 1${now#*.} - 100))
}

# print_state: prints the content of the file `state`. If `record` overwrites a longer old state in place, the line of
# blanks at the end covers the rest of the old state.
print_state() {
    printf 'pid_space=%s\nphase=%s\nsupervisor=%s\nmain=%s\nrestarts=%s\nstatus=%s\nsince=%s\n%40s\n' \
        "$pid_space" "$phase" "$supervisor" "$main_id" "$restarts" "$status" "$seconds" ''
}

# record PHASE: writes PHASE and the rest of the daemon's state to a new file, and renames this file to `state`. If the
# disk is full or no process can be started, overwrites `state` in place instead. A trap may interrupt print_state and
# call this function again. Afterwards, dash may report a wrong exit status of print_state to the interrupted call. If
# this status is a failure, the interrupted call also overwrites `state` in place.
record() {
    phase=$1 seconds=
    attempt read_clock
    ! print_state >"$directory/state.new" || tool mv -f "$directory/state.new" "$directory/state"
    [ ! -e "$directory/state.new" ] || print_state 1<>"$directory/state"
}
read_clock() {
    seconds=$(tool date +%s)
}

# end_leftovers: ends the processes that the main process has left. Sends TERM, and after 5 seconds KILL. The search for
# these processes starts other processes, such as grep. While the system can start no process, this function sends the
# signals only to processes of the supervisor's session, see signal_session. It repeats the search until the search
# succeeds.
end_leftovers() {
    tries=0
    until attempt find_and_end; do
        case $tries in
        0)
            [ -n "$stopping" ] || record waiting
            say 'cannot start a process to end what the main process has left; tries again'
            signal_session TERM
            ;;
        *00) signal_session KILL ;;
        esac
        tries=$((tries + 1))
        rest
    done
}
find_and_end() {
    (isolate && end_found 50)
}

# signal_session SIGNAL: sends a signal to all processes of the supervisor's session, except the supervisor and the logger.
signal_session() {
    for entry in /proc/[0-9]*; do
        read -r stat <"$entry/stat" || continue
        set -- "$1" ${stat##*') '}
        case ${entry#/proc/} in
        $$ | "$logger") ;;
        *) [ "$5" != "$session" ] || kill "-$1" "${entry#/proc/}" ;;
        esac
    done
}

# rotate: renames log to log.1, log.1 to log.2, and so on. If no old log is kept, empties the log. Never renames a device, such
# as /dev/null. If the files cannot be renamed, tries again after the log has grown by `log_size` more bytes.
rotate() {
    size=0
    [ -f "$log" ] || return
    [ "$log_keep" -gt 0 ] || printf '' >"$log"
    number=$log_keep
    while [ "$number" -gt 0 ]; do
        number=$((number - 1))
        newer=$log.$number
        [ "$number" -gt 0 ] || newer=$log
        [ ! -e "$newer" ] || tool mv -f "$newer" "$log.$((number + 1))" || return
    done
}

# log_line LINE: appends a line to the log. Opens the file for each line, because the log may have been renamed or deleted. If
# a line cannot be written, for example because the disk is full, counts the line. Writes the number of these lines to the log
# later.
log_line() {
    [ -z "$reporting" ] || printf '=%s\n' "$1" >&4
    [ -n "$log" ] || return 0
    length=$((${#1} + 1))
    [ "$size" = 0 ] || [ $((size + length)) -le "$log_size" ] || rotate
    if [ "$lost" -gt 0 ]; then
        [ -s "$log" ] || torn=
        if ! printf "$torn%s\n" "daemon $name: $lost lines are missing here: the log could not be written" >>"$log"; then
            torn='\n' lost=$((lost + 1))
            return
        fi
        lost=0
    fi
    if printf '%s\n' "$1" >>"$log"; then
        size=$((size + length))
    else
        lost=1 torn='\n'
        attempt ends_in_newline && torn=
    fi
}
ends_in_newline() {
    [ -z "$(tool tail -c 1 "$log")" ]
}

# count_size: sets `size` to the size of the log.
count_size() {
    size=$(tool wc -c <"$log")
    size=$((size + 0))
}

# handle LINE: logs a line, or obeys an order. An order comes from the supervisor or the main process. It is a line that
# ends in the daemon's secret token and a word. If other text precedes the token, logs this text.
handle() {
    case $1 in
    *"$token ready") order=ready ;;
    *"$token count") order=count ;;
    *"$token end") order=end ;;
    *) order= ;;
    esac
    set -- "${1%"$token $order"}"
    [ -n "$order" ] && [ -z "$1" ] || log_line "$1"
    case $order in
    ready) reporting= && exec 4>&- && kill -USR1 $$ ;;
    count) attempt count_size ;;
    end) kill -USR2 $$ && exit ;;
    esac
}

# log_messages: reads the pipe of messages, and logs each line. `read` makes a system call for each byte, because it
# must not read beyond the line. This is slow. Therefore, after every 64 lines, this function calls log_blocks, which
# can log many lines at a time.
log_messages() {
    LC_ALL=C IFS=$newline
    set -f
    lost=0 lines=0 size=0 in_blocks=
    case $log in "$directory"/*) ;; *) umask "$umask" ;; esac
    attempt count_size
    while IFS= read -r line || [ -n "$line" ]; do
        handle "$line"
        lines=$((lines + 1))
        [ "$lines" -lt 64 ] || log_blocks
    done
}

# log_blocks: logs blocks of lines, until a block has less than 16 KiB. Then log_messages logs the next lines one by
# one. This function logs no further block in these cases:
# - There is no log, a write to the log has failed, or fewer than 4 KiB are left until the next rotation of the log.
# - dd(1) lacks the flag `nonblock`.
# - The logger still copies each line to the command that starts the daemon.
log_blocks() {
    lines=0
    [ -n "$log" ] && [ -z "$reporting" ] || return
    [ -n "$in_blocks" ] || {
        in_blocks=no
        ! tool dd if=/dev/null iflag=nonblock count=0 || in_blocks=yes
    }
    while [ $in_blocks = yes ] && [ "$lost" = 0 ] && [ $((log_size - size)) -ge 4096 ]; do
        block=
        attempt read_block
        block=${block%.}
        taken=${#block}
        [ $taken -gt 0 ] || return
        log_block
        [ $taken -ge 16384 ] || return
    done
}

# read_block: reads at most 64 KiB from the pipe, and not more than fit into the log. Sets `block` to these bytes and a
# dot. Without the dot, the shell would remove the newlines at the end. dd(1) opens the pipe once more, because the flag
# `nonblock` must not affect the reads of the shell.
read_block() {
    room=$((log_size - size))
    [ $room -le 65536 ] || room=65536
    block=$(tool dd if=/proc/self/fd/0 iflag=nonblock bs=$room count=1 && echo .)
}

# log_block: logs the lines of `block`. If the last line is incomplete, logs the other lines, then reads the rest of the
# last line and logs the last line.
log_block() {
    incomplete=
    case $block in
    *"$newline") ;;
    *"$newline"*)
        set -- $block
        eval "incomplete=\${$#}"
        block=${block%"$incomplete"}
        ;;
    *) incomplete=$block block= ;;
    esac
    case $block in
    *"$token "*) log_each ;;
    *) printf %s "$block" >>"$log" && size=$((size + ${#block})) || log_rest ;;
    esac
    [ -z "$incomplete" ] || {
        IFS= read -r line
        handle "$incomplete$line"
    }
}

# log_each: logs the lines of `block` one by one. The shell may need a process for the here-document of handle_each. If
# that process cannot be started, `for` divides `block` into lines instead, and skips empty lines.
log_each() {
    attempt handle_each || for line in $block; do
        handle "$line"
    done
}
handle_each() {
    while IFS= read -r line; do
        handle "$line"
    done <<END
${block%"$newline"}
END
    return 0
}

# log_rest: logs the rest of `block` after a write that has written only a part of it.
log_rest() {
    written=$size
    attempt count_size
    written=$((size - written))
    [ "$written" -le 0 ] || attempt cut_block
    [ -z "$block" ] || log_each
}
cut_block() {
    left=$(printf %s "$block" | tool tail -c +$((written + 1)) && echo .)
    [ -z "$left" ] || block=${left%.}
}

start_logger() {
    (
        process=logger
        trap - USR1 USR2 TERM CHLD
        exec 3>&- 5>&- 7>&- 8>&- 9>&-
        log_messages
    ) <&6 6<&- &
    logger=$!
}

# revive: starts a logger. Leaves `logger` empty if no process can be started.
revive() {
    logger=
    attempt start_logger
}

# has_ended PID: succeeds if the process is a zombie or does not exist, or if PID is empty.
has_ended() {
    [ -n "$1" ] && read -r stat <"/proc/$1/stat" || return 0
    stat=${stat##*') '}
    [ "${stat%% *}" = Z ]
}

start_main() {
    (
        process=main
        trap - USR1 USR2 TERM CHLD
        exec </dev/null 2>&5 4>&- 5>&- 6<&-
        umask "$umask"
        if [ -n "$output" ]; then
            if [ -p "$output" ]; then exec >&9; else exec >>"$output"; fi
        fi
        if [ -n "$input" ]; then
            if [ -p "$input" ]; then exec <&8; else exec <"$input"; fi
        fi
        exec 8>&- 9>&-
        export IPCKIT_DAEMON_MAIN="3 7 $token $$" IPCKIT_DAEMON_TAG="$tag"
        exec $default_signals "$@"
    ) &
    main=$! passed=
    read_start $main
    main_id="$main $started"
    [ -z "$stopping" ] || pass_on
}

# pass_on: sends TERM to the main process, if there is one. When the supervisor receives TERM while it starts a main
# process, both on_term and start_main may call this function. The variable `passed` prevents the second call from
# sending TERM again.
pass_on() {
    case $main:$passed in
    ?*:)
        passed=1
        send_term
        ;;
    esac
}

# send_term: sends TERM to the main process. A main process that has just been forked may still have the supervisor's
# trap, and then TERM does not end it. Therefore this function repeats TERM until the main process has executed its
# program or has ended. Then it sends CONT, because a stopped process does not act on TERM.
send_term() {
    main_line=
    read -r main_line <"/proc/$main/cmdline"
    kill -TERM $main
    case $main_line in
    "$own_line")
        rest
        send_term
        ;;
    *) kill -CONT $main ;;
    esac
}

on_term() {
    event=1 stopping=1 passed=
    pass_on
    case $main in
    ?*) record stopping ;;
    esac
}

on_ready() {
    event=1 ready=1
    case $stopping in
    '') record running ;;
    esac
    case $reporting in
    ?*)
        reporting=
        printf 'ready\n' >&4
        exec 4>&-
        ;;
    esac
}

# find_logger: sets `logger_state` to the letter for the state of the logger in proc_pid_stat(5). If the logger has ended, the
# letter is Z or the variable is empty.
find_logger() {
    logger_state=
    case $logger in
    ?*) read -r logger_state <"/proc/$logger/stat" ;;
    esac
    logger_state=${logger_state##*') '}
    logger_state=${logger_state%% *}
}

# on_child: handles CHLD. Checks whether the logger has ended, and if so, starts the logger again. If another child ends
# during the check, checks again. Does not check the logger while end_logger is running.
on_child() {
    event=1 changed=1
    case $looking$finishing in
    '') look_at_logger ;;
    esac
}
look_at_logger() {
    looking=1 changed=
    find_logger
    case $logger:$logger_state in
    :*) ;;
    *:Z | *:) revive ;;
    esac
    looking=
    case $changed$finishing in
    1) look_at_logger ;;
    esac
}

on_hangup() {
    event=1
    find_logger
    case $logger_state in
    '' | Z) ;;
    *) tell_logger count ;;
    esac
}

# tell_logger WORD: writes an order to the pipe of messages. The logger obeys the order after it has logged all earlier
# messages.
tell_logger() {
    printf '%s %s\n' "$token" "$1" >&7
}

# end_logger: orders the logger to end. The logger then logs all messages, sends USR2 to the supervisor, and exits.
# Returns when the logger has ended.
end_logger() {
    finishing=1 logged=
    has_ended "$logger" || tell_logger end
    until has_ended "$logger" && [ -n "$logged" ]; do
        if has_ended "$logger"; then
            # The logger has ended before it obeyed the order, for example because it was killed. Another logger gets
            # the order.
            revive
            if [ -n "$logger" ]; then tell_logger end; else rest; fi
        else
            wait $logger
        fi
    done
    finishing= logger=
}

# await_main: sets `status` to the exit status of the main process. A signal to the supervisor interrupts `wait`. Then
# `wait` returns 128 plus the number of the signal, and the function calls `wait` again. If the main process ends just
# then, the first `wait` may return the exit status of the main process. Some shells then forget the process, and the
# second `wait` returns 127. For this case, `before` keeps the last result that does not stand for HUP, USR1, USR2 or
# CHLD.
# While there is no logger, the function calls `rest` instead of `wait`, because `rest` starts the logger.
await_main() {
    before=
    while :; do
        event= there=
        [ ! -d /proc/$main ] || there=1
        [ -n "$logger" ] || has_ended $main || {
            rest
            continue
        }
        wait $main
        code=$?
        [ -n "$event" ] && [ $code -gt 128 ] || break
        case $code in
        129 | 138 | 140 | 145) ;;
        *) before=$code ;;
        esac
    done
    [ $code != 127 ] || [ -n "$there" ] || [ -z "$before" ] || code=$before
    status=$code main=
}

# pause MILLISECONDS: waits for this time. Returns earlier if TERM arrives.
pause() {
    uptime
    until_then=$((now + ($1 + 9) / 10))
    while [ -z "$stopping" ] && [ "$now" -lt $until_then ]; do
        rest
        uptime
    done
}

# A shell makes its background processes ignore INT and QUIT. The main process must not ignore these signals, so `env` resets
# them.
default_signals='/usr/bin/env --default-signal'
tool $default_signals true || default_signals=
case $1 in *=*) default_signals= ;; esac

main= main_id= logger= stopping= ready= finishing= logged= passed= looking=
reporting=1 restarts=0 succession=0 status=
read_start $$
supervisor="$$ $started"
read -r own_line <"/proc/$$/cmdline"
[ ! -p "$input" ] || command exec 8<>"$input"
[ ! -p "$output" ] || command exec 9<>"$output"
trap on_term TERM
trap on_ready USR1
trap 'event=1 logged=1' USR2
trap on_hangup HUP
revive
[ -n "$logger" ] || {
    status=125
    record failed
    printf '=daemon %s: cannot start a process\nended 125\n' "$name" >&4
    exit
}
trap on_child CHLD
[ -z "$leftovers" ] || end_leftovers

while :; do
    ready=
    uptime
    began=$now
    if [ -n "$stopping" ]; then
        final=stopped
        break
    fi
    if attempt start_main "$@"; then
        [ -n "$ready" ] || [ -n "$stopping" ] || record starting
        await_main
        # The main process may have announced its readiness immediately before its end. The announcement may still be in
        # the pipe of messages. end_logger returns after the logger has handled all lines of the pipe.
        [ -n "$ready" ] || {
            end_logger
            revive
        }
        end_leftovers
    else
        status=125
        say 'cannot start a process'
    fi
    if [ -n "$stopping" ]; then
        final=stopped
        break
    fi
    final=failed
    [ "$status" != 0 ] || final=ended
    case $reporting:$restart:$final in
    1:* | :no:* | :on-failure:ended) break ;;
    esac
    uptime
    [ $((now - began)) -lt 6000 ] || { succession=0 && delay=$first_delay; }
    if [ "$succession" -ge "$limit" ]; then
        say "has ended with status $status; gives up after $succession restarts in succession"
        final=failed
        break
    fi
    succession=$((succession + 1))
    say "has ended with status $status; restart $succession of $limit after $delay ms"
    record waiting
    pause "$delay"
    restarts=$((restarts + 1))
    delay=$((delay * 2))
    [ "$delay" -le "$longest_delay" ] || delay=$longest_delay
done

end_logger
record $final
[ -z "$reporting" ] || printf 'ended %s\n' "${status:-143}" >&4
