# `ipc-mq` uses the kernel's System V message queues under the names sysv:0xKEY, sysv:ID and sysv:private, agrees with ipcmk,
# ipcs and ipcrm about them, exchanges messages with C programs, and refuses options that these queues do not support.
# lane: kernel
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

[[ -e /proc/sysvipc/msg ]] || {
    echo "this kernel has no System V message queues"
    exit 0
}

key=$(random_key)
queue=sysv:$key
# The ids of the queues without a key that a test has made, for the trap.
ids=()
remove_queues() {
    local id
    ipcrm -Q "$key" 2>/dev/null || true
    for id in "${ids[@]}"; do
        ipcrm -q "$id" 2>/dev/null || true
    done
}
trap 'code=$?; remove_queues; ((code)) || { remove_mailboxes; expect_nothing_left; }' EXIT

# create_queue WORD...: creates the queue of the test, and sets `id` to its id.
create_queue() {
    id=$($mq create $queue "$@")
}

# setting NAME: prints a limit of the kernel, such as msgmax.
setting() {
    cat /proc/sys/kernel/"$1"
}

test_creation() {
    create_queue --mode 0640
    expect_error 73 "*$queue*exists*" $mq create $queue
    expect_equal "$id" "$($mq create $queue --if-absent)"
    expect_equal "$queue $id empty 0 0 $(setting msgmnb) $(setting msgmax) 0640 $UID null" \
        "$($mq stat $queue --json | jq -r '[.name, .id, .state, .ready, .bytes, .max_bytes, .max_size, .mode, .uid,
            .last_sender | tostring] | join(" ")')"
    (umask 077 && $mq rm $queue && $mq create $queue --mode 0666 >id)
    expect_equal 0666 "$($mq stat $queue --json | jq -r .mode)"
    $mq send $queue hello
    $mq stat $queue >told
    local line
    for line in "mailbox *$queue, in use" "id *[0-9]*" "capacity *$(setting msgmnb) bytes" \
        "message *up to $(setting msgmax) bytes" "ready *1" "bytes *5" "mode *0666" "owner *$UID" \
        "sent *20.*Z by process [0-9]*"; do
        grep -qx "$line" told || fail "stat does not print '$line': $(<told)"
    done
    ! grep -q received told || fail "$(<told)"
}

test_queue_without_a_key() {
    local id
    id=$($mq create sysv:private)
    ids+=("$id")
    $mq send sysv:$id hello
    expect_equal "sysv:$id hello" "$($mq recv sysv:$id --format '%m %b')"
    expect_equal "sysv:$id" "$($mq ls --scheme sysv --json | jq -r "select(.id == $id).name")"
    $mq rm sysv:$id
    expect_error 69 "no such mailbox: sysv:$id" $mq recv sysv:$id
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
    $mq send $queue last
    expect_equal $'9223372036854775807 big\n1 last' "$($mq recv $queue -n 2 --format '%T %b')"
    expect_error 75 "mailbox $queue: it is empty" $mq recv $queue --no-wait
    expect_error 2 "*'0' is *" $mq send $queue x --type 0
    expect_error 2 "*'9223372036854775808' is more than 9223372036854775807*" $mq recv $queue --type 9223372036854775808
    expect_error 2 "*--type and --type-up-to*" $mq recv $queue --type 1 --type-up-to 2
}

test_forms() {
    create_queue
    $mq send $queue '' --type 7
    expect_equal "{\"mailbox\":\"$queue\",\"type\":7,\"body\":\"\"}" "$($mq recv $queue --json)"
    $mq send $queue "it's" --type 8
    (eval "$($mq recv $queue --shell)" && expect_equal "it's|8|$queue" "$body|$type|$mailbox")
    printf 'a\0\nb\0\0' | $mq send $queue - -0
    $mq recv $queue --drain -0 | cmp - <(printf 'a\0\nb\0\0')
    $mq send $queue - --type 4 < <(printf 'a\nb')
    $mq recv $queue --drain --frame | $mq send $queue - --frame --type 5
    expect_equal $'5 a\n5 b' "$($mq recv $queue --drain --format '%T %b')"
}

