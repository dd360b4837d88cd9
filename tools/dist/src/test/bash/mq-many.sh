# ipc-mq: many messages, many senders and receivers, many mailboxes.
# watchdog: 600s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

mq=ipc-mq
scale=1
[[ ${IPCKIT_TORTURE-} != long ]] || scale=10

received() { # MAILBOX COUNT: so many were received for good
    [[ $($mq stat "$1") == *$'\n'"received     $2"$'\n'* ]]
}

# Ten million messages to one receiver, in order: to one that counts them, and to one that goes on.
many=$((10000000 * scale))
sum=$(seq $many | md5sum)
$mq create jobs --capacity 1024 --max-size 64
$mq recv jobs --count $many | md5sum >got &
seq $many | $mq send jobs -
wait_all
expect_equal "$sum" "$(<got)" "checksum of --count"
mkfifo out
md5sum <out >got &
summing=$!
$mq recv jobs --follow >out &
receiver=$!
seq $many | $mq send jobs -
wait_until received jobs $((2 * many))
kill $receiver
expect_exit 143 wait $receiver
expect_exit 0 wait $summing
expect_equal "$sum" "$(<got)" "checksum of --follow"
$mq rm jobs

# Through as little room as there is: each waits for the other all the time.
for capacity in 1 8; do
    some=$((300000 * scale))
    $mq create jobs --capacity $capacity
    $mq recv jobs --count $some >got &
    seq $some | $mq send jobs -
    wait_all
    cmp got <(seq $some)
    $mq rm jobs
done

# A hundred senders and a hundred receivers at once: each message comes out once, and nobody is forgotten. What one
# receiver has of one sender is in its order.
each=$((20 * scale))
$mq create jobs --capacity 64
for ((i = 1; i <= 100; i++)); do
    $mq recv jobs --count $each >"got.$i" &
    seq -f "$i %.0f" $each | $mq send jobs - &
done
wait_all
for ((i = 1; i <= 100; i++)); do
    expect_equal $each "$(wc -l <"got.$i")" "messages of receiver $i"
    sort -s -k1,1n "got.$i" | sort -c -k1,1n -k2,2n
    seq -f "$i %.0f" $each
done | sort >expected
sort got.? got.?? got.100 | cmp - expected
expect_equal 0 "$(participants mq/jobs)" "participants left"
expect_exit 75 $mq recv jobs --no-wait 2>/dev/null
$mq rm jobs

# Thirty senders, more than can offer something at once, and thirty receivers: from hand to hand.
$mq create meet --capacity 0
for ((i = 1; i <= 30; i++)); do
    $mq recv meet --count $scale >"got.$i" &
    seq -f "$i %.0f" $scale | $mq send meet - &
done
wait_all
cat got.[1-9] got.[12][0-9] got.30 | sort | cmp - <(for ((i = 1; i <= 30; i++)); do seq -f "$i %.0f" $scale; done | sort)
expect_exit 75 $mq recv meet --no-wait 2>/dev/null
$mq rm meet

# A thousand mailboxes: some made, the others copies of one, which nobody uses and are as good. Each is itself.
for i in {000..019}; do
    $mq create "box-$i" --capacity 1 --max-size 64
done
$mq send box-019 copied
for i in {020..999}; do
    cp -r "$IPC_DIR/mq/box-019" "$IPC_DIR/mq/box-$i"
done
expect_equal "$(printf 'box-%s\n' {000..999})" "$($mq ls | awk 'NR > 1 { print $1 }')" "ls"
expect_equal "981 19" "$($mq ls --json | grep -c '"ready":1,') $($mq ls --json | grep -c '"ready":0,')" "full and empty ones"
$mq send box-007 here
expect_equal "copied here" "$(echo $($mq recv box-500) $($mq recv box-007))"
expect_error 75 '*empty*' $mq recv box-500 --no-wait
expect_equal "copied" "$($mq recv box-501)"
expect_equal 100 "$($mq recv box-6{00..99} --drain | grep -c copied)" "messages from a hundred mailboxes"
$mq rm box-{000..998}
expect_equal box-999 "$($mq ls | awk 'NR > 1 { print $1 }')" "ls after rm"
$mq rm box-999
