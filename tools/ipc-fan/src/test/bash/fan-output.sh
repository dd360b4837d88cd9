# When several jobs run at the same time, ipc-fan each writes the output of each job in one piece. With -k, it writes
# the outputs in the order of the records. With --lines, it writes the outputs line by line. With --direct, the jobs
# write directly to the standard streams of `each`.
. "$IPCKIT_TEST_LIB/prelude.sh"

# The script of two jobs, 1 and 2. Each job writes to standard output and standard error, waits until both jobs have
# written, and then writes to both streams again.
two_jobs='echo "begin $1"; echo "error $1" >&2; touch "started.$1"; until [ -e started.1 ] && [ -e started.2 ]; do sleep 0.02; done
    echo "end $1"; echo "last error $1" >&2'

# By default and with -k, the output of a job is written in one piece, both on standard output and
# on standard error.
test_the_output_of_a_job_stays_together() {
    for how in '' -k '--retries 1'; do
        rm -f started.*
        seq 2 | ipc-fan each -j 2 $how -- sh -c "$two_jobs" x >got 2>errors
        expect_equal $'begin 1 end 1\nbegin 2 end 2' "$(paste -d ' ' - - <got | sort)" "standard output with '$how'"
        expect_equal $'error 1 last error 1\nerror 2 last error 2' "$(paste -d ' ' - - <errors | sort)" "standard error with '$how'"
    done
    # If both streams lead to the same file, the standard error of a job follows its standard
    # output.
    rm -f started.*
    seq 2 | ipc-fan each -j 2 -k -- sh -c "$two_jobs" x >got 2>&1
    expect_equal 'begin 1,end 1,error 1,last error 1,begin 2,end 2,error 2,last error 2' "$(paste -sd , got)"
}

# By default, and with -k, output keeps its bytes. `each` adds no newline to a last line that has none.
test_grouped_output_keeps_its_bytes() {
    expect_equal "xx" "$(seq 2 | ipc-fan each -j 2 -- printf 'x%.0s')"
    expect_equal "123" "$(seq 3 | ipc-fan each -j 2 -k -- printf %s)"
    head -c 300000 /dev/urandom >bytes
    ipc-fan each -j 2 -- sh -c 'cat bytes; cat bytes >&2' <<<x >got 2>errors
    expect_same_bytes bytes got
    expect_same_bytes bytes errors
}

# The output of a job is written when the job ends, while another job still runs.
test_output_is_written_when_the_job_ends() {
    mkfifo records out
    ipc-fan each -j 2 -- sh -c '[ $1 = short ] || until [ -e go ]; do sleep 0.02; done; echo $1' x <records >out &
    exec {records}>records {out}<out
    printf '%s\n' long short >&$records
    read -r line <&$out
    expect_equal short "$line"
    touch go
    read -r line <&$out
    expect_equal long "$line"
    exec {records}>&-
    expect_exit 0 wait $!
    exec {out}<&-
}

# With --lines, a line is written as soon as the line is complete, while the job still runs.
test_a_line_is_written_at_once() {
    mkfifo records lines.out
    ipc-fan each -j 2 --lines -- sh -c 'echo begun; until [ -e go ]; do sleep 0.02; done' <records >lines.out &
    exec {records}>records {out}<lines.out
    echo x >&$records
    read -r line <&$out
    expect_equal begun "$line"
    touch go
    exec {records}>&-
    expect_exit 0 wait $!
    exec {out}<&-
}

# With --lines, `each` never writes the line of one job into the line of another job, even if a line is longer than the
# capacity of a pipe. The last line of a job gets a newline.
test_lines_of_several_jobs_stay_whole() {
    seq 8 | ipc-fan each -j 8 --lines -- sh -c 'i=0; while [ $i -lt 200 ]; do printf "%s" "$1$1$1"; printf "%s\n" "$1$1"; i=$((i + 1)); done' x >got
    expect_equal $'200 11111\n200 22222\n200 33333\n200 44444\n200 55555\n200 66666\n200 77777\n200 88888' \
        "$(sort got | uniq -c | sed 's/^ *//')"
    seq 4 | ipc-fan each -j 4 --lines -- sh -c 'head -c 300000 /dev/zero | tr "\0" "$1"; echo; printf end' x >got
    expect_equal "8 4" "$(wc -l <got) $(grep -cx end got)"
    expect_equal "300001 300001 300001 300001" "$(grep -v end got | while read -r line; do echo $((${#line} + 1)); done | paste -sd ' ')"
    seq 2 | ipc-fan each -j 2 --lines -- sh -c 'printf "one %s" $1 >&2; sleep 0.1; printf " error\nlast" >&2' x 2>errors
    expect_equal $'last\nlast\none 1 error\none 2 error' "$(sort errors)"
}

# --tag begins each line of both streams with the record and a tab. A long record and many short lines need little memory.
test_tags_begin_the_lines_of_both_streams() {
    for how in '' -k --lines '-j 1'; do
        seq 2 | ipc-fan each -j 2 $how --tag -- sh -c 'printf "one\ntwo"; printf "error\nlast" >&2' x >got 2>errors
        expect_equal $'1\tone\n1\ttwo\n2\tone\n2\ttwo' "$(sort got)"
        expect_equal $'1\terror\n1\tlast\n2\terror\n2\tlast' "$(sort errors)"
    done
    expect_equal $'a b\tx' "$(printf 'a\nb\0' | ipc-fan each -0 --tag -- sh -c 'echo x')"
    head -c 100000 /dev/zero | tr '\0' t >record
    expect_equal "2000 $((2000 * 100002))" "$(ipc-fan each --tag --stdin -- sh -c 'yes "" | head -n 2000' <record | wc -lc | xargs)"
}

