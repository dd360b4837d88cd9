# Buffers pass ten million lines and serve many participants at a time.
. "$IPCKIT_TEST_LIB/buffers.sh"

# ten_million_lines [CREATE-OPTION...]: passes ten million lines through a buffer. Expects that one consumer gets the
# lines in their order.
ten_million_lines() {
    seq 10000000 >lines
    sum=$(md5sum <lines)
    use_buffer jobs "$@"
    (ipc-prodcons get jobs | md5sum >got) &
    wait_until has_participants 1 jobs
    ipc-prodcons put jobs lines
    wait_all
    expect_equal "$sum" "$(<got)" "checksum"
}

test_ten_million_lines() {
    ten_million_lines
}

test_ten_million_lines_with_fifo_doorbell() {
    ten_million_lines --doorbell fifo
}

test_ten_million_lines_one_to_one() {
    ten_million_lines --one-to-one
}

test_ten_million_lines_one_to_one_with_fifo_doorbell() {
    ten_million_lines --one-to-one --doorbell fifo
}

test_ten_million_lines_unbounded() {
    ten_million_lines --unbounded --limit 64M
}

# many_processes [CREATE-OPTION...]: runs 16 producers (64 if IPCKIT_TORTURE is `long`) and 8 consumers. Expects that
# each line is delivered once, and that each consumer gets the lines of a producer in their order.
many_processes() {
    local all=16
    [[ ${IPCKIT_TORTURE-} != long ]] || all=64
    use_buffer jobs "$@"
    for consumer in {1..8}; do
        ipc-prodcons get jobs >got.$consumer &
    done
    ipc-prodcons hold jobs -- bash -c \
        'for ((p = 1; p <= $1; p++)); do seq -f "$p %.0f" 200 | ipc-prodcons put jobs & done; wait' bash $all
    wait_all
    for ((p = 1; p <= all; p++)); do
        seq -f "$p %.0f" 200
    done | sort >expected
    sort got.* | cmp - expected
    for consumer in {1..8}; do
        sort -s -k1,1n got.$consumer | sort -c -k1,1n -k2,2n
    done
}

# slow
test_many_producers_and_8_consumers() {
    many_processes --bytes 16K
}

# slow
test_many_producers_and_8_consumers_with_slots_and_fifo_doorbell() {
    many_processes --slots 64 --doorbell fifo
}

# This test starts 40 consumers, or 200 if IPCKIT_TORTURE is `long`.
# slow
test_many_waiting_consumers_get_one_item_each() {
    local all=40
    [[ ${IPCKIT_TORTURE-} != long ]] || all=200
    use_buffer jobs
    for ((attached = 20; attached <= all; attached += 20)); do
        for consumer in {1..10}; do
            ipc-prodcons get jobs --count 1 >>one.each &
            ipc-prodcons get jobs --follow --count 1 >>one.each &
        done
        wait_until has_participants $attached jobs
    done
    seq $all | ipc-prodcons put jobs
    wait_all
    sort -n one.each | cmp - <(seq $all)
    expect_equal 0 "$(participants jobs)" "participants left"
}
