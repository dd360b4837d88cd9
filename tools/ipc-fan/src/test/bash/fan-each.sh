# ipc-fan each runs a command for each record of standard input.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/pools.sh"

# {} is the record, {#} is the number of the record, and {%} is the number of the job slot. Without any placeholder,
# the record is added as the last word of the command.
test_record_replaces_placeholders_or_is_the_last_word() {
    expect_equal $'a b\nc' "$(printf 'a b\nc\n' | ipc-fan each -k -- echo)"
    expect_equal "1-x-1 x1" "$(echo x | ipc-fan each -j 1 -- echo '{#}-{}-{%}' 'x{%}')"
    expect_equal "no record" "$(echo x | ipc-fan each -- echo no record '{#}' | sed 's/ 1$//')"
    expect_equal "3 1 1 1" "$(seq 3 | ipc-fan each -j 1 -- sh -c 'echo $IPC_INDEX $IPC_SLOT $IPC_COUNT $IPC_TRY' | tail -n 1)"
    expect_equal "5" "$(echo x | ipc-fan each -j 5 -- sh -c 'echo $IPC_COUNT')"
    expect_equal "" "$(ipc-fan each -- echo </dev/null)"
    expect_equal "[] [a]" "$(printf '\na' | ipc-fan each -k -- printf '[%s]\n' | paste -sd ' ')"
}

# A command inherits the complete environment of `each`, including exported bash functions and variables whose names no shell
# accepts.
test_commands_have_the_whole_environment() {
    shout() { echo "$1!"; }
    export -f shout
    expect_equal $'a!\nb!' "$(printf 'a\nb\n' | ipc-fan each -k -- bash -c 'shout "$1"' x)"
    expect_equal kept "$(echo more=1 | env no.name=kept ipc-fan each -- env | sed -n 's/^no[.]name=//p')"
}

# `each` never runs two jobs in one job slot at the same time, and uses all job slots.
test_no_more_jobs_than_slots_run_at_a_time() {
    seq 20 | ipc-fan each -j 3 -- sh -c 'mkdir slot.$IPC_SLOT && sleep 0.01 && rmdir slot.$IPC_SLOT'
    expect_equal 3 "$(seq 9 | ipc-fan each -j 3 -- \
        sh -c 'touch used.$IPC_SLOT; until [ "$(echo used.* | wc -w)" = 3 ]; do sleep 0.02; done; echo $IPC_SLOT' | sort -u | wc -l)"
}

# -j takes a number, a percentage of the processors, or 0 for as many jobs as the system allows. In the first command each of
# the twenty jobs waits until all twenty jobs have started.
test_jobs_is_a_number_a_percentage_or_0() {
    seq 20 | ipc-fan each -j 0 -- sh -c 'touch started.$1; until [ -e started.20 ] && [ "$(echo started.* | wc -w)" = 20 ]; do sleep 0.02; done' x
    expect_equal 1 "$(seq 4 | ipc-fan each --jobs 1% -- sh -c 'echo $IPC_SLOT' | sort -u)"
    expect_equal $'1\n2\n3' "$(seq 3 | ipc-fan each -P 3 -- sh -c 'touch p.$1; until [ "$(echo p.* | wc -w)" = 3 ]; do sleep 0.02; done; echo $IPC_SLOT' x | sort)"
}

# `each` runs exactly one job for each of 1000 lines.
# slow
test_each_of_many_records_is_run_once() {
    seq 1000 >lines
    ipc-fan each -j 4 -- echo <lines >got
    expect_same_bytes lines <(sort -n got)
    head -n 300 lines | ipc-fan each -j 4 --direct -- echo >>got.direct
    expect_same_bytes <(head -n 300 lines) <(sort -n got.direct)
}

