# Supervised pipelines: what they move, whose exit status they end with, and that a failure ends all of them.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

head -c 3000000 /dev/urandom >binary
for via in pipe fifo ring; do
    chain="ipc-chain --via $via"

    # Bytes are bytes; one stage is a pipeline, too; our streams are those of the first and the last.
    expect_silence 0 $chain -- cat ::: cat ::: cat <binary >out
    expect_same_bytes binary out
    expect_equal "x" "$(echo x | $chain -- cat)"

    # Each stage knows its place, and its words come as they are.
    expect_equal $'2/2 a  b\n1/2' "$($chain -- sh -c 'echo $IPC_INDEX/$IPC_COUNT' ::: \
        sh -c 'echo "$IPC_INDEX/$IPC_COUNT $1"; cat' sh 'a  b')"

    # Who is content ends nobody, and those before it did nothing wrong.
    expect_silence 0 $chain -- yes ::: head -1 >out
    expect_silence 0 $chain -- true ::: cat

    # One that fails ends those before it and behind it, though they would go on for long.
    expect_error 3 "stage 2 (sh): exit status 3" $chain -- sleep 100 ::: sh -c 'exit 3' ::: sleep 100
    expect_error 137 "stage 1 (sh): killed by KILL" $chain -- sh -c 'kill -9 $$' ::: sleep 100

    # Nobody reads our output any more.
    { expect_silence 141 $chain -- yes ::: cat; echo done >closed; } | head -1 >out
    wait_until test -e closed
    rm closed

    # A command that is absent or cannot be run, whichever stage it is: nothing is started.
    expect_error 127 "command not found: nosuch" $chain -- touch started ::: cat ::: nosuch
    expect_error 126 "cannot run ./binary" $chain -- ./binary ::: touch started
    [[ ! -e started ]] || fail "a stage was started"
done

# Whose status it is.
two="sh -c 'exit 3' ::: sh -c 'cat; exit 5' ::: cat"
for rule in rightmost=5 first=3 last=0 highest=5; do
    eval "expect_exit ${rule#*=} ipc-chain --exit ${rule%=*} -- $two" 2>errors
    expect_equal 2 "$(wc -l <errors)" "failures told"
done
# Where the last one was ended because another failed, its output was cut off, and that is no success.
expect_exit 4 ipc-chain --exit last -- sh -c 'exit 4' ::: sleep 100 2>errors

# Who does not heed TERM is killed; so is what a stage has started.
expect_error 6 "stage 2 (sh): exit status 6" ipc-chain --grace 200ms -- \
    sh -c 'trap "" TERM; sleep 100 & echo $! >child; while :; do sleep 0.05; done' ::: \
    sh -c 'until [ -s child ]; do sleep 0.01; done; exit 6'
wait_until not alive "$(<child)"

# A standard input that is closed.
expect_exit 0 ipc-chain -- true ::: wc -c <&- >out
expect_equal 0 "$(tr -d ' ' <out)" "bytes"

# A signal goes to all of them, and ends us, too.
heeding_signals ipc-chain -- sh -c 'echo $$ >first; exec sleep 100' ::: sh -c 'echo $$ >second; exec sleep 100' &
head=$!
wait_until test -s first
wait_until test -s second
kill -TERM $head
expect_exit 143 wait $head
wait_until not alive "$(<first)" # pid 1 may take a while to reap it
wait_until not alive "$(<second)"

# Nobody is left when the head is killed.
rm first second
ipc-chain -- sh -c 'echo $$ >first; exec sleep 100' ::: sh -c 'echo $$ >second; exec sleep 100' &
head=$!
wait_until test -s first
wait_until test -s second
kill -KILL $head
expect_exit 137 wait $head
wait_until not alive "$(<first)"
wait_until not alive "$(<second)"

# Command lines that make no sense.
for bad in "-- ::: cat" "-- cat :::" "-- cat ::: ::: cat" "-n 3 -- cat ::: cat" "-n 3 --via ring -- cat" \
    "--restart 3 -- cat ::: cat" "--via ring --restart x -- cat" "--via pigeon -- cat" "--wait none -- cat"; do
    # shellcheck disable=SC2086 # words
    expect_error 2 "*--help'" ipc-chain $bad
done
[[ -z $(find "$TMPDIR" -maxdepth 1 -name 'ipc-chain-*') ]] || fail "a directory of pipes is left"
