# ipc-mq: messages from hand to hand, until received, and pending beyond the limit; who may be at a mailbox.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"
ipc-mq create hall --capacity 0
expect_error 75 '*full' ipc-mq wait hall --for room --no-wait
ipc-mq recv hall >got &
expect_exit 0 ipc-mq wait hall --for room --timeout 20s
ipc-mq send hall x
wait_all
ipc-mq rm hall

mq=ipc-mq

waits_for() { # MAILBOX WHAT: whether somebody does
    [[ $($mq stat "$1") == *"$2"* ]]
}
waiting() { # MAILBOX COUNT: so many messages are ready there
    [[ $($mq stat "$1") == *"ready        $2"* ]]
}

# Capacity 0: the sender goes on when a receiver has it, and not before.
$mq create meet --capacity 0
$mq send meet hello && touch sent &
wait_until waiting meet 1
[[ ! -e sent ]] || fail "a send ended although nobody had received"
expect_equal hello "$($mq recv meet)"
wait_all
[[ -e sent ]]

# A sender whose time is over takes its message back. So does one that dies.
expect_error 124 '*no process has received it*' $mq send meet late --timeout 200ms
expect_error 75 '*' $mq send meet late --no-wait
expect_exit 75 $mq recv meet --no-wait 2>/dev/null
$mq send meet orphan &
sender=$!
wait_until waiting meet 1
kill -KILL $sender
expect_exit 137 wait $sender
expect_exit 75 $mq recv meet --no-wait 2>/dev/null

# One that does not wait meets who waits already.
$mq recv meet >got &
wait_until waits_for meet messages
expect_silence 0 $mq send meet at-once --no-wait
wait_all
expect_equal at-once "$(<got)"

# Many meetings, some of which do not come to pass: received is exactly what was sent.
for s in 1 2 3; do
    (for i in {1..12}; do
        ! $mq send meet "$s.$i" --timeout 0.$((RANDOM % 20))s 2>/dev/null || echo "$s.$i"
    done >sent.$s) &
done
$mq recv meet --follow >got &
receiver=$!
for job in $(jobs -p); do
    [[ $job == "$receiver" ]] || wait "$job"
done
kill $receiver
wait $receiver || expect_equal 143 $?
cmp <(sort sent.?) <(sort got)

# A receiver that dies with it in its hands: the sender goes on waiting, and the next one has it, marked.
$mq send meet twice &
wait_until waiting meet 1
expect_exit 137 env IPCKIT_CRASH_AT=MR5 $mq recv meet
expect_equal 'twice 2' "$($mq recv meet --timeout 20s --format '%b %d')"
wait_all

# A mailbox with room, and a sender who wants to know.
$mq create jobs --capacity 2
$mq send jobs wanted --until-received && touch known &
wait_until waiting jobs 1
[[ ! -e known ]]
expect_equal wanted "$($mq recv jobs)"
wait_all
expect_error 124 '*no process has received it*' $mq send jobs wanted --until-received --timeout 200ms
expect_exit 75 $mq recv jobs --no-wait 2>/dev/null

# One message of each sender is kept beyond the limit, and comes before what is sent later.
$mq send jobs 1 2
$mq send jobs 3 --pend --as T 2>errors
expect_exit 0 grep -q pending errors
expect_error 75 '*pending already*' $mq send jobs 4 --pend --as T
$mq send jobs 4 --pend --as T/second 2>/dev/null
expect_error 75 '*' $mq wait jobs --for accepted --as T --no-wait
expect_equal 1 "$($mq recv jobs)"
expect_silence 0 $mq wait jobs --for accepted --as T
expect_error 75 '*full*' $mq send jobs 5 --no-wait
expect_equal $'2\n3\n4' "$($mq recv jobs --drain)"
expect_silence 0 $mq send jobs 6 --pend --as T
expect_equal 6 "$($mq recv jobs)"

# A pair: two processes, and no third.
$mq create link --sharing pair
$mq recv link --follow >got &
one=$!
wait_until waits_for link messages
expect_silence 0 $mq send link hello # the other
mkfifo held
exec {held}<>held # it never ends
$mq send link - <held &
two=$!
wait_until waits_for link sender
expect_error 75 '*two processes*' $mq send link x --no-wait
expect_error 124 '*two processes*' $mq recv link --timeout 100ms
kill -KILL $two
wait $two || expect_equal 137 $?
expect_silence 0 $mq send link again --timeout 20s
wait_until has_lines got 2
kill $one
wait $one || expect_equal 143 $?
exec {held}>&-

# One receiver at a time; its successor may wait for its turn.
$mq create inbox --sharing single-receiver
$mq recv inbox --follow >got &
one=$!
wait_until waits_for inbox messages
expect_error 75 '*another process receives*' $mq recv inbox --no-wait
expect_silence 0 $mq send inbox 1
wait_until has_lines got 1
$mq recv inbox >next &
kill -KILL $one
wait $one || expect_equal 137 $?
$mq send inbox 2
wait_until test -s next
expect_equal 2 "$(<next)"
wait_all

$mq rm meet jobs link inbox
