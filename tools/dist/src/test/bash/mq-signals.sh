# ipc-mq: a signal ends whoever waits, for whatever, as it ends any other program; what is in his hands goes back. A
# stopped one holds nobody up, and one whose reader has gone ends.
# watchdog: 400s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

mq=ipc-mq

# start COMMAND...: in the background, under a parent that does not wait for it: so the kernel keeps what ended it. Its
# pid is in $pid, what it says in `errors`.
start() {
    rm -f pid
    bash -c 'env --default-signal=HUP,INT,QUIT,TERM "$@" 2>errors & echo $! >pid.new; mv pid.new pid; exec sleep 600' - "$@" &
    parent=$!
    wait_until test -e pid
    pid=$(<pid)
}
ended() {
    [[ $(cut -d ' ' -f 3 "/proc/$pid/stat") == Z ]]
}
# expect_ended_by SIGNAL WHAT: died by the very signal (an exit with 128+n looks the same only to a shell), and silently.
expect_ended_by() {
    wait_until ended
    expect_equal "$(kill -l "$1")" "$(cut -d ' ' -f 52 "/proc/$pid/stat")" "how $1 ended $2"
    expect_equal "" "$(<errors)" "what $2 said of $1"
    kill $parent
    wait $parent || expect_equal 143 $?
}
waits() { # WHAT MAILBOX: whether the one that was started waits for it there
    [[ $($mq stat "$2") =~ \ $pid\ +[0-9]+\ +$1\  ]]
}
nobody_at() { # MAILBOX
    wait_until not has_participants 1 "mq/$1"
}
# each_signal WHAT MAILBOX COMMAND...: while the command waits there for that, each signal ends it, and it is gone.
each_signal() {
    local signal
    for signal in INT TERM HUP; do
        start "${@:3}"
        wait_until waits "$1" "$2"
        kill -$signal "$pid"
        expect_ended_by $signal "${*:3}"
        nobody_at "$2"
    done
}
empty() { # MAILBOX: nothing is to be had
    expect_exit 75 $mq recv "$1" --no-wait 2>/dev/null
}

$mq create jobs
$mq create other
$mq create full --capacity 1
$mq send full there
$mq send full beyond --pend --as T 2>/dev/null
$mq create meet --capacity 0

# For messages.
each_signal messages jobs $mq recv jobs
each_signal messages jobs $mq recv jobs --follow --lease 1h --json
each_signal messages other $mq recv jobs other --follow
each_signal messages jobs $mq recv jobs --lease 1h -- cat
each_signal messages jobs $mq wait jobs

# For room, and to be let in. What they wanted to send is not there.
seq 9 >lines
each_signal room full $mq send full more
each_signal room full bash -c "exec $mq send full - <lines"
each_signal room full $mq wait full --for room
each_signal answer full $mq wait full --for accepted --as T
expect_equal $'there 1\nbeyond 1' "$($mq recv full --drain --format '%b %d')"

# For a receiver: what was offered is taken back.
each_signal answer meet $mq send meet x
empty meet
each_signal answer jobs $mq send jobs x --until-received
empty jobs


# For its turn, where only so many may be there.
$mq create inbox --sharing single-receiver
$mq create link --sharing pair
$mq recv inbox --follow >got &
first=$!
wait_until has_participants 2 mq/inbox # its seat, and its pass
for signal in INT TERM HUP; do
    start $mq recv inbox
    sleep 0.3
    kill -$signal "$pid"
    expect_ended_by $signal "a receiver that waits for its turn"
done
$mq send inbox x
wait_until has_lines got 1
kill $first
expect_exit 143 wait $first

# For a service, and for its answer: while it has the question, and before.
each_signal answer jobs $mq call jobs x --wait-server 1h
for signal in INT TERM HUP; do
    start $mq call absent x --wait-server 1h
    sleep 0.3
    kill -$signal "$pid"
    expect_ended_by $signal "a call to a mailbox that is not there"
