# lane: kernel
# `ipc-shm` creates, writes, reads, shows, changes and removes segments in the same way in all three schemes.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/segments.sh"

creates() {
    [[ $id =~ ^[0-9]+$ ]] || fail "the id is not a number: $id"
    expect_error 73 "segment $name exists already*" ipc-shm create $name --size 64K
    expect_equal "$id" "$(ipc-shm create $name --size 4K --if-absent)" "the id of an existing segment"
    expect_error 73 "segment $name exists already, with only 65536 bytes" \
        ipc-shm create $name --size 128K --if-absent
    expect_equal 65536 "$(ipc-shm read $name | tr -d '\0' | wc -c | awk '{print 65536 - $1}')" "zeros of $name"
}
test_create_makes_a_segment_of_zeros_once() {
    for_each_scheme 64K creates
}

moves_bytes() {
    echo Hello | ipc-shm write $name
    expect_equal Hello "$(ipc-shm print $name)"
    ipc-shm print $name >out
    expect_same_bytes out <(echo Hello)
    head -c 1000 /dev/urandom >random
    ipc-shm write $name random --offset 10K
    ipc-shm read $name --offset 10K --length 1000 | cmp - random || fail "$name holds other bytes"
    ipc-shm read $name copy --offset 10K --length 1000
    expect_same_bytes random copy
    expect_equal Hello "$(ipc-shm print $name)"
    seq 9 | ipc-shm write $name --length 4
    expect_equal '1 2 o' "$(ipc-shm read $name --length 5 | tr '\n' ' ')"
    ipc-shm fill $name 0x2a --offset 100 --length 3
    expect_equal '***' "$(ipc-shm print $name --offset 100)"
    expect_equal '00000064  2a 2a 2a 00                                       |***.|' \
        "$(ipc-shm dump $name --offset 100 --length 4 | head -1)"
}
test_written_bytes_are_read_back() {
    for_each_scheme 64K moves_bytes
}

dumps() {
    expect_equal "$(head -c 64K /dev/zero | hexdump -C)" "$(ipc-shm dump $name)" "dump of $name"
    printf 'a line\nand another, which is longer\n\0\1\377' | ipc-shm write $name --offset 17
    expect_equal "$(ipc-shm read $name | hexdump -C)" "$(ipc-shm dump $name)" "dump of $name"
}
test_dump_shows_what_hexdump_shows() {
    for_each_scheme 64K dumps
}

respects_the_end() {
    ipc-shm read $name >before
    expect_error 65 '*65537*' ipc-shm read $name --length 65537
    expect_error 65 '*beyond*' ipc-shm read $name --offset 65537
    expect_error 65 '*beyond*' ipc-shm fill $name 1 --offset 65536 --length 1
    head -c 65537 /dev/zero >large
    expect_error 65 '*nothing was written' ipc-shm write $name large
    ipc-shm read $name >after
    expect_same_bytes before after
    expect_error 65 '*those were written' ipc-shm write $name --offset 65535 <<<ab
    expect_equal a "$(ipc-shm print $name --offset 65535)"
    : | ipc-shm write $name
    expect_error 65 'the input ended after 2 of 3 bytes' ipc-shm write $name --length 3 <<<a
}
test_nothing_is_read_or_written_beyond_the_end() {
    for_each_scheme 64K respects_the_end
}

changes_mode() {
    expect_equal 65536 "$(ipc-shm stat $name --json | jq .bytes)" "size of $name"
    ipc-shm chmod 640 $name
    expect_equal 0640 "$(ipc-shm stat $name --json | jq -r .mode)" "mode of $name"
}
test_stat_shows_size_and_mode() {
    for_each_scheme 64K changes_mode
}

test_absent_segment_is_reported() {
    for scheme in local posix sysv; do
        use_scheme $scheme
        for verb in stat read rm; do
            expect_error 69 "no such segment: $name" ipc-shm $verb $name
        done
    done
}

# The name of a POSIX segment may contain every byte except the slash. PosixSegmentTest tests further unusual names.
# `ls` prints one line for each segment, even if the name contains a newline.
test_posix_names_may_have_odd_bytes() {
    use_scheme posix
    local odd=$name$'\n\033[2J\377'
    kernel_names+=("$odd")
    ipc-shm create "$odd" --size 4K >id
    expect_exit 0 test -f "/dev/shm/${odd#posix:/}"
    ipc-shm write "$odd" <<<hello
    expect_equal hello "$(ipc-shm attach "$odd" -- sh -c 'head -n 1 "$IPC_SHM_PATH"')"
    ipc-shm lock "$odd" -- true
    expect_equal 1 "$(ipc-shm stat "$odd" | grep -c '^segment ')"
    grep -qF "$name"'\n\x1b[2J\xff  ' <(ipc-shm ls --scheme posix) || fail "ls does not list $odd"
    expect_equal "$name"$'\n\033[2J' "$(ipc-shm ls --scheme posix --json | jq -r '.name | select(contains("\n"))' |
        tr -d '\357\277\275\377')"
    ipc-shm rm "$odd"
    expect_exit 1 test -e "/dev/shm/${odd#posix:/}"
}

# file_of SEGMENT: prints the path of the file that holds the bytes of a local or posix segment.
file_of() {
    case $1 in
    posix:*) echo "/dev/shm/${1#posix:/}" ;;
    *) echo "$IPC_DIR/shm.$1/segment" ;;
    esac
}

test_every_byte_has_memory_and_none_is_on_the_heap() {
    export IPCKIT_JAVA_OPTS=-Xmx8m
    for scheme in local posix; do
        use_scheme $scheme
        for size in 1000 20M; do
            ipc-shm create $name --size $size >id
            (($(stat -c '%b * %B >= %s' "$(file_of $name)"))) || fail "a hole in $name of $size"
            expect_equal 0 "$(ipc-shm read $name | tr -d '\0' | wc -c)" "bytes that are not 0"
            ipc-shm fill $name 7
            ipc-shm read $name copy
            ipc-shm write $name copy
            expect_equal 0 "$(ipc-shm read $name | tr -d '\7' | wc -c)" "bytes that are not 7"
            ipc-shm rm $name
        done
    done
}

# nonblocking COMMAND...: runs the command with stdin and stdout in non-blocking mode.
nonblocking() {
    perl -MFcntl -e 'for (*STDIN, *STDOUT) { fcntl $_, F_SETFL, O_NONBLOCK | fcntl $_, F_GETFL, 0 } exec @ARGV' "$@"
}

# pipe_is_full: succeeds if stdin is a pipe that cannot take more bytes.
pipe_is_full() {
    perl -e 'open my $pipe, ">", "/proc/self/fd/0"; vec(my $writable, fileno $pipe, 1) = 1;
        exit select undef, $writable, undef, 0'
}

# is_written COUNT: succeeds if the segment `scores` begins with the first COUNT bytes of the file `random`.
is_written() {
    ipc-shm read scores --length "$1" | cmp -s -n "$1" - random
}

test_nonblocking_pipes_are_waited_for() {
    ipc-shm create scores --size 1M >id
    head -c 1M /dev/urandom >random
    { head -c 1000; wait_until is_written 1000; cat; } <random | nonblocking ipc-shm write scores | cat
    nonblocking ipc-shm read scores </dev/null | { wait_until pipe_is_full; cat; } >copy
    expect_same_bytes random copy
    ipc-shm rm scores
}
