# A full /dev/shm: a mailbox that cannot be made leaves nothing, and what is there goes on, to its last slot. Needs a
# mount of its own.
# watchdog: 240s
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

ipc-mq create jobs --capacity 4 --max-size 64K
files >before
expect_error 74 '*no space*' ipc-mq create large --capacity 1000
files | expect_same_bytes before -

# Not a byte more.
head -c 4M /dev/zero >/dev/shm/filler 2>/dev/null || true
expect_error 74 '*no space*' ipc-mq create small --capacity 1
head -c 65536 /dev/urandom >/tmp/ipckit-full.$$
for i in 1 2 3 4; do
    ipc-mq send jobs - --whole </tmp/ipckit-full.$$
done
expect_error 75 '*full*' ipc-mq send jobs x --no-wait
for i in 1 2 3 4; do
    ipc-mq recv jobs --whole | cmp - /tmp/ipckit-full.$$
done
rm /dev/shm/filler /tmp/ipckit-full.$$
ipc-mq rm jobs
