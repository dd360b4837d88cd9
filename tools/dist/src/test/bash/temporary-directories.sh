# A program that is killed leaves its temporary directory. The verb `gc` of any program deletes this directory.
. "$IPCKIT_TEST_LIB/prelude.sh"

# has_temporary_directory: succeeds if a program has a temporary directory.
has_temporary_directory() {
    compgen -G "$IPC_DIR/.new-tmp.*" >/dev/null
}

# killed COMMAND...: starts the command, waits until it has a temporary directory, and checks that `gc` keeps this directory.
# Then kills the command with all its children.
killed() {
    set -m
    "$@" >out 2>&1 &
    local pid=$!
    set +m
    wait_until has_temporary_directory
    expect_equal "" "$(ipc-prodcons gc)" "what gc deletes while $1 $2 runs"
    kill -KILL -- -$pid
    wait $pid || expect_equal 137 $?
}

test_gc_deletes_the_directory_of_a_killed_benchmark() {
    killed ipc-prodcons bench --time 1m
    has_temporary_directory || fail "the killed program has left no directory"
    expect_equal 1 "$(ipc-prodcons gc --dry-run | wc -l)"
    expect_exit 0 grep -q 'deleted .*: unfinished run of bench' <(ipc-prodcons gc)
}

test_gc_deletes_the_buffer_of_a_killed_demonstration() {
    killed ipc-prodcons run --without-lock --items 1000 --speed 1/s
    ipc-shm gc >collected
}

test_gc_deletes_the_home_of_a_killed_tour() {
    killed ipc-mq tour
    expect_equal 1 "$(ipc-mq gc | wc -l)"
}

# The stages of a pipeline delete the directory of their pipes when they have opened the pipes, so `gc` has nothing to do.
test_a_killed_pipeline_leaves_no_pipes() {
    ipc-chain pipe --via fifo -- sh -c 'touch started; exec sleep 600' ::: cat &
    local pid=$!
    wait_until test -e started
    kill -KILL $pid
    wait $pid || expect_equal 137 $?
    expect_nothing_left
}
