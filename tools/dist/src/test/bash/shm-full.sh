# A full /dev/shm: what cannot be made leaves nothing, and what is there goes on. Needs a mount of its own.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

if [[ ${1-} != inside ]]; then
    unshare -rm mount -t tmpfs tmpfs /dev/shm 2>/dev/null || {
        echo "no mounts of our own here"
        exit 0
    }
    # The directory that we are in stays, though it be one of the old /dev/shm.
    exec unshare -rm bash -c 'mount -t tmpfs -o size=2m tmpfs /dev/shm &&
        IPC_DIR=/dev/shm/objects TMPDIR=/tmp exec bash "$@"' - "${BASH_SOURCE[0]}" inside
fi
mkdir -m 700 "$IPC_DIR"

files() {
    find /dev/shm -type f -printf '%P %s\n' | sort
}

ipc-shm create here --size 64K >id
ipc-shm create posix:/there --size 64K >id
ipc-shm pin here
ipc-prodcons create jobs --bytes 64K
files >before
for name in large posix:/large; do
    expect_error 74 '*no space left*' ipc-shm create $name --size 4M      # found while it is filled
    expect_error 74 '*no space for 1048576000 bytes: *' ipc-shm create $name --size 1000M
done
expect_error 74 '*no space left*' ipc-prodcons create more --bytes 4M
files | expect_same_bytes before -

# Not a byte more.
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
ipc-shm unpin here
ipc-shm rm here posix:/there
ipc-prodcons rm jobs
