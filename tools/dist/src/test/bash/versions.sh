# Every verb that reads an object refuses an object with the layout of another version of ipckit. The verb fails with 76
# and prints a line that says what to do. `rm` removes such an object, and `gc` leaves it alone.
. "$IPCKIT_TEST_LIB/prelude.sh"

# change_version FILE: changes the version of the layout, which is at the offset 8 of an object's file. Also cuts the
# file short, because the layout of another version may be smaller.
change_version() {
    printf '\7' | dd of="$IPC_DIR/$1" bs=1 seek=8 conv=notrunc status=none
    truncate -s 4096 "$IPC_DIR/$1"
}

# expect_other_version COMMAND...: runs the command, which must refuse the object `jobs`.
expect_other_version() {
    expect_error 76 '*jobs: another version of ipckit made it (format 7, not ?): use that version, or remove it with rm' "$@"
}

test_a_buffer_of_another_version_is_refused() {
    local verb
    ipc-prodcons create jobs
    change_version buf.jobs/ring
    for verb in put get stat peek explain; do
        expect_other_version ipc-prodcons $verb jobs </dev/null
    done
    expect_exit 0 ipc-prodcons gc >collected
    expect_exit 0 ipc-prodcons ls >listed
    expect_exit 0 grep -q jobs listed
    ipc-prodcons rm jobs
}

test_a_mailbox_of_another_version_is_refused() {
    local verb
    ipc-mq create jobs
    change_version mq.jobs/box
    for verb in 'send jobs hello' 'recv jobs' 'stat jobs' 'peek jobs' 'wait jobs' 'call jobs hello' 'purge jobs'; do
        expect_other_version ipc-mq $verb
    done
    expect_exit 0 ipc-mq gc >collected
    expect_exit 0 ipc-mq ls >listed
    expect_exit 0 grep -q jobs listed
    ipc-mq rm jobs
}

test_a_segment_of_another_version_is_refused() {
    local verb
    ipc-shm create jobs --size 4K >id
    change_version shm.jobs/users
    for verb in 'read jobs' 'print jobs' 'stat jobs' 'attach jobs -- true' 'cell get jobs 0' 'write jobs -'; do
        expect_other_version ipc-shm $verb </dev/null
    done
    expect_exit 0 ipc-shm gc >collected
    expect_exit 0 ipc-shm ls >listed
    expect_exit 0 grep -q jobs listed
    ipc-shm rm jobs
}
