# ipc-mq: a leased message is hidden, not gone: it is done with when its command succeeds, or who has the receipt says so.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

mq=ipc-mq
$mq create jobs
$mq create dead

empty() { # MAILBOX: nothing is to be had
    expect_exit 75 $mq recv "$1" --no-wait 2>/dev/null
}

# Without a command: the claim outlives the process.
$mq send jobs one
eval "$($mq recv jobs --lease 1h --shell)"
expect_equal one "$body"
empty jobs
expect_silence 0 $mq extend jobs "$receipt" 2h
expect_silence 0 $mq nack jobs "$receipt"
expect_error 75 '*' $mq ack jobs "$receipt" # it is no longer ours
first=$receipt
eval "$($mq recv jobs --lease 1h --shell)"
expect_equal 'one 2' "$body $deliveries" "what was given back comes marked"
expect_error 75 '*' $mq ack jobs "$first"
expect_silence 0 $mq ack jobs "$receipt"
expect_error 75 '*' $mq nack jobs "$receipt"
empty jobs

# It ends by time; a late ack is refused, whoever has it then.
$mq send jobs two
eval "$($mq recv jobs --lease 300ms --shell)"
expect_equal 'two 2' "$($mq recv jobs --timeout 20s --format '%b %d')"
expect_error 75 '*' $mq ack jobs "$receipt"
expect_error 75 '*' $mq extend jobs "$receipt" 1h

# A lease does not stand in others' way, and does not hold --drain.
$mq send jobs a b c
eval "$($mq recv jobs --lease 1h --shell)"
expect_equal $'b\nc' "$($mq recv jobs --drain)"
$mq ack jobs "$receipt"

# With a command: done when it succeeds, back when it fails, and its lease is extended while it runs.
$mq send jobs slow
$mq recv jobs --lease 1s -- bash -c 'cat >taken; sleep 2.5'
expect_equal slow "$(<taken)"
empty jobs
$mq send jobs bad
expect_exit 3 $mq recv jobs --lease 10s -- bash -c 'exit 3' 2>/dev/null
expect_equal 'bad 2' "$($mq recv jobs --format '%b %d')"

# So often again, and then to the dead letters, from where it came beside it.
$mq send jobs hopeless --header k=v
$mq recv jobs --retries 2 --dead-letter dead -- bash -c 'echo x >>tries; exit 1'
expect_equal 3 "$(wc -l <tries)" "tries"
expect_equal 'hopeless v jobs' "$($mq recv dead --format '%b %h{k} %h{failed-in}')"
empty jobs

# The command knows what it has.
$mq send jobs x --as Pat --priority 9 --header tone=grave
$mq recv jobs -- bash -c 'env | grep ^IPC_ | sort >variables; exec cat >/dev/null'
expect_exit 0 grep -q '^IPC_SENDER=Pat$' variables
expect_exit 0 grep -q '^IPC_PRIORITY=9$' variables
expect_exit 0 grep -q '^IPC_REDELIVERED=0$' variables

# A dead consumer's message comes again at once, marked, though its lease is long.
for lease in '' '--lease 1h'; do
    $mq send jobs orphan
    $mq recv jobs $lease -- bash -c 'echo $$ >working; exec sleep 600' &
    consumer=$!
    wait_until test -s working
    kill -KILL $consumer
    expect_exit 137 wait $consumer
    kill "$(<working)"
    rm working
    expect_equal 'orphan 2' "$($mq recv jobs --timeout 20s --format '%b %d')"
done

# A consumer who is told to end gives back what it has.
$mq send jobs interrupted
$mq recv jobs --lease 1h -- bash -c 'echo $$ >working; exec sleep 600' &
consumer=$!
wait_until test -s working
kill -TERM $consumer
expect_exit 143 wait $consumer
expect_equal 'interrupted 2' "$($mq recv jobs --timeout 20s --format '%b %d')"

# One command for each of many, by several consumers: each message once.
$mq create work --capacity 64
seq 60 | $mq send work -
for c in 1 2 3; do
    $mq recv work --drain --lease 30s -- bash -c "cat >>done.$c" &
done
wait_all
cmp <(sort -n done.?) <(seq 60)

# A dead letter always goes: without the header if there is no room for it, and what the mailbox for such does not take is
# refused before anything is received.
$mq send jobs full --header k="$(printf '%0500d' 0)"
$mq send jobs behind
expect_exit 0 $mq recv jobs --drain --dead-letter dead -- false
expect_equal $'full \nbehind jobs' "$($mq recv dead --drain --format '%b %h{failed-in}')"
$mq create narrow --max-size 10
expect_error 65 '*narrow does not take*' $mq recv jobs --drain --dead-letter narrow -- false
$mq rm narrow

# While there is no room for it, its lease goes on; so it is buried once.
$mq create tight --capacity 1
$mq send tight there
$mq send jobs late
$mq recv jobs --lease 300ms --dead-letter tight -- false &
consumer=$!
sleep 1
empty jobs
expect_equal there "$($mq recv tight)"
expect_exit 0 wait $consumer
expect_equal late "$($mq recv tight --drain)"
$mq rm tight

# A command that reads slowly has the lease as long as it runs.
$mq create large --max-size 1M
head -c 300000 /dev/zero | $mq send large --whole -
$mq recv large --lease 300ms -- bash -c 'touch reading; sleep 1; wc -c >count' &
consumer=$!
wait_until test -e reading
sleep 0.5
empty large
expect_exit 0 wait $consumer
expect_equal 300001 "$(<count)"
empty large
$mq rm large

# As many tries as one can think of.
$mq send jobs stubborn
expect_exit 0 $mq recv jobs --retries 9223372036854775807 --dead-letter dead -- bash -c '((IPC_REDELIVERED == 2))'
empty dead

# The time limit of who waits for a receiver holds also when one had it, and gave it back later.
$mq recv jobs -- bash -c 'read -r _; touch had; sleep 5; exit 7' 2>/dev/null &
receiver=$!
wait_until eval '[[ $($mq stat jobs) == *messages* ]]'
expect_error 124 '*' $mq send jobs wanted --until-received --timeout 2s
expect_exit 0 test -e had
expect_exit 7 wait $receiver
empty jobs

# A receipt is of one mailbox, also if another one gets its name.
$mq create again
$mq send again old
eval "$($mq recv again --lease 1h --shell)"
$mq rm again
$mq create again
$mq send again new
expect_equal new "$($mq recv again --lease 1h --format %b)"
expect_error 75 '*too late*' $mq ack again "$receipt"
expect_error 2 'no receipt*' $mq ack again 0.1.-1.x
$mq rm again

rm -f reading
# A command has the whole message, though the one who runs it be killed meanwhile.
$mq create large --max-size 10M
head -c 5000000 /dev/zero | $mq send large - --whole
$mq recv large --whole -- sh -c 'touch reading; sleep 1; wc -c >count.new; mv count.new count2' &
consumer=$!
wait_until test -e reading
kill -KILL $consumer
wait $consumer || expect_equal 137 $?
wait_until test -e count2
expect_equal 5000000 "$(<count2)"
$mq rm large

$mq rm jobs dead work
