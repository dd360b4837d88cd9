# ipc-mq: any filter as a service. Its answers, errors and death reach who asks.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

mq=ipc-mq

# serve MAILBOX...: in the background; it is there when this returns. Its pid is in $server.
serve() {
    $mq serve "$@" 2>service-errors &
    server=$!
    wait_until $mq wait "$1" --for service --no-wait 2>/dev/null
}
stop() { # CODE SIGNAL
    kill "-$2" $server
    expect_exit "$1" wait $server
}

serve upper -- tr a-z A-Z
expect_equal HELLO "$($mq call upper hello)"
expect_equal $'TWO\nLINES' "$(printf 'two\nlines' | $mq call upper -)"
for i in {1..4}; do
    (expect_equal "N$i" "$($mq call upper n$i)") &
done
for job in $(jobs -p); do
    [[ $job == "$server" ]] || wait "$job"
done
stop 143 TERM
expect_error 69 'mailbox upper: no process serves it' $mq call upper hello
expect_error 69 '*no process serves it*' $mq call upper hello --wait-server 100ms
(sleep 0.3; exec $mq serve upper -- cat) &
server=$!
expect_equal later "$($mq call upper later --wait-server 20s)"
stop 143 TERM

# A failure is the caller's: exit status and what was said.
serve fails -- bash -c 'echo part; echo "no such thing" >&2; exit 5'
expect_exit 5 $mq call fails x >out 2>errors
expect_equal 'part' "$(<out)"
expect_exit 0 grep -q 'no such thing' errors
stop 143 TERM

# A time-out is honoured, and the service lives on.
serve slow -- bash -c 'read -r t; sleep "$t"; echo "slept $t"'
expect_error 124 'mailbox slow: timed out' $mq call slow 5 --timeout 200ms
expect_equal 'slept 0' "$($mq call slow 0 --timeout 30s)"

# Its death is heard at once, not by time-out; whether it had the question or not.
$mq call slow 100.$$ 2>errors.1 &
one=$!
wait_until eval '[[ $($mq stat slow) == *"claimed      1"* ]]'
$mq call slow 100.$$ 2>errors.2 &
two=$!
wait_until eval '[[ $($mq stat slow) == *"ready        1"* ]]'
kill -KILL $server
wait $server || expect_equal 137 $?
expect_exit 69 wait $one
expect_exit 69 wait $two
expect_exit 0 grep -q 'the service died before it replied' errors.1
expect_exit 0 grep -q 'no process serves it' errors.2
pkill -f "^sleep 100[.]$$$" || true

# Several workers answer at the same time: three who wait for each other.
serve meet --workers 3 -- bash -c 'touch "here.$(cat)"; until [[ -e here.1 && -e here.2 && -e here.3 ]]; do sleep 0.02; done; echo met'
rm -f here.*
for i in 1 2 3; do
    (expect_equal met "$($mq call meet $i)") &
done
for job in $(jobs -p); do
    [[ $job == "$server" ]] || wait "$job"
done
stop 143 TERM

# One command for all questions.
serve count --keep -- bash -c 'n=0; while read -r line; do n=$((n + 1)); echo "$n $line"; done'
first=$($mq call count a)
expect_equal "$((${first% a} + 1)) b" "$($mq call count b)"
expect_exit 65 $mq call count $'two\nlines' 2>errors
expect_exit 0 grep -q 'several lines' errors
stop 143 TERM
$mq rm count
$mq serve count --keep -- head -n 1 2>errors &
server=$!
expect_equal one "$($mq call count one --wait-server 20s)"
expect_equal two "$($mq call count two)" # from one that was begun anew
expect_exit 0 grep -q '^ipc-mq: mailbox count: head has ended: restarted$' errors
stop 143 TERM
$mq serve count --keep -- bash -c 'read -r a; [[ $a == fine ]] && echo "$a" || exit 3' 2>errors &
server=$!
expect_exit 3 $mq call count bad --wait-server 20s 2>said
expect_equal 'ipc-mq: mailbox count: bash ended before it replied' "$(<said)"
expect_equal fine "$($mq call count fine)"
expect_equal "$(<said)" "$(head -1 errors)"
stop 143 TERM

# One that says more than it was asked does not answer the next question with that.
$mq serve count --keep -- bash -c 'while read -r a; do echo "1$a"; echo "2$a"; done' 2>errors &
server=$!
expect_equal 1a "$($mq call count a --wait-server 20s)"
sleep 0.3
expect_equal 1b "$($mq call count b)"
expect_exit 0 grep -q 'wrote something without a request' errors
stop 143 TERM