# An argument can have any byte except NUL; with --stdin a record can have any byte.
test_records_keep_their_bytes() {
    head -c 20000 /dev/urandom | tr -d '\0\n' >bytes
    { cat bytes; echo; } | ipc-fan each -- printf '%s\n' >got
    expect_same_bytes <(cat bytes; echo) got
    { printf 'two\nlines\0'; cat bytes; printf '\0'; } | ipc-fan each -k -0 -- printf '%s\0' >got
    expect_same_bytes <(printf 'two\nlines\0'; cat bytes; printf '\0') got
    head -c 300000 /dev/urandom >binary
    printf '\x00\x04\x93\xe0' | cat - binary | ipc-fan each -k --frame --stdin -- cat >got
    expect_same_bytes binary got
    # With --stdin the command reads the line together with its newline.
    expect_equal $'6\n2' "$(printf 'three\n4\n' | ipc-fan each -k --stdin -- wc -c)"
    expect_equal "a 5" "$(printf 'a 5\n' | ipc-fan each --stdin -- sh -c 'read -r what; echo $what')"
}

# Without --stdin the standard input of a command is empty.
test_commands_do_not_read_the_records() {
    expect_equal $'0\n0' "$(seq 2 | ipc-fan each -- sh -c 'wc -c' x)"
}

# `each` returns the status of the job that failed first, or the status that --exit selects.
test_exit_status() {
    seq 3 >lines
    expect_exit 0 ipc-fan each -- true <<<x
    expect_exit 3 ipc-fan each -j 1 -- sh -c 'exit $((4 - $1))' x <<<$'1\n2\n3'
    expect_exit 3 ipc-fan each -j 1 --exit highest -- sh -c 'exit $1' x <<<$'1\n3\n2'
    expect_exit 0 ipc-fan each -j 1 --exit any -- sh -c 'exit $1' x <<<$'1\n0\n2'
    expect_exit 137 ipc-fan each -- sh -c 'kill -KILL $$' <<<x
    expect_error 127 'command not found: no-such-command' ipc-fan each -- no-such-command <lines
    touch plain
    expect_error 126 'cannot run ./plain' ipc-fan each -- ./plain <lines
    expect_error 127 'job 2: command not found: no-such-command' ipc-fan each -j 1 -q -- {} <<<$'true\nno-such-command\ntrue'
}

# If a signal ends a job, `each` exits with 128 + the number of the signal. The signal does not end `each` itself.
test_the_signal_of_a_job_does_not_end_the_pool() {
    printf '%s\n' HUP INT TERM KILL SEGV >signals
    expect_exit 129 ipc-fan each -j 1 -q --stdin --joblog log -- \
        ipc-fan each -q -- env --default-signal=INT sh -c 'ulimit -c 0; kill -$1 $$' x <signals
    expect_equal '129 130 143 137 139' "$(sed 's/.*"status":\([0-9]*\).*/\1/' log | paste -sd ' ')"
    expect_equal '0 0 0 0 0' "$(sed 's/.*"signal":\([0-9]*\).*/\1/' log | paste -sd ' ')" "signals that ended each"
}

# When `each` retries a job, `each` discards the standard output of the failed try and keeps its standard error. With
# --lines, `each` also keeps the standard output, because some of it may already be written. `each` reports a retry
# unless --quiet is given.
test_retries_keep_only_the_last_output() {
    expect_exit 0 ipc-fan each -j 2 --retries 2 -- sh -c 'echo $1 $IPC_TRY; [ $IPC_TRY = $1 ]' x <<<$'1\n2\n3' >got 2>errors
    expect_equal $'1 1\n2 2\n3 3' "$(sort got)"
    expect_equal 3 "$(grep -c 'ended with status 1: tried again$' errors)"
    expect_exit 1 ipc-fan each --retries 1 --quiet -- sh -c 'echo $IPC_TRY; echo "error $IPC_TRY" >&2; exit 1' <<<x >got 2>errors
    expect_equal $'2\nerror 1\nerror 2' "$(cat got errors)"
    expect_exit 1 ipc-fan each --lines --retries 1 --quiet -- sh -c 'printf %s $IPC_TRY; exit 1' <<<x >got
    expect_equal $'1\n2' "$(<got)"
}

