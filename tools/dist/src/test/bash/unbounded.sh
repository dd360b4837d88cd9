# Buffers without bounds: producers do not wait, what has been taken gives its space back, and the limit holds.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

megabytes() { # DIRECTORY: what it takes of its disk
    du -sm "$1" | cut -f1
}

# A producer does not wait: nobody is there to take, and it ends.
ipc-prodcons create jobs --unbounded
seq 2000000 >expected
ipc-prodcons put jobs expected
(($(megabytes "$IPC_DIR") >= 14)) || fail "the items are not there: $(megabytes "$IPC_DIR") MB"
ipc-prodcons get jobs | cmp - expected
(($(megabytes "$IPC_DIR") <= 6)) || fail "an empty buffer takes $(megabytes "$IPC_DIR") MB"

# Space is given back while it goes on: much more passes through than ever is there.
ipc-prodcons get jobs | md5sum >sum &
consumer=$!
wait_until has_participants 1 jobs
ipc-prodcons put jobs < <(for turn in {1..10}; do cat expected; done)
expect_exit 0 wait $consumer
expect_equal "$(for turn in {1..10}; do cat expected; done | md5sum)" "$(<sum)"
(($(megabytes "$IPC_DIR") <= 24)) || fail "an empty buffer takes $(megabytes "$IPC_DIR") MB"
ipc-prodcons rm jobs

# The limit: who would go beyond it waits, or is told, as with any full buffer. What is in stays whole.
ipc-prodcons create jobs --unbounded --limit 2M
expect_error 75 '*full*items put' ipc-prodcons put jobs --no-wait expected
expect_error 124 '*full*items put' ipc-prodcons put jobs --timeout 200ms expected
(($(megabytes "$IPC_DIR") <= 4)) || fail "2M takes $(megabytes "$IPC_DIR") MB"
ipc-prodcons get jobs --drain >got
cmp -n "$(sed '/^1$/,$!d; 1!{/^1$/,$d}' got | wc -c)" got expected
ipc-prodcons put jobs expected &
ipc-prodcons get jobs --rate 1000000/s | cmp - expected
wait_all

# Many producers and consumers; each line once.
ipc-prodcons hold jobs -- bash -c 'for p in 1 2 3 4; do seq -f "$p %.0f" 50000 | ipc-prodcons put jobs & done; wait' &
for consumer in 1 2 3; do
    ipc-prodcons get jobs >got.$consumer &
done
wait_all
sort got.* | cmp - <(for p in 1 2 3 4; do seq -f "$p %.0f" 50000; done | sort)
ipc-prodcons rm jobs

# An item longer than a segment.
ipc-prodcons create jobs --unbounded --bytes 64K --limit 64M
head -c 5000000 /dev/urandom >long
ipc-prodcons put jobs --whole long
ipc-prodcons get jobs --whole --drain | cmp - long
expect_error 65 '*0 items put' ipc-prodcons put jobs --whole < <(head -c 100000000 /dev/zero)
ipc-prodcons rm jobs

# Elsewhere: on a disk, say, where it outlives a reboot; rm takes that away, too.
mkdir "$TMPDIR/disk"
ipc-prodcons create jobs --unbounded --dir "$TMPDIR/disk"
ipc-prodcons put jobs expected
(($(megabytes "$TMPDIR/disk") >= 14)) || fail "the items are not in the directory that was given"
ipc-prodcons get jobs --drain | cmp - expected
ipc-prodcons rm jobs
expect_equal "" "$(find "$TMPDIR/disk" -mindepth 1)" "left in the directory"
expect_error 73 '*' ipc-prodcons create jobs --unbounded --dir "$TMPDIR/absent"

# What makes no sense.
expect_error 2 '*' ipc-prodcons create jobs --unbounded --slots 8
expect_error 2 '*' ipc-prodcons create jobs --limit 1M
expect_error 2 '*' ipc-prodcons create jobs --unbounded --limit 0
