# `get` ends at the end of the stream. The stream ends when all producers have ended and all items are acknowledged. The
# tests try each kind of buffer, one or several producers, and several streams one after the other.
. "$IPCKIT_TEST_LIB/buffers.sh"

# in_kinds_of_buffer COMMAND KIND...: runs COMMAND once for each kind of buffer. Each KIND is one word that contains
# options of `create`. Before each run of COMMAND, creates the buffer `jobs` with these options. After the run, removes
# this buffer.
in_kinds_of_buffer() {
    local command=$1 options
    shift
    for options; do
        echo "kind of buffer: ${options:-default}"
        ipc-prodcons create jobs $options
        $command
        ipc-prodcons rm jobs
    done
}

the_stream_ends() {
    # A waiting consumer ends when the only producer has ended, even if this producer has put nothing.
    ipc-prodcons get jobs >got &
    wait_until has_participants 1 jobs
    ipc-prodcons put jobs </dev/null
    wait_all
    expect_equal 0 "$(wc -l <got)"

    # A producer puts items and ends. A consumer that starts later takes these items and ends.
    seq 3 | ipc-prodcons put jobs
    expect_equal '1 2 3' "$(ipc-prodcons get jobs | xargs)"

    # A consumer of an empty buffer waits for the next producer, unless the consumer has --drain or --no-wait.
    expect_error 124 '*' ipc-prodcons get jobs --timeout 200ms
    expect_silence 0 ipc-prodcons get jobs --drain
    expect_error 75 '*' ipc-prodcons get jobs --no-wait

    # `get --follow` does not end when the stream ends. It ends after the number of items of --count, or when no item
    # has come within the time of --timeout.
    ipc-prodcons get jobs --follow --count 4 >got &
    for p in 1 2; do
        seq 2 | ipc-prodcons put jobs
        wait_until has_lines got $((2 * p))
    done
    wait_all
    expect_equal '1 2 1 2' "$(xargs <got)"
    seq 2 | ipc-prodcons put jobs
    expect_silence 0 ipc-prodcons get jobs --follow --timeout 300ms >got
    expect_equal '1 2' "$(xargs <got)"
}

# producers_are_counted: checks that `get --producers N` waits for N producers.
producers_are_counted() {
    # With `--producers 3`, the stream does not end between three producers that run one after the other.
    ipc-prodcons get jobs --producers 3 >got &
    wait_until has_participants 1 jobs
    for p in 1 2 3; do
        seq $p 3 | ipc-prodcons put jobs
        wait_until has_lines got $((p == 1 ? 3 : p == 2 ? 5 : 6))
        ((p == 3)) || kill -0 $! || fail "the stream ended after $p of 3 producers"
    done
    wait_all
    expect_equal '1 2 3 2 3 3' "$(xargs <got)"

    # The first two producers end before the consumer attaches. Their stream has not ended, because their items are
    # still in the buffer. Therefore `--producers 3` counts these two producers, too.
    for p in 1 2; do
        echo $p | ipc-prodcons put jobs
    done
    ipc-prodcons get jobs --producers 3 >got &
    wait_until has_lines got 2
    echo 3 | ipc-prodcons put jobs
    wait_all
    expect_equal '1 2 3' "$(xargs <got)"

    # The first stream has one producer. The first consumer takes all items of this stream, and ends because of
    # `--count`. The second consumer attaches after the first consumer has ended. Its `--producers 2` must not count the
    # producer of the first stream.
    seq 3 | ipc-prodcons put jobs
    expect_equal 3 "$(ipc-prodcons get jobs --count 3 | wc -l)"
    ipc-prodcons get jobs --producers 2 >got &
    wait_until has_participants 1 jobs
    echo first | ipc-prodcons put jobs
    wait_until has_lines got 1
    # If the consumer counted the producer of the first stream, the consumer would end during this sleep.
    sleep 0.3
    kill -0 $! || fail "an earlier producer was counted"
    echo second | ipc-prodcons put jobs
    wait_all
    expect_equal 'first second' "$(xargs <got)"
}

test_the_stream_ends_in_each_kind_of_buffer() {
    in_kinds_of_buffer the_stream_ends '' '--slots 4 --doorbell fifo' --one-to-one --unbounded
}

# EndOfStreamTest checks in every kind of buffer that the producers are counted. Therefore this test tries only one
# bounded and one unbounded buffer.
test_producers_are_counted_in_bounded_and_unbounded_buffers() {
    in_kinds_of_buffer producers_are_counted '' '--unbounded --doorbell fifo'
}

test_a_stopped_producer_keeps_the_stream_open_and_a_killed_one_does_not() {
    use_buffer jobs
    mkfifo lines
    ipc-prodcons put jobs <lines &
    producer=$!
    exec {input}>lines
    echo one >&$input
    ipc-prodcons get jobs >got {input}>&- &
    consumer=$!
    wait_until has_lines got 1
    kill -STOP $producer
    # If the consumer regarded the stopped producer as dead, the consumer would end during this sleep.
    sleep 0.5
    kill -0 $consumer || fail "a stopped producer counts as dead"
    kill -KILL $producer
    expect_exit 137 wait $producer
    expect_exit 0 wait $consumer
    exec {input}>&-
}

test_hold_keeps_the_stream_open() {
    use_buffer jobs
    export -f wait_until waits_for
    ipc-prodcons hold jobs -- bash -c '
        echo a | ipc-prodcons put jobs
        wait_until waits_for consumer jobs
        echo b | ipc-prodcons put jobs' &
    expect_equal 'a b' "$(ipc-prodcons get jobs | xargs)"
    wait_all
    expect_exit 7 ipc-prodcons hold jobs -- bash -c 'exit 7'
    expect_exit 127 ipc-prodcons hold jobs -- ./absent 2>errors
}

# The stream ends only after all items are acknowledged, because claimed items may return to the buffer.
test_the_stream_does_not_end_while_items_are_claimed() {
    use_buffer jobs
    mkfifo gate
    seq 2 | ipc-prodcons put jobs
    ipc-prodcons get jobs --count 1 -- bash -c 'cat >/dev/null; touch begun; read -r _ <gate; exit 3' 2>errors &
    failing=$!
    wait_until test -e begun
    ipc-prodcons get jobs >got &
    consumer=$!
    wait_until has_lines got 1
    # If the consumer did not wait for the claimed item, the consumer would end during this sleep.
    sleep 0.3
    echo >gate
    expect_exit 0 wait $consumer
    expect_equal '1 2' "$(sort got | xargs)"
    expect_exit 3 wait $failing
}
