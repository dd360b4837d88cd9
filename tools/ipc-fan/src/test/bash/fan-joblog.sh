# ipc-fan each --joblog writes a line of JSON for each job that is done; --resume skips the jobs that succeeded.
. "$IPCKIT_TEST_LIB/prelude.sh"

# field NAME FILE: prints the value of the field NAME in each line of FILE, one value per line.
field() {
    sed -E "s/.*\"$1\":(\"([^\"]*)\"|([^,}]*)).*/\2\3/" "$2"
}

# A line of the log has these values of a job: number, record, job slot, number of executions of the command, signal,
# status, start and duration.
test_a_line_tells_the_result_of_a_job() {
    expect_exit 3 ipc-fan each -j 1 --joblog log --retries 1 -q -- sh -c '[ "$1" != b ] || exit 3; [ "$1" != c ] || kill -9 $$' x <<<$'a\nb\nc'
    for expected in 'seq 1 2 3' 'record a b c' 'slot 1 1 1' 'tries 1 2 2' 'signal 0 0 9' 'status 0 3 137'; do
        name=${expected%% *}
        expect_equal "$expected" "$name $(field "$name" log | paste -sd ' ')"
    done
    expect_equal 3 "$(grep -Ec '"start":"20[0-9-]{8}T[0-9:]{8}\.[0-9]{3}Z","seconds":[0-9]+\.[0-9]+,' log)"
}

# --resume skips a job if a job with the same command, number and record succeeded in an earlier `each`. --resume appends
# lines to the log.
test_resume_skips_jobs_that_succeeded() {
    set -- sh -c 'echo $1; [ "$1" = a ] || [ -e ready ]' x
    ipc-fan each -j 1 --joblog log -q -- "$@" <<<$'a\nb\nc' >got || expect_equal 1 $?
    touch ready
    expect_exit 0 ipc-fan each -k --joblog log --resume -- "$@" <<<$'a\nb\nc\nd' >got
    expect_equal $'b\nc\nd' "$(<got)"
    expect_equal 6 "$(wc -l <log)"
    expect_exit 0 ipc-fan each --joblog log --resume -- "$@" <<<$'a\nb\nc\nd' >got
    expect_equal "" "$(<got)"
    expect_equal $'x\na' "$(ipc-fan each -k --joblog log --resume -- "$@" <<<$'a\nx\nc\nd\na')"
}

# The last line of the log about a job decides: --resume repeats a job that succeeded first and failed later.
test_the_last_result_of_a_job_decides() {
    set -- sh -c '[ -e "$1" ] && echo "$1"' x
    touch a b
    ipc-fan each -j 1 --joblog log -- "$@" <<<$'a\nb' >got
    rm a
    expect_exit 1 ipc-fan each -j 1 -q --joblog log -- "$@" <<<$'a\nb' >got
    touch a
    expect_equal a "$(ipc-fan each -j 1 --joblog log --resume -- "$@" <<<$'a\nb')"
}

# --resume skips a record only if the command of this `each` has succeeded for this record in an earlier `each`. The
# success of another command does not count. The same words with and without --stdin are different commands.
test_a_success_of_another_command_does_not_count() {
    ipc-fan each --joblog log -- true <<<$'a\nb'
    expect_equal $'a\nb' "$(ipc-fan each -k --joblog log --resume -- echo <<<$'a\nb')"
    expect_equal "" "$(ipc-fan each --joblog log --resume -- echo <<<$'a\nb')"
    expect_equal $'done\ndone' "$(ipc-fan each --joblog log --resume --stdin -- sh -c 'echo done' <<<$'a\nb')"
    expect_equal $'done\ndone' "$(ipc-fan each --joblog log --resume -- sh -c 'echo done' <<<$'a\nb')"
}

# --resume distinguishes records with JSON escapes, newlines, invalid UTF-8, and text that resembles the end of a log line.
test_records_of_any_bytes_are_told_apart() {
    printf 'quo"te\0back\\slash\0new\nline\0t\tab\0\377\376\0\377\375\0","slot":1,"status":0}\0\0' >records
    set -- sh -c 'cat; [ "$IPC_INDEX" != 5 ] || [ -e ready ]'
    ipc-fan each -j 1 -0 --joblog strange --stdin -- "$@" <records >got 2>errors || expect_equal 1 $?
    expect_equal 8 "$(wc -l <strange)"
    touch ready
    ipc-fan each -k -0 --joblog strange --resume --stdin -- "$@" <records >got
    expect_same_bytes <(printf '\377\376') got
    if command -v jq >/dev/null; then
        expect_equal $'quo"te' "$(head -n 1 strange | jq -r .record)"
        expect_equal 9 "$(jq -r .seq strange | wc -l)"
    fi
}

