# Direct communication: tasks that name each other, and the links between them.
# watchdog: 120s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

mq=ipc-mq
known() { # TASK
    [[ -d $IPC_DIR/task/$1 ]]
}

# Both name the other; the link comes by itself. Who is not known is no peer.
expect_error 69 'no such task: bob' $mq send --to bob --as alice hello
expect_error 75 'link from bob to alice: task bob does not exist' $mq recv --from bob --as alice --no-wait
expect_error 124 'link from bob to alice: timed out: task bob does not exist' $mq recv --from bob --as alice --timeout 100ms
expect_error 69 'no such task: bob' $mq recv --from bob --as alice --wait-peer 100ms
expect_error 69 'no such task: bob' $mq send --to bob --as alice --wait-peer 100ms hello
$mq recv --from alice --as bob >got --wait-peer 20s &
wait_until known bob
$mq send --to bob --as alice hello
wait_all
expect_equal hello "$(<got)"

# Who waits for a peer gets it.
$mq send --to late --as alice early --wait-peer 20s &
expect_equal early "$($mq recv --as late)"
wait_all

# One link between two, in both directions; others do not see what is on it.
IPC_TASK=bob $mq send --to alice answer
IPC_TASK=carol $mq send --to alice other
expect_equal answer "$($mq recv --from bob --as alice)"
expect_error 75 '*link from bob to alice*empty' $mq recv --from bob --as alice --no-wait
expect_equal other "$($mq recv --from carol --as alice)"
expect_equal 4 "$($mq ls --links | grep -c empty)" "links"
expect_equal '{"from":"bob","to":"alice","state":"empty","capacity":8,"unbounded":false,"ready":0,"claimed":0,"pending":0}' \
    "$($mq ls --links --json | grep '"from":"bob"')"

# A link is bounded: 8, or what is wanted; all that holds for full mailboxes holds for links.
seq 8 | $mq send --to bob --as alice -
expect_error 75 '*link from alice to bob: it is full' $mq send --to bob --as alice 9 --no-wait
expect_error 124 '*timed out*full' $mq send --to bob --as alice 9 --timeout 100ms
$mq send --to bob --as alice 9 --pend 2>/dev/null
expect_error 75 '*pending already' $mq send --to bob --as alice 10 --pend
expect_same_bytes <($mq recv --from alice --as bob --drain) <(seq 9)
expect_error 75 '*received*' $mq send --to bob --as zero 1 --link-capacity 0 --no-wait
$mq send --to bob --as many --link-capacity unbounded - < <(seq 1000)
expect_same_bytes <($mq recv --from many --as bob --drain) <(seq 1000)

# Asymmetric: the receiver names nobody, and learns who sent; also of links that come while it waits.
$mq recv --as dan --follow --format '%s %b' >got &
receiver=$!
wait_until known dan
for sender in a b c d; do
    seq 50 | $mq send --to dan --as $sender - &
    senders+=($!)
done
for sender in "${senders[@]}"; do expect_exit 0 wait $sender; done
wait_until has_lines got 200
for sender in a b c d; do
    expect_same_bytes <(sed -n "s/^$sender //p" got) <(seq 50)
done
kill $receiver
expect_exit 143 wait $receiver
expect_error 75 '*no message' $mq recv --as dan --no-wait
expect_error 124 '*no message' $mq recv --as dan --timeout 100ms
expect_exit 0 $mq recv --as dan --drain

# What a dead one has sent can be read; what a dead one had received comes again.
(IPC_TASK=ghost $mq send --to dan boo && kill -KILL $BASHPID) 2>/dev/null || true
$mq recv --as dan --lease 1h -- sh -c ': >working; exec sleep 100.'$$ &
receiver=$!
wait_until test -e working
kill -KILL $receiver
wait $receiver 2>/dev/null || true
expect_equal 'ghost boo 2' "$($mq recv --as dan --timeout 20s --format '%s %b %d')"
pkill -f "sleep 100[.]$$" || true

# Leases, receipts and commands; a task is all its threads.
IPC_TASK=erin/1 $mq send --to dan one
expect_equal 'erin/1 one' "$(IPC_TASK=dan/7 $mq recv -- sh -c 'echo "$IPC_SENDER $(cat)"')"

# A task is forgotten with what was sent to it; what it sent remains.
$mq send --to dan --as erin last
$mq send --to erin --as dan first
$mq rm --task dan
expect_error 69 'no such task: dan' $mq send --to dan --as erin x
expect_error 69 'no such task: dan' $mq rm --task dan
expect_equal first "$($mq recv --as erin --no-wait)"

# Who waits on a link to a task that is forgotten hears of it.
$mq recv --as bob --from alice 2>errors &
receiver=$!
wait_until grep -q RECEIVER <<<"RECEIVER" # it is on its way
sleep 0.5
$mq rm --task bob
expect_exit 69 wait $receiver

# Also one to whom nobody has sent yet.
$mq recv --as zed 2>errors &
receiver=$!
wait_until known zed
sleep 0.3
$mq rm --task zed
expect_exit 69 wait $receiver

# What is leased of a link is settled by the link's name; receipts are of one mailbox only.
$mq recv --as bob --no-wait 2>/dev/null || true
$mq send --to bob --as alice leased
eval "$($mq recv --as bob --lease 1h --shell)"
expect_equal 'link:alice:bob leased' "$mailbox $body"
expect_error 75 '*empty' $mq peek "$mailbox"
expect_exit 0 $mq stat "$mailbox" >about
expect_equal 'link         from alice to bob, in use' "$(head -1 about)"
$mq create alice
$mq send alice other
eval "$(sed 's/^receipt=/theirs=/' <<<"$($mq recv alice --lease 1h --shell)")"
expect_error 75 '*too late*' $mq ack alice "$receipt"
expect_silence 0 $mq ack link:alice:bob "$receipt"
expect_silence 0 $mq ack alice "$theirs"
$mq rm alice
expect_error 69 'no such link: from nobody to bob' $mq ack link:nobody:bob "$receipt"
expect_error 2 '*link:FROM:TO*' $mq peek link:alice

# A task that is forgotten while somebody makes a link to it leaves nothing.
for turn in {1..10}; do
    $mq recv --as p --no-wait 2>/dev/null || true
    $mq send --as q --to p secret --no-wait 2>/dev/null &
    $mq rm --task p
    wait $! || expect_equal 69 $?
    if known p; then $mq rm --task p; fi
    [[ ! -e $IPC_DIR/to.p ]] || fail "left: $(ls -R "$IPC_DIR/to.p")"
done
$mq rm --task q

# What makes no sense.
expect_error 2 '*--as or $IPC_TASK*' $mq send --to alice x
expect_error 2 '*NAME is missing*' $mq recv
expect_error 2 '*MESSAGE is missing*' $mq send alice
expect_error 2 '*two tasks*' $mq send --to alice --as alice x
expect_error 2 '*' $mq recv box --as alice
expect_error 2 '*' $mq recv box --from alice
expect_error 2 '*illegal name*' $mq send --to ../x --as alice x
expect_error 2 '*' $mq send box x --link-capacity 3
expect_error 2 '*' $mq ls --links --scheme posix

$mq gc
$mq rm --task alice bob carol erin ghost late a b c d many zero
expect_equal '' "$($mq ls --links --json)"
