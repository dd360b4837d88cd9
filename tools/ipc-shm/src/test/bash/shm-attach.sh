# `ipc-shm attach` runs a command that can use a segment. The command counts as attached to the segment. `ipc-shm pin`
# starts a background process that stays attached to a segment. A removed segment stays usable for the processes that
# have attached the segment.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/segments.sh"

create_fixture scores 4K

test_command_gets_path_descriptor_and_size() {
    has_nattch 0 scores || fail "a process is attached before the first attach"
    cat >worker <<'END'
echo "$IPC_SHM_SIZE" >size
cp --no-preserve=all message "$IPC_SHM_PATH"
printf Jell >&"$IPC_SHM_FD"
readlink /proc/$$/fd/* >descriptors
sed -n 's/^SigBlk:\t//p' /proc/self/status >blocked
exit 7
END
    head -c 4K /dev/zero >message
    printf Hello | dd of=message conv=notrunc status=none
    expect_exit 7 ipc-shm attach scores -- bash worker
    expect_equal 4096 "$(<size)"
    expect_equal Jello "$(ipc-shm print scores)"
    expect_equal 0000000000000000 "$(<blocked)" "signals blocked in the command"
    ! grep -q 'lib/modules\|\.aot' descriptors || fail "the command has files of the virtual machine: $(<descriptors)"
    has_nattch 0 scores || fail "a process is attached after the command has ended"
}

test_command_keeps_the_limit_of_open_files() {
    for limit in $(ulimit -Hn) $(($(ulimit -Sn) / 2)); do
        expect_equal "$limit" "$(ulimit -Sn "$limit" && ipc-shm attach scores -- bash -c 'ulimit -Sn')" "open files"
    done
}

test_exit_status_is_that_of_the_command() {
    touch not-executable
    expect_exit 127 ipc-shm attach scores -- ./no-such-command 2>errors
    expect_exit 126 ipc-shm attach scores -- ./not-executable 2>errors
    expect_exit 143 ipc-shm attach scores -- bash -c 'kill -TERM $$'
    has_nattch 0 scores || fail "a process is attached after all commands have ended"
}

test_command_replaces_the_program() {
    ipc-shm attach scores -- sleep 100 &
    wait_until has_nattch 1 scores
    expect_equal sleep "$(ps -o comm= -p $!)" "program of the attached process"
    expect_equal "[[$!,\"sleep\",\"command\"]]" \
        "$(ipc-shm stat scores --json | jq -c '[.attached[] | [.pid, .command, .role]]')"
    kill -KILL $!
    wait_until has_nattch 0 scores
}

test_child_of_a_killed_command_stays_attached() {
    ipc-shm attach scores -- bash -c 'sleep 100 & echo $! >child; wait' &
    wait_until test -s child
    kill -KILL $!
    wait_until not alive $!
    has_nattch 1 scores || fail "the child of the killed command is not counted"
    kill "$(<child)"
    wait_until has_nattch 0 scores
}

test_words_of_a_command_keep_their_bytes_in_every_locale() {
    for locale in C C.UTF-8; do
        LC_ALL=$locale ipc-shm attach scores -- printf '%s\n' $'\xe9' é '' plain >words
        printf '%s\n' $'\xe9' é '' plain | expect_same_bytes words -
    done
}

test_path_need_not_be_valid_utf8() {
    for locale in C C.UTF-8; do
        echo "$locale" >$'\xe9'
        LC_ALL=$locale ipc-shm write scores $'\xe9'
        [[ $(ipc-shm print scores) == "$locale"* ]] || fail "the segment has another text"
    done
}

test_removed_segment_stays_for_the_attached_process() {
    echo Jello | ipc-shm write scores
    mkfifo go
    ipc-shm attach scores -- bash -c 'read -r _ <go; head -c 5 <&$IPC_SHM_FD >kept' &
    wait_until has_nattch 1 scores
    expect_error 75 '*1 attached' ipc-shm rm scores --if-unattached
    ipc-shm rm scores
    expect_error 69 'no such segment: scores' ipc-shm print scores
    expect_equal 'scores true 1' "$(ipc-shm ls --json | jq -r '"\(.name) \(.removed) \(.nattch)"')"
    expect_equal "" "$(ipc-shm gc)" "what gc deletes while a process is attached"
    ipc-shm create scores --size 4K >id
    ipc-shm rm scores --if-unattached
    echo >go
    wait_all
    expect_equal Jello "$(<kept)"
    expect_equal 1 "$(ipc-shm gc | grep -c scores)" "directories that gc deletes after the last process has ended"
    expect_equal "" "$(ipc-shm ls --json)"
}

test_id_is_accepted_in_place_of_a_name() {
    id=$(ipc-shm create --private --size 100)
    echo nameless | ipc-shm write "$id"
    expect_equal nameless "$(ipc-shm print "$id")"
    ipc-shm rm "$id"
    id=$(ipc-shm create named --size 100)
    echo named | ipc-shm write "$id"
    expect_equal named "$(ipc-shm print named)"
    ipc-shm rm "$id"
}

test_pin_survives_the_end_of_its_process_group() {
    ipc-shm create pinned --size 4K >id
    (setsid --wait bash -c 'ipc-shm pin pinned; kill -HUP -- -$$') || true
    expect_equal pin "$(ipc-shm stat pinned --json | jq -r '.attached[].role')"
    ipc-shm pin pinned --notify-fd 9 9>ready
    expect_equal 1 "$(wc -l <ready)" "newlines that say that the pin is ready"
    has_nattch 2 pinned || fail "the second pin is not counted"
    expect_error 75 '*2 attached' ipc-shm rm pinned --if-unattached
    ipc-shm unpin pinned
    ipc-shm rm pinned
}

test_unpin_ends_the_pin_of_a_removed_segment() {
    ipc-shm create pinned --size 4K >id
    ipc-shm pin pinned
    ipc-shm rm pinned
    ipc-shm unpin pinned
    expect_error 69 'no such segment: pinned' ipc-shm unpin pinned
    ipc-shm create pinned --size 4K >id
    expect_error 1 'segment pinned is not pinned' ipc-shm unpin pinned
    ipc-shm rm pinned
    ipc-shm gc >deleted
}

test_pin_needs_an_existing_local_segment() {
    expect_error 2 '*' ipc-shm pin posix:/pinned
    expect_error 69 'no such segment: absent' ipc-shm pin absent
}
