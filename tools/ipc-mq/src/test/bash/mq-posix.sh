# `ipc-mq` uses the kernel's POSIX message queues under the names posix:/NAME, exchanges messages with C programs, and refuses
# options that the kernel's queues do not support.
# lane: kernel
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

[[ -d /proc/sys/fs/mqueue ]] || {
    echo "this kernel has no POSIX message queues"
    exit 0
}

name=ipckit-test-$$-$RANDOM
queue=posix:/$name
# The names of all queues that a test may have made, for the trap.
queues=("$name" "$name-2")
remove_queues() {
    if mountpoint -q /dev/mqueue; then
        rm -f "${queues[@]/#//dev/mqueue/}"
    else
        $mq rm "${queues[@]/#/posix:/}" 2>/dev/null || true
    fi
}
trap 'code=$?; remove_queues; ((code)) || { remove_mailboxes; expect_nothing_left; }' EXIT

# has_open PID QUEUE: succeeds when the process has opened the queue.
has_open() {
    { readlink /proc/$1/fd/* 2>/dev/null || true; } | grep -qx "${2#posix:}"
}

test_creation() {
    $mq create $queue --capacity 3 --max-size 100 --mode 0640
    expect_error 73 "*$queue*exists*" $mq create $queue
    expect_silence 0 $mq create $queue --if-absent
    expect_equal "$queue empty 3 0 0 100 0640 $UID" \
        "$($mq stat $queue --json | jq -r '[.name, .state, .capacity, .ready, .bytes, .max_size, .mode, .uid] | join(" ")')"
    $mq send $queue hello
    $mq stat $queue >told
    local line
    for line in "mailbox *$queue, in use" "capacity *3" "message *up to 100 bytes" "ready *1" "bytes *5" "mode *0640" \
        "owner *$UID"; do
        grep -qx "$line" told || fail "stat does not print '$line': $(<told)"
    done
}

# `recv` receives the messages of a kernel queue by priority, including an empty message, and `send` to a full queue fails.
test_messages() {
    $mq create $queue --capacity 3 --max-size 100
    $mq send $queue hello
    $mq send $queue urgent --priority 31
    $mq send $queue '' --priority 7
    expect_error 75 "mailbox $queue: it is full" $mq send $queue more --no-wait
    expect_error 124 "mailbox $queue: timed out: it is full; 0 messages sent" $mq send $queue - --timeout 100ms <<<more
    expect_error 75 "mailbox $queue: it is full" $mq wait $queue --for room --no-wait
    expect_equal full "$($mq stat $queue --json | jq -r .state)"
    expect_equal "31 $queue urgent" "$($mq recv $queue --format '%p %m %b')"
    expect_silence 0 $mq wait $queue --for room
    expect_equal "{\"mailbox\":\"$queue\",\"priority\":7,\"body\":\"\"}" "$($mq recv $queue --json)"
    (eval "$($mq recv $queue --shell)" && expect_equal "hello|0|$queue" "$body|$priority|$mailbox")
}

test_empty_queue() {
    $mq create $queue --capacity 3 --max-size 100
    expect_error 75 "mailbox $queue: it is empty" $mq recv $queue --no-wait
    expect_error 124 "mailbox $queue: timed out: it is empty" $mq recv $queue --timeout 100ms
    expect_error 75 "mailbox $queue: it is empty" $mq wait $queue --no-wait
    expect_error 124 "*timed out*" $mq wait $queue --timeout 100ms
    expect_silence 0 $mq recv $queue --drain
    $mq send $queue one
    # `recv` succeeds with fewer than 5 messages, because it has received at least one message before the time limit passes.
    expect_silence 0 $mq recv $queue --count 5 --timeout 100ms >got
    expect_equal one "$(<got)"
}

# sleeps_in_poll PID: succeeds if a thread of the process is in poll(2), which has the number 7 on x86-64.
sleeps_in_poll() {
    grep -qs '^7 ' "/proc/$1/task"/*/syscall
}
# The limits of mq_timedsend(3) and mq_timedreceive(3) are instants of the wall clock. If `ipc-mq` waited in these calls, it
# would wait longer when the clock is set back. Other users than root may not be allowed to see the system calls.
test_waits_do_not_depend_on_the_wall_clock() {
    [[ $EUID == 0 && $(uname -m) == x86_64 ]] || return 0
    $mq create $queue --capacity 1 --max-size 100
    $mq recv $queue --timeout 60s >got &
    wait_until sleeps_in_poll $!
    $mq send $queue one
    expect_exit 0 wait $!
    $mq send $queue two
    $mq send $queue three --timeout 60s &
    wait_until sleeps_in_poll $!
    expect_equal two "$($mq recv $queue)"
    expect_exit 0 wait $!
    expect_equal three "$($mq recv $queue)"
}

test_framings() {
    $mq create $queue --capacity 3 --max-size 100
    head -c 100 /dev/urandom >random
    $mq send $queue - --whole <random
    $mq recv $queue --whole | cmp - random
    printf 'a\0\nb\0\0' | $mq send $queue - -0
    $mq recv $queue --drain -0 | cmp - <(printf 'a\0\nb\0\0')
    $mq send $queue - --priority 4 < <(printf 'a\nb')
    $mq recv $queue --drain --frame | $mq send $queue - --frame
    expect_equal $'4 a\n4 b' "$($mq recv $queue --drain --format '%p %b')"
    expect_error 65 "mailbox $queue: frame 1 is cut short*" $mq send $queue - --frame < <(printf '\0\0\0\3bb')
}

# When a message is too large, `send` fails with 65 after it has sent the preceding messages.
test_message_that_is_too_large() {
    $mq create $queue --capacity 3 --max-size 100
    expect_error 65 "mailbox $queue: *101 bytes*100*" $mq send $queue "$(printf '%0101d' 0)"
    expect_error 65 "mailbox $queue: *100 bytes*; 1 message sent" $mq send $queue - < <(printf 'a\n%0101d\n' 0)
    $mq send $queue b
    expect_exit 0 $mq purge $queue 2>errors
    expect_equal "ipc-mq: dropped 2 messages" "$(<errors)"
    expect_empty $queue
}

# When `create` exceeds a limit of the kernel, its error message names that limit. The tested sizes exceed the limits for
# privileged users, too.
test_limits_of_the_kernel() {
    local limit
    limit=$(</proc/sys/fs/mqueue/msg_max)
    expect_error 73 "mailbox $queue-2: *fs.mqueue.msg_max*fs.mqueue.msgsize_max*" $mq create $queue-2 --capacity 1000000
    expect_error 73 "mailbox $queue-2: *$limit*fs.mqueue.msg_max*" $mq create $queue-2 --max-size 1G
    expect_error 74 "mailbox $queue-2: *RLIMIT_MSGQUEUE*" prlimit --msgqueue=1000 $mq create $queue-2
    expect_error 69 "no such mailbox: $queue-2" $mq stat $queue-2
    $mq create $queue-2
    expect_equal $((limit < 8 ? limit : 8)) "$($mq stat $queue-2 --json | jq .capacity)"
    (umask 077 && $mq rm $queue-2 && $mq create $queue-2 --mode 0666)
    expect_equal 0666 "$($mq stat $queue-2 --json | jq -r .mode)"
}

# A verb fails with 69 when the kernel queue does not exist.
test_absent_queue() {
    local verb rest
    for verb in 'send X' recv wait 'wait --for room' purge stat rm; do
        read -r verb rest <<<"$verb"
        expect_error 69 "no such mailbox: $queue-2" $mq $verb $queue-2 $rest
    done
}

# A process that waits at a kernel queue fails with 69 when the queue is removed.
test_removal_while_waiting() {
    $mq create $queue --capacity 3 --max-size 100
    $mq create $queue-2 --capacity 1 --max-size 10
    $mq send $queue-2 x
    $mq send $queue-2 y 2>sender-errors &
    local first=$!
    $mq recv $queue 2>receiver-errors &
    local second=$!
    wait_until has_open $first $queue-2
    wait_until has_open $second $queue
    expect_exit 69 $mq rm $queue-2 posix:/$name-3 $queue 2>errors
    expect_equal "ipc-mq: no such mailbox: posix:/$name-3" "$(<errors)"
    expect_exit 69 wait $first
    expect_exit 69 wait $second
    expect_equal "ipc-mq: mailbox $queue-2: it was removed" "$(<sender-errors)"
    expect_equal "ipc-mq: mailbox $queue: it was removed" "$(<receiver-errors)"
}

# refused VERB WORD...: checks that the verb exits with 2 and prints nothing on stdout. The error message must name a
# feature that kernel queues lack, and must say that local mailboxes have this feature.
refused() {
    expect_exit 2 $mq "$@" >out 2>errors </dev/null
    expect_equal "" "$(<out)" "stdout of a refusal"
    [[ $(wc -l <errors) == 1 && $(<errors) == "ipc-mq $1: $queue: the kernel's queues have no "*"; local mailboxes have;"* ]] ||
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
    for letter in s i d t R r; do
        refused recv $queue --format "%b %$letter"
    done
    refused recv $queue --format '%h{k}'
    refused recv jobs --dead-letter $queue -- true
}
test_refusals_of_other_verbs() {
    refused create $queue --capacity 0
    refused create $queue --max-size 0
    refused create $queue --fixed-size 10
    refused create $queue --sharing pair
    refused create $queue --sharing single-receiver
    refused send $queue x --header k=v
    refused send $queue x --as T
    refused send $queue x --reply-to jobs
    refused send $queue x --until-received
    refused send $queue x --pend --as T
    refused peek $queue
    refused wait $queue --for service
    refused wait $queue --for accepted
    refused wait $queue --as T
    refused ack $queue 0.1.1
    refused nack $queue 0.1.1
    refused extend $queue 0.1.1 1s
    refused call $queue x
    refused serve $queue -- true
}
test_refusal_of_headers_in_frames() {
    $mq create $queue --max-size 100
    $mq create jobs
    $mq send jobs plain
    $mq send jobs x --header k=v --reply-to $queue
    expect_error 2 "*$queue: the kernel's queues have no *; local mailboxes have; 1 message sent*" \
        $mq send $queue - --frame < <($mq recv jobs --count 2 --frame)
    expect_equal plain "$($mq recv $queue --drain)"
}
test_illegal_names_and_priorities() {
    local illegal
    for illegal in posix: posix:jobs posix:/ posix:/a/b posix://a posix:/. posix:/..; do
        expect_error 2 "*illegal name '$illegal'*" $mq send "$illegal" x
    done
    expect_exit 2 $mq send $queue x --priority 32 2>/dev/null
}

# The names that other programs may give to their queues: a blank, a first character that is not a letter, control
# characters, an umlaut, and a byte that is not UTF-8.
test_names_may_have_every_byte_but_the_slash() {
    local odd
    queues+=("$name a b" "_$name" ".$name" "$name"$'\n\033[2J' "$name"$'\303\274' "$name"$'\377')
    for odd in "${queues[@]}"; do
        $mq create "posix:/$odd" --max-size 100
        expect_error 73 "*exists*" $mq create "posix:/$odd"
        $mq send "posix:/$odd" hello
        expect_equal "posix:/$odd hello" "$($mq recv "posix:/$odd" --format '%m %b')"
        expect_equal 7 "$($mq stat "posix:/$odd" | wc -l)" "lines of stat"
        $mq rm "posix:/$odd"
        expect_exit 69 $mq stat "posix:/$odd" 2>/dev/null
    done
}
# `ls` prints one line for each queue, whatever its name.
test_listing_of_names_with_control_characters() {
    unshare -m true 2>/dev/null || {
        echo "no private mount is possible here"
        return 0
    }
    queues+=("$name"$'\n\033[2J' "$name"$'\377')
    $mq create "posix:/${queues[2]}" --max-size 100
    $mq create "posix:/${queues[3]}" --max-size 100
    mkdir mounted
    unshare -m bash -c "mount -t mqueue none mounted && $mq ls --scheme posix && $mq ls --scheme posix --json" >out
    grep -q "^$queue"'\\n\\x1b\[2J  *empty ' out || fail "$(<out)"
    grep -q "^$queue"'\\xff  *empty ' out || fail "$(<out)"
    expect_equal "$queue"$'\n\033[2J' "$(sed -n '/^{/p' out | jq -r '.name | select(contains("\n"))')"
    rmdir mounted
}
# `send` to a kernel queue ignores $IPC_TASK, which may be set for sends to other mailboxes.
test_task_of_the_environment_is_ignored() {
    $mq create $queue --max-size 100
    IPC_TASK=worker $mq send $queue x
    expect_equal x "$($mq recv $queue)"
}

# `ls` lists the kernel's queues only if their file system is mounted. The test mounts it privately, so that no other process
# sees the mount.
test_listing() {
    unshare -m true 2>/dev/null || {
        echo "no private mount is possible here"
        return 0
    }
    $mq create $queue --max-size 100
    unshare -m bash -c "umount -a -t mqueue 2>/dev/null; exec $mq ls --scheme posix" >out 2>errors && fail "ls without a mount"
    [[ $(wc -l <errors) == 1 && $(<errors) == *"cannot list the kernel's queues: "*mounted* ]] || fail "$(<errors)"
    mkdir mounted
    $mq send $queue 12345
    unshare -m bash -c "mount -t mqueue none mounted && $mq ls --scheme posix && $mq ls --scheme posix --json" >out
    grep -q "^$queue  *in use  *[0-9]*  *1  *5  *0600  *$UID\$" out || fail "$(<out)"
    expect_equal 5 "$(sed -n '/^{/p' out | jq "select(.name == \"$queue\") | .bytes")"
    rmdir mounted
}

# `recv` ends with 141 when its stdout is closed, and leaves the message in the queue.
test_closed_stdout() {
    $mq create $queue --max-size 100
    open_closed_output
    expect_silence 141 $mq recv $queue --timeout 20s >&$out
    $mq send $queue kept
    expect_exit 141 $mq recv $queue >&$out 2>errors
    exec {out}>&-
    expect_equal kept "$($mq recv $queue --no-wait)"
}
test_signals() {
    local signal
    $mq create $queue --max-size 100
    for signal in INT TERM; do
        env --default-signal=INT $mq recv $queue --follow >got &
        wait_until has_open $! $queue
        kill -$signal $!
        expect_exit $((128 + $(kill -l $signal))) wait $!
    done
}

test_several_senders_and_receivers() {
    local p c
    $mq create $queue --max-size 100
    for p in 1 2 3; do
        (seq -f "$p.%.0f" 3000 | $mq send $queue -) &
    done
    for c in 1 2 3; do
        $mq recv $queue --count 3000 >got.$c &
    done
    wait_all
    cmp <(sort got.?) <(for p in 1 2 3; do seq -f "$p.%.0f" 3000; done | sort)
}

# Builds the C program `peer`, or ends the test when no compiler is installed.
build_peer() {
    command -v gcc >/dev/null || {
        echo "no C compiler here"
        exit 0
    }
cat >peer.c <<'END_OF_C'
/*
 * peer QUEUE send PRIORITY TEXT: sends one message.
 * peer QUEUE recv N: receives N messages, and prints the priority, the length and the bytes of each message.
 */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    int sends = argc > 4 && !strcmp(argv[2], "send");
    mqd_t queue = mq_open(argv[1], sends ? O_WRONLY : O_RDONLY);
    struct mq_attr limits;
    if (queue < 0 || mq_getattr(queue, &limits)) {
        perror(argv[1]);
        return 1;
    }
    if (sends) return mq_send(queue, argv[4], strlen(argv[4]), atoi(argv[3])) != 0;
    char *body = malloc(limits.mq_msgsize);
    for (int i = atoi(argv[3]); i > 0; i--) {
        unsigned priority;
        ssize_t length = mq_receive(queue, body, limits.mq_msgsize, &priority);
        if (length < 0) return 1;
        printf("%u %zd ", priority, length);
        fwrite(body, 1, length, stdout);
        puts("");
    }
    return 0;
}
END_OF_C
    gcc -O1 -o peer peer.c -lrt
}

