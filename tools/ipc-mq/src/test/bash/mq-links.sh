# Tasks send messages to each other by name, over links that are created on first use.
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

# registered TASK: succeeds if the task is registered.
registered() {
    [[ -d $IPC_DIR/task.$1 ]]
}
# register TASK...: registers the tasks.
register() {
    local task
    for task; do
        $mq recv --as "$task" --drain
    done
}

test_send_needs_its_peer() {
    expect_error 69 'no such task: bob' $mq send --to bob --as alice hello
    expect_error 69 'no such task: bob' $mq send --to bob --as alice --wait-peer 100ms hello
    $mq send --to late --as alice early --wait-peer 20s &
    wait_until registered alice
    expect_equal early "$($mq recv --as late)"
    wait_all
    $mq rm --task alice late
}

# While the peer task does not exist, `recv --from` waits as if the link were empty. With `--wait-peer DURATION`, `recv` fails
# with 69 when the peer does not exist at the end of DURATION.
test_recv_waits_for_its_peer() {
    expect_error 75 'link from bob to alice: task bob does not exist' $mq recv --from bob --as alice --no-wait
    expect_error 124 'link from bob to alice: timed out: task bob does not exist' \
        $mq recv --from bob --as alice --timeout 100ms
    expect_error 69 'no such task: bob' $mq recv --from bob --as alice --wait-peer 100ms
    $mq recv --from bob --as alice >got &
    wait_until registered alice
    $mq send --to alice --as bob hello
    wait_all
    expect_equal hello "$(<got)"
    expect_error 75 'link from bob to alice: it is empty' $mq recv --from bob --as alice --no-wait
    $mq recv --from alice --as bob >got --wait-peer 20s &
    wait_until test -d "$IPC_DIR/link:bob:alice"
    $mq send --to bob --as alice hello
    wait_all
    expect_equal hello "$(<got)"
    $mq rm --task alice bob
}

# A link connects two tasks in both directions, and a receiver on one link does not receive the messages of another link.
test_link_of_two_tasks() {
    register alice
    IPC_TASK=bob $mq send --to alice answer
    IPC_TASK=carol $mq send --to alice other
    $mq send --to bob --as alice hello
    expect_equal answer "$($mq recv --from bob --as alice)"
    expect_error 75 '*link from bob to alice*empty' $mq recv --from bob --as alice --no-wait
    expect_equal other "$($mq recv --from carol --as alice)"
    expect_equal hello "$($mq recv --from alice --as bob)"
    expect_equal 3 "$($mq ls --links | grep -c empty)" "links"
    expect_equal '{"from":"bob","to":"alice","state":"empty","capacity":8,"unbounded":false,"ready":0,"claimed":0,"pending":0,"delayed":0}' \
        "$($mq ls --links --json | grep '"from":"bob"')"
    $mq gc
    $mq rm --task alice bob carol
    expect_equal '' "$($mq ls --links --json)"
}

# A link can hold at most 8 messages by default, or as many as `--link-capacity` allows. `send` to a full link has the
# same results as `send` to a full mailbox.
test_capacity_of_a_link() {
    register bob
    seq 8 | $mq send --to bob --as alice -
    expect_error 75 '*link from alice to bob: it is full' $mq send --to bob --as alice 9 --no-wait
    expect_error 124 '*timed out*full' $mq send --to bob --as alice 9 --timeout 100ms
    $mq send --to bob --as alice 9 --pend 2>/dev/null
    expect_error 75 '*pending already' $mq send --to bob --as alice 10 --pend
    expect_same_bytes <($mq recv --from alice --as bob --drain) <(seq 9)
    expect_error 75 '*received*' $mq send --to bob --as zero 1 --link-capacity 0 --no-wait
    $mq send --to bob --as many --link-capacity unbounded - < <(seq 1000)
    expect_same_bytes <($mq recv --from many --as bob --drain) <(seq 1000)
    $mq rm --task alice bob zero many
}

