# A producer of an unbounded buffer waits only when the total size of the items has reached the value of --limit. The
# buffer frees the space of consumed items.
. "$IPCKIT_TEST_LIB/buffers.sh"

# megabytes DIRECTORY: prints how many MiB of disk space the directory uses.
megabytes() {
    du -sm "$1" | cut -f1
}

test_a_producer_does_not_wait_and_consumed_items_free_their_space() {
    use_buffer jobs --unbounded
    seq 2000000 >expected
    # `put` ends although no consumer is attached.
    ipc-prodcons put jobs expected
    (($(megabytes "$IPC_DIR") >= 14)) || fail "2000000 items use only $(megabytes "$IPC_DIR") MB"
    ipc-prodcons get jobs | cmp - expected
    (($(megabytes "$IPC_DIR") <= 6)) || fail "an empty buffer uses $(megabytes "$IPC_DIR") MB"

    # `put` puts the lines of ten copies of the file `expected`, about 140 MiB, while `get` consumes the lines. The
    # buffer must free the space of the consumed lines.
    (ipc-prodcons get jobs | md5sum >sum) &
    consumer=$!
    wait_until has_participants 1 jobs
    ipc-prodcons put jobs < <(for turn in {1..10}; do cat expected; done)
    expect_exit 0 wait $consumer
    expect_equal "$(for turn in {1..10}; do cat expected; done | md5sum)" "$(<sum)"
    (($(megabytes "$IPC_DIR") <= 24)) || fail "an empty buffer uses $(megabytes "$IPC_DIR") MB"
}

test_at_the_limit_the_buffer_is_full() {
    seq 2000000 >expected
    use_buffer jobs --unbounded --limit 2M
    expect_error 75 '*full*items put' ipc-prodcons put jobs --no-wait expected
    expect_error 124 '*full*items put' ipc-prodcons put jobs --timeout 200ms expected
    (($(megabytes "$IPC_DIR") <= 4)) || fail "a buffer of 2M uses $(megabytes "$IPC_DIR") MB"
    ipc-prodcons get jobs --drain >got
    cmp -n "$(sed '/^1$/,$!d; 1!{/^1$/,$d}' got | wc -c)" got expected
    ipc-prodcons put jobs expected &
    ipc-prodcons get jobs --rate 1000000/s | cmp - expected
    wait_all
}

test_several_producers_and_consumers_get_each_line_once() {
    use_buffer jobs --unbounded --limit 2M
    ipc-prodcons hold jobs -- \
        bash -c 'for p in 1 2 3 4; do seq -f "$p %.0f" 50000 | ipc-prodcons put jobs & done; wait' &
    for consumer in 1 2 3; do
        ipc-prodcons get jobs >got.$consumer &
    done
    wait_all
    sort got.* | cmp - <(for p in 1 2 3 4; do seq -f "$p %.0f" 50000; done | sort)
}

test_an_item_may_be_longer_than_a_segment() {
    use_buffer jobs --unbounded --bytes 64K --limit 64M
    head -c 5000000 /dev/urandom >long
    ipc-prodcons put jobs --whole long
    ipc-prodcons get jobs --whole --drain | cmp - long
    expect_error 65 '*0 items put' ipc-prodcons put jobs --whole < <(head -c 100000000 /dev/zero)
}

# An unbounded buffer stores its items in segment files. A process that still uses a removed buffer must not delete the
# segment files of a new buffer of the same name.
test_a_process_at_a_removed_buffer_leaves_a_new_buffer_alone() {
    use_buffer jobs --unbounded --bytes 16K
    seq 20000 | ipc-prodcons put jobs
    # At step S3, the consumer is about to delete the segment files whose items are all consumed.
    IPCKIT_STOP_AT=S3 ipc-prodcons get jobs --count 15000 >got 2>errors &
    consumer=$!
    wait_until stopped $consumer
    ipc-prodcons rm jobs
    ipc-prodcons create jobs --unbounded --bytes 16K
    seq 20000 | ipc-prodcons put jobs
    kill -CONT $consumer
    wait $consumer || true
    ipc-prodcons get jobs --drain | cmp - <(seq 20000)
}