# A message is received whole, whatever its size, because a message that does not fit into the memory for it stays in the
# queue.
test_large_messages() {
    create_queue
    local most
    most=$(setting msgmax)
    head -c "$most" /dev/urandom >random
    $mq send $queue - --whole <random
    $mq recv $queue --whole | cmp - random
    expect_error 65 "mailbox $queue: a message of $((most + 1)) bytes, and the kernel allows at most $most (kernel.msgmax)" \
        $mq send $queue "$(head -c $((most + 1)) /dev/zero | tr '\0' x)"
    expect_error 65 "mailbox $queue: *$most bytes*; 1 message sent" \
        $mq send $queue - < <(echo a; head -c $((most + 1)) /dev/zero | tr '\0' x)
    expect_exit 0 $mq purge $queue 2>errors
    expect_equal "ipc-mq: dropped 1 message" "$(<errors)"
    expect_empty $queue
}

test_full_queue() {
    create_queue --max-bytes 10
    expect_equal 10 "$($mq stat $queue --json | jq .max_bytes)"
    $mq send $queue 123456
    expect_silence 0 $mq wait $queue --for room
    expect_error 75 "mailbox $queue: it is full" $mq send $queue 12345 --no-wait
    expect_error 124 "mailbox $queue: timed out: it is full; 0 messages sent" $mq send $queue - --timeout 100ms <<<12345
    expect_error 65 "mailbox $queue: a message of 11 bytes, and it holds at most 10 (its msg_qbytes)" \
        $mq send $queue 12345678901
    $mq send $queue 1234
    expect_equal full "$($mq stat $queue --json | jq -r .state)"
    expect_error 75 "mailbox $queue: it is full" $mq wait $queue --for room --no-wait
    expect_error 75 "mailbox $queue: it is full" $mq send $queue '1' --no-wait
    expect_equal $'123456\n1234' "$($mq recv $queue --drain)"
}

test_empty_queue() {
    create_queue
    expect_error 75 "mailbox $queue: it is empty" $mq recv $queue --no-wait
    expect_error 124 "mailbox $queue: timed out: it is empty" $mq recv $queue --timeout 100ms
    expect_error 75 "mailbox $queue: it is empty" $mq wait $queue --no-wait
    expect_error 124 "*timed out*" $mq wait $queue --timeout 100ms
    expect_silence 0 $mq recv $queue --drain
    $mq send $queue one
    expect_silence 0 $mq recv $queue --count 5 --timeout 100ms >got
    expect_equal one "$(<got)"
}

# The test lowers a limit of the kernel in an IPC namespace of its own.
test_limits_of_the_kernel() {
    unshare --ipc true 2>/dev/null || {
        echo "no private IPC namespace is possible here"
        return 0
    }
    expect_error 73 "mailbox $queue: the kernel allows 1 queue (kernel.msgmni)" \
        unshare --ipc bash -c "echo 1 >/proc/sys/kernel/msgmni; $mq create sysv:private >id; exec $mq create $queue"
    expect_error 73 "mailbox $queue: the kernel allows 99 bytes in a queue (kernel.msgmnb)" \
        unshare --ipc bash -c "echo 99 >/proc/sys/kernel/msgmnb
            exec setpriv --bounding-set -all --inh-caps -all --ambient-caps -all $mq create $queue --max-bytes 100"
    expect_error 69 "no such mailbox: $queue" $mq stat $queue
}

test_absent_queue() {
    local verb rest name
    for name in $queue sysv:2147483647; do
        for verb in 'send X' recv wait 'wait --for room' purge stat rm; do
            read -r verb rest <<<"$verb"
            expect_error 69 "no such mailbox: $name" $mq $verb $name $rest
        done
    done
}