done
$mq serve slow -- bash -c 'question=$(cat); echo "$question" >>asked; [[ $question != slow ]] || until [[ -e go ]]; do sleep 0.02; done; echo "$question"' &
server=$!
expect_equal quick "$($mq call slow quick --wait-server 20s)"
for signal in INT TERM HUP; do
    rm -f go
    : >asked
    start $mq call slow slow
    answered=$pid parents=$parent
    wait_until grep -q slow asked
    start $mq call slow withdrawn
    wait_until waits answer slow
    kill -$signal "$pid"
    expect_ended_by $signal "a call that waits for its turn"
    pid=$answered parent=$parents
    kill -$signal "$pid"
    expect_ended_by $signal "a call that waits for its answer"
    : >go
    expect_equal quick "$($mq call slow quick)"
    expect_equal $'slow\nquick' "$(<asked)" "what the service was asked"
done
kill $server
expect_exit 143 wait $server

# A service, idle and at work: its command ends with it, and its callers hear of it.
each_signal messages jobs $mq serve jobs -- cat
each_signal messages jobs $mq serve jobs --workers 3 -- cat
for signal in INT TERM HUP; do
    for how in '' '--workers 2' '--keep'; do
        rm -f working
        start $mq serve jobs $how -- bash -c 'echo $$ >working.new; mv working.new working; exec sleep 600'
        $mq call jobs x --wait-server 20s 2>said &
        wait_until test -e working
        kill -$signal "$pid"
        expect_ended_by $signal "a service at work $how"
        expect_exit 69 wait $!
        expect_equal 'ipc-mq: mailbox jobs: the service died before it replied' "$(<said)"
        wait_until not alive "$(<working)"
    done
done
nobody_at jobs
empty jobs

# A message in the hands of a command: the command ends, too, and the message comes again, marked. It was not at fault,
# so nothing goes to the dead letters, also when Ctrl-C ends the command first.
cat >slow <<'END'
echo $$ >working.new
mv working.new working
exec sleep 600
END
turn=1
$mq send jobs precious
for signal in INT TERM HUP; do
    for how in '' '--lease 1h'; do
        for whom in us all; do
            rm -f working
            start setsid $mq recv jobs $how --retries 99 --dead-letter other -- bash slow
            wait_until test -e working
            case $whom in
            us) kill -$signal "$pid" ;;
            all) kill -$signal -- "-$pid" ;; # as the terminal does it
            esac
            expect_ended_by $signal "a receiver at work $how"
            nobody_at jobs
            wait_until not alive "$(<working)"
            ((turn += 1))
            expect_equal precious "$($mq peek jobs)" "what is there after $signal"
        done
    done
done
expect_equal "precious $turn" "$($mq recv jobs --format '%b %d')"
empty other

# In the middle of a stream: what was sent comes, once, and again only with a mark.
$mq create stream --capacity 64
seq 1000000 >lines
for signal in INT TERM HUP; do
    start bash -c "exec $mq send stream - <lines"
    sender=$pid parents=$parent
    for turn in 1 2 3; do
        start bash -c "exec $mq recv stream --follow --format '%b %d' >got.$turn"
        wait_until has_lines got.$turn 1
        sleep 0.$((RANDOM % 4))
        if [[ $turn == 3 ]]; then
            receiver=$pid receivers=$parent
            pid=$sender parent=$parents
            kill -$signal "$pid"
            expect_ended_by $signal "a sender of many"
            pid=$receiver parent=$receivers
        fi
        kill -$signal "$pid"
        expect_ended_by $signal "a receiver of many"
    done
    nobody_at stream
    $mq recv stream --drain --format '%b %d' >got.4
    awk 'NF == 2 && $2 == 1 { print $1 }' got.? | sort | uniq -d >twice
    expect_equal "" "$(<twice)" "what came twice without a mark"
    awk 'NF == 2 { print $1 }' got.? | sort -nu >received
    cmp received <(head -n "$(wc -l <received)" lines)
done
$mq rm stream

# Who is stopped while he waits holds nobody up, and goes on with CONT.
stop() { # PID WHAT MAILBOX: as soon as it waits
    pid=$1
    wait_until waits "$2" "$3"
    kill -STOP "$1"
    wait_until stopped "$1"
}
$mq recv jobs >got &
consumer=$!
stop $consumer messages jobs
$mq send jobs one
expect_equal one "$($mq recv jobs --timeout 20s)"
kill -CONT $consumer
$mq send jobs two
expect_exit 0 wait $consumer
expect_equal two "$(<got)"

