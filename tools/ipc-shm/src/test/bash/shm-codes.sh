# lane: kernel
# `ipc-shm` has a distinct exit code for each kind of failure. When it fails, it prints one line that says what failed.
# SegmentCommandLineTest tests the usage errors.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/segments.sh"

create_fixture scores 4K

test_74_absent_file() {
    expect_error 74 'no such file: absent' ipc-shm write scores absent
    expect_error 74 'no such directory for absent/x' ipc-shm read scores absent/x
}

test_69_absent_segment() {
    for verb in read print dump stat 'fill absent 0' 'cell get absent 0' 'chmod 600' rm; do
        read -ra command <<<"$verb"
        [[ $verb == *absent* ]] || command+=(absent)
        expect_error 69 'no such segment: absent' ipc-shm "${command[@]}"
    done
    expect_error 69 'no such segment: absent' ipc-shm attach absent -- true
    expect_error 69 'no such segment: absent' ipc-shm lock absent -- true
    expect_error 69 'no such segment: absent' ipc-shm write absent <<<x
    expect_error 69 'no such segment: sysv:0x7ffffffe' ipc-shm stat sysv:0x7ffffffe
    expect_error 69 'no such segment: sysv:2147483647' ipc-shm read sysv:2147483647
    expect_error 69 'no such segment: posix:/absent-*' ipc-shm read posix:/absent-$$-$RANDOM
    expect_error 69 'no such segment: 12345' ipc-shm print 12345
}

test_73_and_74_failed_creation_leaves_nothing() {
    expect_error 73 'segment scores exists already' ipc-shm create scores --size 4K
    # `create` runs in an IPC namespace of its own, in which the kernel allows no System V segment.
    ! unshare --ipc true 2>/dev/null || expect_error 73 '*the kernel allows no further segment (kernel.shmmni)*' \
        unshare --ipc bash -c 'echo 0 >/proc/sys/kernel/shmmni; exec ipc-shm create sysv:0x1234 --size 4K'
    expect_error 74 '*no space*' ipc-shm create large --size 1000G
    expect_error 74 '*no space*' ipc-shm create posix:/large-$$ --size 1000G
    test ! -e /dev/shm/large-$$ || fail "an unfinished POSIX segment was left"
    expect_error 74 '*cannot write to standard output*' ipc-shm create --private --size 4K >&-
    expect_equal shm.scores "$(ls -A "$IPC_DIR")"
}

test_65_addresses() {
    for address in 0x1001 0xffffffffff600000 0xfffffffffffff000; do
        expect_error 65 "*no process can have 4096 bytes at $address" ipc-shm attach scores --at $address -- true
    done
}

test_76_damaged_participant_table() {
    users=$IPC_DIR/shm.scores/users
    cp "$users" users
    for damage in "truncate -s 0 $users" "truncate -s 100 $users" \
        "dd if=/dev/zero of=$users bs=64 count=1 conv=notrunc status=none" \
        "dd if=/dev/urandom of=$users bs=64 count=1 conv=notrunc status=none"; do
        $damage
        expect_error 76 'segment scores: *' ipc-shm print scores
        expect_error 76 'segment scores: *' ipc-shm stat scores
        expect_error 76 'segment scores: *' ipc-shm attach scores -- true
        expect_equal damaged "$(ipc-shm ls | awk 'NR == 2 {print $2}')"
        cp users "$users"
    done
    # A row of the participant table counts as a process only while the row's byte in the file `live` is locked. No byte
    # is locked, so none of the random rows may count.
    dd if=/dev/urandom of="$users" bs=64 seek=64 count=1000 conv=notrunc status=none
    expect_equal 0 "$(ipc-shm stat scores --json | jq .nattch)"
}

test_76_segment_cut_short_while_it_is_read() {
    ipc-shm create cut --size 64M >id
    mkfifo slow
    (
        exec 3<slow
        head -c 1M <&3 >copied
        truncate -s 4K "$IPC_DIR/shm.cut/segment"
        cat <&3 >/dev/null
    ) &
    expect_exit 76 ipc-shm read cut >slow 2>errors
    wait_all
    expect_equal 'ipc-shm: segment cut was cut short while it was in use' "$(<errors)"
    ipc-shm rm cut
}

test_77_symbolic_links_and_forbidden_files() {
    segment=$IPC_DIR/shm.scores
    mv "$segment" elsewhere
    ln -s "$PWD/elsewhere" "$segment"
    expect_error 77 '*symbolic link*' ipc-shm print scores
    rm "$segment"
    mv elsewhere "$segment"
    if ((EUID)); then
        chmod 0 "$segment/segment"
        expect_error 77 '*permission denied*' ipc-shm print scores
    fi
}

test_141_closed_output() {
    ipc-shm create long --size 16M >id
    set +o pipefail
    ipc-shm read long 2>errors | head -c 1 >byte
    expect_equal 141 "${PIPESTATUS[0]}"
    ipc-shm dump long 2>>errors | head -n 1 >line
    set -o pipefail
    expect_equal "" "$(<errors)"
    ipc-shm rm long
}
