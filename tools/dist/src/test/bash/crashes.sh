# kill -9 in pipelines, at any moment: nothing that was put is lost, nothing comes torn, and others go on.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

# A file with its last line, if that is not whole, left out: what a killed consumer's reader may see.
whole_lines() { # FILE
    sed '$!b; /e$/!d' "$1"
}
numbered() { # COUNT: lines that one can see the ends of
    seq -f '%.0f e' "$1"
}

# A consumer is killed while its command works: another one gets the same items, marked.
ipc-prodcons create jobs
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

# A producer is killed in the middle: what is in is a beginning of what it had, line by line.
for how in '' '--slots 64' '--one-to-one' '--unbounded --limit 8M' '--doorbell fifo'; do
    ipc-prodcons create more $how
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

# Consumers are killed one after the other, and replaced: together they have everything.
for how in '--bytes 32K' '--slots 32 --doorbell fifo'; do
    ipc-prodcons create more $how
    rm -f got.*
    ipc-prodcons hold more -- bash -c '
        for p in 1 2 3; do seq -f "$p.%.0f e" 40000 | ipc-prodcons put more & done; wait' &
    holder=$!
    for turn in {1..15}; do
        ipc-prodcons get more --follow --rate 20000/s >got.$turn & # or it has all before it is killed
        consumer=$!
        wait_until test -s got.$turn
        sleep 0.0$((RANDOM % 10))
        kill -KILL $consumer
        wait $consumer || expect_equal 137 $?
    done
    ipc-prodcons get more >got.last
    expect_exit 0 wait $holder
    # Of a killed one some lines may have come that came again.
    for f in got.*; do
        whole_lines $f
    done | sort -u >got
    for p in 1 2 3; do
        seq -f "$p.%.0f e" 40000
    done | sort | cmp - got
    sort -u got.last | cmp - <(sort got.last) # whoever lived to its end has got nothing twice
    ipc-prodcons rm more
done

# Everybody is killed at once, again and again; what was put and reported is there afterwards.
ipc-prodcons create more --bytes 64K
touch reported got
for turn in {1..10}; do
    pids=()
    for p in 1 2; do
        bash -c 'for i in {1..50}; do
            echo "$1 $i e" | ipc-prodcons put more && echo "$1 $i e" >>reported.$1; done' - $turn.$p 2>errors.$p &
        pids+=($!)
    done
    ipc-prodcons get more --follow >>got &
    pids+=($!)
    sleep 0.$((RANDOM % 6 + 3))
    kill -STOP "${pids[@]}" # so that no child is started any more
    for pid in "${pids[@]}"; do
        pkill -KILL -P "$pid" || true
    done
    kill -KILL "${pids[@]}"
    wait "${pids[@]}" 2>/dev/null || true
    # What a killed consumer was writing may end within a line: the next one is not to go on there.
    [[ ! -s got || -z $(tail -c 1 got) ]] || echo >>got
done
ipc-prodcons get more --drain >>got
sort -u reported.* >reported
comm -23 reported <(sort -u got) >lost
expect_equal "" "$(<lost)" "lost"
ipc-prodcons rm more

# What the dead left behind, gc finds: here nothing, for buffers outlive those who use them.
expect_silence 0 ipc-prodcons gc
ipc-prodcons rm jobs