# Processes that wait at a queue fail with 69 when the queue is removed.
test_removal_while_waiting() {
    create_queue --max-bytes 1
    $mq send $queue x
    $mq send $queue y 2>sender-errors &
    local sender=$! receiver waiter
    $mq recv $queue --type 2 2>receiver-errors &
    receiver=$!
    wait_for_idle $sender
    wait_for_idle $receiver
    $mq rm $queue
    expect_exit 69 wait $sender
    expect_exit 69 wait $receiver
    expect_equal "ipc-mq: mailbox $queue: it was removed" "$(<sender-errors)"
    expect_equal "ipc-mq: mailbox $queue: it was removed" "$(<receiver-errors)"
    create_queue
    $mq wait $queue 2>waiter-errors &
    waiter=$!
    wait_for_idle $waiter
    ipcrm -q "$id"
    expect_exit 69 wait $waiter
    expect_equal "ipc-mq: mailbox $queue: it was removed" "$(<waiter-errors)"
}

# refused VERB WORD...: checks that the verb exits with 2 and prints nothing on stdout. The error message must name a
# feature that System V queues lack, and must say that local mailboxes have this feature.
refused() {
    expect_exit 2 $mq "$@" >out 2>errors </dev/null
    expect_equal "" "$(<out)" "stdout of a refusal"
    [[ $(wc -l <errors) == 1 && $(<errors) == "ipc-mq $1: $queue: System V queues have no "*"; local mailboxes have;"* ]] ||
        fail "$*: $(<errors)"
}
test_refusals_of_recv() {
    local letter
    refused recv $queue --lease 1s
    refused recv $queue -- true
    refused recv $queue --retries 1 -- true
    refused recv $queue --dead-letter dead -- true
    refused recv $queue jobs
    refused recv jobs $queue
    for letter in s i d t R r p; do
        refused recv $queue --format "%b %$letter"
    done
    refused recv $queue --format '%h{k}'
    refused recv jobs --dead-letter $queue -- true
}
test_refusals_of_other_verbs() {
    refused create $queue --capacity 3
    refused create $queue --max-size 10
    refused create $queue --fixed-size 10
    refused create $queue --sharing pair
    refused create $queue --owner $$
    refused create $queue --durable .
    refused send $queue x --priority 3
    refused send $queue x --header k=v
    refused send $queue x --as T
    refused send $queue x --reply-to jobs
    refused send $queue x --until-received
    refused send $queue x --pend --as T
    refused peek $queue
    refused wait $queue --for service
    refused wait $queue --for accepted
    refused ack $queue 0.1.1
    refused call $queue x
    refused serve $queue -- true
}
test_refusal_of_priorities_in_frames() {
    create_queue
    $mq create jobs
    $mq send jobs plain
    expect_error 2 "*$queue: System V queues have no priorities; local mailboxes have; 1 message sent*" \
        $mq send $queue - --frame < <($mq recv jobs --frame && $mq send jobs x --priority 3 && $mq recv jobs --frame)
    expect_equal plain "$($mq recv $queue --drain)"
}
# Only System V queues have types, and a limit in bytes.
test_refusals_of_other_mailboxes() {
    local other
    $mq create jobs
    for other in jobs posix:/jobs; do
        expect_error 2 "*--type needs a System V queue, such as sysv:0x1234*" $mq send $other x --type 1
        expect_error 2 "*--type needs a System V queue*" $mq recv $other --type 1
        expect_error 2 "*--type-up-to needs a System V queue*" $mq recv $other --type-up-to 1
        expect_error 2 "*%T needs a System V queue*" $mq recv $other --format %T
        expect_error 2 "*--max-bytes needs a System V queue*" $mq create $other --max-bytes 1K
    done
    expect_error 2 "*--type needs a System V queue*" $mq send --to P --as Q x --type 1
}
test_illegal_names() {
    local illegal
    for illegal in sysv: sysv:jobs sysv:0x sysv:0x0 sysv:-1 sysv:2147483648 sysv:0x100000000; do
        expect_error 2 "*illegal name '$illegal'*" $mq send "$illegal" x
    done
    expect_error 2 "*the kernel chooses the id*" $mq create sysv:7
    expect_error 2 "*sysv:private can only be created*" $mq send sysv:private x
}

