# lane: kernel
# Another user can access a segment as far as the permissions of the segment allow. Every other access by this user fails
# with 77. These tests need root, because only root can run a command as another user.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/segments.sh"

# stranger COMMAND...: runs the command as another, unprivileged user.
stranger() {
    setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}

# share_each_scheme FUNCTION: calls the function three times, with a local segment, a POSIX segment and a System V segment
# of 4 KiB. Sets IPC_DIR to a directory in which every user may create files. Does nothing if the test cannot run a command
# as another user.
share_each_scheme() {
    share_directory || return 0
    for_each_scheme 4K "$1"
}

share_directory() {
    stranger ipc-shm --version >version 2>/dev/null && [[ $(stranger id -u) != $(id -u) ]] || {
        echo "this user cannot become another one"
        return 1
    }
    export IPC_DIR
    IPC_DIR=$(mktemp -d /dev/shm/ipckit-users.XXXXXX)
    chmod 1777 "$IPC_DIR"
    mkdir -m 777 "$IPC_DIR/work"
    cd "$IPC_DIR/work"
    trap 'remove_kernel_segments; rm -rf "$IPC_DIR"' EXIT
}

shopt -s extglob
refused() { # WORD...: expects that `ipc-shm WORD...` fails with 77 when the other user runs it
    expect_error 77 "*$name*@(permission denied|belongs to another user)*" stranger ipc-shm "$@"
}

mode_0600() {
    refused print $name
    refused read $name
    refused write $name <<<theirs
    refused fill $name 0
    refused dump $name
    refused cell get $name 0
    refused cell add $name 0
    refused cell wait $name 0 --until '>= 0'
    refused attach $name -- touch "$PWD/run"
    refused chmod 666 $name
    refused rm $name
    [[ $name == sysv:* ]] || refused lock $name -- touch "$PWD/run"
    [[ $name != scores ]] || refused pin $name
    expect_error 73 '*exists already' stranger ipc-shm create $name --size 4K
    test ! -e run || fail "a command ran without its segment"
}
test_mode_0600_allows_nothing() {
    share_each_scheme mode_0600
}

mode_0644() {
    ipc-shm write $name <<<ours
    ipc-shm chmod 644 $name
    expect_equal ours "$(stranger ipc-shm print $name)"
    stranger ipc-shm cell wait $name 8 --until '== 0'
    stranger ipc-shm attach $name --read-only -- touch "$PWD/run"
    rm -f run
    refused write $name <<<theirs
    refused cell set $name 0 0
    refused attach $name -- touch "$PWD/run"
    refused rm $name
}
test_mode_0644_allows_reading() {
    share_each_scheme mode_0644
}

mode_0666() {
    ipc-shm chmod 666 $name
    stranger ipc-shm write $name <<<theirs
    expect_equal theirs "$(ipc-shm print $name)"
    stranger ipc-shm cell add $name 1024 5 >sum
    expect_equal 5 "$(ipc-shm cell get $name 1024)"
    refused rm $name
    refused chmod 600 $name
}
test_mode_0666_allows_writing_but_not_removal() {
    share_each_scheme mode_0666
}

created_by_the_other_user() {
    ipc-shm rm $name
    stranger ipc-shm create $name --size 4K >id
    expect_equal 65534 "$(ipc-shm stat $name --json | jq .uid)"
    stranger ipc-shm rm $name
    ipc-shm create $name --size 4K >id
}
test_other_user_removes_its_own_segment() {
    share_each_scheme created_by_the_other_user
}

test_reader_is_counted_and_gets_the_shared_lock() {
    share_directory || return 0
    ipc-shm create scores --size 4K --mode 644 >id
    mkfifo -m 666 go
    stranger ipc-shm attach scores --read-only -- bash -c 'read -r _ <go' &
    wait_until has_nattch 1 scores
    expect_error 75 '*1 attached' ipc-shm rm scores --if-unattached
    echo >go
    wait_all
    stranger ipc-shm lock scores --shared -- true
    ipc-shm rm scores
    # Usually the last process to detach from a removed segment deletes the segment's directory. The processes that
    # `stranger` starts run as another user, and have no permission to delete this directory. If one of these processes
    # was still attached when `rm` ran, the directory stays until `gc` deletes it.
    ipc-shm gc >deleted
    expect_equal "" "$(find "$IPC_DIR" -name "*shm.*")"
}
