# Many processes send, receive and lease messages at the same time, or call a service. Some of the processes are killed at any
# moment. No message whose `send` has succeeded is lost. No message is received twice with the same delivery count. If a
# sender has withdrawn its message, no receiver can acknowledge the message. No process hangs.
# watchdog: 3000s
. "$IPCKIT_TEST_LIB/prelude.sh"
. "$IPCKIT_TEST_LIB/mailboxes.sh"

rounds=1 messages=3
[[ ${IPCKIT_TORTURE:-} != long ]] || rounds=60 messages=40

# briefly MAILBOX COMMAND...: runs the command and kills it at a random moment. In three of four cases, waits until the
# command has attached to MAILBOX, and kills it within 0.7 s. In the other cases, kills it within 0.7 s after its start,
# possibly before it has attached.
briefly() {
    local mailbox=$1 pid code=0 tenths
    shift
    "$@" 2>/dev/null &
    pid=$!
    ((RANDOM % 4 == 0)) || until attached $pid "$mailbox" 2>/dev/null || ! alive $pid; do
        sleep 0.05
    done
    for ((tenths = RANDOM % 8; tenths > 0; tenths--)); do
        alive $pid || break
        sleep 0.1
    done
    kill -KILL $pid 2>/dev/null || true
    wait $pid 2>/dev/null || code=$?
    return $code
}
# sender NAME OPTION...: sends messages by `send OPTION...`, one after the other. Adds each message to the file
# `reported` if its `send` has succeeded, or to the file `refused` if its `send` has failed with 75 or 124.
sender() {
    local name=$1 i code
    shift
    for ((i = 1; i <= messages; i++)); do
        code=0
        $mq send jobs "$name.$i" --priority $((RANDOM % 4)) "$@" 2>>errors.$name || code=$?
        case $code in
            0) echo "$name.$i" >>reported ;;
            75 | 124) echo "$name.$i" >>refused ;;
            *) fail "exit code $code of sender $name" ;;
        esac
    done
}
# Sends messages by `send` commands that are killed at any moment, and records the messages whose `send` has succeeded.
killed_sender() {
    local i
    for ((i = 1; i <= messages; i++)); do
        ! briefly jobs $mq send jobs "killed.$i" || echo "killed.$i" >>reported
    done
}
# whole_lines FIELDS: copies the input lines that have FIELDS fields and end with a number. Drops other lines, because a
# killed process may leave an incomplete line.
whole_lines() {
    awk -v fields="$1" 'NF == fields && $NF ~ /^[0-9.]+$/'
}
# Receives messages until the file `over` exists. A message counts as received when `recv` has written it.
receiver() {
    local turn=0
    until [[ -e over ]]; do
        briefly jobs $mq recv jobs --follow --format '%b %d' >got.plain.$((turn += 1)) || true
    done
}
# Leases one message after the other until the file `over` exists. Tries to acknowledge about half of these messages with
# `ack`, and records the messages for which `ack` succeeds.
leaser() {
    local body times receipt
    until [[ -e over ]]; do
        briefly jobs $mq recv jobs --lease 200ms --timeout 1s --format '%b %d %r' >leased || true
        read -r body times receipt <leased || continue
        [[ $receipt == *.*.* ]] || continue
        echo "$body $times" >>got.leased
        if ((RANDOM % 2)) && $mq ack jobs "$receipt" 2>/dev/null; then
            echo "$body" >>acknowledged
        fi
    done
}
# Runs a command for each message until the file `over` exists. The command records its message. `recv` acknowledges the
# message when the command succeeds.
commander() {
    until [[ -e over ]]; do
        briefly jobs $mq recv jobs --lease 200ms --timeout 1s -- \
            bash -c 'read -r body; echo "$body $((IPC_REDELIVERED + 1))" >>got.commanded; sleep 0.0$((RANDOM % 9))' || true
    done
}

