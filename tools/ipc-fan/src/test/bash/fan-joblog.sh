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

# --resume skips a job if a job with the same number and the same record succeeded in an earlier run. --resume appends lines
# to the log.
test_resume_skips_jobs_that_succeeded() {
    ipc-fan each -j 1 --joblog log -q -- sh -c '[ "$1" = a ]' x <<<$'a\nb\nc' || expect_equal 1 $?
    expect_exit 0 ipc-fan each -k --joblog log --resume -- echo <<<$'a\nb\nc\nd' >got
    expect_equal $'b\nc\nd' "$(<got)"
    expect_equal 6 "$(wc -l <log)"
    expect_exit 0 ipc-fan each --joblog log --resume -- echo <<<$'a\nb\nc\nd' >got
    expect_equal "" "$(<got)"
    expect_equal $'x\na' "$(ipc-fan each -k --joblog log --resume -- echo <<<$'a\nx\nc\nd\na')"
}

# --resume distinguishes records with JSON escapes, newlines, invalid UTF-8, and text that resembles the end of a log line.
test_records_of_any_bytes_are_told_apart() {
    printf 'quo"te\0back\\slash\0new\nline\0t\tab\0\377\376\0\377\375\0","slot":1,"status":0}\0\0' >records
    ipc-fan each -j 1 -0 --joblog strange -- sh -c '[ "$IPC_INDEX" != 5 ]' <records 2>errors || expect_equal 1 $?
    expect_equal 8 "$(wc -l <strange)"
    ipc-fan each -k -0 --joblog strange --resume --stdin -- cat <records >got
    expect_same_bytes <(printf '\377\376') got
    if command -v jq >/dev/null; then
        expect_equal $'quo"te' "$(head -n 1 strange | jq -r .record)"
        expect_equal 9 "$(jq -r .seq strange | wc -l)"
    fi
}

# --resume ignores log lines that `each` did not write, and an incomplete last line that a killed `each` has left.
test_torn_and_foreign_lines_are_skipped() {
    ipc-fan each --joblog torn -- true <<<$'a\nb'
    printf 'nonsense\n{"seq":3,"record":"c","slot":1,"sta' >>torn
    ipc-fan each --joblog torn --resume -- echo <<<$'a\nb\nc' >got
    expect_equal c "$(<got)"
    expect_equal 5 "$(wc -l <torn)"
    expect_equal 0 "$(tail -n 1 torn | field status /dev/stdin)"
}

# `each` is killed several times, and is started again with --resume after every kill. Afterwards, the log has exactly
# one line for each job, and the output of every job is written.
test_a_killed_run_is_resumed_without_loss() {
    seq 300 >lines
    for how in '' --keep-order; do
        rm -f log done output
        for turn in 1 2 3 4; do
            touch log
            before=$(wc -l <log)
            ipc-fan each -j 3 $how --joblog log --resume -- sh -c 'echo $1 >>done; sleep 0.01; echo $1' x <lines >>output &
            wait_until has_lines log $((before + 20))
            kill -9 $!
            wait $! 2>/dev/null || expect_equal 137 $?
        done
        ipc-fan each -j 3 $how --joblog log --resume -- sh -c 'echo $1 >>done; echo $1' x <lines >>output
        expect_same_bytes lines <(sort -nu done)
        expect_same_bytes lines <(sort -nu output)
        expect_same_bytes lines <(field record log | sort -n)
        (($(wc -l <done) < 300 + 4 * 10)) || fail "too many jobs were repeated: $(wc -l <done)"
    done
}

# Three runs of `each` at the same time append complete lines to one log.
test_several_runs_append_to_one_log() {
    for i in 1 2 3; do
        (seq 100 | ipc-fan each -j 2 --joblog shared -- true) &
    done
    wait_all
    expect_equal "300 100" "$(wc -l <shared) $(field seq shared | sort -u | wc -l)"
}

# The log has status 143, which means the signal TERM, for a job that `--halt now` has ended.
test_a_job_ended_by_halt_is_not_done() {
    expect_exit 1 ipc-fan each -j 2 -q --joblog halted --halt now,fail=1 -- \
        sh -c '[ $1 = 2 ] && touch two && exec sleep 600; until [ -e two ]; do sleep 0.02; done; exit 1' x <<<$'1\n2\n3'
    expect_equal "1 143" "$(field status halted | sort -n | paste -sd ' ')"
}

# `each` fails if it cannot create the log, or if it cannot write the log because the device is full. `each` also fails if
# --resume is given without --joblog.
test_an_unusable_log_is_reported() {
    seq 3 >lines
    expect_error 125 'cannot use the log ./no/log*' ipc-fan each --joblog ./no/log -- true <lines
    expect_error 2 '--resume needs --joblog*' ipc-fan each --resume -- true <lines
    [[ ! -e /dev/full ]] || expect_error 125 'cannot use the log /dev/full*' ipc-fan each -j 1 --joblog /dev/full -- true <<<x
}