# `recv` without `--from` receives from all links to its task, including links that are created while `recv` waits, and can
# print the sender of each message.
test_receiver_of_all_links() {
    local sender
    $mq recv --as dan --follow --format '%s %b' >got &
    local receiver=$!
    wait_until registered dan
    (for sender in a b c d; do
        $mq send --to dan --as $sender - < <(seq 50) &
    done
    wait_all)
    wait_until has_lines got 200
    for sender in a b c d; do
        expect_same_bytes <(sed -n "s/^$sender //p" got) <(seq 50)
    done
    terminate $receiver
    expect_error 75 '*no message' $mq recv --as dan --no-wait
    expect_error 124 '*no message' $mq recv --as dan --timeout 100ms
    expect_exit 0 $mq recv --as dan --drain
    $mq rm --task dan a b c d
}

# The message of a sender that has died can be received. A message that a dead receiver had claimed is redelivered.
test_dead_tasks() {
    register dan
    (IPC_TASK=ghost $mq send --to dan boo && kill -KILL $BASHPID) 2>/dev/null || true
    $mq recv --as dan --lease 1h -- sh -c 'echo $$ >working; exec sleep 600' &
    local receiver=$!
    wait_until test -s working
    kill_hard $receiver
    expect_equal 'ghost boo 2' "$($mq recv --as dan --timeout 20s --format '%s %b %d')"
    kill "$(<working)"
    $mq rm --task dan ghost
}

# The name TASK/THREAD means a thread of the task TASK. Each thread of a task can receive the task's messages.
test_threads_of_a_task() {
    register dan
    IPC_TASK=erin/1 $mq send --to dan one
    expect_equal 'erin/1 one' "$(IPC_TASK=dan/7 $mq recv -- sh -c 'echo "$IPC_SENDER $(cat)"')"
    $mq rm --task dan erin
}

# `rm --task` removes the messages to the task, but not the messages that the task has sent.
test_removal_of_a_task() {
    register dan erin
    $mq send --to dan --as erin last
    $mq send --to erin --as dan first
    $mq rm --task dan
    expect_error 69 'no such task: dan' $mq send --to dan --as erin x
    expect_error 69 'no such task: dan' $mq rm --task dan
    expect_equal first "$($mq recv --as erin --no-wait)"
    $mq rm --task erin
}

test_removal_of_a_task_that_receives_on_a_link() {
    register alice
    $mq recv --as bob --from alice 2>errors &
    local receiver=$!
    wait_until test -e "$IPC_DIR/link:bob:alice/live"
    wait_until has_participants 1 link:bob:alice
    $mq rm --task bob
    expect_exit 69 wait $receiver
    $mq rm --task alice
}

test_removal_of_a_task_without_links() {
    $mq recv --as zed 2>errors &
    local receiver=$!
    wait_until test -e "$IPC_DIR/task.zed/live"
    wait_until has_participants 1 task.zed
    $mq rm --task zed
    expect_exit 69 wait $receiver
}

# `recv --lease` prints a receipt, which identifies the received message. For a message from a link, `ack` accepts the
# name of the link and the receipt. `ack` refuses the receipt if the user names another mailbox.
test_leases_on_a_link() {
    register bob
    $mq send --to bob --as alice leased
    eval "$($mq recv --as bob --lease 1h --shell)"
    expect_equal 'link:alice:bob leased' "$mailbox $body"
    expect_error 75 '*empty' $mq peek "$mailbox"
    expect_exit 0 $mq stat "$mailbox" >about
    expect_equal 'link         from alice to bob, in use' "$(head -1 about)"
    $mq send alice --create other
    eval "$(sed 's/^receipt=/theirs=/' <<<"$($mq recv alice --lease 1h --shell)")"
    expect_error 75 '*too late*' $mq ack alice "$receipt"
    expect_silence 0 $mq ack link:alice:bob "$receipt"
    expect_silence 0 $mq ack alice "$theirs"
    $mq rm alice
    expect_error 69 'no such link: from nobody to bob' $mq ack link:nobody:bob "$receipt"
    $mq rm --task alice bob
}

# When a task is removed while another process creates a link to it, no link to that task remains.
test_removal_of_a_task_while_a_link_is_created() {
    local turn
    for turn in {1..6}; do
        $mq recv --as p --no-wait 2>/dev/null || true
        $mq send --as q --to p secret --no-wait 2>/dev/null &
        $mq rm --task p
        wait $! || expect_equal 69 $?
        if registered p; then $mq rm --task p; fi
        [[ ! -e $IPC_DIR/link:p:q ]] || fail "left: $(ls -R "$IPC_DIR/link:p:q")"
    done
    $mq rm --task q
}
