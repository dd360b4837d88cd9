# `ipc-mq` keeps the metadata and every byte of a message, delivers messages in order, and prints them in the requested form.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

# `peek` and `recv` print messages of higher priority first. Messages of the same priority keep the order in which they were
# sent.
test_order_by_priority() {
    $mq send jobs --create low1 low2
    $mq send jobs high1 --priority 31
    $mq send jobs middle --priority 5
    $mq send jobs high2 --priority 31
    expect_equal $'high1\nhigh2\nmiddle\nlow1\nlow2' "$($mq peek jobs --count 9)" "what peek shows"
    expect_equal $'high1\nhigh2\nmiddle\nlow1\nlow2' "$($mq recv jobs --drain)"
}

test_sender_headers_and_reply_address_in_each_form() {
    $mq send jobs --create "it's \$HOME" --as Pat --priority 3 --header tone=grave --header n-o=1 --reply-to answers
    expect_equal "Pat 3 it's \$HOME" "$($mq peek jobs --format '%s %p %b')"
    eval "$($mq peek jobs --shell)"
    expect_equal "it's \$HOME|Pat|3|answers|grave|1" "$body|$sender|$priority|$reply_to|$header_tone|$header_n_o"
    expect_exit 0 grep -q '"sender":"Pat".*"priority":3.*"deliveries":.*"reply_to":"answers","headers":{"tone":"grave","n-o":"1"},"body":"it'"'"'s $HOME"' <($mq peek jobs --json)
    IPC_TASK=Quinn $mq send jobs by-environment
    $mq recv jobs --json >/dev/null
    expect_equal Quinn "$($mq recv jobs --format '%s')"
}

# When `recv --frame` writes a message and `send --frame` sends it to another mailbox, the message keeps its body,
# sender, priority, headers and reply address.
test_frame_carries_the_whole_message() {
    create jobs other
    $mq send jobs $'two\nlines' --as Pat --priority 7 --header k=v --reply-to answers
    $mq recv jobs --frame | $mq send other - --frame
    expect_equal $'two\nlines|Pat|7|k=v|answers' "$($mq recv other --format '%b|%s|%p|k=%h{k}|%R')"
}

# The metadata of a frame consists of texts KEY=VALUE. The keys are the same as in the output of --json. Only a header
# has another key: the header k has the key header_k.
test_metadata_in_a_frame() {
    $mq send jobs --create x --as Pat --priority 7 --header k=v --reply-to answers
    $mq recv jobs --frame >frames
    tr '\0' '\n' <frames | grep -a -E '^(id|pid|sent|deliveries|priority|reply_to|header_k|sender)=' >texts
    expect_equal 'id=1 sender=Pat deliveries=1 reply_to=answers priority=7 header_k=v' \
        "$(grep -v -E '^(pid|sent)=' texts | paste -sd' ')"
    expect_equal 8 "$(wc -l <texts)"
    expect_same_bytes <(tail -c 5 frames) <(printf '\0\0\0\1x')
    $mq send jobs - --frame <frames
    $mq recv jobs --frame -- bash -c 'cat >frames'
    expect_exit 0 grep -q -a 'mailbox=jobs.*sender=Pat' <(tr '\0' ' ' <frames)
}

# If the metadata of a frame lacks a property, such as the sender, the option of `send` for this property counts. If the
# metadata has the property, the option is ignored. Unknown keys in the metadata are ignored, too.
test_options_complete_the_metadata_of_a_frame() {
    $mq create jobs
    { printf '\200\0\0\50%s\0%s\0%s\0' sender=Pat header_k=frame unknown=value; printf '\0\0\0\1a\0\0\0\1b'; } >frames
    $mq send jobs - --frame --as Quinn --priority 3 --header k=option --header l=option <frames
    expect_equal $'a Pat 3 frame option\nb Quinn 3 option option' \
        "$($mq recv jobs --drain --format '%b %s %p %h{k} %h{l}')"
    printf '\200\0\0\14priority=99\0\0\0\0\1a' | $mq send jobs - --frame --until-received &
    expect_equal 31 "$($mq recv jobs --format %p)"
    wait_all
}

test_any_bytes_are_a_body() {
    $mq create jobs
    head -c 5000 /dev/urandom >random
    $mq send jobs - --whole <random
    $mq recv jobs --whole | cmp - random
    $mq send jobs - --whole <random
    $mq recv jobs -- bash -c 'cat >copy'
    head -c 5000 copy | cmp - random
    printf 'a\0\nb\0\0' | $mq send jobs - -0
    $mq recv jobs --drain -0 | cmp - <(printf 'a\0\nb\0\0')
    $mq send jobs - --whole </dev/null
    expect_equal 1 "$($mq recv jobs --drain | wc -l)" "an empty message"
    printf 'a\377b' | $mq send jobs - --whole
    expect_equal '"Yf9i"' "$($mq recv jobs --json | sed 's/.*"body_base64":\("[^"]*"\).*/\1/')"
    LC_ALL=C $mq send jobs $'\303\244'
    expect_equal $'\303\244' "$($mq recv jobs)"
}

test_stream_through_a_small_mailbox() {
    $mq create jobs
    (seq 50000 | $mq send jobs -) &
    $mq recv jobs --count 50000 | cmp - <(seq 50000)
    wait_all
}

# With three senders and three receivers, no message is lost or received twice, and each receiver receives the messages from
# the same sender in the order in which they were sent.
test_three_senders_and_three_receivers() {
    local p c
    $mq create many --capacity 64
    for p in 1 2 3; do
        (seq -f "$p.%.0f" 5000 | $mq send many -) &
    done
    for c in 1 2 3; do
        $mq recv many --count 5000 >got.$c &
    done
    wait_all
    cmp <(sort got.?) <(for p in 1 2 3; do seq -f "$p.%.0f" 5000; done | sort)
    for c in 1 2 3; do
        for p in 1 2 3; do
            sort -c -n -t. -k2 <(grep "^$p" got.$c)
        done
    done
}

test_several_mailboxes_in_turn() {
    create jobs other many
    $mq send jobs a1 a2 a3
    $mq send other b1 b2
    expect_equal $'jobs a1\nother b1\njobs a2\nother b2\njobs a3' "$($mq recv jobs other --drain --format '%m %b')"
    $mq recv jobs other many --count 2 --format '%m %b' >got &
    wait_for_waiter $! messages many
    $mq send many late
    wait_until has_lines got 1
    $mq send other later
    wait_all
    expect_equal $'many late\nother later' "$(<got)"
    expect_equal $'jobs\nmany\nother' "$($mq ls | awk 'NR > 1 { print $1 }')" "ls"
}

test_purge_drops_messages() {
    $mq send jobs --create 1 2 3
    $mq purge jobs 2>/dev/null
    expect_empty jobs
}

# A message leaves the mailbox only when stdout has accepted it.
test_message_stays_when_stdout_fails() {
    $mq send jobs --create kept
    expect_exit 74 $mq recv jobs >/dev/full 2>/dev/null
    expect_equal 'kept 2' "$($mq recv jobs --format '%b %d')"
    seq 8 | $mq send jobs -
    $mq recv jobs --follow | head -n 3 >got || true
    expect_equal $'1\n2\n3' "$(<got)"
    $mq recv jobs --drain >/dev/null
    open_closed_output
    # The mailbox is empty, and the reader of stdout has closed the pipe. `recv` notices this while it waits for a
    # message, and ends with 141 before its time limit.
    expect_silence 141 $mq recv jobs --timeout 20s >&$out
    exec {out}>&-
}