# A user without permission fails with 77. The test needs root, to become another user.
test_denied() {
    stranger() {
        setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
    }
    stranger $mq --version >version 2>/dev/null && [[ $(stranger id -u) != $(id -u) ]] || {
        echo "no other user is possible here"
        return 0
    }
    create_queue
    expect_error 77 "*$queue*" stranger $mq send $queue x
    expect_error 77 "*$queue*" stranger $mq recv $queue
    expect_error 77 "*$queue*" stranger $mq stat $queue
    expect_error 77 "*$queue*" stranger $mq rm $queue
    expect_equal denied "$(stranger $mq ls --scheme sysv --json | jq -r "select(.name == \"$queue\").state")"
    $mq rm $queue
    # A user who may write, but not read, can wait for room.
    create_queue --mode 0622 --max-bytes 1
    $mq send $queue 1
    setpriv --reuid 65534 --regid 65534 --clear-groups $mq send $queue 2 &
    wait_for_idle $!
    expect_equal 1 "$($mq recv $queue)"
    expect_exit 0 wait $!
    expect_equal 2 "$($mq recv $queue)"
}

test_listing() {
    create_queue
    $mq send $queue 12345
    $mq ls --scheme sysv >out
    grep -q "^$queue  *in use  *[0-9]*  *1  *5  *0600  *$UID  *$id\$" out || fail "$(<out)"
    expect_equal 5 "$($mq ls --scheme sysv --json | jq "select(.name == \"$queue\") | .bytes")"
}

# `recv` ends with 141 when its stdout is closed, and leaves the message in the queue.
test_closed_stdout() {
    create_queue
    open_closed_output
    expect_silence 141 $mq recv $queue --timeout 300s >&$out
    $mq send $queue kept
    expect_exit 141 $mq recv $queue >&$out 2>errors
    exec {out}>&-
    expect_equal kept "$($mq recv $queue --no-wait)"
}
test_signals() {
    local signal
    create_queue --max-bytes 1
    for signal in INT TERM; do
        env --default-signal=INT $mq recv $queue --follow >got &
        wait_for_idle $!
        kill -$signal $!
        expect_exit $((128 + $(kill -l $signal))) wait $!
    done
    $mq send $queue 1
    $mq send $queue 2 &
    wait_for_idle $!
    terminate $!
    expect_equal 1 "$($mq recv $queue)"
}

test_several_senders_and_receivers() {
    local p c
    create_queue
    for p in 1 2 3; do
        (seq -f "$p.%.0f" 3000 | $mq send $queue - --type $p) &
    done
    for c in 1 2 3; do
        $mq recv $queue --count 3000 --type $c >got.$c &
    done
    wait_all
    for p in 1 2 3; do
        cmp got.$p <(seq -f "$p.%.0f" 3000)
    done
}

test_ipcs_shows_the_same_queue() {
    create_queue --mode 0640
    $mq send $queue 12345
    expect_equal "$key $id 640 5 1" "$(ipcs -q | awk -v id="$id" '$2 == id {print $1, $2, $4, $5, $6}')"
    ipcs -q -i "$id" | grep -q "qbytes=$(setting msgmnb)" || fail "$(ipcs -q -i "$id")"
    $mq rm $queue
    [[ $(ipcs -q) != *"$key"* ]] || fail "ipcs shows a removed queue"
}
test_ipcrm_removes_a_queue() {
    create_queue
    ipcrm -Q "$key"
    expect_error 69 "no such mailbox: $queue" $mq stat $queue
    create_queue
    ipcrm -q "$id"
    expect_error 69 "no such mailbox: sysv:$id" $mq send sysv:$id x
}
test_queue_of_ipcmk_is_used_and_removed() {
    local id
    id=$(ipcmk -Q | grep -o '[0-9]*$')
    ids+=("$id")
    $mq send sysv:$id hello
    expect_equal hello "$($mq recv sysv:$id)"
    [[ $($mq ls --scheme sysv --json | jq -r "select(.id == $id).name") == sysv:0x* ]] || fail "ls lacks the queue of ipcmk"
    $mq rm sysv:$id
    [[ $(ipcs -q) != *" $id "* ]] || fail "ipcs shows a removed queue"
}