# --resume ignores an incomplete line that a killed `each` has left.
test_torn_lines_are_skipped() {
    ipc-fan each --joblog torn -- echo <<<$'a\nb' >got
    printf '{"seq":3,"record":"c","command":["echo"],"sta' >>torn
    ipc-fan each --joblog torn --resume -- echo <<<$'a\nb\nc' >got
    expect_equal c "$(<got)"
    expect_equal 4 "$(wc -l <torn)"
    expect_equal 0 "$(tail -n 1 torn | field status /dev/stdin)"
    expect_equal "" "$(ipc-fan each --joblog torn --resume -- echo <<<$'a\nb\nc')"
}

# --resume reads a log that another program has written, with blanks, escapes and another order of the members.
test_a_log_of_another_json_writer_is_read() {
    printf '%s\n' '{ "status": 0, "stdin": false, "command": [ "echo", "{\u007d" ], "record": "\u0061", "seq": 1 }' >log
    expect_equal b "$(ipc-fan each --joblog log --resume -- echo {} <<<$'a\nb')"
}

# --resume refuses a file that is not a job log, before it runs any job or changes the file.
test_a_file_that_is_no_job_log_is_refused() {
    for line in nonsense '{"seq":1}' '[1]'; do
        echo "$line" >other
        expect_error 65 'other is not a job log: line 1: *' ipc-fan each --joblog other --resume -- touch ran <<<x
        expect_error 65 'other is not a job log: line 1: *' ipc-fan each --joblog other --resume --dry-run -- touch ran <<<x
        expect_equal "$line" "$(<other)"
    done
    [[ ! -e ran ]] || fail "a job was run"
}

# --dry-run --resume prints only the commands that would be run, and does not create the log.
test_dry_run_with_resume_skips_jobs_that_succeeded() {
    expect_equal $'echo a\necho b' "$(ipc-fan each --dry-run --joblog log --resume -- echo <<<$'a\nb')"
    [[ ! -e log ]] || fail "the log was created"
    ipc-fan each --joblog log -- echo <<<a >got
    expect_equal 'echo b' "$(ipc-fan each --dry-run --joblog log --resume -- echo <<<$'a\nb')"
    expect_equal 1 "$(wc -l <log)"
}

# --retry-failed runs a job again if the last line of the log about the job reports a failure. The records, numbers and
# commands come from the log, and standard input is not read.
test_retry_failed_runs_failed_jobs_again() {
    set -- sh -c 'echo $IPC_INDEX $1; [ $1 != b ] && [ $1 != d ] || [ -e ready.$1 ]' x
    ipc-fan each -j 1 -q --joblog log -- "$@" <<<$'a\nb\nc\nd' >got || expect_equal 1 $?
    expect_equal "sh -c 'echo \$IPC_INDEX \$1; [ \$1 != b ] && [ \$1 != d ] || [ -e ready.\$1 ]' x b" \
        "$(ipc-fan each --dry-run --retry-failed --joblog log | sed -n 1p)"
    touch ready.b
    printf 'not read\n' >input
    exec {input}<input
    expect_error 1 '1 of 2 jobs failed: 4' ipc-fan each -k --retry-failed --joblog log <&$input >got
    expect_equal 'not read' "$(cat <&$input)"
    expect_equal $'2 b\n4 d' "$(<got)"
    touch ready.d
    expect_silence 0 ipc-fan each -k --retry-failed --joblog log >got
    expect_equal '4 d' "$(<got)"
    expect_error 0 'no job has failed' ipc-fan each --retry-failed --joblog log
    expect_error 0 'no job of this command has failed' ipc-fan each --retry-failed --joblog log -- "$@"
    expect_equal 7 "$(wc -l <log)"
}

# --retry-failed takes the command from the log. If jobs of several commands have failed, the user
# must give one of the commands, and only the failed jobs of this command are run again.
test_retry_failed_distinguishes_commands() {
    ipc-fan each -j 1 -q --joblog log --stdin -- sh -c 'read -r x; echo "stdin $x"; [ -e ready ]' <<<a >got || expect_equal 1 $?
    expect_exit 1 ipc-fan each -q --retry-failed --joblog log >got
    expect_equal 'stdin a' "$(<got)"
    ipc-fan each -j 1 -q --joblog log -- test -e <<<b || expect_equal 1 $?
    expect_error 2 'jobs of several commands have failed: *' ipc-fan each --retry-failed --joblog log
    touch b ready
    expect_exit 0 ipc-fan each --retry-failed --joblog log -- test -e
    expect_equal 'stdin a' "$(ipc-fan each --retry-failed --joblog log)"
}

# --retry-failed replaces the same placeholders by the same values as the `each` that wrote the log.
test_retry_failed_restores_placeholders_and_values() {
    local test='[ -e ready ] && echo "$@"'
    ipc-fan each -q --joblog lists -- sh -c "$test" x {2} {1} {3} ::: a 'b c' ::: d || expect_equal 1 $?
    echo 'e,f' | ipc-fan each -q --joblog columns --colsep , -- sh -c "$test" x {2}{1} {} || expect_equal 1 $?
    seq 3 | ipc-fan each -q --joblog batches --batch 2 -- sh -c "$test" x || expect_equal 1 $?
    echo g | ipc-fan each -q --joblog chosen -I ,, -- sh -c "$test" x ,,{} || expect_equal 1 $?
    touch ready
    expect_equal $'d a {3}\nd b c {3}' "$(ipc-fan each -k --retry-failed --joblog lists)"
    expect_equal 'fe e f' "$(ipc-fan each --retry-failed --joblog columns)"
    expect_equal $'1 2\n3' "$(ipc-fan each -k --retry-failed --joblog batches)"
    expect_equal 'g{}' "$(ipc-fan each --retry-failed --joblog chosen)"
}

