# The supervisor of a daemon, for any POSIX shell. It starts the main process, starts it again if it fails, and keeps the log.
# The functions of ScanScript and of processes.sh precede this text. The package documentation of ipckit.common.daemon describes the protocol.
#
# Descriptors: 2 is the journal, or the writing end of the pipe of messages. 3 is the lock. 4 is a pipe to the starting
# command. 6 and 7 are the ends of the pipe of messages. The supervisor keeps both ends, so that nothing in the pipe is lost
# when the logger or the main process is started again.
exec </dev/null >/dev/null 5>&2 2>/dev/null
trap '' HUP INT QUIT TSTP PIPE XFSZ
name=$1 directory=$2 tag=$3 token=$4 umask=$5 log=$6 log_size=$7 log_keep=$8 restart=$9
shift 9
delay=$1 limit=$2 input=$3 output=$4 leftovers=$5
shift 5
first_delay=$delay longest_delay=60000 session=$$
[ "$delay" -le 60000 ] || longest_delay=$delay
umask 077

# tool WORD...: runs a standard program. It gets no descriptor of the supervisor: it must not keep the lock if the supervisor
# is killed. The variables are not set for the whole script, because the main process would inherit them.
tool() {
    PATH=$PATH:/usr/bin:/bin LC_ALL=C "$@" 3>&- 4>&- 5>&- 6<&- 7>&- 8>&- 9>&-
}

# isolate: makes a subshell use standard programs, and gives it no descriptor of the supervisor.
isolate() {
    PATH=$PATH:/usr/bin:/bin
    export LC_ALL=C
    exec 3>&- 4>&- 5>&- 6<&- 7>&- 8>&- 9>&-
}

# say TEXT: writes a message of the supervisor to the log.
say() {
    printf 'daemon %s: %s\n' "$name" "$1" >&5
}

# uptime: sets `now` to the seconds since the machine has started.
uptime() {
    read -r now rest </proc/uptime
    now=${now%.*}
}

# print_state: prints the content of the file `state`. The blank line at the end overwrites the rest of a longer old state.
print_state() {
    printf 'phase=%s\nsupervisor=%s\nmain=%s\nrestarts=%s\nstatus=%s\nsince=%s\n%40s\n' \
        "$phase" "$supervisor" "$main_id" "$restarts" "$status" "$seconds" ''
}

# record PHASE: replaces the file `state`, or overwrites it if the disk is full. A trap may call the function while the
# function runs.
record() {
    phase=$1
    seconds=$(tool date +%s)
    if print_state >"$directory/state.new"; then
        tool mv -f "$directory/state.new" "$directory/state"
    else
        print_state 1<>"$directory/state"
    fi
}

# end_leftovers: ends the processes that the main process has left: by TERM, and after 5 seconds by KILL.
end_leftovers() {
    (isolate && end_found 50)
}

# rotate: renames log to log.1, log.1 to log.2, and so on. If no old log is kept, empties the log. Never renames a device,
# such as /dev/null.
rotate() {
    [ -f "$log" ] || { size=0 && return; }
    [ "$log_keep" -gt 0 ] || : >"$log"
    number=$log_keep
    while [ "$number" -gt 1 ]; do
        [ ! -e "$log.$((number - 1))" ] || tool mv -f "$log.$((number - 1))" "$log.$number"
        number=$((number - 1))
    done
    [ "$log_keep" = 0 ] || tool mv -f "$log" "$log.1"
    size=0
}

# log_line LINE: appends a line to the log. The file is opened for each line, so that a renamed or deleted log is not written
# to. Lines that cannot be written, for example because the disk is full, are counted, and the number is logged later.
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
        lost=1 torn=
        [ -z "$(tool tail -c 1 "$log")" ] || torn='\n'
    fi
}

# count_size: sets `size` to the size of the log.
count_size() {
    size=$(tool wc -c <"$log")
    size=$((size + 0))
}