# Builds the C program `peer`, or ends the test when no compiler is installed.
build_peer() {
    command -v gcc >/dev/null || {
        echo "no C compiler here"
        exit 0
    }
    cat >peer.c <<'END_OF_C'
/*
 * peer KEY send TYPE TEXT: sends one message.
 * peer KEY recv TYPE N: receives N messages, and prints the type, the length and the bytes of each message.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>

struct {
    long type;
    char text[65536];
} message;

int main(int argc, char **argv) {
    int queue = msgget(strtoul(argv[1], 0, 16), 0);
    if (queue < 0 || argc < 5) {
        perror(argv[1]);
        return 1;
    }
    message.type = atol(argv[3]);
    if (!strcmp(argv[2], "send")) {
        strcpy(message.text, argv[4]);
        return msgsnd(queue, &message, strlen(argv[4]), 0) != 0;
    }
    for (int i = atoi(argv[4]); i > 0; i--) {
        ssize_t length = msgrcv(queue, &message, sizeof message.text, atol(argv[3]), 0);
        if (length < 0) return 1;
        printf("%ld %zd ", message.type, length);
        fwrite(message.text, 1, length, stdout);
        puts("");
    }
    return 0;
}
END_OF_C
    gcc -O1 -o peer peer.c
}

test_from_c_to_ipc_mq() {
    build_peer
    create_queue
    ./peer $key send 1 low
    ./peer $key send 4611686018427387904 high
    ./peer $key send 7 ""
    ./peer $key send 7 $'binary: \001\377\r'
    expect_equal $'7 \n7 binary: \001\377\r' "$($mq recv $queue --type 7 --count 2 --format '%T %b')"
    expect_equal $'1 low\n4611686018427387904 high' "$($mq recv $queue --count 2 --format '%T %b')"
}
test_from_ipc_mq_to_c() {
    build_peer
    create_queue
    $mq send $queue second --type 2
    $mq send $queue "" --type 9223372036854775807
    printf 'a\0b\nc' | $mq send $queue - --whole
    ./peer $key recv -2 2 | cmp - <(printf '1 5 a\0b\nc\n2 6 second\n')
    expect_equal "9223372036854775807 0 " "$(./peer $key recv 0 1)"
}

# A C program wakes a waiting `ipc-mq`, and `ipc-mq` wakes a waiting C program.
test_c_wakes_ipc_mq_and_the_reverse() {
    build_peer
    create_queue --max-bytes 12
    $mq recv $queue --type 3 >got &
    local receiver=$! sender waiter
    wait_for_idle $receiver
    ./peer $key send 3 "good morning"
    expect_exit 0 wait $receiver
    expect_equal "good morning" "$(<got)"
    ./peer $key recv 4 1 >got &
    receiver=$!
    wait_for_idle $receiver
    $mq send $queue "good evening" --type 4
    expect_exit 0 wait $receiver
    expect_equal "4 12 good evening" "$(<got)"
    $mq send $queue first-------
    $mq send $queue second &
    sender=$!
    wait_for_idle $sender
    $mq wait $queue --for room --timeout 300s &
    waiter=$!
    wait_for_idle $waiter
    expect_equal "1 12 first-------" "$(./peer $key recv 0 1)"
    expect_exit 0 wait $sender
    expect_equal "1 6 second" "$(./peer $key recv 0 1)"
    expect_exit 0 wait $waiter
}
