# ipc-fan --from: a mailbox's messages, or a buffer's items, each to a run of a command, several at once; done with when
# it succeeds.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

# A mailbox: each message once, by several at the same time, in any order; the end is when there is nothing more.
ipc-mq create jobs --capacity 64
ipc-mq create failed --capacity 64
seq 40 | ipc-mq send jobs -
ipc-fan -n 3 --from mq:jobs --drain -- sh -c 'read -r x; echo "$x $IPC_INDEX"' >out
expect_equal "$(seq 40)" "$(cut -d ' ' -f 1 out | sort -n)"

# Those who meet wait for each other: they do run at the same time.
mkfifo meeting
printf '%s\n' a b | ipc-mq send jobs -
ipc-fan -n 2 --from mq:jobs --drain -- sh -c 'read -r x; if [ "$x" = a ]; then echo met >meeting; else cat meeting; fi' >out
expect_equal met "$(<out)"

# What fails is tried again, and goes to the dead letters then.
printf '%s\n' good bad | ipc-mq send jobs -
expect_exit 0 ipc-fan -n 2 --from mq:jobs --drain --retries 2 --dead-letter failed -- sh -c 'echo >>tries; grep -q good'
expect_equal 4 "$(wc -l <tries)"
expect_equal bad "$(ipc-mq recv failed)"
ipc-mq send jobs bad
expect_exit 7 ipc-fan -n 1 --from mq:jobs --drain -- sh -c 'exit 7' 2>errors
expect_equal bad "$(ipc-mq recv jobs)" "it was given back"

# Without an end it waits for more; whoever is killed loses nothing.
ipc-fan -n 1 --from mq:jobs -- sh -c 'cat >>done; echo $$ >working; exec sleep 300' & # nobody else has it meanwhile
fan=$!
ipc-mq send jobs precious
wait_until test -s working
kill -KILL $fan
expect_exit 137 wait $fan
wait_until not alive "$(<working)"
expect_equal 'precious 2' "$(ipc-mq recv jobs --timeout 60s --format '%b %d')"
ipc-mq rm jobs failed

# A buffer: to the end of the stream.
ipc-prodcons create lines
seq 40 | ipc-prodcons put lines
ipc-fan -n 3 --from buf:lines -- cat >out
expect_equal "$(seq 40)" "$(sort -n out)"
expect_exit 0 ipc-fan -n 2 --from buf:lines --drain -- cat >out
expect_equal "" "$(<out)"
ipc-prodcons rm lines

# What cannot be.
expect_error 69 'no such mailbox: absent' ipc-fan --from mq:absent -- cat
expect_error 69 'no such buffer: absent' ipc-fan --from buf:absent -- cat
expect_error 2 "*'absent' is neither mq:NAME nor buf:NAME*" ipc-fan --from absent -- cat
expect_error 2 '*' ipc-fan --from mq:absent
expect_error 2 '*' ipc-fan --from mq:absent --each -- cat
expect_error 2 '*' ipc-fan --drain --each -- cat
