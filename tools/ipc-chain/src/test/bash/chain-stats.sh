# `ipc-chain pipe --stats` and `--stats-file` report for each stage: its exit status, the number of bytes that it read and
# wrote, how long it waited for its input, and how long it waited for the reader of its output.
. "$IPCKIT_TEST_LIB/prelude.sh"

# cells CELL...: prints cells of the table in the file `table`. The name of a cell consists of a column and a stage:
# PID1 is the process ID of stage 1.
cells() {
    local cell
    for cell; do
        awk -v name="${cell%?}" -v stage="${cell: -1}" \
            '$1 == "STAGE" { for (i = 1; i <= NF; i++) if ($i == name) at = i } $1 == stage { print $at }' table
    done | xargs
}
at_least() {
    awk -v a="$1" -v b="$2" 'BEGIN { exit !(a >= b) }' || fail "$3: $1"
}

test_table_and_json_count_bytes_and_keep_statuses() {
    local how
    for how in "--via pipe" "--via buffer" "--restart 1"; do
        # shellcheck disable=SC2086 # The variable `how` holds several words.
        expect_exit 0 ipc-chain pipe $how --stats --stats-file figures -- \
            seq 10000 ::: sed 's/^/x/' ::: tr x y >out 2>table
        expect_equal y10000 "$(tail -n 1 out)" "last line"
        expect_equal "seq sed tr" "$(cells COMMAND1 COMMAND2 COMMAND3)" "commands"
        expect_equal "0 0 0" "$(cells STATUS1 STATUS2 STATUS3)" "statuses"
        expect_equal "48894 48894 58894 58894" "$(cells OUT1 IN2 OUT2 IN3)" "bytes with $how"
        expect_equal - "$(cells IN1)" "bytes from standard input, which are not counted"
        expect_equal 3 "$(grep -c '^{"stage":[123],"command":"[a-z]*","pid":[0-9]*,"status":0,.*}$' figures)" "objects"
    done
}

test_bytes_through_named_pipes_are_not_counted() {
    expect_exit 0 ipc-chain pipe --via fifo --stats -- seq 10 ::: cat >out 2>table
    expect_equal "- -" "$(cells OUT1 IN2)" "bytes of a named pipe"
}

test_statuses_that_are_no_failure_are_shown() {
    expect_exit 3 ipc-chain pipe --stats -- yes ::: head -1 ::: sh -c 'cat; exit 3' >out 2>table
    expect_equal "141 0 3" "$(cells STATUS1 STATUS2 STATUS3)" "statuses"
    expect_exit 0 ipc-chain pipe --stats --accept grep=1 -- seq 9 ::: grep x ::: sort >out 2>table
    expect_equal "0 1 0" "$(cells STATUS1 STATUS2 STATUS3)" "statuses"
}

test_a_slow_source_starves_the_next_stage() {
    local via
    for via in pipe buffer; do
        expect_exit 0 ipc-chain pipe --via $via --stats -- sh -c 'sleep 1; echo x' ::: cat >out 2>table
        at_least "$(cells STARVED2)" 0.25 "starved"
    done
}

test_a_slow_stage_blocks_the_stage_before() {
    local via
    for via in pipe buffer; do
        expect_exit 0 ipc-chain pipe --via $via --stats -- \
            head -c 4000000 /dev/zero ::: sh -c 'sleep 1; exec cat' >out 2>table
        at_least "$(cells BLOCKED1)" 0.2 "blocked"
    done
}

test_restarts_are_counted() {
    expect_exit 0 ipc-chain pipe -q --restart 5 --stats -- seq 5 ::: \
        sh -c 'while read -r x; do echo "<$x>"; [ "$x" != 3 ] || [ -e died ] || { : >died; kill -9 $$; }; done' \
        >out 2>table
    expect_equal 1 "$(cells RESTARTS2)" "restarts"
    expect_equal "<1> <2> <3> <4> <5>" "$(echo $(<out))" "answers"
}

test_a_terminal_shows_progress() {
    : >keys
    # The first stage runs until its progress is shown at the terminal.
    cat >live <<'END'
ipc-chain pipe --stats -- sh -c 'echo x; until grep -qs "sh 0K ::: cat" terminal; do sleep 0.05; done' ::: cat
END
    (at_terminal keys live)
}

test_a_file_that_cannot_be_written_is_an_error() {
    expect_error 74 "cannot write nowhere/figures*" ipc-chain pipe --stats-file nowhere/figures -- true
    expect_error 74 "cannot write /dev/full: No space left*" ipc-chain pipe --stats-file /dev/full -- true
}

test_a_failed_run_empties_the_file_of_an_earlier_run() {
    echo old >figures
    expect_error 127 "*" ipc-chain pipe --stats-file figures -- nosuch
    expect_equal "" "$(<figures)"
}
