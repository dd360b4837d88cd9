# What onlookers see of a buffer, and that they change nothing; the demonstration and the measurement run.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

shows() { # PATTERN: a line of `stat jobs`, its columns one blank apart
    ipc-prodcons stat jobs | tr -s ' ' >shown
    grep -q "^$1" shown || fail "stat does not show \"$1\":"$'\n'"$(<shown)"
}

expect_silence 0 ipc-prodcons ls
for verb in stat peek explain; do
    expect_error 69 'no such buffer: jobs' ipc-prodcons $verb jobs
done
ipc-prodcons create jobs --slots 4
ipc-prodcons create other --unbounded
expect_equal $'jobs\nother' "$(ipc-prodcons ls | grep -o '^[a-z]*' | grep -v -i name)"
expect_equal 2 "$(ipc-prodcons ls --json | grep -c '^{.*}$')"

# Empty, partly full, full; in and out as the textbook has them, also when they have gone round.
shows 'state EMPTY'
expect_error 75 '*' ipc-prodcons peek jobs
seq 3 | ipc-prodcons put jobs
shows 'state FULL'
shows 'in 3 '
expect_equal $'1\n2' "$(ipc-prodcons peek jobs -n 2)"
expect_equal 1 "$(ipc-prodcons get jobs -n 1)"
seq 4 4 | ipc-prodcons put jobs
shows 'in 0 '
shows 'out 1 '
expect_equal $'2\n3\n4' "$(ipc-prodcons peek jobs)" "peek takes nothing"
[[ $(ipc-prodcons stat jobs --json) == '{'*'"state":"full"'*'}' ]] || fail "$(ipc-prodcons stat jobs --json)"
ipc-prodcons explain jobs | grep -q '^full; no consumer' || fail "$(ipc-prodcons explain jobs)"

# Who waits for whom.
ipc-prodcons get jobs -- bash -c 'cat; echo $$ >begun; exec sleep 600' >got &
consumer=$!
wait_until test -s begun
seq 5 9 | ipc-prodcons put jobs &
producer=$!
wait_until has_participants 2 jobs
wait_until eval 'ipc-prodcons stat jobs | grep "$producer" | grep -q room'
ipc-prodcons stat jobs | grep -q "consumer.*$consumer" || fail "the consumer is not shown"
kill -STOP $consumer
wait_until eval 'ipc-prodcons explain jobs | grep "$consumer" | grep -q stopped'
expect_equal 3 "$(ipc-prodcons peek jobs -n 1)" "what is in another's hands is not shown"
expect_equal 2 "$(ipc-prodcons peek jobs -n 1 --claimed)"
kill -KILL $consumer
expect_exit 137 wait $consumer
kill "$(<begun)" # an orphan now
expect_equal '2 3 4 5 6 7 8 9' "$(ipc-prodcons get jobs | sort | xargs)"
wait_all
ipc-prodcons stat jobs --json | grep -q '"redelivered": *1' || fail "$(ipc-prodcons stat jobs --json)"

# A live picture into a pipe that closes, and until the buffer goes.
expect_exit 141 ipc-prodcons stat jobs --watch --interval 50ms > >(head -n 1 >/dev/null)
ipc-prodcons stat jobs --watch --json --interval 50ms >watched &
wait_until test -s watched
ipc-prodcons rm jobs
wait $! || expect_equal 69 $?
expect_silence 0 ipc-prodcons gc
ipc-prodcons rm other

# The lecture's demonstration checks itself.
expect_exit 0 ipc-prodcons run --producers 3 --consumers 2 --items 30 --slots 3 --speed 1000/s >demo
expect_exit 0 ipc-prodcons run --producers 2 --consumers 2 --items 12 --speed 1000/s --trace --svg ring.svg >demo
grep -q 'in = ' demo || fail "no step of the ring is told"
[[ $(<ring.svg) == *'<svg'*'</svg>'* ]] || fail "no picture"
expect_exit 0 ipc-prodcons run --items 20 --speed 1000/s --crash-at P4 >demo
expect_exit 0 ipc-prodcons run --items 20 --speed 1000/s --crash-at C6:2 --json >demo
ipc-prodcons run --items 100 --without-lock --speed 1000/s >demo || expect_equal 1 $?

expect_exit 0 ipc-prodcons bench --size 64 --only ring --only pipe --rounds 1 --time 20ms >figures
grep -q ring figures || fail "$(<figures)"
expect_exit 0 ipc-prodcons bench --size 1K --only fifo --only shared --rounds 1 --time 20ms --json >figures
expect_equal 3 "$(grep -c '^{.*}$' figures)" "JSON objects"
