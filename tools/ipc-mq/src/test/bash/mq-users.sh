# An operation on another user's mailbox fails with 77 when the mailbox's mode forbids the operation, and succeeds when the
# mode allows it. The tests need root, to become another user.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

# stranger COMMAND...: runs the command as another user, with user id 65534.
stranger() {
    setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}

# Creates an IPC_DIR that the current user and the user of `stranger` can use, and changes to a directory in it. Ends the
# test if the process cannot run a command as the user of `stranger`.
share_home() {
    stranger $mq --version >version 2>/dev/null && [[ $(stranger id -u) != $(id -u) ]] || {
        echo "no other user is possible here"
        exit 0
    }
    export IPC_DIR
    IPC_DIR=$(mktemp -d /dev/shm/ipckit-users.XXXXXX)
    trap 'rm -rf "$IPC_DIR"' EXIT
    chmod 1777 "$IPC_DIR"
    mkdir -m 1777 "$IPC_DIR/work"
    cd "$IPC_DIR/work"
}
# refused WORD...: checks that `ipc-mq WORD...` fails with 77 when another user runs it.
refused() {
    expect_error 77 '*jobs*' stranger $mq "$@"
}

test_private_mailbox() {
    share_home
    $mq create jobs
    $mq send jobs ours
    refused send jobs theirs
    refused recv jobs
    refused recv jobs -- touch "$PWD/run"
    refused peek jobs
    refused wait jobs
    refused stat jobs
    refused purge jobs
    refused ack jobs 0.1.1.x
    refused call jobs x
    refused serve jobs -- touch "$PWD/run"
    refused rm jobs
    expect_error 73 '*exists already' stranger $mq create jobs
    [[ ! -e run ]] || fail "a command ran without its mailbox"
    expect_equal ours "$($mq recv jobs --no-wait)"
    $mq rm jobs
}

# The owner of a mailbox can remove it even without permission to write its files. A process that
# waits at the mailbox notices the removal.
test_owner_removes_a_mailbox_that_may_not_be_written() {
    share_home
    stranger $mq create jobs --mode 0400
    $mq recv jobs >got 2>said &
    wait_for_idle $!
    expect_silence 0 stranger $mq rm jobs
    expect_exit 69 wait $!
    expect_equal "work" "$(ls -A "$IPC_DIR")"
}

# Mode 666 allows other users to send, to call and to receive, but not to remove the mailbox.
test_mailbox_for_all_users() {
    share_home
    $mq create jobs --mode 666
    stranger $mq send jobs theirs
    expect_equal theirs "$($mq recv jobs)"
    serve jobs -- tr a-z A-Z
    expect_equal HELLO "$(stranger $mq call jobs hello)"
    stop_service
    refused rm jobs
    # When another user's process is killed before it acknowledges a message, the mailbox's owner can receive that message.
    $mq send jobs shared
    expect_exit 137 stranger env IPCKIT_CRASH_AT=MR3 $mq recv jobs 2>/dev/null
    expect_equal 'shared 2' "$($mq recv jobs --timeout 20s --format '%b %d')"
    $mq rm jobs
}

# A user with permission only to read a mailbox sees its participants, but cannot open the file `live`. A user who could
# open this file could lock it, and so keep other processes from attaching.
test_mailbox_that_other_users_may_read() {
    share_home
    mkdir -m 755 disk
    $mq create jobs --mode 644
    $mq create kept --mode 644 --durable "$PWD/disk"
    expect_equal '600 600' "$(stat -c %a "$IPC_DIR/mq.jobs/live" disk/kept/live | xargs)"
    $mq recv jobs >got &
    local receiver=$!
    wait_for_waiter $receiver messages jobs
    [[ $(stranger $mq stat jobs) == *" $receiver "* ]] || fail "the receiver is not shown to a reader"
    refused recv jobs --no-wait
    kill_hard $receiver
    [[ $(stranger $mq stat jobs) != *" $receiver "* ]] || fail "the dead receiver is shown as alive to a reader"
    $mq rm jobs kept
}

# Each user who may write to an unbounded mailbox can create chunks, which are the files that hold messages, and can delete
# chunks that other users have created.
test_unbounded_mailbox_for_all_users() {
    share_home
    $mq create jobs --mode 666 --capacity unbounded
    stranger $mq send jobs - < <(seq 20000)
    expect_same_bytes <($mq recv jobs -n 15000) <(seq 15000)
    $mq send jobs - < <(seq 20001 30000)
    expect_same_bytes <(stranger $mq recv jobs --drain) <(seq 15001 30000)
    $mq rm jobs
}

# The chunks of an unbounded mailbox, which are the files that hold messages, belong to the mailbox's group. Therefore each
# user of the group can use chunks that other users of the group have created.
test_unbounded_mailbox_for_a_group() {
    # of_group USER WORD...: runs the command as USER with the supplementary group 65533.
    of_group() {
        setpriv --reuid "$1" --regid "$1" --groups 65533 "${@:2}"
    }
    share_home
    chgrp 65533 "$IPC_DIR"
    $mq create jobs --mode 660 --capacity unbounded
    chgrp -R 65533 "$IPC_DIR/mq.jobs"
    of_group 65531 $mq send jobs - < <(seq 5000)
    expect_same_bytes <(of_group 65532 $mq recv jobs -n 4000) <(seq 4000)
    of_group 65532 $mq send jobs - < <(seq 5001 9000)
    expect_same_bytes <(of_group 65531 $mq recv jobs --drain) <(seq 4001 9000)
    $mq rm jobs
}

test_durable_mailbox_for_all_users() {
    share_home
    mkdir -m 755 disk
    $mq create jobs --mode 666 --durable disk
    stranger $mq send jobs theirs
    expect_equal theirs "$($mq recv jobs)"
    expect_error 73 '*' stranger $mq create jobs --durable disk
    expect_error 77 '*' stranger $mq create other --durable disk
    $mq rm jobs
    expect_equal '' "$(ls -A disk)"
}

# A user can neither send to the task of another user nor receive as that task.
test_tasks_of_two_users() {
    share_home
    $mq recv --as mine --drain
    expect_error 77 '*mine*' stranger $mq send --to mine --as theirs x
    expect_error 77 '*mine*' stranger $mq recv --as mine --no-wait
    $mq rm --task mine
    stranger $mq rm --task theirs
}

# The ports in an IPC_DIR, and the tasks that have ports, form the port space. The port space belongs to the user who
# has created it. Other users who share the IPC_DIR cannot use ports, but they can use tasks with links.
test_the_port_space_belongs_to_one_user() {
    share_home
    stranger $mq task create theirs
    expect_error 77 '*port space belongs to another user' $mq task create ours
    expect_error 77 '*port space belongs to another user' $mq port ls
    expect_error 77 '*port space belongs to another user' $mq task rm theirs
    expect_exit 75 $mq recv --as bob --no-wait 2>errors
    $mq send --to bob --as alice hello
    expect_equal hello "$($mq recv --as bob)"
    expect_equal 'alice links-only 0 bob links-only 0 theirs hidden 0' "$(echo $($mq task ls | sed 1d))"
    expect_exit 0 $mq task stat bob
    expect_error 77 '*port space belongs to another user' $mq task stat theirs
    expect_exit 0 $mq gc
    $mq task rm bob alice
    stranger $mq task rm theirs
    expect_equal "work" "$(ls -A "$IPC_DIR")"
}