test_items_are_kept_in_another_directory_which_rm_empties() {
    seq 2000000 >expected
    mkdir disk
    ipc-prodcons create jobs --unbounded --dir "$PWD/disk"
    ipc-prodcons put jobs expected
    (($(megabytes disk) >= 14)) || fail "the items are not in the directory"
    ipc-prodcons get jobs --drain | cmp - expected
    ipc-prodcons rm jobs
    expect_equal "" "$(find disk -mindepth 1)" "files left in the directory"
    expect_error 73 '*' ipc-prodcons create jobs --unbounded --dir "$PWD/absent"
}

# reboot: deletes the contents of IPC_DIR. A real reboot does the same, because IPC_DIR is by default in memory.
reboot() {
    find "$IPC_DIR" -mindepth 1 -delete
}

# kill_at STEP COMMAND...: runs COMMAND with the environment variable IPCKIT_CRASH_AT, so that the command kills itself
# at STEP. Expects that the command dies by KILL.
kill_at() {
    expect_exit 137 env IPCKIT_CRASH_AT="$1" "${@:2}" 2>/dev/null
}

# After a reboot, `create` with the same name and directory finds the items again, even if processes
# were killed before the reboot. The items that a killed consumer had claimed are delivered again.
test_a_buffer_in_another_directory_survives_a_reboot() {
    mkdir disk
    ipc-prodcons create jobs --unbounded --dir disk --bytes 64K --doorbell fifo
    seq 20000 | ipc-prodcons put jobs
    kill_at C6 ipc-prodcons get jobs -n 10 >got
    kill_at P3 ipc-prodcons put jobs <<<lost
    reboot
    expect_error 69 'no such buffer: jobs' ipc-prodcons get jobs
    for options in '--bytes 1M' '--mode 666' '--doorbell futex' --one-to-one '--limit 1M' '--max-item 10'; do
        expect_error 73 '*created with other options' ipc-prodcons create jobs --unbounded --dir disk $options
    done
    ipc-prodcons create jobs --unbounded --dir disk --bytes 64K
    echo more | ipc-prodcons put jobs
    ipc-prodcons get jobs --drain | cmp - <(seq 20000; echo more)
    ipc-prodcons rm jobs
    expect_equal "" "$(ls -A disk)"
}

# Simulates a loss of power after `put` has changed two files of a buffer: `ring`, which contains the positions of the
# items, and `segment-0`, which contains the items. The new version of only one of the two files has reached the disk.
# `get` must print no item, and must either succeed or refuse the buffer with 76.
test_a_buffer_that_is_half_on_the_disk_has_no_items_or_is_refused() {
    mkdir disk
    ipc-prodcons create jobs --unbounded --dir disk --bytes 16K
    cp -r disk/jobs before
    seq 1000 | ipc-prodcons put jobs
    cp -r disk/jobs after
    for file in ring segment-0; do
        reboot
        rm -r disk/jobs
        cp -r before disk/jobs
        cp "after/$file" disk/jobs
        ipc-prodcons create jobs --dir disk --unbounded
        code=0
        ipc-prodcons get jobs --drain >got 2>errors || code=$?
        expect_equal "" "$(<got)"
        [[ $code == 0 || $code == 76 && $(wc -l <errors) == 1 ]] || fail "exit code $code with the new $file: $(<errors)"
    done
    ipc-prodcons rm jobs
    expect_equal "" "$(ls -A disk)"
}

test_a_directory_with_other_content_is_refused() {
    mkdir -p disk/jobs
    : >disk/jobs/letter
    expect_error 73 '*holds no buffer' ipc-prodcons create jobs --unbounded --dir disk
    echo nonsense >disk/jobs/ring
    expect_error 76 '*' ipc-prodcons create jobs --unbounded --dir disk
    expect_equal $'letter\nring' "$(ls disk/jobs)"
}