# What a service says on its standard error reaches the caller as it is; of much the end.
serve loud -- bash -c 'cat; printf "a\nb\n" >&2'
expect_equal x "$($mq call loud x 2>said)"
expect_equal $'a\nb' "$(<said)"
stop 143 TERM
expect_equal $'a\nb' "$(<service-errors)"
serve louder -- bash -c 'seq 5000 >&2; exit 4'
expect_exit 4 $mq call louder x 2>said
expect_equal 5000 "$(tail -1 said)"
expect_exit 0 grep -q '^\[the first of 23893 bytes are left out\]$' said
(($(wc -c <said) > 8000)) || fail "only $(wc -c <said) bytes of it"
stop 143 TERM

# A mailbox where one process may receive: its workers are one, and another waits until it has left.
$mq create single --sharing single-receiver
serve single --workers 3 -- cat
$mq serve single -- tr a-z A-Z &
second=$!
for i in 1 2 3; do expect_equal $i "$($mq call single $i)"; done
alive $second || fail "the second service has not waited"
stop 143 TERM
expect_equal X "$($mq call single x --wait-server 20s)"
kill $second
expect_exit 143 wait $second

# Binary questions and answers, and one that is too large.
serve copy --whole -- cat
head -c 8000 /dev/urandom >random
$mq call copy - --whole <random | cmp - random
expect_error 65 '*' $mq call copy - </dev/zero # which never ends by itself
stop 143 TERM
serve large -- head -c 9000 /dev/zero
expect_exit 65 $mq call large x 2>errors
expect_exit 0 grep -q '9000 bytes' errors
stop 143 TERM

# A caller who dies does not keep its place, and its answer goes nowhere.
serve slow2 -- bash -c 'echo $$ >asked; sleep 0.5; echo done'
rm -f asked
$mq call slow2 x >/dev/null &
caller=$!
wait_until test -e asked
kill -KILL $caller
wait $caller || expect_equal 137 $?
expect_equal done "$($mq call slow2 y)"
wait_until eval '[[ $($mq stat slow2) == *"claimed      0"* ]]'
stop 143 TERM

# A question that a receiver has, and no service: its caller hears that.
$mq create odd
$mq serve odd -- bash -c 'echo $$ >busy; exec sleep 600' &
server=$!
$mq call odd first --wait-server 20s 2>/dev/null &
wait_until eval '[[ $($mq stat odd) == *"claimed      1"* ]]'
$mq call odd second 2>errors &
caller=$!
wait_until eval '[[ $($mq stat odd) == *"ready        1"* ]]'
expect_equal second "$($mq recv odd)"
expect_exit 69 wait $caller
expect_exit 0 grep -q 'not by a service' errors
kill -TERM $server
wait $server || expect_equal 143 $?
wait || true
wait_until not alive "$(<busy)"

$mq rm upper fails slow meet count copy large slow2 odd loud louder single

# Who waits for room hears, too, that the service has died.
$mq create tiny --capacity 1
$mq serve tiny -- bash -c 'echo $$ >tired; exec sleep 600' &
server=$!
$mq call tiny first --wait-server 20s 2>/dev/null &
wait_until test -s tired
$mq call tiny second 2>errors &
caller=$!
wait_until eval '[[ $($mq stat tiny) =~ sender.*room ]]'
kill -KILL $server
wait $server || expect_equal 137 $?
expect_exit 69 wait $caller
expect_exit 0 grep -q 'no process serves it' errors
wait || true
kill "$(<tired)"
$mq rm tiny

# One command for all questions, by frames: they may have any bytes in them, and what is beside them is there, too.
$mq serve echo --keep --frame -- cat &
server=$!
head -c 5000 /dev/urandom >blob
expect_same_bytes <($mq call echo --wait-server 20s --whole - <blob) blob
expect_equal $'two\nlines' "$($mq call echo $'two\nlines')"
expect_equal '' "$($mq call echo '' --whole)"
kill $server
expect_exit 143 wait $server
$mq serve echo --keep --frame -- head -c 6 2>/dev/null &
server=$!
expect_exit 69 $mq call echo 'it says half of it' --wait-server 20s 2>errors
expect_equal 'ipc-mq: mailbox echo: head ended before it replied' "$(<errors)"
kill $server
expect_exit 143 wait $server
$mq serve echo --keep --frame -- bash -c "printf '\\177\\377\\377\\377xx'; exec sleep 600" 2>/dev/null &
server=$!
expect_exit 76 $mq call echo x --wait-server 20s 2>errors
expect_exit 0 grep -q 'no reply: frame 1 has 2147483647 bytes' errors
kill $server
expect_exit 143 wait $server
expect_error 2 '*' $mq serve echo --frame -- cat
$mq rm echo
