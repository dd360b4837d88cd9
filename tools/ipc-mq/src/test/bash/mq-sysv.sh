# `ipc-mq` uses System V message queues under the names sysv:0xKEY, sysv:ID and sysv:private. This script tests what
# POSIX queues do not have: types of messages, a limit in bytes, ids of queues, and the programs ipcs and ipcrm.
# lane: kernel
. "$IPCKIT_TEST_LIB/kernel-queues.sh"
need_scheme sysv
use_scheme sysv

# create_queue WORD...: creates the queue of the test, and sets `id` to its id.
create_queue() {
    id=$($mq create $queue "$@")
}

test_status() {
    create_queue --mode 0640
    $mq send $queue 12345
    expect_equal "$id $(setting msgmnb) $(setting msgmax) null" \
        "$($mq stat $queue --json | jq -r '[.id, .max_bytes, .max_size, .last_receiver | tostring] | join(" ")')"
    $mq stat sysv:$id >told
    local line
    for line in "id *$id" "capacity *$(setting msgmnb) bytes" "message *up to $(setting msgmax) bytes" \
        "sent *20.*Z by process [0-9]*"; do
        grep -qx "$line" told || fail "stat does not print '$line': $(<told)"
    done
    ! grep -q received told || fail "$(<told)"
    $mq ls --scheme sysv >out
    grep -q "^$queue  *in use  *[0-9]*  *1  *5  *0640  *$UID  *$id\$" out || fail "$(<out)"
}

test_queues_without_a_key() {
    expect_error 74 '*cannot write to standard output*' $mq create sysv:private >&-
    local ours theirs name
    ours=$($mq create sysv:private)
    theirs=$(ipcmk -Q | grep -o '[0-9]*$')
    queues+=("sysv:$ours" "sysv:$theirs")
    $mq ls --scheme sysv --json >listed
    expect_equal "sysv:$ours" "$(jq -r "select(.id == $ours).name" listed)"
    [[ $(jq -r "select(.id == $theirs).name" listed) == sysv:0x* ]] || fail "ls lacks the queue of ipcmk"
    for name in sysv:$ours sysv:$theirs; do
        $mq send $name hello
        expect_equal "$name hello" "$($mq recv $name --format '%m %b')"
    done
    $mq rm sysv:$ours sysv:$theirs
    [[ $(ipcs -q) != *" $ours "* && $(ipcs -q) != *" $theirs "* ]] || fail "ipcs shows a removed queue"
    expect_error 69 "no such mailbox: sysv:$ours" $mq recv sysv:$ours
}

test_types() {
    create_queue
    $mq send $queue c --type 3
    $mq send $queue a1 a2
    $mq send $queue b --type 2
    $mq send $queue big --type 9223372036854775807
    expect_equal "2 b" "$($mq recv $queue --type 2 --format '%T %b')"
    expect_error 75 "mailbox $queue: it has no message of type 2" $mq recv $queue --type 2 --no-wait
    expect_error 124 "*timed out: it has no message of type 2" $mq recv $queue --type 2 --timeout 100ms
    expect_equal $'1 a1\n1 a2\n3 c' "$($mq recv $queue --type-up-to 3 --drain --format '%T %b')"
    expect_error 75 "mailbox $queue: it has no message of a type up to 3" $mq recv $queue --type-up-to 3 --no-wait
    $mq recv $queue --frame | $mq send $queue - --frame --type 5
    expect_equal "5 big" "$($mq recv $queue --format '%T %b')"
}

# `recv` receives even the largest message whole. If a message does not fit into the memory that
# `recv` has reserved, the kernel keeps the message in the queue, and `recv` tries again with more
# memory.
test_large_messages() {
    create_queue
    local most
    most=$(setting msgmax)
    head -c "$most" /dev/urandom >random
    $mq send $queue - --whole <random
    $mq recv $queue --whole | cmp - random
    expect_error 65 "mailbox $queue: a message of $((most + 1)) bytes, and the kernel allows at most $most (kernel.msgmax)" \
        $mq send $queue "$(head -c $((most + 1)) /dev/zero | tr '\0' x)"
}

# When a queue has room for 4 more bytes, `send` can put a message of 4 bytes into the queue. A message of 5 bytes does
# not fit, so `send --no-wait` fails with 75.
test_room_in_bytes() {
    create_queue "${small[@]}"
    expect_equal 10 "$($mq stat $queue --json | jq .max_bytes)"
    $mq send $queue 123456
    expect_error 75 "mailbox $queue: it is full" $mq send $queue 12345 --no-wait
    $mq send $queue 1234
}

# The test lowers a limit of the kernel in an IPC namespace of its own.
test_limits_of_the_kernel() {
    unshare --ipc true 2>/dev/null || {
        echo "no private IPC namespace is possible here"
        return 0
    }
    expect_error 73 "mailbox $queue: the kernel allows 1 queue (kernel.msgmni)" \
        unshare --ipc bash -c "echo 1 >/proc/sys/kernel/msgmni; ipcmk -Q >id; exec $mq create $queue"
    expect_error 73 "mailbox $queue: the kernel allows 99 bytes in a queue (kernel.msgmnb)" \
        unshare --ipc bash -c "echo 99 >/proc/sys/kernel/msgmnb
            exec setpriv --bounding-set -all --inh-caps -all --ambient-caps -all $mq create $queue --max-bytes 100"
    expect_error 69 "no such mailbox: $queue" $mq stat $queue
}

test_refusal_of_priorities_in_frames() {
    create_queue
    $mq create jobs
    $mq send jobs plain
    $mq send jobs x --priority 3
    # `recv` returns the message x before the message `plain`, because x has a priority. The test passes `plain` to
    # `send` first, and x last. Therefore `send` sends `plain` before it fails because of the priority of x.
    $mq recv jobs --frame >urgent
    expect_error 2 "*$queue: System V queues have no priorities; local mailboxes have; 1 message sent*" \
        $mq send $queue - --frame < <($mq recv jobs --frame && cat urgent)
    expect_equal plain "$($mq recv $queue --drain)"
}

test_listing_of_a_queue_that_may_not_be_read() {
    need_stranger
    create_queue
    expect_equal denied "$(stranger $mq ls --scheme sysv --json | jq -r "select(.name == \"$queue\").state")"
}

test_ipcs_and_ipcrm_know_the_queue() {
    create_queue --mode 0640
    $mq send $queue 12345
    expect_equal "${queue#sysv:} $id 640 5 1" "$(ipcs -q | awk -v id="$id" '$2 == id {print $1, $2, $4, $5, $6}')"
    ipcs -q -i "$id" | grep -q "qbytes=$(setting msgmnb)" || fail "$(ipcs -q -i "$id")"
    $mq recv $queue --type 2 2>receiver-errors &
    wait_for_idle $!
    ipcrm -Q "${queue#sysv:}"
    expect_exit 69 wait $!
    expect_equal "ipc-mq: mailbox $queue: it was removed" "$(<receiver-errors)"
    expect_error 69 "no such mailbox: sysv:$id" $mq send sysv:$id x
    create_queue
    ipcrm -q "$id"
    expect_error 69 "no such mailbox: $queue" $mq stat $queue
}
