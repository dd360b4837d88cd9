# When a file of a buffer is damaged, `get` and `put` end with the exit code 76, and neither hang nor crash. `rm`
# removes a damaged buffer.
. "$IPCKIT_TEST_LIB/buffers.sh"

ring=$IPC_DIR/buf.jobs/ring

# Each test damages copies of the buffer `good`. When the test ends, the EXIT trap checks that `good` itself still has
# its 1000 items.
use_buffer good --bytes 64K --mode 600
seq 1000 | ipc-prodcons put good
expect_good_items() {
    expect_equal 1000 "$(ipc-prodcons get good --drain | wc -l)" "items of the original"
}
trap '(($?)) || { expect_good_items; remove_used_buffers; expect_nothing_left; }' EXIT

# copy_good: copies the buffer `good` to `jobs`.
copy_good() {
    cp -r "$IPC_DIR/buf.good" "$IPC_DIR/buf.jobs"
}

# damaged COMMAND...: copies the buffer `good` to `jobs`, and runs COMMAND, which damages `jobs`. Expects that `get` and
# `put` end with the exit code 76. Then removes `jobs`.
damaged() {
    copy_good
    "$@"
    expect_error 76 '*jobs*' ipc-prodcons get jobs --timeout 20s >/dev/null
    expect_error 76 '*jobs*' ipc-prodcons put jobs --timeout 20s < <(seq 100000)
    ipc-prodcons rm jobs
}

# overwrite OFFSET BYTES: overwrites bytes in the file `ring` of the buffer `jobs`.
overwrite() {
    printf "$2" | dd of="$ring" bs=1 seek="$1" conv=notrunc status=none
}

test_a_truncated_file() {
    damaged truncate -s 0 "$ring"
    damaged truncate -s 1 "$ring"
    # The file ends within the header.
    damaged truncate -s 4000 "$ring"
    # The file ends within the participant table.
    damaged truncate -s 20000 "$ring"
    # The last byte of the file is missing.
    damaged truncate -s -1 "$ring"
}

test_a_file_of_zeros_or_random_bytes_or_a_directory() {
    damaged dd if=/dev/zero of="$ring" bs=1K count=200 conv=notrunc status=none
    damaged dd if=/dev/urandom of="$ring" bs=1K count=200 conv=notrunc status=none
    damaged bash -c "rm '$ring' && mkdir '$ring'"
}

test_a_header_with_wrong_fields() {
    # Offset 8 contains the layout version.
    damaged overwrite 8 '\2'
    # Offset 0 contains the magic number.
    damaged overwrite 0 'X'
    # Offset 512 contains the position after the last item. A valid position is aligned and not negative. The next three
    # commands write the largest number, a negative number and an unaligned number.
    damaged overwrite 512 '\377\377\377\377\377\377\377\177'
    damaged overwrite 512 '\0\0\0\0\0\0\0\377'
    damaged overwrite 512 '\1'
}

# `get` and `put` may overlook damage in the participant table, in the claims and in the data area. However, `get` and
# `put` must not hang or crash.
test_random_bytes_in_each_part_of_the_file() {
    for offset in 4096 69632 135168; do
        for turn in 1 2 3; do
            copy_good
            dd if=/dev/urandom of="$ring" bs=1K count=8 seek=$((offset / 1024)) conv=notrunc status=none
            for command in 'get jobs --timeout 500ms' 'put jobs --no-wait'; do
                code=0
                timeout 30 ipc-prodcons $command >out 2>errors < <(seq 1000) || code=$?
                [[ $code == @(0|75|76|124) ]] && (($(wc -l <errors) <= 1)) ||
                    fail "$command at $offset: $code $(<errors)"
            done
            ipc-prodcons rm jobs
        done
    done
}

# An access to the truncated part of the file causes SIGBUS (7), which kills a native binary. A runtime image runs on
# a JVM, which turns the memory fault into an error, so the program exits with 76.
test_a_file_truncated_while_a_consumer_waits() {
    local code=76
    is_image || code=135
    copy_good
    ipc-prodcons get jobs --follow >got 2>errors &
    wait_until has_lines got 1000
    truncate -s 4096 "$ring"
    expect_exit "$code" wait $!
    ! is_image || expect_equal 1 "$(wc -l <errors)" "lines of $(<errors)"
    ipc-prodcons rm jobs
}

test_a_lost_truncated_or_random_segment_of_an_unbounded_buffer() {
    for how in 'rm SEGMENT' 'truncate -s 10 SEGMENT' \
        'dd if=/dev/urandom of=SEGMENT bs=1K count=64 conv=notrunc status=none'; do
        ipc-prodcons create jobs --unbounded --bytes 64K
        seq 100000 | ipc-prodcons put jobs
        ${how/SEGMENT/$IPC_DIR/buf.jobs/segment-3}
        expect_error 76 '*jobs*' ipc-prodcons get jobs --timeout 20s >/dev/null
        ipc-prodcons rm jobs
    done
}

# A removal deletes the file `ring` first, so a buffer without this file counts as removed. `create` deletes the files
# that are left of the removed buffer, and creates a new buffer.
test_a_missing_ring_counts_as_a_removal() {
    copy_good
    rm "$ring"
    expect_error 69 '*no such buffer: jobs*' ipc-prodcons get jobs --no-wait
    ipc-prodcons create jobs
    ipc-prodcons rm jobs
}

test_a_missing_liveness_file() {
    copy_good
    rm "$IPC_DIR/buf.jobs/live"
    expect_error 76 '*jobs*' ipc-prodcons get jobs --no-wait
    ipc-prodcons rm jobs
}
