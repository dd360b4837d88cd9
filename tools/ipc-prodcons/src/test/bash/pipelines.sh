# In a pipeline, a buffer delivers each line completely, and to exactly one consumer. The stream ends when its last
# producer has ended.
. "$IPCKIT_TEST_LIB/buffers.sh"

test_several_consumers_share_the_lines_of_several_producers() {
    mkdir logs
    for i in {1..8}; do
        seq -f "log $i line %.0f" 500 | gzip >logs/$i.gz
    done
    zcat logs/*.gz | sort >expected
    use_buffer jobs --slots 1024
    for consumer in 1 2 3; do
        ipc-prodcons get jobs >got.$consumer &
    done
    ipc-prodcons hold jobs -- bash -c 'for f in logs/*.gz; do zcat "$f" | ipc-prodcons put jobs & done; wait'
    wait_all
    sort got.* >got
    expect_same_bytes expected got
}

test_a_buffer_keeps_items_until_a_consumer_comes() {
    use_buffer jobs --slots 1024
    seq -f 'line %.0f' 700 >expected
    ipc-prodcons put jobs expected
    ipc-prodcons get jobs --drain | cmp - expected
    expect_silence 0 ipc-prodcons get jobs --drain
}

test_put_reads_several_files_and_stdin() {
    use_buffer jobs
    echo one >1 && echo three >3
    echo two | ipc-prodcons put jobs 1 - 3
    expect_equal $'one\ntwo\nthree' "$(ipc-prodcons get jobs --drain)"
}

test_tee_puts_into_two_buffers() {
    use_buffer left --bytes 64K
    use_buffer right --bytes 64K --unbounded
    (seq 2000 | tee >(ipc-prodcons put left) >(ipc-prodcons put right) | sort -n >passed) &
    ipc-prodcons get left >left.got &
    ipc-prodcons get right >right.got
    wait_all
    seq 2000 >expected
    expect_same_bytes expected left.got
    expect_same_bytes expected right.got
    expect_same_bytes expected passed
}

test_stages_connected_by_buffers() {
    use_buffer left --bytes 64K
    use_buffer right --bytes 64K --unbounded
    (ipc-prodcons get left | sed 's/^/a/' | ipc-prodcons put right) &
    ipc-prodcons get right >chained &
    wait_until has_participants 2 right
    wait_until has_participants 1 left
    seq 2000 | ipc-prodcons put left
    wait_all
    expect_equal 2000 "$(grep -c '^a[0-9]*$' chained)" "lines through two buffers"
}