# With -k, `each` writes outputs in the order of the records, even if the first job ends last. A large output waits for
# its turn in a file without a name, so `find` must find no large file of `each`.
test_keep_order_writes_job_by_job() {
    seq 300 | ipc-fan each -j 4 -k -- sh -c 'until [ "$1" != 1 ] || [ -e ready ]; do sleep 0.02; done; [ "$1" != 150 ] || touch ready; echo $1' x >got
    expect_same_bytes <(seq 300) got
    seq 3 | ipc-fan each -j 3 -k -- sh -c 'until [ "$1" = 3 ] || [ -e "$(($1 + 1))" ]; do sleep 0.02; done; seq -s $1 20000; touch $1' x >got
    expect_same_bytes <(for i in 1 2 3; do seq -s $i 20000; done) got
    expect_equal "" "$(find . -type f -size +200k -newer ready ! -name got)"
}

# The output of one job may be much larger than the memory of `each`.
# slow
test_a_large_output_needs_little_memory() {
    expect_equal "$((2 * 150000000))" "$(seq 2 | ipc-fan each -j 2 -- sh -c 'head -c 150000000 /dev/zero' x | wc -c)"
    expect_equal "" "$(find . -type f)"
}

# Short output needs no temporary file. Therefore it is complete even if no file may be larger than 4 KiB.
test_short_output_needs_no_temporary_file() {
    (ulimit -f 4 && seq 3 | ipc-fan each -j 3 -k -- sh -c 'seq 2000' 2>&1) | cat >got
    expect_same_bytes <(seq 2000; seq 2000; seq 2000) got
}

# If TMPDIR is full, the output of the running jobs is still written, no other job starts, and the exit code is 125. A limit
# on the size of files stands in for a full file system.
test_a_full_tmpdir_loses_no_output() {
    for how in '' -k '--retries 1' --tag; do
        rm -f started.*
        code=0
        (ulimit -f 128 && seq 3 | ipc-fan each -j 2 $how -- sh -c 'touch started.$1; until [ -e started.1 ] && [ -e started.2 ]; do sleep 0.02; done
            yes "$(printf "%05000d" 0 | tr 0 "$1")" | head -n 100; echo "error $1" >&2' x 2>errors) | cat >got || code=$?
        expect_equal 125 $code "exit code with '$how'"
        expect_equal '100 1,100 2' "$(sed 's/.*\(.\)$/\1/' got | uniq -c | sed 's/^ *//' | sort | paste -sd ,)" "output with '$how'"
        expect_equal 'error 1,error 2,ipc-fan: cannot use the temporary file in *: File too large; no more jobs were started' \
            "$(sed 's/.*\t//; s/ in .*:/ in *:/' errors | sort | paste -sd ,)" "standard error with '$how'"
        [[ ! -e started.3 ]] || fail "a job was started afterwards"
    done
}

# The command of a job may start a process, and end while this process still has the job's output open. The job is then
# not done yet, and `each` prints a message.
# slow
test_a_process_that_keeps_the_output_open_is_reported() {
    ipc-fan each -j 2 -- sh -c 'sleep 600 & echo $! >left; echo "$1"' x <<<$'1' >got 2>errors &
    wait_until test -s errors
    expect_equal 'ipc-fan: job 1: its command has ended, but a process still has its output open' "$(<errors)"
    expect_equal "" "$(<got)"
    kill "$(<left)"
    expect_exit 0 wait $!
    expect_equal 1 "$(<got)"
}

# If only one job runs at a time, the job writes directly to the standard streams of `each`, for example to a terminal.
# With --direct, several jobs write directly, too. With --lines, --tag or --retries, `each` reads the output from pipes,
# even if only one job runs at a time. A job always writes directly to a stream that is /dev/null.
test_a_job_that_runs_alone_has_the_streams() {
    streams='one=$(readlink /proc/$$/fd/1); two=$(readlink /proc/$$/fd/2); printf "%s\n" "$one" "$two" >streams'
    for how in '-j 1' '-j 1 -k' '-j 2 --direct'; do
        rm -f streams
        ipc-fan each $how -- sh -c "$streams" <<<x >got 2>errors
        expect_equal "$(pwd -P)/got,$(pwd -P)/errors" "$(paste -sd , streams)" "streams with '$how'"
    done
    for how in '-j 2' '-j 1 --lines' '-j 1 --tag' '-j 1 --retries 1'; do
        rm -f streams
        ipc-fan each $how -- sh -c "$streams" <<<x >got 2>errors
        expect_equal 2 "$(grep -c '^pipe:' streams)" "streams with '$how'"
    done
    rm -f streams
    ipc-fan each -j 2 -- sh -c "$streams" <<<x >/dev/null 2>errors
    expect_equal "/dev/null" "$(head -n 1 streams)"
    expect_equal 1 "$(grep -c '^pipe:' streams)"
}

# `each` fails if it cannot write the standard error of a job, because this output may contain data.
test_an_unwritable_standard_error_is_a_failure() {
    [[ -e /dev/full ]] || return 0
    expect_exit 125 ipc-fan each -j 2 -- sh -c 'echo out; echo error >&2' <<<x >got 2>/dev/full
    expect_equal out "$(<got)"
}