$mq send full 1
$mq send full 2 &
producer=$!
stop $producer room full
expect_equal 1 "$($mq recv full)"
expect_silence 0 $mq send full 3 --timeout 20s
expect_equal 3 "$($mq recv full)"
kill -CONT $producer
expect_exit 0 wait $producer
expect_equal 2 "$($mq recv full)"

$mq send meet offered &
producer=$!
stop $producer answer meet
expect_equal offered "$($mq recv meet --timeout 20s)" # its offer stands
kill -CONT $producer
expect_exit 0 wait $producer

rm -f go
$mq serve slow -- bash -c 'touch asked; until [[ -e go ]]; do sleep 0.02; done; cat' &
server=$!
rm -f asked
$mq call slow first --wait-server 20s >got &
caller=$!
wait_until test -e asked
stop $caller answer slow
touch go
expect_equal second "$($mq call slow second --timeout 20s)"
kill -CONT $caller
expect_exit 0 wait $caller
expect_equal first "$(<got)"
stop $server messages slow
expect_error 124 '*timed out' $mq call slow late --timeout 300ms
empty slow # the question was taken back
kill -CONT $server
expect_equal third "$($mq call slow third --timeout 20s)"
kill $server
expect_exit 143 wait $server

# Who is stopped in the middle of a change has the lock; others' time limits hold for all that, and they are told of him.
$mq create busy
for step in MS3 MR3; do
    $mq send busy first
    if [[ $step == MS3 ]]; then what='send busy second'; else what='recv busy'; fi
    IPCKIT_STOP_AT=$step $mq $what >got &
    stopped=$!
    wait_until stopped $stopped
    expect_error 124 "*process $stopped is stopped and holds its lock" timeout 20 $mq recv busy --timeout 100ms
    if [[ $step == MS3 ]]; then
        expect_error 124 "*process $stopped is*" timeout 20 $mq send busy x --timeout 100ms
        expect_error 124 "*process $stopped is*" timeout 20 $mq send busy x --until-received --timeout 100ms
        expect_error 75 "*process $stopped is*" timeout 20 $mq send busy x --no-wait
        expect_error 75 "*process $stopped is*" timeout 20 $mq recv busy --no-wait
        expect_error 124 "*process $stopped is*" timeout 20 $mq peek busy
        expect_exit 0 $mq stat busy >about
        expect_error 69 '*no process serves it' timeout 20 $mq call busy x
    fi
    $mq recv busy --timeout 20s >others &
    kill -CONT $stopped
    expect_exit 0 wait $stopped
    if [[ $step == MR3 ]]; then
        expect_equal first "$(<got)"
        $mq send busy second
    fi
    expect_exit 0 wait $!
    $mq recv busy --drain >>others
    expect_same_bytes <(sort others) <(printf 'first\nsecond\n' | tail -n $([[ $step == MS3 ]] && echo 2 || echo 1))
done
$mq rm busy

# Who is stopped for longer than his lease has lost it, and hears of it.
$mq send jobs leased
$mq recv jobs --lease 1s -- bash -c 'stop_parent; cat >got' 2>errors &
consumer=$!
wait_until stopped $consumer
expect_equal 'leased 2' "$($mq recv jobs --timeout 20s --format '%b %d')"
kill -CONT $consumer
expect_exit 75 wait $consumer
expect_equal leased "$(<got)"
expect_exit 0 grep -q '^ipc-mq: mailbox jobs: the lease of message [0-9]* ended before it was acknowledged$' errors

# A background job of a script has INT ignored, as all have.
$mq recv jobs >got &
wait_until has_participants 1 mq/jobs
kill -INT $!
sleep 0.2
$mq send jobs "after INT"
expect_exit 0 wait $!
expect_equal "after INT" "$(<got)"