# everything CAPACITY: runs all kinds of senders and receivers at a mailbox of that capacity, and checks afterwards which
# messages were sent, received and acknowledged.
everything() {
    local senders
    rm -f over reported refused acknowledged leased got.* errors.*
    touch reported refused acknowledged got.leased got.commanded
    $mq create jobs --capacity "$1"
    (
        sender plain &
        sender patient --timeout 20s &
        sender standing --until-received --timeout 300ms &
        killed_sender &
        [[ $1 == 0 ]] || sender pending --pend --as T &
        wait_all
    ) &
    senders=$!
    receiver &
    leaser &
    commander &
    expect_exit 0 wait $senders
    touch over
    wait_all
    # All leases, which last 200 ms, end within this time.
    sleep 0.5
    $mq recv jobs --drain --format '%b %d' >got.last
    cat got.* | whole_lines 2 >got
    # If a receiver or a command dies before it has recorded its message, the message is redelivered. Therefore the file
    # `received` must contain every message whose `send` has succeeded.
    cut -d ' ' -f 1 got | sort -u >received
    expect_equal '' "$(sort -u reported | comm -23 - received)" "reported, and not received, with capacity $1"
    # No withdrawn message may have been acknowledged by `ack` or received by the final `recv`. But a withdrawn message may
    # be in `got`: a receiver may print a message, and then be killed or lose its lease before it acknowledges the message.
    # The sender can still withdraw such a message.
    cut -d ' ' -f 1 got.last | sort -u - acknowledged >kept
    expect_equal '' "$(sort -u refused | comm -12 - kept)" "withdrawn, and received, with capacity $1"
    expect_equal '' "$(awk '$2 == 1 { print $1 }' got | sort | uniq -d)" "twice without a mark, with capacity $1"
    expect_equal '' "$(sort acknowledged | uniq -d)" "acknowledged twice, with capacity $1"
    expect_equal '' "$(awk '{ print $1, $2 }' got | sort | uniq -d)" "the same delivery twice, with capacity $1"
    expect_equal 0 "$($mq stat jobs --json | jq '.ready + .claimed + .pending')" "left, with capacity $1"
    $mq rm jobs
}
# repeatedly COMMAND...: runs the command $rounds times.
repeatedly() {
    local round
    for ((round = 1; round <= rounds; round++)); do "$@"; done
}

# slow
test_everything_with_capacity_0() {
    repeatedly everything 0
}
everything_with_bounded_capacity() {
    everything $((RANDOM % 5 + 1))
}
# slow
test_everything_with_bounded_capacity() {
    repeatedly everything_with_bounded_capacity
}
# slow
test_everything_with_unbounded_capacity() {
    repeatedly everything unbounded
}

# Two callers call a service while `serve` and some of the calls are killed at any moment. Each call that succeeds must print
# the reply to its own request.
calls() {
    local caller i code
    rm -f over
    $mq create upper --capacity 4
    (until [[ -e over ]]; do briefly upper $mq serve upper --workers 2 -- tr a-z A-Z || true; done) &
    (for caller in a b; do
        for ((i = 1; i <= messages; i++)); do
            code=0
            if ((RANDOM % 4 == 0)); then
                briefly upper $mq call upper "$caller.$i" --wait-server 20s >/dev/null || true
                continue
            fi
            timeout 60 $mq call upper "$caller.$i" --wait-server 20s >answer.$caller 2>errors.$caller || code=$?
            # The code 69 means that the service died.
            case $code in
                0) expect_equal "${caller^}.$i" "$(<answer.$caller)" "a reply" ;;
                69) ;;
                *) fail "exit code $code of a call: $(<errors.$caller)" ;;
            esac
        done &
    done
    wait_all)
    touch over
    wait_all
    # The requests of callers that were killed may still be in the mailbox.
    $mq recv upper --drain >/dev/null
    expect_equal 0 "$($mq stat upper --json | jq '.ready + .claimed + .pending')" "requests and replies left"
    $mq rm upper
}
# slow
test_calls() {
    repeatedly calls
}