# log_messages: the logger. A line that ends in the token and a word is an order of the supervisor or of the main process.
log_messages() {
    LC_ALL=C
    lost=0
    case $log in "$directory"/*) ;; *) umask "$umask" ;; esac
    count_size
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        *"$token ready") order=ready ;;
        *"$token count") order=count ;;
        *"$token end") order=end ;;
        *) order= ;;
        esac
        line=${line%"$token $order"}
        [ -n "$order" ] && [ -z "$line" ] || log_line "$line"
        case $order in
        ready) reporting= && exec 4>&- && kill -USR1 $$ ;;
        count) count_size ;;
        end) kill -USR2 $$ && exit ;;
        esac
    done
}

start_logger() {
    (
        trap - USR1 USR2 TERM CHLD
        exec 3>&- 5>&- 7>&- 8>&- 9>&-
        log_messages
    ) <&6 6<&- &
    logger=$!
}

# has_ended PID: succeeds if the process is a zombie or does not exist.
has_ended() {
    read -r stat <"/proc/$1/stat" || return 0
    stat=${stat##*') '}
    [ "${stat%% *}" = Z ]
}

start_main() {
    (
        trap - USR1 USR2 TERM CHLD
        exec 2>&5 4>&- 5>&- 6<&-
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

# is_fork PID: succeeds if the child has not executed another program yet.
is_fork() {
    line=
    read -r line <"/proc/$1/cmdline"
    [ -n "$line" ] && [ "$line" = "$own_line" ]
}

# terminate PID: sends TERM to a child. A new child may still have the trap of the supervisor, and then loses the signal.
# Therefore TERM is sent again until the child has executed a program or has ended.
terminate() {
    while is_fork "$1"; do
        kill -TERM "$1"
        tool sleep 0.01
    done
    kill -TERM "$1"
}

# pass_on: sends TERM to the main process, unless the process has already got the last TERM that the supervisor received.
# Without CONT, a stopped process does not act on the signal.
pass_on() {
    [ -z "$main" ] || [ -n "$passed" ] || { passed=1; terminate $main; kill -CONT $main; }
}

on_term() {
    event=1 stopping=1 passed=
    pass_on
    [ -z "$nap" ] || terminate $nap
    [ -z "$main" ] || record stopping
}

on_ready() {
    event=1 ready=1
    [ -n "$stopping" ] || record running
    if [ -n "$reporting" ]; then
        reporting=
        printf 'ready\n' >&4
        exec 4>&-
    fi
}

# on_child: starts the logger again if it was killed.
on_child() {
    event=1
    [ -z "$logged" ] && has_ended $logger || return 0
    start_logger
    [ -z "$finishing" ] || order_end
}

# order_end: makes the logger send USR2 and exit when it has logged all earlier messages.
order_end() {
    finishing=1
    printf '%s end\n' "$token" >&7
}

# await_main: sets `status` to the exit status of the main process. A signal to the supervisor interrupts `wait`, which then
# returns 128 and the number of the signal: HUP, USR1, USR2 or CHLD. `wait` may also return the exit status although a signal
# has arrived. The next `wait` of some shells then returns 127, because the shell has forgotten the process. In this case, the
# function uses the earlier result.
await_main() {
    before=
    while :; do
        event= there=
        [ ! -d /proc/$main ] || there=1
        wait $main
        status=$?
        [ -n "$event" ] && [ $status -gt 128 ] || break
        case $status in
        129 | 138 | 140 | 145) ;;
        *) before=$status ;;
        esac
    done
    [ $status != 127 ] || [ -n "$there" ] || [ -z "$before" ] || status=$before
    main=
}

# pause MILLISECONDS: waits, unless TERM arrives.
pause() {
    milliseconds=$(($1 % 1000 + 1000))
    (isolate && exec sleep $(($1 / 1000)).${milliseconds#1}) &
    nap=$!
    [ -z "$stopping" ] || terminate $nap
    while [ -z "$stopping" ] && ! has_ended $nap; do
        wait $nap
    done
    nap=
}

# A shell makes its background processes ignore INT and QUIT. The main process must not, so `env` resets the signals.
default_signals='/usr/bin/env --default-signal'
$default_signals true || default_signals=
case $1 in *=*) default_signals= ;; esac

main= main_id= logger= nap= stopping= ready= finishing= logged= passed=
reporting=1 restarts=0 succession=0 status=
read_start $$
supervisor="$$ $started"
read -r own_line <"/proc/$$/cmdline"
[ ! -p "$input" ] || command exec 8<>"$input"
[ ! -p "$output" ] || command exec 9<>"$output"
trap on_term TERM
trap on_ready USR1
trap logged=1 USR2
trap 'event=1; printf "%s count\n" "$token" >&7' HUP
start_logger
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
    start_main "$@"
    [ -n "$ready" ] || [ -n "$stopping" ] || record starting
    await_main
    end_leftovers
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
    [ $((now - began)) -lt 60 ] || { succession=0 && delay=$first_delay; }
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

order_end
until [ -n "$logged" ]; do
    wait $logger
done
record $final
[ -z "$reporting" ] || printf 'ended %s\n' "${status:-143}" >&4