# --retry-failed refuses records after :::, because it takes the records from the log.
test_retry_failed_takes_no_list() {
    echo a | ipc-fan each -q --joblog log -- false || expect_equal 1 $?
    expect_error 2 '--retry-failed takes its records from the log*' ipc-fan each --retry-failed --joblog log -- false ::: a
}

# When --halt has stopped the pool, a job that still waits for its --delay does not start.
test_a_halted_pool_starts_no_delayed_job() {
    seq 8 | ipc-fan each -j 2 --delay 5s --halt soon,fail=1 -q --joblog log -- false || expect_equal 1 $?
    expect_equal 1 "$(wc -l <log)"
}

# --retry-failed runs only the failed jobs, so the numbers of the jobs have gaps. With -k, their outputs are still
# written in the order of the numbers.
test_retry_failed_keeps_the_order() {
    set -- sh -c '[ -e ready ] || [ $(($1 % 50)) != 7 ] || exit 1; echo $1' x
    seq 200 | ipc-fan each -j 4 -q --joblog log -- "$@" >got || expect_equal 1 $?
    touch ready
    ipc-fan each -j 4 -k --retry-failed --joblog log >got
    expect_same_bytes <(seq 7 50 200) got
}

# `each` refuses --retry-failed with an absent log, and with a file that is no log.
test_retry_failed_needs_a_log() {
    expect_error 125 'cannot use the log absent: no such file*' ipc-fan each --retry-failed --joblog absent
    expect_error 125 'cannot use the log .: Is a directory' ipc-fan each --joblog . -- true <<<x
    echo nonsense >other
    expect_error 65 'other is not a job log: *' ipc-fan each --retry-failed --joblog other
}

# The field `start` of the log is the time of the first execution of the command, not the time at which the job began to
# wait for --delay.
test_the_start_of_a_job_is_its_first_execution() {
    ipc-fan each -j 2 --delay 400ms --joblog log -- true <<<$'a\nb'
    mapfile -t starts < <(field start log | sort)
    (($(date -d "${starts[1]}" +%s%3N) - $(date -d "${starts[0]}" +%s%3N) >= 390)) || fail "starts: ${starts[*]}"
}

# `each` is killed several times, and is started again with --resume after every kill. Afterwards, the log has exactly
# one line for each job, and the output of every job is written.
test_a_killed_run_is_resumed_without_loss() {
    seq 150 >lines
    set -- sh -c 'echo $1 >>done; [ -e fast ] || sleep 0.01; echo $1' x
    for how in '' --keep-order; do
        rm -f log done output fast
        for turn in 1 2 3; do
            touch log
            before=$(wc -l <log)
            ipc-fan each -j 3 $how --joblog log --resume -- "$@" <lines >>output &
            wait_until has_lines log $((before + 20))
            kill -9 $!
            wait $! 2>/dev/null || expect_equal 137 $?
        done
        touch fast
        ipc-fan each -j 3 $how --joblog log --resume -- "$@" <lines >>output
        expect_same_bytes lines <(sort -nu done)
        expect_same_bytes lines <(sort -nu output)
        expect_same_bytes lines <(field record log | sort -n)
        (($(wc -l <done) < 150 + 3 * 10)) || fail "too many jobs were repeated: $(wc -l <done)"
    done
}

# Three runs of `each` at the same time append complete lines to one log.
test_several_runs_append_to_one_log() {
    for i in 1 2 3; do
        (seq 40 | ipc-fan each -j 2 --joblog shared -- true) &
    done
    wait_all
    expect_equal "120 40" "$(wc -l <shared) $(field seq shared | sort -u | wc -l)"
}

# `--halt now` ends the running jobs by the signal TERM. The log has the status 143 (128 + 15, the number of TERM) for
# such a job.
test_a_job_ended_by_halt_is_not_done() {
    expect_exit 1 ipc-fan each -j 2 -q --joblog halted --halt now,fail=1 -- \
        sh -c '[ $1 = 2 ] && touch two && exec sleep 600; until [ -e two ]; do sleep 0.02; done; exit 1' x <<<$'1\n2\n3'
    expect_equal "1 143" "$(field status halted | sort -n | paste -sd ' ')"
}

# `each` fails if it cannot create the log, or if it cannot write the log because the device is full.
test_an_unusable_log_is_reported() {
    seq 3 >lines
    expect_error 125 'cannot use the log ./no/log*' ipc-fan each --joblog ./no/log -- true <lines
    [[ ! -e /dev/full ]] || expect_error 125 'cannot use the log /dev/full*' ipc-fan each -j 1 --joblog /dev/full -- true <<<x
}
