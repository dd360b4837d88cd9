# When a stream ends, how long anybody waits, and how fast it goes.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

ipc-prodcons create jobs
millis() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }
expect_at_least() { # MILLIS COMMAND...
    local from
    from=$(millis)
    "${@:2}"
    (($(millis) - from >= $1)) || fail "took $(($(millis) - from)) ms, not $1: ${*:2}"
}

# Like a FIFO: a consumer that comes first waits for producers, and ends when the last has gone.
ipc-prodcons get jobs >got &
wait_until has_participants 1 jobs
sleep 0.5
[[ -e /proc/$! ]] || fail "get has ended before anybody came"
(echo a; sleep 0.7; echo b) | ipc-prodcons put jobs &
sleep 0.3
echo c | ipc-prodcons put jobs
wait_all
expect_equal 'a b c' "$(sort got | xargs)"

# One that comes after all: what is left, and the end.
seq 3 | ipc-prodcons put jobs
expect_equal '1 2 3' "$(ipc-prodcons get jobs | xargs)"

# An item that another consumer has in hand keeps the stream open: it may come back.
echo slow | ipc-prodcons put jobs
ipc-prodcons get jobs --dead-letter jobs -- bash -c 'sleep 1; exit 1' & # put at the end again
wait_until has_participants 1 jobs
sleep 0.3
expect_equal slow "$(ipc-prodcons get jobs)"
wait_all

# --count, --drain, --no-wait, --timeout.
seq 10 | ipc-prodcons put jobs
expect_equal '1 2 3' "$(ipc-prodcons get jobs --count 3 | xargs)"
expect_equal 4 "$(ipc-prodcons get jobs -n 1)"
expect_equal '5 6 7 8 9 10' "$(ipc-prodcons get jobs --drain | xargs)"
expect_exit 0 ipc-prodcons get jobs --drain
expect_at_least 300 expect_error 124 '*' ipc-prodcons get jobs --timeout 300ms
expect_at_least 300 expect_error 124 '*' ipc-prodcons get jobs --count 5 --timeout 300ms
(echo 1; sleep 0.3; echo 2; sleep 0.3; echo 3) | ipc-prodcons put jobs &
expect_equal '1 2 3' "$(ipc-prodcons get jobs --follow --timeout 3s --count 3 | xargs)" "a time limit is for each wait"
wait_all

# --producers: the stream ends after so many, however they come and go.
ipc-prodcons get jobs --producers 3 >got &
wait_until has_participants 1 jobs
for p in 1 2 3; do
    echo $p | ipc-prodcons put jobs
    sleep 0.2
done
wait_all
expect_equal '1 2 3' "$(xargs <got)"

# --follow: outlives streams.
ipc-prodcons get jobs --follow --count 3 >got &
for p in 1 2 3; do
    echo $p | ipc-prodcons put jobs
    sleep 0.2
done
wait_all
expect_equal '1 2 3' "$(xargs <got)"

# A holder keeps it open, and its command's exit code is its own.
ipc-prodcons get jobs >got &
wait_until has_participants 1 jobs
expect_exit 3 ipc-prodcons hold jobs -- bash -c 'for p in 1 2; do echo $p | ipc-prodcons put jobs; sleep 0.3; done; exit 3'
wait_all
expect_equal '1 2' "$(xargs <got)"

# Rates: no faster than asked for.
expect_at_least 900 ipc-prodcons put jobs --rate 10/s < <(seq 10)
expect_at_least 900 ipc-prodcons get jobs --rate 10/s --drain >got
expect_equal 10 "$(wc -l <got)"
ipc-prodcons rm jobs

# Full: wait, drop the new, drop the old.
ipc-prodcons create few --slots 4
expect_exit 0 ipc-prodcons put few --on-full drop-new < <(seq 5) 2>errors
grep -q 'dropped 2 items' errors || fail "put does not tell what it dropped: $(<errors)"
expect_equal '1 2 3' "$(ipc-prodcons get few --drain | xargs)"
expect_exit 0 ipc-prodcons put few --on-full drop-old < <(seq 5) 2>errors
grep -q 'dropped 2 items' errors || fail "put does not tell what it dropped: $(<errors)"
expect_equal '3 4 5' "$(ipc-prodcons get few --drain | xargs)"
expect_silence 0 ipc-prodcons put few --quiet --on-full drop-old < <(seq 5)
ipc-prodcons rm few
ipc-prodcons create few --slots 4 --full-rule counter
expect_error 75 '*4 items in' ipc-prodcons put few --no-wait < <(seq 9)
ipc-prodcons rm few

# One to one: a second one of a kind is refused, and one that comes after is not.
ipc-prodcons create pair --one-to-one
ipc-prodcons get pair >got &
wait_until has_participants 1 pair
expect_error 1 '*one-to-one*consumer*' ipc-prodcons get pair
sleep 5 | ipc-prodcons put pair &
wait_until has_participants 2 pair
expect_error 1 '*one-to-one*producer*' ipc-prodcons put pair <<<x
kill $!
wait $! || true
wait
expect_error 2 '*' ipc-prodcons put pair --on-full drop-old <<<x
echo next | ipc-prodcons put pair
expect_equal next "$(ipc-prodcons get pair --drain)"
ipc-prodcons rm pair

# The doorbell of named pipes: a script waits with nothing but `read`.
ipc-prodcons create bell --doorbell fifo
exec {ring}<>"$(find "$IPC_DIR/buf/bell" -type p -name 'items*')"
(sleep 0.5; echo ding | ipc-prodcons put bell) &
wait_until has_participants 1 bell
read -r -n 1 -t 20 -u $ring _ || (($? == 0)) || fail "nobody rang"
expect_equal ding "$(ipc-prodcons get bell)"
exec {ring}<&-
wait_all
ipc-prodcons rm bell
