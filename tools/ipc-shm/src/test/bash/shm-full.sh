# When /dev/shm is full, a failed `ipc-shm create` leaves no file, and existing segments stay usable. Each test runs in a
# mount namespace of its own.
. "$IPCKIT_TEST_LIB/prelude.sh"

# with_small_memory FUNCTION: calls a function of this script in a mount namespace whose /dev/shm has 2 MiB. Does nothing
# if the system does not allow a mount namespace.
with_small_memory() {
    unshare -rm mount -t tmpfs tmpfs /dev/shm 2>/dev/null || {
        echo "this system does not allow a mount namespace"
        return
    }
    # The new file system hides the previous contents of /dev/shm, which include the working directory of the test. The
    # test can still use this directory, because a mount does not affect the working directory of a process.
    unshare -rm bash -c 'mount -t tmpfs -o size=2m tmpfs /dev/shm && mkdir -m 700 /dev/shm/objects &&
        IPC_DIR=/dev/shm/objects TMPDIR=/tmp exec bash -c ". \"\$0\"; $1" "$0"' "${BASH_SOURCE[0]}" "$1"
}

files() {
    find /dev/shm -type f -printf '%P %s\n' | sort
}

too_large() {
    ipc-shm create here --size 64K >id
    ipc-shm create posix:/there --size 64K >id
    ipc-shm pin here
    ipc-prodcons create jobs --bytes 64K
    files >before
    # The file system has 2 MiB. A segment of 4 MiB cannot be allocated completely. For a segment of 1000 MiB, `create`
    # notices at once that the free space is too small, and allocates nothing.
    for name in large posix:/large; do
        expect_error 74 '*no space left*' ipc-shm create $name --size 4M
        expect_error 74 '*no space for 1048576000 bytes: *' ipc-shm create $name --size 1000M
    done
    expect_error 74 '*no space left*' ipc-prodcons create more --bytes 4M
    files | expect_same_bytes before -
    ipc-shm unpin here
    ipc-shm rm here posix:/there
    ipc-prodcons rm jobs
}
test_failed_creation_leaves_nothing() {
    with_small_memory too_large
}

not_a_byte_left() {
    ipc-shm create here --size 64K >id
    ipc-shm create posix:/there --size 64K >id
    head -c 4M /dev/zero >/dev/shm/filler 2>/dev/null || true
    expect_error 74 '*no space left*' ipc-shm create small --size 64K
    expect_error 74 '*no space left*' ipc-shm create posix:/small --size 64K
    for name in here posix:/there; do
        echo Hello | ipc-shm write $name
        expect_equal Hello "$(ipc-shm print $name)"
        ipc-shm fill $name 0xff
        expect_equal 65536 "$(ipc-shm read $name | tr -d -c '\377' | wc -c)"
        expect_equal 0 "$(ipc-shm cell add $name 0)"
        expect_error 74 '*' ipc-shm read $name /dev/shm/copy
        ipc-shm attach $name -- true
    done
    rm /dev/shm/filler
    ipc-shm rm here posix:/there
}
test_existing_segments_stay_usable_when_memory_is_full() {
    with_small_memory not_a_byte_left
}
