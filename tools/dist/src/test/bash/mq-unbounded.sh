# Unbounded mailboxes: nobody waits for room, what has gone gives its memory back, and everything else is as with others.
# watchdog: 400s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

mq=ipc-mq
kilobytes() { # what all objects take
    { du -sk "$IPC_DIR" 2>/dev/null || true; } | cut -f1 # a file may go while it looks
}
dies() { # STEP COMMAND...: killed there
    local step=$1
    shift
    expect_exit 137 env IPCKIT_CRASH_AT="$step" "$@" 2>/dev/null
}

$mq create jobs --capacity unbounded
expect_equal 'jobs  empty  unbounded      0        0        0' "$($mq ls | tail -1)"
[[ $($mq stat jobs --json) == *'"unbounded":true'* ]] || fail "stat --json does not say that it is unbounded"

# A sender does not wait; what is there comes in its order, priorities first.
seq 300000 | $mq send jobs - --no-wait
full=$(kilobytes)
((full > 40000)) || fail "the messages are not there: $full KB"
$mq send jobs urgent --priority 3
expect_equal $'urgent\n1' "$($mq recv jobs -n 2)"
expect_equal $'2\n3' "$($mq peek jobs -n 2)"
expect_same_bytes <($mq recv jobs --drain) <(seq 2 300000)
(($(kilobytes) < 6000)) || fail "an empty mailbox takes $(kilobytes) KB"

# Much more passes through than ever is there, and memory is flat.
count=3000000
[[ ${IPCKIT_TORTURE:-} != long ]] || count=100000000
seq $count | $mq send jobs - &
most=0
$mq recv jobs -n $count | md5sum >sum &
while (($(jobs -pr | wc -l))); do
    now=$(kilobytes)
    ((most = now > most ? now : most))
    sleep 0.2
done
wait_all
expect_equal "$(seq $count | md5sum)" "$(<sum)"
(($(kilobytes) < 6000)) || fail "an empty mailbox takes $(kilobytes) KB"
echo "$count messages passed; at most $most KB were there"

# Who is in the middle of a backlog that is removed hears of it.
seq 300000 | $mq send jobs -
{ $mq recv jobs --follow 2>told || echo $? >code; } | { read -r _; $mq rm jobs; wc -l >/dev/null; }
expect_equal '69 ipc-mq: mailbox jobs: it was removed' "$(<code) $(<told)"
$mq create jobs --capacity unbounded

# A message as large as is allowed, among small ones; one that is too large.
$mq create large --capacity unbounded --max-size 3M
$mq send large small
head -c 3000000 /dev/urandom >blob
$mq send large --whole - <blob
$mq send large small
expect_equal small "$($mq recv large)"
expect_same_bytes <($mq recv large --whole) blob
expect_equal small "$($mq recv large)"
expect_error 65 '*' $mq send large --whole - < <(head -c 4000000 /dev/zero)
(($(kilobytes) < 9000)) || fail "a large message's memory is not given back: $(kilobytes) KB"
$mq rm large

# Claims by the thousand stand in nobody's way, nor does a message that stays.
seq 5000 | $mq send jobs -
expect_equal 1 "$($mq recv jobs --lease 1h --format %b)"
expect_same_bytes <($mq recv jobs --drain) <(seq 2 5000)
expect_equal 1 "$($mq stat jobs --json | sed 's/.*"claimed":\([0-9]*\).*/\1/')"
$mq rm jobs
$mq create jobs --capacity unbounded

# Services, offers and what is pending work as elsewhere; nothing ever is pending.
$mq send jobs a --pend --as T
expect_error 124 '*no process has received it' $mq send jobs b --until-received --timeout 100ms
expect_equal a "$($mq recv jobs --drain)"
$mq rm jobs
$mq create jobs --capacity unbounded --max-size 100K
$mq serve jobs -- bash -c 'head -c 100000 /dev/zero | tr "\0" x' &
server=$!
expect_equal 100000 "$($mq call jobs question --wait-server 20s | tr -d '\n' | wc -c)" "an answer larger than its question"
kill $server
expect_exit 143 wait $server

# Killed at each step of growing and shrinking: nothing is lost, and nobody else notices.
expect_left() { # LINES of a sequence
    expect_same_bytes <($mq recv jobs --drain) <(seq "$1")
    expect_equal 'box live' "$(cd "$IPC_DIR/mq/jobs" && ls | grep -v ^chunk | tr '\n' ' ' | sed 's/ $//')"
    (($(ls "$IPC_DIR/mq/jobs" | wc -l) <= 4)) || fail "left: $(ls "$IPC_DIR/mq/jobs")"
}
for step in MC1 MC2; do
    $mq rm jobs
    $mq create jobs --capacity unbounded
    dies $step $mq send jobs 1
    $mq send jobs - < <(seq 5000)
    expect_left 5000
    # The current chunk is used up by the first 2048, the spare one by as many; then one is made.
    dies $step $mq send jobs - < <(seq 5000) || true
    $mq purge jobs 2>/dev/null
    seq 5000 | $mq send jobs -
    expect_left 5000
done
seq 9000 | $mq send jobs -
dies MC3 $mq recv jobs --drain >got
(($(wc -l <got) >= 2048)) || fail "died too early"
$mq recv jobs --drain >>got
expect_same_bytes <(sort -nu got) <(seq 9000)
seq 3 | $mq send jobs -
expect_left 3

# Killed at any moment, senders and receivers; each message that was reported is received.
rounds=6
[[ ${IPCKIT_TORTURE:-} != long ]] || rounds=100
for ((round = 1; round <= rounds; round++)); do
    seq -f "$round %.0f" 20000 >batch
    $mq send jobs - <batch &
    sender=$!
    $mq recv jobs --follow >got.1 2>/dev/null &
    receiver=$!
    sleep 0.$((RANDOM % 5 + 1))
    kill -KILL $receiver
    wait $receiver 2>/dev/null || true
    expect_exit 0 wait $sender
    $mq recv jobs --drain >got.2
    expect_same_bytes <(cat got.1 got.2 | grep -E "^$round [0-9]+$" | sort -u) <(sort batch)
done
$mq rm jobs

# No room: 74, and what is there stays.
if ((EUID == 0)) && unshare -m true 2>/dev/null; then
    unshare -m bash -euc '
        mount -t tmpfs -o size=4m tmpfs "$1"
        export IPC_DIR=$1/objects
        ipc-mq create jobs --capacity unbounded
        code=0
        seq 1000000 | ipc-mq send jobs - 2>errors || code=$?
        [[ $code == 74 ]] || { echo "exit code $code instead of 74"; exit 1; }
        in=$(sed "s/.*; \([0-9]*\) messages in/\1/" errors)
        ipc-mq recv jobs --drain | cmp - <(seq "$in") || exit 1
        seq 3 | ipc-mq send jobs -
        ipc-mq recv jobs --drain | cmp - <(seq 3)
    ' - "$(mktemp -d)"
fi
