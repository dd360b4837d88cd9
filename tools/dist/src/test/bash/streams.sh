# When a stream ends, and what goes on across several producers, consumers and rounds.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

for how in '' '--doorbell fifo' '--slots 4' --one-to-one --unbounded; do
    ipc-prodcons create jobs $how

    # A consumer that is there first waits for the first producer; one that put nothing counts, too.
    ipc-prodcons get jobs >got &
    wait_until has_participants 1 jobs
    ipc-prodcons put jobs </dev/null
    wait_all
    expect_equal 0 "$(wc -l <got)"

    # One that comes when all is over takes what is left, and ends.
    seq 3 | ipc-prodcons put jobs
    expect_equal '1 2 3' "$(ipc-prodcons get jobs | xargs)"

    # With nothing left it would wait for the next producer.
    expect_error 124 '*' ipc-prodcons get jobs --timeout 200ms
    expect_silence 0 ipc-prodcons get jobs --drain
    expect_error 75 '*' ipc-prodcons get jobs --no-wait

    # One after the other: without help the first one's end is the stream's.
    ipc-prodcons get jobs --producers 3 >got &
    wait_until has_participants 1 jobs
    for p in 1 2 3; do
        seq $p 3 | ipc-prodcons put jobs
        wait_until has_lines got $((p == 1 ? 3 : p == 2 ? 5 : 6))
        ((p == 3)) || kill -0 $! || fail "the stream ended after $p of 3 producers"
    done
    wait_all
    expect_equal '1 2 3 2 3 3' "$(xargs <got)"

    # Those who came before the consumer count, too.
    for p in 1 2; do
        echo $p | ipc-prodcons put jobs
    done
    ipc-prodcons get jobs --producers 3 >got &
    wait_until has_lines got 2
    echo 3 | ipc-prodcons put jobs
    wait_all
    expect_equal '1 2 3' "$(xargs <got)"

    # Those of a round whose end nobody waited for do not.
    seq 3 | ipc-prodcons put jobs
    expect_equal 3 "$(ipc-prodcons get jobs --count 3 | wc -l)"
    ipc-prodcons get jobs --producers 2 >got &
    wait_until has_participants 1 jobs
    echo first | ipc-prodcons put jobs
    wait_until has_lines got 1
    sleep 0.3
    kill -0 $! || fail "an earlier producer was counted"
    echo second | ipc-prodcons put jobs
    wait_all
    expect_equal 'first second' "$(xargs <got)"

    # --follow never ends, --count does, and so does --timeout when nothing comes any more.
    ipc-prodcons get jobs --follow --count 4 >got &
    for p in 1 2; do
        seq 2 | ipc-prodcons put jobs
        sleep 0.1
    done
    wait_all
    expect_equal '1 2 1 2' "$(xargs <got)"
    ipc-prodcons get jobs --follow --timeout 1s >got 2>errors &
    seq 2 | ipc-prodcons put jobs
    expect_exit 0 wait $!
    expect_equal '1 2' "$(xargs <got)"
    ipc-prodcons rm jobs
done

# A killed producer does not keep the stream open; a stopped one does, and so does a holder.
ipc-prodcons create jobs
mkfifo lines
ipc-prodcons put jobs <lines &
producer=$!
exec {input}>lines
echo one >&$input
rm got
ipc-prodcons get jobs >got {input}>&- &
consumer=$!
wait_until has_lines got 1
kill -STOP $producer
sleep 0.5
kill -0 $consumer || fail "a stopped producer is not dead"
kill -KILL $producer
expect_exit 137 wait $producer
expect_exit 0 wait $consumer
exec {input}>&-

ipc-prodcons hold jobs -- bash -c 'echo a | ipc-prodcons put jobs; sleep 0.5; echo b | ipc-prodcons put jobs' &
expect_equal 'a b' "$(ipc-prodcons get jobs | xargs)"
wait_all
expect_exit 7 ipc-prodcons hold jobs -- bash -c 'exit 7'
expect_exit 127 ipc-prodcons hold jobs -- ./absent 2>errors

# What somebody else has in his hands may come back: nobody ends before it is settled.
seq 2 | ipc-prodcons put jobs
ipc-prodcons get jobs --count 1 -- bash -c 'cat; touch begun; sleep 1; exit 3' >got 2>errors &
failing=$!
wait_until test -e begun
expect_equal '1 2' "$(ipc-prodcons get jobs | sort | xargs)"
expect_exit 3 wait $failing
ipc-prodcons rm jobs
