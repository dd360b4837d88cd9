# kill -9 in pipelines: nothing is lost or torn, and only what the dead had in hand comes twice.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

seq 200000 >expected

# Consumers that are killed at any time while others go on.
for how in '--bytes 64K' '--bytes 64K --doorbell fifo' '--unbounded --bytes 64K'; do
    ipc-prodcons create jobs $how
    ipc-prodcons get jobs >survivor &
    survivor=$!
    ipc-prodcons hold jobs -- bash -c 'for p in 1 2 3; do ipc-prodcons put jobs expected & done; wait' &
    holder=$!
    for victim in {1..4}; do
        ipc-prodcons get jobs >victim.$victim &
        wait_until test -s victim.$victim -o ! -e /proc/$holder
        kill -KILL $! 2>/dev/null || true
        wait $! 2>/dev/null || true
    done
    expect_exit 0 wait $holder
    expect_exit 0 wait $survivor
    # torn in a victim's output at the most: its last line, which came again
    for victim in {1..4}; do
        [[ -z $(tail -c 1 victim.$victim) ]] || sed -i '$d' victim.$victim
    done
    sort survivor victim.? | uniq -c | awk '$1 < 3 { exit 1 }' || fail "something was lost with '$how'"
    sort -u survivor victim.? | cmp - <(sort expected)
    ipc-prodcons rm jobs
done

# Producers that are killed: what is in are whole lines, from the beginning on.
ipc-prodcons create jobs --bytes 16K
ipc-prodcons get jobs >got &
consumer=$!
ipc-prodcons hold jobs -- sleep 600 &
holder=$!
for victim in 1 2 3; do
    seq -f "$victim %.0f" 1000000 | ipc-prodcons put jobs &
    wait_until grep -q "^$victim " got
    kill -KILL $!
    wait $! 2>/dev/null || true
done
kill $holder
wait $holder || true
expect_exit 0 wait $consumer
for victim in 1 2 3; do
    grep "^$victim " got >of.victim
    cmp of.victim <(seq -f "$victim %.0f" "$(wc -l <of.victim)")
done
expect_equal "" "$(grep -v '^[123] [1-9][0-9]*$' got | head)" "torn lines"

# What a dead consumer had in hand is told as redelivered, and so is what a command has failed on.
seq 3 | ipc-prodcons put jobs
ipc-prodcons get jobs -- bash -c 'cat >inhand; kill -KILL $PPID' || true
expect_equal 1 "$(<inhand)"
expect_equal $'1 1\n2 0\n3 0' "$(ipc-prodcons get jobs --drain -- bash -c 'echo $(cat) $IPC_REDELIVERED')"

# Failing commands: retries, then the dead letters or an error; the others' turn comes all the same.
ipc-prodcons create dead
odd() { # fails on even items
    cat >item.$$
    echo "$(<item.$$) $IPC_REDELIVERED"
    (($(<item.$$) % 2))
}
export -f odd
seq 5 | ipc-prodcons put jobs
ipc-prodcons get jobs --drain --retries 2 --dead-letter dead -- bash -c odd >got
expect_equal $'1 0\n2 0\n2 1\n2 2\n3 0\n4 0\n4 1\n4 2\n5 0' "$(sort got)"
expect_equal $'2\n4' "$(ipc-prodcons get dead --drain)"
seq 2 4 | ipc-prodcons put jobs
expect_error 1 '*bash*status 1*' ipc-prodcons get jobs --drain --retries 1 -- bash -c odd >got
expect_equal $'2 0\n2 1' "$(<got)"
expect_equal $'2\n3\n4' "$(ipc-prodcons get jobs --drain | sort)"
expect_error 69 '*nowhere*' ipc-prodcons get jobs --dead-letter nowhere -- true
seq 4 | ipc-prodcons put jobs
expect_error 1 '*' ipc-prodcons get jobs --count 2 --retries 1 -- bash -c odd >got

# In batches.
ipc-prodcons get jobs --drain >/dev/null
seq 10 | ipc-prodcons put jobs
expect_equal '4 4 2 ' "$(ipc-prodcons get jobs --drain --batch 4 -- wc -l | tr '\n' ' ')"
seq 10 | ipc-prodcons put jobs
ipc-prodcons get jobs --drain --batch 4 --dead-letter dead -- bash -c '! grep -qx 6'
expect_equal '5 6 7 8' "$(ipc-prodcons get dead --drain | xargs)"
ipc-prodcons rm jobs dead
