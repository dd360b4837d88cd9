# ipc-mq: kill -9 at each step of the protocol, and at any moment: nothing is lost, nothing comes twice unmarked, nobody hangs.
# watchdog: 400s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

mq=ipc-mq

dies() { # STEP COMMAND...: killed there
    local step=$1
    shift
    expect_exit 137 env IPCKIT_CRASH_AT="$step" "$@" 2>/dev/null
}
# What is in the mailbox, with how often it was given out; the mailbox works, and has all its room.
expect_left() { # EXPECTED
    expect_equal "$1" "$($mq recv jobs --drain --format '%b %d')" "what is left"
    seq 3 | $mq send jobs - --timeout 20s
    expect_error 75 '*full*' $mq send jobs x --no-wait
    expect_equal $'1\n2\n3' "$($mq recv jobs --drain)" "what is sent then"
}

$mq create jobs --capacity 3

# A sender: its message is in from the commit on, and not before.
dies MS3 $mq send jobs a
expect_left ''
dies MS4 $mq send jobs a
expect_left 'a 1'
dies MU1 $mq send jobs a
expect_left 'a 1'
dies MS4:2 $mq send jobs - < <(seq 3)
expect_left $'1 1\n2 1'

# A receiver: it comes again, marked, until it is acknowledged.
for step in MR3 MR5 MU1; do
    $mq send jobs a b
    dies $step $mq recv jobs
    expect_left $'a 2\nb 1'
done
$mq send jobs a b
dies MK2 $mq recv jobs >got
expect_equal a "$(<got)"
expect_left 'b 1'
$mq send jobs a
eval "$($mq recv jobs --lease 1h --shell)"
dies MK2 $mq ack jobs "$receipt"
expect_left ''

# Whoever mends dies over it: the next one begins again.
$mq send jobs a
dies MS4 $mq send jobs b
dies MB1 $mq recv jobs
dies MB1 $mq recv jobs
expect_left $'a 1\nb 1'

# What is pending moves in once, whoever moves it.
$mq send jobs 1 2 3
$mq send jobs 4 --pend --as T 2>/dev/null
dies MP2 $mq recv jobs >got
expect_equal 1 "$(<got)"
expect_left $'2 1\n3 1\n4 1'
$mq send jobs 1 2 3
dies MS4 $mq send jobs 4 --pend --as T
expect_left $'1 1\n2 1\n3 1\n4 1'

# A service that dies over a question: its caller hears of it, or has the answer. Nobody hangs.
for step in MR3 MR5 MA2; do
    IPCKIT_CRASH_AT=$step $mq serve jobs -- cat 2>/dev/null &
    server=$!
    code=0
    $mq call jobs x --wait-server 20s >got 2>errors || code=$?
    if [[ $step == MA2 ]]; then
        expect_equal '0 x' "$code $(<got)" "a call whose service died after it had answered"
    else
        expect_equal 69 "$code" "a call whose service died"
    fi
    wait $server || expect_equal 137 $?
    expect_left ''
done

# At any moment: two producers who say what they have sent, consumers who are killed one after the other.
$mq create more --capacity 5
for p in 1 2; do
    (for ((i = 1; i <= 25; i++)); do
        $mq send more "$p.$i" --priority $((RANDOM % 4))
        echo "$p.$i"
    done >sent.$p) &
done
producers=$(jobs -p)
: >got
turn=0
while kill -0 $producers 2>/dev/null; do
    ((turn += 1))
    $mq recv more --follow --format '%b %d' >got.$turn &
    consumer=$!
    sleep 0.$((RANDOM % 4 + 1))
    kill -KILL $consumer
    wait $consumer || expect_equal 137 $?
done
for producer in $producers; do
    expect_exit 0 wait "$producer"
done
$mq recv more --drain --format '%b %d' >got.last
cat got.* | awk 'NF == 2 { print $1 }' | sort -u >received
cmp received <(sort sent.?) # nothing that was said to be sent is missing, and nothing else came
cat got.* | awk '$2 == 1 { print $1 }' | sort | uniq -d >twice
expect_equal '' "$(<twice)" "what came twice without a mark"

# Senders are killed at any moment: each message is there once, or not at all.
for i in {1..20}; do
    $mq send more "$i" --timeout 20s &
    sender=$!
    sleep 0.0$((RANDOM % 10))
    kill -KILL $sender 2>/dev/null || true
    wait $sender && echo "$i" >>reported || true
    $mq recv more --drain >>arrived
done
expect_equal '' "$(sort arrived | uniq -d)" "what came twice"
expect_equal '' "$(comm -23 <(sort reported 2>/dev/null) <(sort arrived))" "what was reported and is not there"

$mq rm jobs more