# `recv` receives the messages of a C program by priority, including priorities above the highest priority of `ipc-mq`.
test_from_c_to_ipc_mq() {
    build_peer
    $mq create $queue --max-size 100
    ./peer /$name send 1 low
    ./peer /$name send 30000 "the highest"
    ./peer /$name send 7 ""
    ./peer /$name send 7 $'binary: \001\377\r'
    expect_equal $'30000 the highest\n7 \n7 binary: \001\377\r\n1 low' "$($mq recv $queue --count 4 --format '%p %b')"
    ./peer /$name send 30000 "the highest"
    # `send` replaces a priority that is too high for a mailbox by the highest priority.
    $mq create jobs
    $mq recv $queue --frame | $mq send jobs - --frame
    expect_equal "31 the highest" "$($mq recv jobs --format '%p %b')"
}
test_from_ipc_mq_to_c() {
    build_peer
    $mq create $queue --max-size 100
    $mq send $queue low --priority 1
    $mq send $queue "" --priority 31
    printf 'a\0b\nc' | $mq send $queue - --whole --priority 5
    ./peer /$name recv 3 | cmp - <(printf '31 0 \n5 5 a\0b\nc\n1 3 low\n')
}

# A C program wakes a waiting `ipc-mq`, and `ipc-mq` wakes a waiting C program.
test_c_wakes_ipc_mq_and_the_reverse() {
    build_peer
    $mq create $queue --max-size 100
    $mq recv $queue >got &
    local receiver=$! sender waiter
    wait_until has_open $receiver $queue
    ./peer /$name send 0 "good morning"
    expect_exit 0 wait $receiver
    expect_equal "good morning" "$(<got)"
    ./peer /$name recv 1 >got &
    receiver=$!
    wait_until has_open $receiver $queue
    $mq send $queue "good morning"
    expect_exit 0 wait $receiver
    expect_equal "0 12 good morning" "$(<got)"
    $mq create $queue-2 --capacity 1 --max-size 10
    $mq send $queue-2 first
    $mq send $queue-2 second &
    sender=$!
    $mq wait $queue-2 --for room --timeout 20s &
    waiter=$!
    wait_until has_open $sender $queue-2
    wait_until has_open $waiter $queue-2
    expect_equal "0 5 first" "$(./peer /$name-2 recv 1)"
    expect_exit 0 wait $sender
    expect_equal "0 6 second" "$(./peer /$name-2 recv 1)"
    expect_exit 0 wait $waiter
}