# --timeout ends a command that runs too long, together with its descendants, even if all of these processes ignore TERM.
test_timeout_ends_a_try_and_its_descendants() {
    expect_exit 124 ipc-fan each -j 2 --timeout 400ms --kill-after 200ms -- \
        sh -c 'trap "" TERM; (trap "" TERM; echo $$ >child.$1; exec sleep 600) & echo $$ >pid.$1; [ $1 = 2 ] || sleep 600; kill $!' x \
        <<<$'1\n3' 2>errors
    expect_equal 2 "$(grep -c 'ended, since it took longer than 400ms$' errors)"
    for file in pid.1 pid.3 child.1 child.3; do
        wait_until not alive "$(<$file)"
    done
    expect_exit 124 ipc-fan each --timeout 100ms --retries 1 -- sh -c 'exec sleep 600' <<<x 2>errors
    expect_equal "2 1" "$(grep -c 'took longer' errors) $(grep -c 'status 124: tried again' errors)"
    expect_exit 0 ipc-fan each --timeout 60s -- true < <(seq 10)
}

# With `--halt soon`, `each` starts no more jobs when enough jobs have failed, but lets running jobs end. With `--halt now`,
# `each` also ends the running jobs.
test_halt_stops_starting_or_ends_all() {
    seq 10000 >lines
    expect_exit 9 ipc-fan each -j 1 --halt soon,fail=2 -- sh -c '[ $1 -gt 4 ] || echo $1; [ $1 != 2 ] || exit 9; [ $1 != 4 ]' x <lines >got 2>errors
    expect_equal $'1\n2\n3\n4' "$(<got)"
    expect_equal $'ipc-fan: 2 jobs have failed: nothing new is started\nipc-fan: 2 of 4 jobs failed: 2, 4' "$(<errors)"
    expect_exit 9 ipc-fan each -j 2 --halt now,fail=1 -- \
        sh -c 'if [ $1 = 1 ]; then until [ -e sleeper ]; do sleep 0.02; done; exit 9; fi; echo $$ >sleeper.new; mv sleeper.new sleeper; exec sleep 600' x <lines 2>errors
    expect_equal $'ipc-fan: 1 job has failed: all others are ended\nipc-fan: 1 of 1 job failed: 1' "$(<errors)"
    wait_until not alive "$(<sleeper)"
    expect_exit 1 ipc-fan each -j 1 --halt soon,fail=50% -q -- sh -c 'echo $1; [ $(($1 % 2)) = 0 ]' x <lines >got
    expect_equal 5 "$(wc -l <got)"
}

# With `--halt soon,success=N`, `each` starts no more jobs when N jobs have succeeded. With `--halt now,success=N`,
# `each` also ends the running jobs. In both cases `each` succeeds, although other jobs have failed.
test_halt_stops_when_enough_jobs_have_succeeded() {
    seq 10000 >lines
    expect_exit 0 ipc-fan each -j 1 --halt soon,success=2 -- sh -c 'echo $1; [ $1 -gt 2 ]' x <lines >got 2>errors
    expect_equal $'1\n2\n3\n4' "$(<got)"
    expect_equal $'ipc-fan: 2 jobs have succeeded: nothing new is started\nipc-fan: 2 of 4 jobs failed: 1, 2' "$(<errors)"
    expect_exit 0 ipc-fan each -j 2 --halt now,success=1 -- \
        sh -c 'if [ $1 = 1 ]; then until [ -e sleeper ]; do sleep 0.02; done; exit 0; fi; echo $$ >sleeper.new; mv sleeper.new sleeper; exec sleep 600' x <lines 2>errors
    expect_equal 'ipc-fan: 1 job has succeeded: all others are ended' "$(<errors)"
    wait_until not alive "$(<sleeper)"
    expect_exit 3 ipc-fan each -q -j 2 --halt now,success=2 -- sh -c '[ $1 = 1 ] || exit 3' x < <(seq 4)
}

# At the end, `each` prints one line with the numbers of the failed jobs, at most ten numbers, unless --quiet is given.
test_a_closing_line_names_the_failed_jobs() {
    seq 30 >lines
    expect_error 1 '3 of 30 jobs failed: 7, 17, 27' ipc-fan each -j 3 -- sh -c '[ "${1#*7}" = "$1" ]' x <lines
    expect_error 1 '12 of 12 jobs failed: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more' ipc-fan each -j 1 -- false < <(seq 12)
    expect_silence 1 ipc-fan each -q -- false <<<x
}

