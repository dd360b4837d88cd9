# ipc-fan each takes records from standard input, from files, or from the command line, one or several for each job.
. "$IPCKIT_TEST_LIB/prelude.sh"

# -a FILE reads records from a file. Standard input is not read.
test_records_come_from_a_file() {
    printf 'a b\nc' >names
    { ipc-fan each -k -a names -- echo x; cat; } <<<rest >got
    expect_equal $'x a b\nx c\nrest' "$(<got)"
    printf 'a\nb\0c' >nuls
    expect_equal '[a b] [c]' "$(ipc-fan each -k -0 --arg-file nuls -- echo '[{}]' | paste -sd ' ')"
    expect_equal 2 "$(seq 2 | ipc-fan each -a - -- echo | wc -l)"
    expect_equal $'1\n2' "$(ipc-fan each -k -a <(seq 2) -- echo)"
    expect_error 125 'cannot read absent: no such file' ipc-fan each -a absent -- echo
    expect_error 125 'cannot read .: it is a directory' ipc-fan each -a . -- echo
    # `each` starts the jobs of the first records before it has read the whole file.
    mkfifo records
    ipc-fan each -a records -- touch {} &
    exec {records}>records
    echo first >&$records
    wait_until test -e first
    exec {records}>&-
    expect_exit 0 wait $!
}

# The words after ::: are records. A record may contain any bytes. If no word follows :::, no job
# runs.
test_records_come_from_the_command_line() {
    expect_equal $'x a b\nx c' "$(ipc-fan each -k -- echo x ::: 'a b' c)"
    expect_equal 'a.txt-a' "$(ipc-fan each -- echo {}-{.} ::: a.txt)"
    expect_equal '<{1}> <a>' "$(ipc-fan each -- printf '<{1}> <%s>' {} <<<a)"
    expect_equal '<a> <a>' "$(ipc-fan each -- printf '<{1}> <%s>' {} ::: a)"
    ipc-fan each -- printf '%s' ::: $'\377\n\376' >got
    expect_same_bytes <(printf '\377\n\376') got
    expect_equal "" "$(ipc-fan each -- echo x :::)"
    expect_equal $'echo x a\necho x b' "$(ipc-fan each --dry-run -- echo x ::: a b)"
    # Within an argument of the command, for example within a script, ::: has no special meaning.
    expect_equal x "$(ipc-fan each -- sh -c 'echo "$1" | ipc-chain pipe -q -- cat ::: cat' sh <<<x)"
}

# With several lists or files, a job runs for each combination of their values.
test_several_sources_are_combined() {
    expect_equal 'a c,a d,b c,b d' "$(ipc-fan each -k -- echo {1} {2} ::: a b ::: c d | paste -sd ,)"
    expect_equal 'a-1,a-2,b-1,b-2' "$(seq 2 >numbers; printf 'a\nb\n' >letters; ipc-fan each -k -a letters -a numbers -- echo {1}-{2} | paste -sd ,)"
    expect_equal '1-x,1-y,2-x,2-y' "$(ipc-fan each -k -a numbers -- echo {1}-{2} ::: x y | paste -sd ,)"
    expect_equal 'a-1,a-2' "$(seq 2 | ipc-fan each -k -a letters -a - -- echo {1}-{2} | head -n 2 | paste -sd ,)"
    # {} is replaced by all values, each as a word. With two lists, {3} is not a placeholder.
    expect_equal $'<a>\n<c>\n<{3}>' "$(ipc-fan each -- printf '<%s>\n' {} {3} ::: a ::: c)"
    expect_equal 'c' "$(ipc-fan each -- printf '%.0s%s' ::: a ::: c)"
    expect_equal $'a c\tx1' "$(ipc-fan each --tag -- echo x{#} ::: a ::: c)"
    expect_equal 'a c' "$(ipc-fan each --stdin -- cat ::: a ::: c)"
    expect_equal '' "$(ipc-fan each -- echo {1} ::: a b :::)"
    expect_equal '4321 1 2 3 4' "$(ipc-fan each --colsep - -- echo {4}{3}{2}{1} {} ::: 1-2 ::: 3-4)"
}

# With --batch N, a job has N records, and {} is replaced by these records, each as a word. The last
# job may have fewer records.
test_batches_have_several_records() {
    expect_equal $'x 1 2\nx 3 4\nx 5' "$(seq 5 | ipc-fan each -k --batch 2 -- echo x)"
    expect_equal $'2\n1' "$(seq 3 | ipc-fan each -k --batch 2 -- sh -c 'echo $#' sh)"
    printf '%s\n' 'a b.c' d.e >names
    expect_equal $'<a b>\n<d>\n<in a b d>' "$(ipc-fan each --batch 2 -a names -- printf '<%s>\n' {.} 'in {.}')"
    expect_equal $'1 2\n3' "$(ipc-fan each -k --batch 2 -- echo ::: 1 2 3)"
    expect_equal $'2\n1' "$(seq 3 | ipc-fan each -k --batch 2 --stdin -- wc -l)"
    expect_equal $'a to b\nc to ' "$(ipc-fan each -k --batch 2 -- echo {1} to {2} ::: a b c)"
    expect_equal $'[a]\n[b]' "$(printf 'a\0b\0' | ipc-fan each -0 --batch 2 --stdin -- \
        bash -c 'while IFS= read -r -d "" x; do echo "[$x]"; done')"
    expect_equal $'1 2\tx 1\n3\tx 2' "$(seq 3 | ipc-fan each -k --batch 2 --tag -- echo x {#})"
    expect_equal $'a b\tx 1' "$(printf 'a\0b\0' | ipc-fan each -0 --batch 2 --tag -- echo x {#})"
    expect_exit 65 ipc-fan each --frame --batch 2 -- echo < <(printf '\0\0\0\1a\0\0\0\5b') >got 2>errors
    expect_equal a "$(<got)"
}

# A batch ends early if its records are too long for a command line. So with a large number for --batch, each job gets
# as many records as fit.
test_a_batch_fits_into_a_command_line() {
    seq 100000 >lines
    ipc-fan each -k --batch 1000000 -a lines -- printf '%s\n' >got
    expect_same_bytes lines got
    jobs=$(ipc-fan each --batch 1000000 -a lines -- sh -c 'echo $IPC_INDEX' | sort -n | tail -n 1)
    ((jobs > 1 && jobs < 20)) || fail "$jobs jobs"
    ipc-fan each -k --batch 1000000 -a lines -- sh -c 'printf "%s\n" {}' >got
    expect_same_bytes lines got
}

# The job log has one line for each batch. --resume skips a batch that has succeeded.
test_the_log_has_a_line_for_each_batch() {
    set -- sh -c '[ "$1" != 3 ] || [ -e ready ] || exit 1; echo "$@"' sh
    seq 5 | ipc-fan each -j 1 --batch 2 --joblog log -q -- "$@" >got || expect_equal 1 $?
    expect_equal 3 "$(wc -l <log)"
    touch ready
    expect_equal '3 4' "$(seq 5 | ipc-fan each --batch 2 --joblog log --resume -- "$@")"
    expect_equal '3 x' "$(seq 5 | sed 's/4/x/' | ipc-fan each --batch 2 --joblog log --resume -- "$@")"
}
