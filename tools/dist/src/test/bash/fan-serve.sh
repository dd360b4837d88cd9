# ipc-fan --serve: each line is answered once, whatever becomes of the workers; with --keep-order in the order of the lines.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

seq 100000 >lines

started_by() {
    ps -eo args= | grep -c "[^]]$1" || true
}
none_of() {
    (($(started_by "$1") == 0))
}

# Every line has its answer, also with workers that keep answers back until they have many.
for worker in cat 'sed -u s/x/y/' 'sed s/x/y/' 'tr x y'; do
    ipc-fan -n 3 --serve --keep-order -- $worker <lines | cmp - lines
    ipc-fan -n 3 --serve -- $worker <lines | sort -n | cmp - lines
done
ipc-fan -n 3 --serve --window 1 -k -- sed -u 's/x/y/' < <(head -n 2000 lines) | cmp - <(head -n 2000 lines)
expect_equal $'1 3\n2 3\n3 3' "$(seq 3 | ipc-fan -n 3 --serve --window 1 -- \
    sh -c 'while read -r x; do sleep 0.3; echo $IPC_INDEX $IPC_COUNT; done' | sort)"

# Killed 100 times over 1,000,000 lines: the same bytes come out as if nobody had been.
# killings WORKERS KILLS OPTION...: brings 10,000 lines and kills, by turns; what comes out is left in `out`.
seq 1000000 >million
killings() {
    local workers=$1 kills=$2 fan writer part victims killed=0
    shift 2
    mkfifo feed
    ipc-fan -q -n "$workers" --serve "$@" -- sed -u 's/x/serve-killed/' <feed >out &
    fan=$!
    exec {feed}>feed
    for ((part = 0; part < kills; part++)); do
        sed -n "$((part * 10000 + 1)),$((part * 10000 + 10000))p;$((part * 10000 + 10000))q" million >&$feed &
        writer=$! # $! changes with each substitution
        while ! mapfile -t victims < <(pgrep -P "$fan" -x sed) || ((${#victims[@]} == 0)) ||
            ! kill -KILL "${victims[RANDOM % ${#victims[@]}]}" 2>/dev/null; do
            kill -0 "$fan" || fail "it has ended after $killed kills"
        done
        ((killed += 1))
        expect_exit 0 wait "$writer"
    done
    exec {feed}>&-
    expect_exit 0 wait "$fan"
    rm feed
    expect_equal "$kills" "$killed" "kills"
}
killings 3 100 --keep-order
cmp out million
killings 2 30
sort -n out | cmp - <(head -n 300000 million)

# What is no ordinary line: empty, with zero bytes, longer than a pipe, without an end.
{ printf '\n\na\0b\n'; head -c 3000000 /dev/zero | tr '\0' x; printf '\n\nlast'; } >odd
ipc-fan -n 2 --serve -k -- cat <odd | cmp - <(cat odd; echo)
tr '\n' '\0' <lines | ipc-fan -n 2 --serve -0 -k -- cat | tr '\0' '\n' | cmp - lines
{ printf '\0\0\0\3a\nb'; printf '\0\0\0\0'; printf '\0\0\0\1c'; } >frames
ipc-fan -n 2 --serve --frame -k -- cat <frames | cmp - frames
expect_silence 0 ipc-fan -n 2 --serve -- cat </dev/null

# A worker that ends is replaced, which is told in a line; a part of an answer is dropped, and given whole by another.
cat >restless <<'END'
while read -r x; do
    if [ $((x % 5)) = 0 ] && mkdir "seen.$x" 2>/dev/null; then
        printf 'half of '
        exit 3
    fi
    echo "$x"
done
END
seq 12 | ipc-fan -n 2 --serve -k -- sh restless >out 2>errors
seq 12 | cmp - out
expect_equal 2 "$(grep -c 'ended with status 3; ' errors)"
rmdir seen.*
seq 12 | expect_silence 0 ipc-fan -n 2 -q --serve -k -- sh restless >out
seq 12 | cmp - out

# One that ends well with its last answer has given it, though no newline follows.
printf 'a\nb\n' | ipc-fan -n 1 --serve -- sh -c 'read -r x; echo $x; read -r x; printf %s $x' >out
expect_equal $'a\nb' "$(<out)"

# So is one whose time is up, though what it has started lives on and has its output.
seq 50 | ipc-fan -q -n 2 --serve -k -- \
    sh -c 'sh -c "sleep 300; : serve-family" & for i in 1 2 3 4 5; do read -r x && echo $x; done; exit 0' >out
seq 50 | cmp - out
none_of serve-family || fail "what a worker has started is left"

# A line over which workers end again and again is left out, alone, and told; the exit status is that of the last.
poison='while read -r x; do [ $x != 7 ] || exit 5; echo $x; done'
seq 20 | expect_error 5 'line 7 is left out: over it 4 workers ended, the last ended with status 5' \
    ipc-fan -q -n 3 --serve -k -- sh -c "$poison" >out
seq 20 | grep -vx 7 | cmp - out
seq 20 | expect_error 137 'line 7 is left out: over it 1 worker ended, the last was ended by signal 9' \
    ipc-fan -q -n 3 --serve --retries 0 -- sh -c 'while read -r x; do [ $x != 7 ] || kill -9 $$; echo $x; done' >out
seq 20 | grep -vx 7 | cmp - <(sort -n out)
seq 20 | expect_exit 0 ipc-fan -q -n 3 --serve --exit any -- sh -c "$poison" >out 2>errors
seq 20 | expect_exit 1 ipc-fan -q -n 2 --serve -- false >out 2>errors # it does not try that for ever
grep -q 'given up' errors || fail "$(<errors)"

# A worker that answers what nobody has asked is of no use.
seq 20 | expect_exit 76 ipc-fan -n 2 --serve -- sed -u p >out 2>errors
grep -q 'worker 1: it has answered more' errors && grep -q 'worker 2: it has answered more' errors || fail "$(<errors)"

# A slow worker has no more than it can do, and does not hold up the others; in order, others wait for it.
seq 200 | ipc-fan -n 2 --serve --tag -- sh -c 'while read -r x; do [ $IPC_INDEX = 1 ] && sleep 0.2; echo $x; done' >out
(($(grep -c '^1' out) < 100)) || fail "a slow worker was given $(grep -c '^1' out) of 200 lines"
cut -f 2 out | sort -n | cmp - <(seq 200)
ipc-fan -n 3 --serve -k -- sh -c '[ $IPC_INDEX != 1 ] || { read -r x; sleep 0.3; echo $x; }; exec sed -u s/x/y/' <lines | cmp - lines

# It answers as it is asked, and does not wait for more.
mkfifo questions
ipc-fan -n 2 --serve -- sed -u 's/$/!/' <questions >out &
exec {questions}>questions
for i in 1 2 3; do
    echo $i >&$questions
    wait_until has_lines out $i
done
exec {questions}>&-
expect_exit 0 wait $!
expect_equal $'1!\n2!\n3!' "$(<out)"

# What we fail at ourselves, what cannot be run, and a worker that fails when all is answered.
expect_error 125 'cannot read the input: *' ipc-fan -n 2 --serve -- cat <&-
expect_error 125 'frame 2 is cut short' ipc-fan -n 2 --serve --frame -- cat < <(head -c 9 frames) >out
cmp out <(head -c 7 frames)
expect_error 127 'command not found: *' ipc-fan --serve -- /nowhere/at/all <lines
expect_error 126 'cannot run *' ipc-fan --serve -- /etc/passwd <lines
expect_exit 6 ipc-fan -n 2 --serve -k -- sh -c 'sed -u s/x/y/; exit 6' <lines >out
cmp out lines
for wrong in '--serve --round-robin -- cat' '--serve' '--serve --window 0 -- cat' '--serve --wait after -- cat' \
    '-n 2 --window 4 -- true' '-n 2 --keep-order -- true'; do
    expect_error 2 '*' ipc-fan $wrong <lines
done

# An output that closes, and signals.
statuses=$(yes | ipc-fan -n 2 --grace 100ms --serve -- sh -c "trap '' TERM; cat; : serve-closed" 2>errors | head -n 1
    echo "${PIPESTATUS[*]}")
expect_equal $'y\n141 141 0' "$statuses"
expect_equal "" "$(<errors)"
none_of serve-closed || fail "workers are left"
for signal in TERM KILL; do
    code=0
    { yes | heeding_signals ipc-fan -n 2 --serve -- sh -c 'while read -r x; do sleep 0.1; echo; done; : serve-signals' 2>errors; } \
        >/dev/null 2>&1 &
    fan=$!
    wait_until eval '(($(started_by serve-signals) >= 3))'
    for pid in $(pgrep -f 'serve-signals'); do
        [[ $(ps -o args= -p "$pid") == *" --serve "* ]] && kill -$signal "$pid"
    done
    wait "$fan" || code=$?
    expect_equal "$((128 + $(kill -l $signal)))" "$code" "exit code after $signal"
    expect_equal "" "$(<errors)"
    wait_until none_of serve-signals
done