# Who waits notices that nobody reads any more, though he has nothing to write: from the first, or later.
$mq recv inbox --follow >got &
first=$!
wait_until has_participants 2 mq/inbox
$mq serve slow -- bash -c 'exec sleep 600' &
server=$!
wait_until $mq wait slow --for service --no-wait 2>/dev/null
for what in 'recv jobs' 'recv jobs --follow' 'recv jobs --timeout 50s --lease 1h' 'recv jobs --json' \
    'recv jobs other --follow' 'recv inbox' 'call slow x' 'call jobs x --wait-server 1h' 'call absent x --wait-server 1h'; do
    for after in 0 0.5; do
        exec {out}> >(exec sleep $after)
        expect_silence 141 timeout 20 $mq $what >&$out
        exec {out}>&-
    done
done
kill $first $server
expect_exit 143 wait $first
expect_exit 143 wait $server
for mailbox in jobs other slow; do
    nobody_at $mailbox
    empty $mailbox
done

# Who has something to write, too; what was not taken is there, and only what was not taken. (A pipe takes 64 KiB.)
$mq create large --capacity 4000
seq -f '%0100.0f' 4000 >lines
for how in '' '--format %b' '-0'; do
    $mq send large - <lines
    statuses=$($mq recv large --follow $how 2>errors | head -c 1 >first; echo "${PIPESTATUS[*]}") || true
    expect_equal "141 0" "$statuses" "exit codes of recv and head"
    expect_equal "" "$(<errors)"
    $mq recv large --drain >rest
    tail -n "$(wc -l <rest)" lines | cmp - rest
    (($(wc -l <rest) > 2000)) || fail "only $(wc -l <rest) came back"
done
$mq send jobs x
for what in 'recv jobs' 'recv jobs --shell' 'recv jobs --frame' 'peek jobs' 'peek jobs --json' 'stat jobs' 'ls' 'ls --json' \
    'recv jobs --lease 1h'; do
    open_closed_output
    expect_silence 141 $mq $what >&$out
    exec {out}>&-
done
expect_equal x "$($mq recv jobs)"

# Ctrl-C at a terminal ends the loop around the program, too.
if command -v script >/dev/null; then
    mkfifo keys
    $mq create held
    $mq send held x
    $mq send full x
    while read -r mailbox command; do
        loop loop "$command"
        at_terminal keys loop &
        exec {keyboard}>keys
        wait_until has_participants 1 "mq/$mailbox"
        sleep 0.3
        printf '\003' >&$keyboard
        expect_exit 130 wait $!
        exec {keyboard}>&-
        grep -q 'done' terminal && fail "Ctrl-C did not end the loop around $command: $(<terminal)"
        nobody_at "$mailbox"
    done <<'END'
jobs ipc-mq recv jobs
jobs ipc-mq recv jobs --follow | cat
jobs ipc-mq recv jobs other
held ipc-mq recv held -- sleep 60
full ipc-mq send full y
full seq 9 | ipc-mq send full -
meet ipc-mq send meet y
jobs ipc-mq wait jobs
jobs ipc-mq call jobs x --wait-server 1h
other ipc-mq serve other -- cat
END
    empty meet
    expect_equal 'x 1' "$($mq recv full --drain --format '%b %d')"
    expect_equal 'x 2' "$($mq recv held --drain --format '%b %d')"

    # Ctrl-Z stops it as anything else, and it goes on in the foreground.
    cat >loop <<'END'
set -m
ipc-mq recv jobs >got
echo "stopped: $?" >statuses
fg >/dev/null
echo "ended: $?" >>statuses
END
    at_terminal keys loop &
    exec {keyboard}>keys
    wait_until has_participants 1 mq/jobs
    sleep 0.3
    printf '\032' >&$keyboard
    wait_until test -s statuses
    $mq send jobs "after Ctrl-Z"
    expect_exit 0 wait $!
    exec {keyboard}>&-
    expect_equal "stopped: $((128 + $(kill -l TSTP))), ended: 0" "$(paste -sd , statuses | sed 's/,/, /')"
    expect_equal "after Ctrl-Z" "$(<got)"
    $mq rm held
fi

$mq rm jobs other full meet inbox link slow large