# The test kills `create` or `rm` at each of their steps, which DurableStep.java lists. `gc` must delete all files that
# the killed process has left in IPC_DIR and in `disk`. If the machine reboots before `gc` runs, the next `create` must
# delete the files that the killed process has left in `disk`.
test_gc_deletes_what_a_killed_creation_or_removal_leaves() {
    mkdir disk
    for step in F1 F2 F3 F4 F5; do
        for how in gc reboot; do
            if [[ $step == F[45] ]]; then
                ipc-prodcons create jobs --unbounded --dir disk
                ipc-prodcons put jobs <<<x
                kill_at $step ipc-prodcons rm jobs
            else
                kill_at $step ipc-prodcons create jobs --unbounded --dir disk
                # At step F3, the directory `disk/jobs` is complete, but IPC_DIR does not contain the buffer `jobs` yet.
                # Before `gc`, the test also kills a second `create` at step F3. Before this step, the second `create`
                # has deleted the files that the first `create` left in `disk`.
                [[ $step$how != F3gc ]] || kill_at F3 ipc-prodcons create jobs --unbounded --dir disk
            fi
            if [[ $how == gc ]]; then
                expect_equal 1 "$(ipc-prodcons gc | wc -l)" "leftovers after $step"
                expect_equal "" "$(ls -A disk "$IPC_DIR" | grep -v :)" "files after $step and gc"
            else
                reboot
            fi
            ipc-prodcons create jobs --unbounded --dir disk
            expect_equal jobs "$(ls -A disk)" "files after $step and $how"
            ipc-prodcons rm jobs
        done
    done
}

# `rm` is killed while it removes the buffers `first`, `second` and `third`. `gc` cannot delete the files of `first` and
# `second`, because the test has replaced their liveness files by directories. `gc` must report both failures, and must
# still delete the files of `third`.
test_gc_goes_on_when_files_remain() {
    mkdir disk
    for name in first second third; do
        ipc-prodcons create $name --unbounded --dir disk
        kill_at F4 ipc-prodcons rm $name
    done
    for name in first second; do
        rm disk/$name/live
        mkdir disk/$name/live
    done
    expect_error 74 '*the files in * remain: *; the files in * remain: *' ipc-prodcons gc
    expect_equal $'first\nsecond' "$(ls disk)"
}

# When `gc` deletes the files that a killed `create` has left, it must keep the items that other processes have put. The
# test has two parts. In the first part, the buffer in `disk` has an item from before a reboot, and the `create` that
# restores this buffer is killed. In the second part, a `create` of a new buffer is killed. Then a `create` with another
# IPC_DIR makes a buffer of the same name in `disk`.
test_gc_keeps_items_of_other_processes() {
    mkdir disk
    ipc-prodcons create jobs --unbounded --dir disk
    ipc-prodcons put jobs <<<precious
    reboot
    kill_at F3 ipc-prodcons create jobs --unbounded --dir disk
    expect_equal 1 "$(ipc-prodcons gc | wc -l)"
    ipc-prodcons create jobs --unbounded --dir disk
    expect_equal precious "$(ipc-prodcons get jobs --drain)"
    ipc-prodcons rm jobs
    kill_at F3 ipc-prodcons create jobs --unbounded --dir disk
    IPC_DIR=$PWD/other ipc-prodcons create jobs --unbounded --dir disk
    IPC_DIR=$PWD/other ipc-prodcons put jobs <<<precious
    expect_equal 1 "$(ipc-prodcons gc | wc -l)"
    ipc-prodcons create jobs --unbounded --dir disk
    expect_equal precious "$(ipc-prodcons get jobs --drain)"
    ipc-prodcons rm jobs
}

test_unusable_options_are_usage_errors() {
    expect_error 2 '*' ipc-prodcons create jobs --unbounded --slots 8
    expect_error 2 '*' ipc-prodcons create jobs --limit 1M
    expect_error 2 '*' ipc-prodcons create jobs --unbounded --limit 0
}
