# `ipc-mq` works with millions of messages, with many senders and receivers, and with a thousand mailboxes.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

scale=1
[[ ${IPCKIT_TORTURE-} != long ]] || scale=10

# received MAILBOX COUNT: succeeds if COUNT messages were received from the mailbox and acknowledged.
received() {
    [[ $($mq stat "$1") == *$'\n'"received     $2"$'\n'* ]]
}

# `recv --count` receives two million messages unchanged and in order.
# slow
test_millions_to_a_receiver_that_counts() {
    local many=$((2000000 * scale))
    $mq create jobs --capacity 1024 --max-size 64
    ($mq recv jobs --count $many | md5sum >got) &
    seq $many | $mq send jobs -
    wait_all
    expect_equal "$(seq $many | md5sum)" "$(<got)" "checksum"
}

# `recv --follow` receives a million messages unchanged and in order.
# slow
test_a_million_to_a_receiver_that_follows() {
    local many=$((1000000 * scale)) summing receiver
    $mq create jobs --capacity 1024 --max-size 64
    mkfifo out
    md5sum <out >got &
    summing=$!
    $mq recv jobs --follow >out &
    receiver=$!
    seq $many | $mq send jobs -
    wait_until received jobs $many
    terminate $receiver
    expect_exit 0 wait $summing
    expect_equal "$(seq $many | md5sum)" "$(<got)" "checksum"
}

# through_little_room CAPACITY: sends 30,000 messages through a mailbox with the capacity CAPACITY. CAPACITY should be
# so small that sender and receiver often wait for each other.
through_little_room() {
    local some=$((30000 * scale))
    $mq create jobs --capacity "$1"
    $mq recv jobs --count $some >got &
    seq $some | $mq send jobs -
    wait_all
    cmp got <(seq $some)
}
test_many_messages_through_capacity_1() {
    through_little_room 1
}
test_many_messages_through_capacity_8() {
    through_little_room 8
}

# Many senders and as many receivers use one mailbox: 10 of each, or 100 of each with IPCKIT_TORTURE=long. Each message
# is received once, and no receiver starves. Each receiver receives the messages from the same sender in the order in
# which they were sent.
# slow
test_many_senders_and_receivers() {
    local each=$((10 * scale)) all=10 i
    ((scale == 1)) || all=100
    $mq create jobs --capacity 64
    for ((i = 1; i <= all; i++)); do
        $mq recv jobs --count $each >"got.$i" &
        ((i % 5)) || wait_until has_participants $i mq.jobs
    done
    for ((i = 1; i <= all; i++)); do
        (seq -f "$i %.0f" $each | $mq send jobs -) &
    done
    wait_all
    for ((i = 1; i <= all; i++)); do
        expect_equal $each "$(wc -l <"got.$i")" "messages of receiver $i"
        sort -s -k1,1n "got.$i" | sort -c -k1,1n -k2,2n
        seq -f "$i %.0f" $each
    done | sort >expected
    sort got.* | cmp - expected
    expect_equal 0 "$(participants mq.jobs)" "participants left"
    expect_empty jobs
}

# A mailbox with capacity 0 can hold the messages of at most 16 waiting senders. Nevertheless, six receivers receive all
# messages of 18 senders.
test_many_rendezvous() {
    local i
    $mq create meet --capacity 0
    for i in {01..18}; do
        (seq -f "$i %.0f" $scale | $mq send meet -) &
    done
    wait_until has_participants 16 mq.meet
    for i in {1..6}; do $mq recv meet --count $((3 * scale)) >"got.$i" & done
    wait_all
    sort got.* | cmp - <(for i in {01..18}; do seq -f "$i %.0f" $scale; done)
    expect_empty meet
}

# A thousand mailboxes are independent of each other. To save time, only five of the mailboxes are made by `create`. The
# others are copies of a mailbox that contains one message.
test_a_thousand_mailboxes() {
    local i model=$IPC_DIR/mq.box-004
    for i in {000..004}; do
        $mq create "box-$i" --capacity 1 --max-size 64
    done
    $mq send box-004 copied
    expect_equal 'box live' "$(echo $(ls "$model"))"
    umask 077
    mkdir -m 700 "$IPC_DIR"/mq.box-{005..999}
    for i in box live; do
        tee "$IPC_DIR"/mq.box-{005..499}/$i <"$model/$i" >/dev/null
        tee "$IPC_DIR"/mq.box-{500..999}/$i <"$model/$i" >/dev/null
    done
    expect_equal "$(printf 'box-%s\n' {000..999})" "$($mq ls | awk 'NR > 1 { print $1 }')" "ls"
    $mq ls --json >list
    expect_equal "996 4" "$(grep -c '"ready":1,' list) $(grep -c '"ready":0,' list)" "full and empty ones"
    $mq send box-003 here
    expect_equal "copied here" "$(echo $($mq recv box-500) $($mq recv box-003))"
    expect_error 75 '*empty*' $mq recv box-500 --no-wait
    expect_equal "copied" "$($mq recv box-501)"
    expect_equal 100 "$($mq recv box-6{00..99} --drain | grep -c copied)" "messages from a hundred mailboxes"
    $mq rm box-{000..998}
    expect_equal box-999 "$($mq ls | awk 'NR > 1 { print $1 }')" "ls after rm"
}
