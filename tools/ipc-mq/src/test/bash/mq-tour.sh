# The stories that `ipc-mq tour` tells with real processes.
# watchdog: 900s
. "$IPCKIT_TEST_LIB/prelude.sh"

# tell STORY: runs the tour that tells the story. The file `story` gets the text of the story, and the file `errors`
# gets the errors of the commands in the story. Fails unless the tour exits with 0 and leaves no files in IPC_DIR.
tell() {
    expect_exit 0 ipc-mq tour $1 >story 2>errors
    expect_equal '' "$(ls -A "$IPC_DIR")" 'files of the tour'
}

test_the_story_of_names() {
    tell naming
    grep -qx ' *roberta: *ipc-mq recv post' story || fail "$(<story)"
}

# In the story, some commands fail because their task has no right to a port, or because the port is full or dead. One
# command ends because its task is terminated. The test checks the exit codes in the text of the story.
test_the_story_of_mach() {
    tell mach
    expect_equal '77 75 124 75 77 137 69' "$(sed -n 's/^ *exit code \([0-9]*\)$/\1/p' story | paste -sd' ')"
    grep -qx ' *msg-accepted inbox' story || fail "$(<story)"
    grep -qx ' *dead-name w' story || fail "$(<story)"
}

# In the story, the driver is killed three times while a client writes a large file.
test_the_story_of_a_microkernel() {
    tell microkernel
    expect_equal 3 "$(grep -c '^ *kill -KILL [0-9]*, the driver$' story)"
    grep -qx ' *the large file is complete' story || fail "$(<story)"
}

# has_processes: succeeds if a process runs whose variable PATH ends with IPC_DIR.
has_processes() {
    grep -qzs "^PATH=.*:$IPC_DIR\$" /proc/[0-9]*/environ
}

# A tour that a signal ends also ends its kernel, and then the services end, too. If the tour is killed, `gc`
# deletes the files.
test_a_tour_that_ends_early_ends_its_kernel() {
    local tour signal
    for signal in INT TERM KILL; do
        env --default-signal=INT PATH="$PATH:$IPC_DIR" ipc-mq tour microkernel >story 2>errors &
        tour=$!
        wait_until grep -q '^2' story
        has_processes
        kill -$signal $tour
        expect_exit $((128 + $(kill -l $signal))) wait $tour
        wait_until not has_processes
        expect_equal '' "$(<errors)" "errors after $signal"
        [[ $signal != KILL ]] || expect_exit 0 ipc-mq gc
        expect_equal '' "$(ls -A "$IPC_DIR")" "files after $signal"
    done
}
