# A mailbox that is owned by a process is removed when that process ends for any reason. Other mailboxes stay.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

# start_owner: starts a process that owns mailboxes, and sets `owner` to its pid.
start_owner() {
    sleep 600 &
    owner=$!
}
# end_owner SIGNAL: ends the process that start_owner has started.
end_owner() {
    kill "-$1" $owner
    wait $owner 2>/dev/null || true
}

test_gc_removes_the_mailbox_of_a_dead_owner() {
    start_owner
    $mq create his --owner $owner
    end_owner TERM
    expect_equal "would delete $IPC_DIR/mq.his: unfinished removal of his" "$($mq gc --dry-run)"
    $mq gc >/dev/null
    [[ ! -e $IPC_DIR/mq.his ]] || fail "the mailbox of a dead owner is still there"
}

test_owner_is_shown() {
    start_owner
    $mq create theirs --owner $owner
    expect_equal "owner        process $owner" "$($mq stat theirs | grep owner)"
    [[ $($mq stat theirs --json) == *'"owner":'$owner,* ]] || fail "stat --json does not name the owner"
    expect_error 73 '*exists already' $mq create theirs
    $mq send theirs kept
    expect_equal kept "$($mq recv theirs)"
    end_owner TERM
    $mq gc >/dev/null
}

# ends_with_its_owner SIGNAL: ends the owner of a mailbox by the signal. Then a waiting receiver must fail with 69, and the
# mailbox must no longer exist.
ends_with_its_owner() {
    $mq create ours --owner system
    start_owner
    $mq create theirs --owner $owner
    $mq recv theirs 2>told &
    local receiver=$!
    wait_for_waiter $receiver messages theirs
    end_owner "$1"
    expect_exit 69 wait $receiver
    expect_error 69 'no such mailbox: theirs' $mq send theirs x
    expect_equal ours "$($mq ls --json | sed 's/.*"name":"\([^"]*\)".*/\1/')"
    [[ ! -e $IPC_DIR/mq.theirs ]] || fail "its files are there"
}
test_mailbox_ends_with_an_owner_that_is_terminated() {
    ends_with_its_owner TERM
}
test_mailbox_ends_with_an_owner_that_is_killed() {
    ends_with_its_owner KILL
}

test_name_of_a_dead_owners_mailbox_is_free() {
    start_owner
    $mq create theirs --owner $owner
    end_owner TERM
    $mq create theirs
    $mq send theirs new
    expect_equal new "$($mq recv theirs)"
}

test_mailbox_ends_with_the_script_that_owns_it() {
    expect_equal hello "$(bash -c 'ipc-mq create mine --owner $$; ipc-mq send mine hello; ipc-mq recv mine')"
    expect_error 69 'no such mailbox: mine' $mq peek mine
}

test_illegal_owners() {
    expect_error 69 'no such process: *' $mq create mine --owner 4194304999
}
