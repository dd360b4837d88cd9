# When any process of a pipeline is killed at any moment, the other processes continue. Each item that was put is
# delivered, and no item is delivered in part.
. "$IPCKIT_TEST_LIB/buffers.sh"

# whole_lines FILE: prints the lines of the file, but omits the last line if this line is incomplete. A consumer that is
# killed while it writes a line has not acknowledged the item of this line, so another consumer writes the complete
# line.
whole_lines() {
    sed '$!b; /e$/!d' "$1"
}

# numbered COUNT: prints numbered lines. Each line ends in `e`, so that `whole_lines` can recognise a complete line.
numbered() {
    seq -f '%.0f e' "$1"
}

test_items_of_a_killed_consumer_are_delivered_again_and_marked() {
    use_buffer jobs
    numbered 10 | ipc-prodcons put jobs
    ipc-prodcons get jobs --batch 4 -- bash -c 'cat >taken; echo $$ >working; exec sleep 600' &
    consumer=$!
    wait_until test -s working
    kill -KILL $consumer
    expect_exit 137 wait $consumer
    kill "$(<working)"
    expect_equal 4 "$(wc -l <taken)"
    ipc-prodcons get jobs --drain --batch 4 -- bash -c 'sed "s/^/$IPC_REDELIVERED /"' | sort -k2n >got
    sed 's/^/0 /; 1,4s/^0/1/' <(numbered 10) | cmp - got
}

# In each kind of buffer, a killed producer leaves only complete items. These items are the first lines of the
# producer's input.
test_a_killed_producer_leaves_whole_items_in_each_kind_of_buffer() {
    for options in '' '--slots 64' --one-to-one '--unbounded --limit 8M' '--doorbell fifo'; do
        echo "kind of buffer: ${options:-default}"
        ipc-prodcons create more $options
        ipc-prodcons get more --follow >got &
        consumer=$!
        wait_until has_participants 1 more
        numbered 100000000 | ipc-prodcons put more 2>errors &
        producer=$!
        wait_until has_lines got 1000
        kill -KILL $producer
        wait $producer || expect_equal 137 $?
        echo 'the last e' | ipc-prodcons put more --timeout 10s
        wait_until grep -q '^the last e$' got
        kill $consumer
        wait $consumer || expect_equal 143 $?
        numbered $(($(wc -l <got) - 1)) | cmp - <(head -n -1 got)
        ipc-prodcons rm more
    done
}

# killed_consumers [CREATE-OPTION...]: kills 8 consumers (50 if IPCKIT_TORTURE is `long`) one after the other, then starts
# a last consumer. Expects that all consumers together get every item.
killed_consumers() {
    local kills=8 items=25000
    [[ ${IPCKIT_TORTURE-} != long ]] || kills=50 items=150000
    use_buffer more "$@"
    ipc-prodcons hold more -- bash -c '
        for p in 1 2 3; do seq -f "$p.%.0f e" $1 | ipc-prodcons put more & done; wait' bash $items &
    holder=$!
    for ((turn = 1; turn <= kills; turn++)); do
        # The limited rate leaves items for the next consumers.
        ipc-prodcons get more --follow --rate 20000/s >got.$turn &
        consumer=$!
        wait_until test -s got.$turn
        # The consumer is killed at a random moment.
        sleep 0.0$((RANDOM % 10))
        kill -KILL $consumer
        wait $consumer || expect_equal 137 $?
    done
    ipc-prodcons get more >got.last
    expect_exit 0 wait $holder
    # A killed consumer may have written lines that another consumer writes again. `sort -u` removes these duplicates.
    for f in got.*; do
        whole_lines $f
    done | sort -u >got
    for p in 1 2 3; do
        seq -f "$p.%.0f e" $items
    done | sort | cmp - got
    # An item is delivered a second time only if the consumer that took the item was killed. The last consumer is not
    # killed, so no item may occur twice in its output.
    sort -u got.last | cmp - <(sort got.last)
}

# slow
test_killed_consumers_lose_nothing() {
    killed_consumers --bytes 32K
}

# slow
test_killed_consumers_lose_nothing_with_slots_and_fifo_doorbell() {
    killed_consumers --slots 32 --doorbell fifo
}

# slow
test_reported_items_survive_the_death_of_all_processes() {
    local kills=5
    [[ ${IPCKIT_TORTURE-} != long ]] || kills=50
    use_buffer more --bytes 64K
    touch reported got
    for ((turn = 1; turn <= kills; turn++)); do
        pids=()
        for p in 1 2; do
            bash -c 'for i in {1..50}; do
                echo "$1 $i e" | ipc-prodcons put more && echo "$1 $i e" >>reported.$1; done' - $turn.$p 2>errors.$p &
            pids+=($!)
        done
        ipc-prodcons get more --follow >>got &
        pids+=($!)
        # The processes are killed at a random moment after the first `put` has succeeded.
        wait_until compgen -G "reported.$turn.*" >files
        sleep 0.$((RANDOM % 6 + 3))
        # All processes are stopped before they are killed, because a stopped process starts no further child.
        kill -STOP "${pids[@]}"
        for pid in "${pids[@]}"; do
            pkill -KILL -P "$pid" || true
        done
        kill -KILL "${pids[@]}"
        wait "${pids[@]}" 2>/dev/null || true
        # The output of a killed consumer may end within a line. The output of the next consumer must then begin on a
        # new line.
        [[ ! -s got || -z $(tail -c 1 got) ]] || echo >>got
    done
    ipc-prodcons get more --drain >>got
    sort -u reported.* >reported
    comm -23 reported <(sort -u got) >lost
    expect_equal "" "$(<lost)" "lost"
    # `gc` deletes only leftovers of dead processes. The buffer is no leftover, so `gc` deletes nothing and prints
    # nothing.
    expect_silence 0 ipc-prodcons gc
}
