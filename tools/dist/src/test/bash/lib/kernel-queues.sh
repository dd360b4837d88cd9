# Functions that the test scripts of the kernel's message queues share. A script sources this file instead of prelude.sh.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

# The schemes of queues (posix, sysv) that this kernel supports.
schemes=()
[[ ! -d /proc/sys/fs/mqueue ]] || schemes+=(posix)
[[ ! -e /proc/sysvipc/msg ]] || schemes+=(sysv)

# need_scheme SCHEME: ends the test successfully if the kernel has no queues of the scheme.
need_scheme() {
    [[ " ${schemes[*]} " == *" $1 "* ]] || {
        echo "this kernel has no $1 queues"
        exit 0
    }
}

# use_scheme SCHEME: sets variables for a queue of the scheme. A message of a POSIX queue has a
# priority, and a message of a System V queue has a type; both are called the number here.
#   queue, other  names of queues that no other test uses; the trap below removes both queues
#   small         options of `create` for a queue that is full after two messages of 5 bytes
#   label         the word for the number: priority or type
#   letter        the letter for the number in --format
#   highest       the highest number that `send` accepts
#   highest_of_c  a large number that a C program sends
use_scheme() {
    case $1 in
    posix)
        queue=posix:/ipckit-test-$$-$RANDOM
        other=$queue-2
        small=(--capacity 2 --max-size 10)
        label=priority letter=p highest=31 highest_of_c=30000
        ;;
    sysv)
        queue=sysv:$(random_key)
        other=sysv:$(random_key)
        small=(--max-bytes 10)
        label=type letter=T highest=9223372036854775807 highest_of_c=4611686018427387904
        ;;
    esac
    queues+=("$queue" "$other")
}

# for_each_scheme FUNCTION: calls the function once for each scheme of queues (posix, sysv) that the kernel supports.
# Before each call, sets the variables of use_scheme.
for_each_scheme() {
    local one
    for one in "${schemes[@]}"; do
        use_scheme "$one"
        "$1"
    done
}

# The names of all queues that a test may have made.
queues=()
remove_queues() {
    local name posix=()
    for name in "${queues[@]}"; do
        case $name in
        posix:*) posix+=("$name") ;;
        sysv:0x*) ipcrm -Q "${name#sysv:}" 2>/dev/null || true ;;
        *) ipcrm -q "${name#sysv:}" 2>/dev/null || true ;;
        esac
    done
    [[ ${#posix[@]} == 0 ]] || $mq rm "${posix[@]}" 2>/dev/null || true
}
trap 'code=$?; remove_queues; ((code)) || { remove_mailboxes; expect_nothing_left; }' EXIT

# setting NAME: prints a limit of the kernel, such as msgmax.
setting() {
    cat /proc/sys/kernel/"$1"
}

# stranger COMMAND...: runs the command as another user. Needs root.
stranger() {
    setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}

# need_stranger: ends the test successfully if it cannot run a command as another user.
need_stranger() {
    stranger $mq --version >version 2>/dev/null && [[ $(stranger id -u) != $(id -u) ]] || {
        echo "no other user is possible here"
        exit 0
    }
}

# build_peer: builds the C program `peer`, or ends the test successfully if no compiler is installed. `peer send
# QUEUE NUMBER TEXT` sends one message, whose priority (POSIX) or type (System V) is NUMBER. `peer recv QUEUE N`
# receives N messages, and prints the priority or type, the length and the bytes of each message.
build_peer() {
    command -v gcc >/dev/null || {
        echo "no C compiler here"
        exit 0
    }
    cat >peer.c <<'END_OF_C'
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>

struct {
    long type;
    char text[65536];
} message;

int main(int argc, char **argv) {
    int posix = !strncmp(argv[2], "posix:", 6), sends = !strcmp(argv[1], "send");
    int queue = posix ? mq_open(argv[2] + 6, sends ? O_WRONLY : O_RDONLY) : msgget(strtoul(argv[2] + 5, 0, 16), 0);
    if (queue < 0) {
        perror(argv[2]);
        return 1;
    }
    if (sends) {
        size_t length = strlen(argv[4]);
        message.type = atol(argv[3]);
        memcpy(message.text, argv[4], length);
        return (posix ? mq_send(queue, message.text, length, message.type) : msgsnd(queue, &message, length, 0)) != 0;
    }
    for (int i = atoi(argv[3]); i > 0; i--) {
        unsigned priority;
        ssize_t length = posix ? mq_receive(queue, message.text, sizeof message.text, &priority)
                               : msgrcv(queue, &message, sizeof message.text, 0, 0);
        if (length < 0) {
            perror(argv[2]);
            return 1;
        }
        printf("%ld %zd ", posix ? (long)priority : message.type, length);
        fwrite(message.text, 1, length, stdout);
        puts("");
    }
    return 0;
}
END_OF_C
    gcc -o peer peer.c -lrt
}
