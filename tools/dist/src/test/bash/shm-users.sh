# Another user's segments, on three schemes: what the mode does not allow is 77, and what it allows works. Needs root,
# who can be somebody else.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

# stranger COMMAND...: runs it as nobody.
stranger() {
    setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}

stranger ipc-shm --version >version 2>/dev/null && [[ $(stranger id -u) != $(id -u) ]] || {
    echo "nobody can be somebody else here"
    exit 0
}
export IPC_DIR
IPC_DIR=$(mktemp -d /dev/shm/ipckit-users.XXXXXX)
chmod 1777 "$IPC_DIR"
mkdir -m 777 "$IPC_DIR/work"
cd "$IPC_DIR/work"
key=$(random_key)
posix=posix:/ipckit-users-$$-$RANDOM
clean_up() {
    ipcrm -M $key 2>/dev/null || true
    rm -f /dev/shm/${posix#posix:/}
    rm -rf "$IPC_DIR"
}
trap clean_up EXIT

shopt -s extglob
refused() { # WORD...
    expect_error 77 "*$name*@(permission denied|belongs to another user)*" stranger ipc-shm "$@"
}

for name in scores $posix sysv:$key; do
    ipc-shm create $name --size 4K >id
    ipc-shm write $name <<<ours

    # 0600: nothing.
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

    # 0644: to read.
    ipc-shm chmod 644 $name
    expect_equal ours "$(stranger ipc-shm print $name)"
    stranger ipc-shm cell wait $name 8 --until '== 0'
    stranger ipc-shm attach $name --read-only -- touch "$PWD/run"
    rm -f run
    refused write $name <<<theirs
    refused cell set $name 0 0
    refused attach $name -- touch "$PWD/run"
    refused rm $name

    # 0666: to write, and never to take away.
    ipc-shm chmod 666 $name
    stranger ipc-shm write $name <<<theirs
    expect_equal theirs "$(ipc-shm print $name)"
    stranger ipc-shm cell add $name 1024 5 >sum
    expect_equal 5 "$(ipc-shm cell get $name 1024)"
    refused rm $name
    refused chmod 600 $name

    # Theirs, and we are root.
    ipc-shm rm $name
    stranger ipc-shm create $name --size 4K >id
    expect_equal 65534 "$(ipc-shm stat $name --json | jq .uid)"
    stranger ipc-shm rm $name
done

# Who only reads is counted as well, and can be waited for.
ipc-shm create scores --size 4K --mode 644 >id
mkfifo -m 666 go
stranger ipc-shm attach scores --read-only -- bash -c 'read -r _ <go' &
attached() {
    [[ $(ipc-shm stat scores --json | jq .nattch) == 1 ]]
}
wait_until attached
expect_error 75 '*1 attached' ipc-shm rm scores --if-unattached
echo >go
wait_all
stranger ipc-shm lock scores --shared -- true
ipc-shm rm scores
ipc-shm gc >deleted # who only reads cannot delete
expect_equal "" "$(find "$IPC_DIR/shm" -mindepth 1)"
