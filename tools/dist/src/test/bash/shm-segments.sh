# A segment's life, the same on all three schemes: create, write, read, look, change, remove.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

key=$(random_key)
posix=ipckit-test-$$-$RANDOM
trap 'code=$?; ipcrm -M $key 2>/dev/null || true; rm -f /dev/shm/$posix; ((code)) || expect_nothing_left' EXIT

for name in scores posix:/$posix sysv:$key; do
    expect_error 69 "no such segment: $name" ipc-shm stat $name
    id=$(ipc-shm create $name --size 64K)
    [[ $id =~ ^[0-9]+$ ]] || fail "not a number: $id"
    expect_error 73 "segment $name exists already*" ipc-shm create $name --size 64K
    expect_equal "$id" "$(ipc-shm create $name --size 4K --if-absent)" "the id of what exists"
    expect_error 73 "segment $name exists already, and has only 65536 bytes" \
        ipc-shm create $name --size 128K --if-absent

    # Zeros, then what was written, and nothing beside it.
    expect_equal 65536 "$(ipc-shm read $name | tr -d '\0' | wc -c | awk '{print 65536 - $1}')" "zeros of $name"
    echo Hello | ipc-shm write $name
    expect_equal Hello "$(ipc-shm print $name)"
    ipc-shm print $name >out
    expect_same_bytes out <(echo Hello)
    head -c 1000 /dev/urandom >random
    ipc-shm write $name random --offset 10K
    ipc-shm read $name --offset 10K --length 1000 | cmp - random || fail "$name holds something else"
    ipc-shm read $name copy --offset 10K --length 1000
    expect_same_bytes random copy
    expect_equal Hello "$(ipc-shm print $name)"
    seq 9 | ipc-shm write $name --length 4
    expect_equal '1 2 o' "$(ipc-shm read $name --length 5 | tr '\n' ' ')"
    ipc-shm fill $name 0x2a --offset 100 --length 3
    expect_equal '***' "$(ipc-shm print $name --offset 100)"
    expect_equal '00000064  2a 2a 2a 00                                       |***.|' \
        "$(ipc-shm dump $name --offset 100 --length 4 | head -1)"
    ipc-shm fill $name 0
    expect_equal "$(head -c 64K /dev/zero | hexdump -C)" "$(ipc-shm dump $name)" "dump of $name"
    printf 'a line\nand another, which is longer\n\0\1\377' | ipc-shm write $name --offset 17
    expect_equal "$(ipc-shm read $name | hexdump -C)" "$(ipc-shm dump $name)" "dump of $name"

    # Beyond the end nothing is written or read.
    ipc-shm read $name >before
    expect_error 65 '*65537*' ipc-shm read $name --length 65537
    expect_error 65 '*beyond*' ipc-shm read $name --offset 65537
    expect_error 65 '*beyond*' ipc-shm fill $name 1 --offset 65536 --length 1
    head -c 65537 /dev/zero >large
    expect_error 65 '*nothing is written' ipc-shm write $name large
    ipc-shm read $name >after
    expect_same_bytes before after
    expect_error 65 '*those are written' ipc-shm write $name --offset 65535 <<<ab
    expect_equal a "$(ipc-shm print $name --offset 65535)"
    : | ipc-shm write $name
    expect_error 65 'the input ended after 2 of 3 bytes' ipc-shm write $name --length 3 <<<a

    expect_equal 65536 "$(ipc-shm stat $name --json | jq .bytes)" "size of $name"
    ipc-shm chmod 640 $name
    expect_equal 0640 "$(ipc-shm stat $name --json | jq -r .mode)" "mode of $name"
    ipc-shm rm $name
    expect_error 69 "no such segment: $name" ipc-shm read $name
    expect_error 69 "no such segment: $name" ipc-shm rm $name
done

# Room for every byte, from the beginning; also of those that are too large to be written for that. None of it is in
# a heap.
export IPCKIT_JAVA_OPTS=-Xmx8m
for name in scores posix:/$posix; do
    file=$IPC_DIR/shm/scores/segment
    [[ $name == scores ]] || file=/dev/shm/$posix
    for size in 1000 1M 65M; do
        ipc-shm create $name --size $size >id
        (($(stat -c '%b * %B >= %s' "$file"))) || fail "a hole in $name of $size"
        expect_equal 0 "$(ipc-shm read $name | tr -d '\0' | wc -c)" "what is not zero"
        ipc-shm fill $name 7
        ipc-shm read $name copy
        ipc-shm write $name copy
        expect_equal 0 "$(ipc-shm read $name | tr -d '\7' | wc -c)" "what is not 7"
        ipc-shm rm $name
    done
done
unset IPCKIT_JAVA_OPTS
rm copy

# Pipes that somebody else has made non-blocking are waited for, too.
nonblocking() { # COMMAND...
    perl -MFcntl -e 'for (*STDIN, *STDOUT) { fcntl $_, F_SETFL, O_NONBLOCK | fcntl $_, F_GETFL, 0 } exec @ARGV' "$@"
}
ipc-shm create scores --size 1M >id
head -c 1M /dev/urandom >random
{ head -c 1000; sleep 0.3; cat; } <random | nonblocking ipc-shm write scores | cat
nonblocking ipc-shm read scores </dev/null | { sleep 0.3; cat; } >copy
expect_same_bytes random copy
ipc-shm rm scores