# --delay is the minimum time between two starts, so four starts take at least three delays.
test_delay_spaces_starts() {
    start=${EPOCHREALTIME/./}
    seq 4 | ipc-fan each -j 4 --delay 100ms -- true
    ((${EPOCHREALTIME/./} - start >= 300000)) || fail "four starts in less than 300 ms"
}

# `each` reports a record with a zero byte, a record that is too long for an argument, and an incomplete record of --frame.
# It still runs the jobs of the usable records.
test_unusable_records_are_reported_and_others_run() {
    seq 3 >lines
    expect_exit 65 ipc-fan each -k -- echo < <(printf 'a\nb\0c\nd\n') >got 2>errors
    expect_equal $'a\nd' "$(<got)"
    expect_equal 'ipc-fan: job 2: the record has a zero byte, which no argument can have' "$(head -n 1 errors)"
    head -c 200000 /dev/zero | tr '\0' x >long
    expect_exit 65 ipc-fan each -k -- sh -c 'echo "$1"' x < <(cat long; echo; echo fine) >got 2>errors
    expect_equal fine "$(<got)"
    expect_equal 'ipc-fan: job 1: cannot start sh: its arguments are longer than the system allows' "$(head -n 1 errors)"
    expect_exit 65 ipc-fan each -k --frame -- echo < <(printf '\0\0\0\1a\0\0\0\5b') >got 2>errors
    expect_equal a "$(<got)"
    expect_equal 'ipc-fan: frame 2 is cut short' "$(<errors)"
    expect_error 125 'cannot read the input: *' ipc-fan each -- true <&-
    expect_error 125 'cannot read the input: *' ipc-fan each -- true <.
}

# --dry-run prints the commands and runs none of them.
test_dry_run_prints_quoted_commands() {
    expect_equal $'touch \'a b\' out/1\ntouch \'it\'\\\'\'s\' out/2' "$(printf "a b\nit's\n" | ipc-fan each --dry-run -- touch {} 'out/{#}')"
    [[ ! -e 'a b' ]]
}

# When its standard output is closed, `each` ends all jobs, both jobs that write and jobs that write nothing.
test_a_closed_output_ends_all_jobs() {
    seq 3 >lines
    for how in '' --lines --direct --keep-order --tag '--retries 1' '-j 1'; do
        statuses=$(yes | ipc-fan each -j 2 $how -- echo 2>errors | head -n 1 >first; echo "${PIPESTATUS[*]:1}") || true
        expect_equal "141 0" "$statuses" "exit codes of ipc-fan each $how and head"
        expect_equal "" "$(<errors)"
        # The test below runs a job that writes nothing. The options --keep-order, --tag and --retries do not change how
        # `each` handles such a job, so the test is not repeated for these options.
        [[ $how == @(|--lines|--direct|-j 1) ]] || continue
        rm -f sleeper
        exec {out}> >(wait_until test -e sleeper)
        expect_silence 141 ipc-fan each $how -- sh -c 'echo $$ >sleeper.new; mv sleeper.new sleeper; exec sleep 600' <<<x >&$out
        exec {out}>&-
        wait_until not alive "$(<sleeper)"
    done
    expect_error 125 'cannot write to standard output: No space left*' ipc-fan each -- echo <lines >/dev/full
}

# After the first TERM, `each` starts nothing new. The running jobs finish, and their output is written.
test_the_first_signal_lets_the_running_jobs_finish() {
    seq 9 | ipc-fan each -j 2 --joblog log -- sh -c '>began.$1; until [ -e go ]; do sleep 0.02; done; echo $1' x >got 2>errors &
    wait_until test -e began.1 -a -e began.2
    kill $!
    wait_until test -s errors
    touch go
    expect_exit 143 wait $!
    expect_equal $'1\n2' "$(sort got)"
    expect_equal '0 0' "$(jq .status log | xargs)" "exit statuses in the job log"
    expect_equal 'ipc-fan: nothing new is started; running jobs finish, a second signal ends them' "$(<errors)"
}

# A second TERM, INT or HUP to `each` ends all jobs. After SIGKILL to `each`, the watchdog process that `each` has
# started ends the jobs.
test_a_second_signal_ends_all_jobs() {
    for signal in TERM INT HUP KILL; do
        rm -f sleeper
        heeding_signals ipc-fan each -q --retries 3 -- sh -c 'echo $$ >sleeper.new; mv sleeper.new sleeper; sleep 600; echo survived' <<<x >got 2>errors &
        wait_until test -e sleeper
        send_signal $signal $!
        [[ $signal == KILL ]] || kill -$signal $! 2>/dev/null || true
        expect_exit $((128 + $(kill -l $signal))) wait $!
        wait_until not alive "$(<sleeper)"
        expect_equal "" "$(<got)$(grep -v Killed errors || true)"
    done
}

# A limit of 64 open files is too low for 60 jobs at the same time, but `each` still runs all jobs.
test_too_few_descriptors_delay_jobs() {
    expect_equal 80 "$(ulimit -n 64; seq 80 | ipc-fan each -j 60 -- sh -c 'sleep 0.05; echo $1' x | wc -l)"
    expect_equal 80 "$(ulimit -n 64; seq 80 | ipc-fan each -j 60 --stdin -- sh -c 'sleep 0.05; cat' x | wc -l)"
    expect_equal "$((100 * 20000)) 100" "$(ulimit -n 64; seq 100 | ipc-fan each -j 4 -k -- \
        sh -c 'until [ "$1" != 1 ] || [ -e ready ]; do sleep 0.02; done; [ "$1" != 100 ] || touch ready; printf "%020000d" "$1"' x |
        fold -w 20000 | awk '{ bytes += length($0); right += $0 == NR } END { print bytes, right }')"
}

