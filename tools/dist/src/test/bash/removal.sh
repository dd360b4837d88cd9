# Buffers come and go under those who use them; nobody waits for ever at one that is gone.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

all_wait_at() { # BUFFER: consumers, a producer and a holder, all with nothing to do but wait
    ipc-prodcons get "$1" >/dev/null 2>errors.get &
    getter=$!
    ipc-prodcons get "$1" --follow --timeout 60s >/dev/null 2>errors.follow &
    follower=$!
    yes | ipc-prodcons put "$1.full" 2>errors.put &
    putter=$!
    wait_until has_participants 2 "$1"
    wait_until has_participants 1 "$1.full"
    sleep 0.5
}
all_told() { # PATTERN
    for pid in $getter $follower $putter; do
        expect_exit 69 wait "$pid"
    done
    for who in get follow put; do
        [[ $(wc -l <errors.$who) == 1 && $(<errors.$who) == ipc-prodcons:* ]] || fail "$who said: $(<errors.$who)"
    done
    grep -q 'items put' errors.put || fail "put does not say how many items are in: $(<errors.put)"
}

for doorbell in futex fifo; do
    ipc-prodcons create jobs --doorbell $doorbell
    ipc-prodcons create jobs.full --doorbell $doorbell --bytes 4K
    all_wait_at jobs
    ipc-prodcons rm jobs jobs.full
    all_told

    # by hand, without a word to anybody
    ipc-prodcons create jobs --doorbell $doorbell
    ipc-prodcons create jobs.full --doorbell $doorbell --bytes 4K
    all_wait_at jobs
    rm -rf "$IPC_DIR/buf/jobs" "$IPC_DIR/buf/jobs.full"
    all_told
done

# Another one takes the name while somebody still works with the first.
ipc-prodcons create jobs
seq 3 | ipc-prodcons put jobs
ipc-prodcons get jobs --follow >first 2>errors &
follower=$!
wait_until test -s first
ipc-prodcons rm jobs
ipc-prodcons create jobs
echo new | ipc-prodcons put jobs
expect_exit 69 wait $follower
expect_equal $'1\n2\n3' "$(<first)"
expect_equal new "$(ipc-prodcons get jobs --drain)"
ipc-prodcons rm jobs

# Two who create at once: one does, the other is told.
for turn in {1..5}; do
    ipc-prodcons create jobs --slots 4 2>errors.1 &
    one=$!
    other=0
    ipc-prodcons create jobs --slots 8 2>errors.2 || other=$?
    code=0
    wait $one || code=$?
    expect_equal 73 $((code + other)) "the two codes together"
    ipc-prodcons rm jobs
done

# Whoever comes first makes it.
seq 100 | ipc-prodcons put jobs --create &
ipc-prodcons get jobs --create --producers 1 --timeout 30s | cmp - <(seq 100)
wait_all
ipc-prodcons create jobs --if-absent --slots 3
ipc-prodcons rm jobs
for p in {1..6}; do
    echo $p | ipc-prodcons put jobs --create &
done
wait_all
expect_equal '1 2 3 4 5 6' "$(ipc-prodcons get jobs --drain | sort | xargs)"
ipc-prodcons hold jobs --create -- true
ipc-prodcons rm jobs
