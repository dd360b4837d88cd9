# Another user's mailboxes: what the mode does not allow is 77, and what it allows works. Needs root, who can be somebody
# else.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

# stranger COMMAND...: runs it as nobody.
stranger() {
    setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}

stranger ipc-mq --version >version 2>/dev/null && [[ $(stranger id -u) != $(id -u) ]] || {
    echo "nobody can be somebody else here"
    exit 0
}
export IPC_DIR
IPC_DIR=$(mktemp -d /dev/shm/ipckit-users.XXXXXX)
chmod 1777 "$IPC_DIR"
mkdir -m 777 "$IPC_DIR/work"
cd "$IPC_DIR/work"
trap 'rm -rf "$IPC_DIR"' EXIT

refused() { # WORD...
    expect_error 77 '*jobs*' stranger ipc-mq "$@"
}

ipc-mq create jobs
ipc-mq send jobs ours
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
expect_error 73 '*exists already' stranger ipc-mq create jobs
[[ ! -e run ]] || fail "a command ran without its mailbox"
expect_equal ours "$(ipc-mq recv jobs --no-wait)"
ipc-mq rm jobs

# 0666: to send and to receive, both ways, and never to take away.
ipc-mq create jobs --mode 666
stranger ipc-mq send jobs theirs
expect_equal theirs "$(ipc-mq recv jobs)"
ipc-mq serve jobs -- tr a-z A-Z &
server=$!
expect_equal HELLO "$(stranger ipc-mq call jobs hello --wait-server 20s)"
kill $server
wait $server || expect_equal 143 $?
refused rm jobs
expect_error 77 '*' stranger ipc-mq rm jobs

# A stranger who is killed with a message in his hands keeps it from nobody.
ipc-mq send jobs shared
expect_exit 137 stranger env IPCKIT_CRASH_AT=MR3 ipc-mq recv jobs 2>/dev/null
expect_equal 'shared 2' "$(ipc-mq recv jobs --timeout 20s --format '%b %d')"
ipc-mq rm jobs

# Unbounded: whoever may write makes its chunks, and deletes those of others.
ipc-mq create jobs --mode 666 --capacity unbounded
stranger ipc-mq send jobs - < <(seq 20000)
expect_same_bytes <(ipc-mq recv jobs -n 15000) <(seq 15000)
ipc-mq send jobs - < <(seq 20001 30000)
expect_same_bytes <(stranger ipc-mq recv jobs --drain) <(seq 15001 30000)
ipc-mq rm jobs

# Of one group: chunks are the group's, whoever of it makes them.
of_group() { # USER WORD...: as that user, whose own group is another
    setpriv --reuid "$1" --regid "$1" --groups 65533 "${@:2}"
}
chgrp 65533 "$IPC_DIR"
ipc-mq create jobs --mode 660 --capacity unbounded
chgrp -R 65533 "$IPC_DIR/mq/jobs"
of_group 65531 ipc-mq send jobs - < <(seq 5000)
expect_same_bytes <(of_group 65532 ipc-mq recv jobs -n 4000) <(seq 4000)
of_group 65532 ipc-mq send jobs - < <(seq 5001 9000)
expect_same_bytes <(of_group 65531 ipc-mq recv jobs --drain) <(seq 4001 9000)
ipc-mq rm jobs

# Durable: the same, on a disk.
mkdir -m 755 disk
ipc-mq create jobs --mode 666 --durable disk
stranger ipc-mq send jobs theirs
expect_equal theirs "$(ipc-mq recv jobs)"
expect_error 73 '*' stranger ipc-mq create jobs --durable disk
expect_error 77 '*' stranger ipc-mq create other --durable disk
ipc-mq rm jobs
expect_equal '' "$(ls -A disk)"

# A task is its user's.
ipc-mq recv --as mine --drain
expect_error 77 '*mine*' stranger ipc-mq send --to mine --as theirs x
expect_error 77 '*mine*' stranger ipc-mq recv --as mine --no-wait
ipc-mq rm --task mine
stranger ipc-mq rm --task theirs