# With a limit of 0 on the size of files, `each` cannot write to a file in memory. So no job can be
# started, and `each` fails with 125.
test_jobs_that_cannot_be_started_end_the_pool() {
    local jobs
    for jobs in 1 3; do
        expect_equal "ipc-fan: cannot use memory: File too large 125" \
            "$(echo $(seq 9 | prlimit --fsize=0 ipc-fan each -j $jobs -- true 2>&1; echo ${PIPESTATUS[1]}))"
    done
}

# After Ctrl-C the shell recognises that a signal ended `each`, and therefore ends the loop around `each`.
test_ctrl_c_ends_the_surrounding_loop() {
    command -v script >/dev/null || return 0
    loop loop "seq 9 | ipc-fan each -j 1 -- sh -c 'echo \$\$ >sleeper.new; mv sleeper.new sleeper; exec sleep 600'"
    interrupt_loop test -e sleeper
    not grep -q 'done' terminal || fail "Ctrl-C did not end the loop: $(<terminal)"
    wait_until not alive "$(<sleeper)"
}

# At a terminal, --progress shows how many jobs are done.
test_progress_is_shown_at_a_terminal() {
    command -v script >/dev/null || return 0
    mkfifo keys
    echo "seq 5 | ipc-fan each -j 1 --progress -- sh -c 'test \$1 != 3 || until [ -e go ]; do sleep 0.02; done' x" >loop
    at_terminal keys loop &
    exec {keyboard}>keys
    wait_until grep -q '2 of 5 done, ' terminal
    touch go
    expect_exit 0 wait $!
    exec {keyboard}>&-
}

# At a terminal, the progress line is erased before output is written, and output is never erased.
test_progress_does_not_mix_with_output() {
    command -v script >/dev/null || return 0
    mkfifo keys
    echo "seq 5 | ipc-fan each -j 1 --progress -- sh -c 'echo \"output \$1\"; until [ -e go ] || [ \$1 != 3 ]; do sleep 0.02; done' x" >loop
    at_terminal keys loop &
    exec {keyboard}>keys
    wait_until grep -q '2 of 5 done, ' terminal
    touch go
    expect_exit 0 wait $!
    exec {keyboard}>&-
    expect_equal "output 1,output 2,output 3,output 4,output 5" \
        "$(tr -d '\r' <terminal | sed 's/.*\x1b\[K//' | grep '^output' | paste -sd ,)"
}
