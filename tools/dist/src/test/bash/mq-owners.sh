# A mailbox of the system lives on its own; one that is owned by a process goes when that ends, however that ends.
. "${BASH_SOURCE%/*}/lib/prelude.sh"
sleep 600 &
ipc-mq create his --owner $!
kill $!
wait $! || true
expect_equal "would delete $IPC_DIR/mq/his: unfinished removal of his" "$(ipc-mq gc --dry-run)"
ipc-mq gc >/dev/null
[[ ! -e $IPC_DIR/mq/his ]] || fail "the mailbox of one who has ended is still there"

mq=ipc-mq
$mq create ours --owner system
for signal in TERM KILL; do
    sleep 600 &
    owner=$!
    $mq create theirs --owner $owner
    expect_equal "owner        process $owner" "$($mq stat theirs | grep owner)"
    [[ $($mq stat theirs --json) == *'"owner":'$owner,* ]] || fail "stat --json does not name the owner"
    expect_error 73 '*exists already' $mq create theirs
    $mq send theirs kept
    expect_equal kept "$($mq recv theirs)"

    # Who waits there hears of the end; and nobody finds it any more.
    $mq recv theirs 2>told &
    receiver=$!
    sleep 0.2
    kill -$signal $owner
    wait $owner 2>/dev/null || true
    expect_exit 69 wait $receiver
    expect_error 69 'no such mailbox: theirs' $mq send theirs x
    expect_equal ours "$($mq ls --json | sed 's/.*"name":"\([^"]*\)".*/\1/')"
    [[ ! -e $IPC_DIR/mq/theirs ]] || fail "its files are there"
done

# Another takes its name at once.
sleep 600 &
owner=$!
$mq create theirs --owner $owner
kill $owner
wait $owner 2>/dev/null || true
$mq create theirs
$mq send theirs new
expect_equal new "$($mq recv theirs)"
$mq rm theirs ours

# A script's own: it ends with the script.
bash -c 'ipc-mq create mine --owner $$; ipc-mq send mine hello; ipc-mq recv mine'
expect_error 69 'no such mailbox: mine' $mq peek mine
expect_error 69 'no such process: *' $mq create mine --owner 4194304999
expect_error 2 '*' $mq create mine --owner nobody
expect_error 2 '*' $mq create mine --owner 0
