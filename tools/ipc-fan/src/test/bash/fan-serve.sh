# The workers of ipc-fan serve answer each record exactly once, even if workers are killed.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/pools.sh"
seq 40000 >lines
print_frames >frames

# killings WORKERS KILLS OPTION...: runs `serve` with WORKERS workers, and leaves the answers in the file `out`. The
# function writes the next 10,000 numbers to `serve` and kills one of the workers, and repeats this KILLS times.
killings() {
    local workers=$1 kills=$2 fan writer part victims killed=0
    shift 2
    mkfifo feed
    ipc-fan serve -q -j "$workers" "$@" -- sed -u 's/x/serve-killed/' <feed >out &
    fan=$!
    exec {feed}>feed
    for ((part = 0; part < kills; part++)); do
        seq -f %.0f $((part * 10000 + 1)) $((part * 10000 + 10000)) >&$feed &
        # The variable keeps the process ID of seq, because each process substitution below changes $!.
        writer=$!
        while ! mapfile -t victims < <(pgrep -P "$fan" -x sed) || ((${#victims[@]} == 0)) ||
            ! kill -KILL "${victims[RANDOM % ${#victims[@]}]}" 2>/dev/null; do
            kill -0 "$fan" || fail "the pool ended after $killed kills"
        done
        ((killed += 1))
        expect_exit 0 wait "$writer"
    done
    exec {feed}>&-
    expect_exit 0 wait "$fan"
    rm feed
    expect_equal "$kills" "$killed" "kills"
}

# Every line is answered, even when workers buffer their answers, and also when --window is 1.
test_every_line_is_answered() {
    for worker in cat 'sed -u s/x/y/' 'sed s/x/y/' 'tr x y'; do
        ipc-fan serve -j 3 --keep-order -- $worker <lines | cmp - lines
        ipc-fan serve -j 3 -- $worker <lines | sort -n | cmp - lines
    done
    ipc-fan serve -j 3 --window 1 -k -- sed -u 's/x/y/' < <(head -n 2000 lines) | cmp - <(head -n 2000 lines)
    expect_equal $'1 3\n2 3\n3 3' "$(seq 3 | ipc-fan serve -j 3 --window 1 -- \
        sh -c 'while read -r x; do touch got.$x; until [ "$(echo got.* | wc -w)" = 3 ]; do sleep 0.02; done; echo $IPC_INDEX $IPC_COUNT; done' | sort)"
}

# Every line is answered once, although workers are killed: 30 workers of a `serve` with --keep-order, and 10
# workers of a `serve` without --keep-order.
# slow
test_many_lines_are_answered_although_workers_are_killed() {
    seq 300000 >many
    killings 3 30 --keep-order
    cmp out many
    killings 2 10
    sort -n out | cmp - <(head -n 100000 many)
}

# Records of all forms are answered: empty lines, lines with zero bytes, a line longer than the capacity of a pipe, a last
# line without a newline, NUL-terminated records, and frames.
test_records_of_all_framings_are_answered() {
    { printf '\n\na\0b\n'; head -c 3000000 /dev/zero | tr '\0' x; printf '\n\nlast'; } >odd
    ipc-fan serve -j 2 -k -- cat <odd | cmp - <(cat odd; echo)
    tr '\n' '\0' <lines | ipc-fan serve -j 2 -0 -k -- cat | tr '\0' '\n' | cmp - lines
    ipc-fan serve -j 2 --frame -k -- cat <frames | cmp - frames
    expect_silence 0 ipc-fan serve -j 2 -- cat </dev/null
}

# `serve` reports and replaces a worker that ends. If the worker has written only a part of an answer, `serve` discards this
# part, and gives the record to the replacement or to another worker.
test_a_worker_that_ends_is_replaced() {
    cat >restless <<'END'
while read -r x; do
    if [ $((x % 5)) = 0 ] && mkdir "seen.$x" 2>/dev/null; then
        printf 'half of '
        exit 3
    fi
    echo "$x"
done
END
    seq 12 | ipc-fan serve -j 2 -k -- sh restless >out 2>errors
    seq 12 | cmp - out
    expect_equal 2 "$(grep -c 'ended with status 3; ' errors)"
    rmdir seen.*
    seq 12 | expect_silence 0 ipc-fan serve -j 2 -q -k -- sh restless >out
    seq 12 | cmp - out
}

# If a worker has ended and no file descriptor is free to start its replacement, `serve` continues with the other
# workers, and they answer all lines. The test increases the limit on open files until all workers start. With this
# limit, almost no descriptor is free.
test_a_worker_without_free_descriptors_is_retired() {
    local limit=16
    until seq 60 | prlimit --nofile=$limit ipc-fan serve -j 3 --retries 60 -- \
        sh -c 'for i in 1 2 3 4 5 6 7; do read -r x && echo "$x"; done' >out 2>errors || [[ -s out ]]; do
        ((limit += 1, limit < 64)) || fail "$(<errors)"
    done
    expect_equal "$(seq 60)" "$(sort -n out)"
    expect_equal "" "$(grep -v ' to another worker$\|: too many open files$' errors || true)"
}

# `serve` accepts a last answer without a newline if the worker exits with 0.
test_a_last_answer_without_newline_counts() {
    printf 'a\nb\n' | ipc-fan serve -j 1 -- sh -c 'read -r x; echo $x; read -r x; printf %s $x' >out
    expect_equal $'a\nb' "$(<out)"
}

# When a worker has ended, `serve` ends the descendants of the worker. Otherwise these descendants would keep the output of the
# worker open, and `serve` would not end.
test_descendants_of_an_ended_worker_are_ended() {
    seq 50 | ipc-fan serve -q -j 2 -k -- \
        sh -c 'sh -c "sleep 300; : serve-family" & for i in 1 2 3 4 5; do read -r x && echo $x; done; exit 0' >out
    seq 50 | cmp - out
    none_of serve-family || fail "what a worker has started is left"
}

# `serve` leaves out a line if too many workers ended while answering the line. `serve` reports the line, and returns the
# status with which the last of these workers ended.
test_a_line_that_ends_workers_is_left_out() {
    poison='while read -r x; do [ $x != 7 ] || exit 5; echo $x; done'
    seq 20 | expect_error 5 'line 7 is left out: 4 workers ended while answering it, the last ended with status 5' \
        ipc-fan serve -q -j 3 -k -- sh -c "$poison" >out
    seq 20 | grep -vx 7 | cmp - out
    seq 20 | expect_error 137 'line 7 is left out: 1 worker ended while answering it, the last was ended by signal 9' \
        ipc-fan serve -q -j 3 --retries 0 -- sh -c 'while read -r x; do [ $x != 7 ] || kill -9 $$; echo $x; done' >out
    seq 20 | grep -vx 7 | cmp - <(sort -n out)
    seq 20 | expect_exit 0 ipc-fan serve -q -j 3 --exit any -- sh -c "$poison" >out 2>errors
    seq 20 | expect_exit 1 ipc-fan serve -q -j 2 -- false >out 2>errors
    grep -q 'given up' errors || fail "$(<errors)"
}

# `serve` ends a worker that gives more answers than it has records, and counts the worker as failed with status 76.
test_a_worker_that_answers_too_much_is_ended() {
    seq 20 | expect_exit 76 ipc-fan serve -j 2 -- sed -u p >out 2>errors
    grep -q 'worker 1: it has answered more' errors && grep -q 'worker 2: it has answered more' errors || fail "$(<errors)"
}

# If a worker exits with 0 but has not answered every line that it has read, `serve` fails with status 76. `serve` gives
# the unanswered lines to no other worker, so no line is answered twice.
test_a_worker_that_leaves_lines_unanswered_is_reported() {
    seq 20 | expect_error 76 'worker 1 ended with status 0, but 18 lines that it had read have no answer' \
        ipc-fan serve -j 1 -- grep 5 >out
    expect_equal $'5\n15' "$(<out)"
    seq 2000 | expect_error 76 'worker [12] ended with status 0, but *' ipc-fan serve -j 2 --exit any -- sed -n /5/p >out
    expect_equal "" "$(sort out | uniq -d)"
    printf '\0\0\0\1a\0\0\0\1b' | expect_error 76 'worker 1 ended with status 0, but 1 item that it had read has no answer' \
        ipc-fan serve -j 1 --frame -- sh -c 'head -c 5; cat >/dev/null' >out
}

# If a worker exits before it has read all of its lines, `serve` gives the unread lines to another
# worker, even if the exit status is 0.
test_lines_that_a_worker_has_not_read_are_given_to_another() {
    seq 50 | ipc-fan serve -q -j 2 -k -- sh -c 'for i in 1 2 3; do read -r x && echo $x; done; exit 0' >out
    seq 50 | cmp - out
}

# `serve` ends a worker that answers with an invalid frame, even if the worker has not read its
# record yet. `serve` then gives the record to a replacement. When four workers have ended in this
# way, `serve` leaves out the record.
test_a_worker_that_answers_with_an_invalid_frame_is_ended() {
    expect_exit 1 ipc-fan serve --frame -j 1 -- \
        sh -c 'echo >>starts; printf "\377\377\377\377"; exec sleep 60' < <(head -c 7 frames) 2>errors
    expect_equal 4 "$(wc -l <starts)" "starts of the worker"
    grep -q 'item 1 is left out: 4 workers ended while answering it' errors || fail "$(<errors)"
}

# `serve` gives fewer lines to a slow worker than to the other worker. With -k, `serve` writes the answers to later lines only
# after the slow worker has answered.
test_a_slow_worker_does_not_delay_the_others() {
    seq 200 | ipc-fan serve -j 2 --tag -- sh -c 'while read -r x; do [ $IPC_INDEX = 1 ] && sleep 0.2; echo $x; done' >out
    (($(grep -c '^1' out) < 100)) || fail "a slow worker was given $(grep -c '^1' out) of 200 lines"
    cut -f 2 out | sort -n | cmp - <(seq 200)
    ipc-fan serve -j 3 -k -- sh -c '[ $IPC_INDEX != 1 ] || { read -r x; sleep 0.3; echo $x; }; exec sed -u s/x/y/' <lines | cmp - lines
}

# `serve` writes an answer immediately, without waiting for more input.
test_an_answer_is_written_at_once() {
    mkfifo questions
    ipc-fan serve -j 2 -- sed -u 's/$/!/' <questions >out &
    exec {questions}>questions
    for i in 1 2 3; do
        echo $i >&$questions
        wait_until has_lines out $i
    done
    exec {questions}>&-
    expect_exit 0 wait $!
    expect_equal $'1!\n2!\n3!' "$(<out)"
}

# `serve` returns the documented exit code if the input is unreadable, a frame is truncated, or the command cannot run or
# fails.
test_failures_have_their_exit_codes() {
    expect_error 125 'cannot read the input: *' ipc-fan serve -j 2 -- cat <&-
    expect_error 125 'frame 2 is cut short' ipc-fan serve -j 2 --frame -- cat < <(head -c 9 frames) >out
    cmp out <(head -c 7 frames)
    expect_error 127 'command not found: *' ipc-fan serve -- /nowhere/at/all <lines
    expect_error 126 'cannot run *' ipc-fan serve -- /etc/passwd <lines
    expect_exit 6 ipc-fan serve -j 2 -k -- sh -c 'sed -u s/x/y/; exit 6' <lines >out
    cmp out lines
}

# `serve` ends all workers, even workers that ignore TERM, in three cases: its standard output is closed, it gets a second
# TERM, or it gets SIGKILL.
test_a_closed_output_or_a_second_signal_ends_all_workers() {
    statuses=$(yes | ipc-fan serve -j 2 --kill-after 100ms -- sh -c "trap '' TERM; cat; : serve-closed" 2>errors | head -n 1
        echo "${PIPESTATUS[*]}")
    expect_equal $'y\n141 141 0' "$statuses"
    expect_equal "" "$(<errors)"
    none_of serve-closed || fail "workers are left"
    for signal in TERM KILL; do
        yes | heeding_signals ipc-fan serve -q -j 2 -- \
            sh -c 'while read -r x; do sleep 1000; echo; done; : serve-signals' >/dev/null 2>errors &
        # Waits until three processes run: `serve` and its two workers. Their command lines contain the text serve-signals.
        wait_until has_started 3 serve-signals
        send_signal $signal $!
        [[ $signal == KILL ]] || kill -$signal $!
        expect_exit $((128 + $(kill -l $signal))) wait $!
        expect_equal "" "$(<errors)"
        wait_until none_of serve-signals
    done
}

# The worker of the tests below answers a line when the file `go` exists. The file `begun` shows that a worker has read a line.
slow_worker='while read -r x; do : >begun; until [ -e go ]; do sleep 0.02; done; echo "$x"; done'

# read_rest NUMBER: expects that no number from 1 to NUMBER is lost. It reads the rest of the named pipe `feed`. The answers
# in the file `out`, followed by this rest, must be the numbers from 1 to NUMBER. No process except the test may have the
# pipe open.
read_rest() {
    local rest
    exec {rest}<feed {feed}>&-
    cat <&$rest >rest
    exec {rest}<&-
    [[ -s out && -s rest ]] || fail "$(wc -l out rest)"
    cat out rest | cmp - <(seq "$1")
}

# After the first TERM, `serve` reads no further line. The workers answer all lines that `serve` has already read, in their
# order. The other lines stay in the named pipe.
test_the_first_signal_lets_workers_answer_what_was_read() {
    mkfifo feed
    exec {feed}<>feed
    seq 3000 >&$feed
    for jobs in 1 3; do
        rm -f go begun
        ipc-fan serve -j $jobs -k -- sh -c "$slow_worker" <feed >>out 2>errors &
        wait_until test -e begun
        kill $!
        wait_until test -s errors
        touch go
        expect_exit 143 wait $!
        expect_equal 'ipc-fan: no more input is read; the children finish, a second signal ends them' "$(<errors)"
    done
    read_rest 3000
}

# If a worker ends after the first TERM to `serve`, `serve` still replaces the worker.
test_the_first_signal_does_not_prevent_replacements() {
    mkfifo feed
    exec {feed}<>feed
    seq 3000 >&$feed
    ipc-fan serve -j 2 -k -- sh -c "while read -r x; do : >begun; until [ -e go ]; do sleep 0.02; done
        ! mkdir died 2>/dev/null || exit 3; echo \$x; done" <feed >out 2>errors &
    wait_until test -e begun
    kill $!
    wait_until test -s errors
    touch go
    expect_exit 143 wait $!
    grep -q 'ended with status 3; .* given to another worker' errors || fail "$(<errors)"
    read_rest 3000
}

# If all workers are waiting for input, the first signal ends `serve` at once.
test_the_first_signal_ends_an_idle_pool() {
    mkfifo feed
    exec {feed}<>feed
    for signal in TERM INT HUP; do
        rm -f out
        heeding_signals ipc-fan serve -j 2 -- sh -c 'sed -u s/x/y/; : serve-idle' <feed >out 2>errors &
        echo x >&$feed
        wait_until has_lines out 1
        kill -$signal $!
        expect_exit $((128 + $(kill -l $signal))) wait $!
        expect_equal y "$(<out)"
        none_of serve-idle || fail "workers are left"
    done
}

# When the time of --grace has passed after the first signal, `serve` ends all workers, as after a
# second signal.
test_the_end_of_the_grace_period_ends_all_workers() {
    yes | ipc-fan serve -q -j 2 --grace 100ms -- sh -c ': >begun; sleep 1000; : serve-grace' 2>errors &
    wait_until test -e begun
    kill $!
    expect_exit 143 wait $!
    expect_equal "" "$(<errors)"
    none_of serve-grace || fail "workers are left"
}
