# Many lines, many producers, many consumers, many participants.
# watchdog: 300s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

# Ten million lines through each kind of buffer, to one consumer, in order.
seq 10000000 >lines
sum=$(md5sum <lines)
for how in '' '--doorbell fifo' --one-to-one '--one-to-one --doorbell fifo' '--unbounded --limit 64M'; do
    ipc-prodcons create jobs $how
    ipc-prodcons get jobs | md5sum >got &
    wait_until has_participants 1 jobs
    ipc-prodcons put jobs lines
    wait_all
    expect_equal "$sum" "$(<got)" "checksum with '$how'"
    ipc-prodcons rm jobs
done

# 64 producers at once and 8 consumers: each line comes out once, and those of one producer in its order.
for how in '--bytes 16K' '--slots 64 --doorbell fifo'; do
    ipc-prodcons create jobs $how
    for consumer in {1..8}; do
        ipc-prodcons get jobs >got.$consumer &
    done
    ipc-prodcons hold jobs -- bash -c \
        'for p in {1..64}; do seq -f "$p %.0f" 500 | ipc-prodcons put jobs & done; wait'
    wait_all
    for p in {1..64}; do
        seq -f "$p %.0f" 500
    done | sort >expected
    sort got.* | cmp - expected
    for consumer in {1..8}; do
        sort -s -k1,1n got.$consumer | sort -c -k1,1n -k2,2n
    done
    ipc-prodcons rm jobs
done

# Two hundred who wait, each gets its share, and nobody is forgotten.
ipc-prodcons create jobs
for consumer in {1..100}; do
    ipc-prodcons get jobs --count 1 >>one.each &
    ipc-prodcons get jobs --follow --count 1 >>one.each &
done
wait_until has_participants 200 jobs
seq 200 | ipc-prodcons put jobs
wait_all
sort -n one.each | cmp - <(seq 200)
expect_equal 0 "$(participants jobs)" "participants left"
ipc-prodcons rm jobs
