# `ipc-mq` uses POSIX message queues under the names posix:/NAME. Unlike System V message queues, POSIX message queues
# have priorities, a capacity in messages, names of arbitrary bytes, and a file system.
# lane: kernel
. "$IPCKIT_TEST_LIB/kernel-queues.sh"
need_scheme posix
use_scheme posix

# `recv` receives the messages by priority. `send` ignores $IPC_TASK, which may be set for sends to other mailboxes.
test_priorities() {
    $mq create $queue --capacity 3 --max-size 100 --mode 0640
    IPC_TASK=worker $mq send $queue hello
    $mq send $queue '' --priority 7
    $mq send $queue urgent --priority 31
    $mq stat $queue >told
    grep -qx "capacity *3" told && grep -qx "mode *0640" told || fail "$(<told)"
    expect_equal "31 $queue urgent" "$($mq recv $queue --format '%p %m %b')"
    $mq recv $queue --drain --frame >frames
    $mq send $queue - --frame <frames
    expect_equal $'7 \n0 hello' "$($mq recv $queue --drain --format '%p %b')"
}

# sleeps_in_poll PID: succeeds if a thread of the process is in poll(2), which has the number 7 on x86-64.
sleeps_in_poll() {
    grep -qs '^7 ' "/proc/$1/task"/*/syscall
}
# `ipc-mq` must wait in poll(2). The time limits of mq_timedsend(3) and mq_timedreceive(3) are times
# of the wall clock, so a wait in these calls would last longer when the clock is set back. Only
# root may always read /proc/PID/task/*/syscall, and poll(2) has the number 7 only on x86-64.
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

# By default, a queue can hold at most 8 messages, or fewer if the kernel allows fewer. When a queue would exceed a
# limit of the kernel, the error message of `create` names the limit.
test_limits_of_the_kernel() {
    local limit
    limit=$(</proc/sys/fs/mqueue/msg_max)
    expect_error 73 "mailbox $queue: *RLIMIT_MSGQUEUE*" prlimit --msgqueue=1000 $mq create $queue
    ! unshare --ipc true 2>/dev/null || expect_error 73 "mailbox $queue: the kernel allows 0 queues (fs.mqueue.queues_max)" \
        unshare --ipc bash -c "echo 0 >/proc/sys/fs/mqueue/queues_max
            exec setpriv --bounding-set -all --inh-caps -all --ambient-caps -all $mq create $queue"
    $mq create $queue
    expect_equal $((limit < 8 ? limit : 8)) "$($mq stat $queue --json | jq .capacity)"
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

# `ls` lists the kernel's queues only if their file system is mounted, and prints exactly one line for each queue, even
# if the queue's name contains a newline. The test mounts the file system privately, so that no other process sees the
# mount.
test_listing() {
    unshare -m true 2>/dev/null || {
        echo "no private mount is possible here"
        return 0
    }
    queues+=("$queue"$'\n\033[2J' "$queue"$'\377')
    local odd
    for odd in "$queue" "${queues[@]: -2}"; do
        $mq create "$odd" --max-size 100
        $mq send "$odd" 12345
    done
    unshare -m bash -c "umount -a -t mqueue 2>/dev/null; exec $mq ls --scheme posix" >out 2>errors && fail "ls without a mount"
    [[ $(wc -l <errors) == 1 && $(<errors) == *"cannot list the kernel's queues: "*mounted* ]] || fail "$(<errors)"
    mkdir "mount point"
    unshare -m bash -c "mount -t mqueue none 'mount point' && $mq ls --scheme posix && $mq ls --scheme posix --json" >out
    for odd in "$queue" "$queue"'\\n\\x1b\[2J' "$queue"'\\xff'; do
        grep -q "^$odd  *in use  *[0-9]*  *1  *5  *0600  *$UID\$" out || fail "$odd: $(<out)"
    done
    expect_equal $'5\n5' "$(sed -n '/^{/p' out | jq "select(.name | contains(\"$queue\")) | .bytes" | tail -n 2)"
    expect_equal "$queue"$'\n\033[2J' "$(sed -n '/^{/p' out | jq -r '.name | select(contains("\n"))')"
    rmdir "mount point"
}

# A C program may send a message with a priority above 31, the highest priority of a message in a mailbox.
# `recv --frame` prints the message and its priority as a frame. When `send --frame` sends this frame to a mailbox,
# `send` replaces the priority by 31.
test_highest_priority_of_a_frame() {
    build_peer
    $mq create $queue --max-size 100
    $mq create jobs
    ./peer send $queue 30000 "the highest"
    $mq recv $queue --frame | $mq send jobs - --frame
    expect_equal "31 the highest" "$($mq recv jobs --format '%p %b')"
}
