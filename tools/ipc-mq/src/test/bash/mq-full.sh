# When /dev/shm is full, `create` leaves no file, and an existing mailbox still accepts as many messages as its capacity.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

files() {
    find /dev/shm -type f -printf '%P %s\n' | sort
}

# Fills /dev/shm, and checks that `create` fails and that an existing mailbox works. The function must be called in a process
# that has a private /dev/shm of 2 MiB.
full_memory() {
    mkdir -m 700 "$IPC_DIR"
    $mq create jobs --capacity 4 --max-size 64K
    files >before
    expect_error 74 '*no space*' $mq create large --capacity 1000
    files | expect_same_bytes before -

    head -c 4M /dev/zero >/dev/shm/filler 2>/dev/null || true
    expect_error 74 '*no space*' $mq create small --capacity 1
    head -c 65536 /dev/urandom >random
    local i
    for i in 1 2 3 4; do
        $mq send jobs - --whole <random
    done
    expect_error 75 '*full*' $mq send jobs x --no-wait
    for i in 1 2 3 4; do
        $mq recv jobs --whole | cmp - random
    done
    rm /dev/shm/filler
    $mq rm jobs
}

test_full_memory() {
    unshare -rm mount -t tmpfs tmpfs /dev/shm 2>/dev/null || {
        echo "no private mount is possible here"
        return 0
    }
    # The mount hides the earlier content of /dev/shm, which may include the test's working directory. Relative paths still lead
    # to this directory, because a process keeps its working directory when a mount hides the directory.
    unshare -rm bash -c 'mount -t tmpfs -o size=2m tmpfs /dev/shm &&
        IPC_DIR=/dev/shm/objects TMPDIR=/tmp exec bash -c ". \"\$0\"; full_memory" "$0"' "${BASH_SOURCE[0]}"
}
