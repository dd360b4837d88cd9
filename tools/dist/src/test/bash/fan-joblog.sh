# ipc-fan --each --joblog: a line of JSON for each job that is done, whole whoever is killed; --resume runs what is left,
# and what had failed.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

fan=ipc-fan

field() { # NAME FILE: its values, one a line
    sed -E "s/.*\"$1\":(\"([^\"]*)\"|([^,}]*)).*/\2\3/" "$2"
}

# What a line tells.
expect_exit 3 $fan -n 1 --each --joblog log --retries 1 -q -- sh -c '[ "$1" != b ] || exit 3; [ "$1" != c ] || kill -9 $$' x <<<$'a\nb\nc'
expect_equal "1 2 3" "$(field seq log | paste -sd ' ')"
expect_equal "a b c" "$(field record log | paste -sd ' ')"
expect_equal "1 1 1" "$(field slot log | paste -sd ' ')"
expect_equal "1 2 2" "$(field tries log | paste -sd ' ')"
expect_equal "0 0 9" "$(field signal log | paste -sd ' ')"
expect_equal "0 3 137" "$(field status log | paste -sd ' ')"
expect_equal 3 "$(grep -Ec '"start":"20[0-9-]{8}T[0-9:]{8}\.[0-9]{3}Z","seconds":[0-9]+\.[0-9]+,' log)"

# Resumed: only what has not ended well. Lines are added, and none is taken away.
expect_exit 0 $fan --each -k --joblog log --resume -- echo <<<$'a\nb\nc\nd' >got
expect_equal $'b\nc\nd' "$(<got)"
expect_equal 6 "$(wc -l <log)"
expect_exit 0 $fan --each --joblog log --resume -- echo <<<$'a\nb\nc\nd' >got
expect_equal "" "$(<got)"
# Neither the number alone nor the record alone is enough.
expect_equal $'x\na' "$($fan --each -k --joblog log --resume -- echo <<<$'a\nx\nc\nd\na')"

# Records of any kind are told from one another.
printf 'quo"te\0back\\slash\0new\nline\0t\tab\0\377\376\0\377\375\0","slot":1,"status":0}\0\0' >records
$fan -n 1 --each -0 --joblog strange -- sh -c '[ "$IPC_INDEX" != 5 ]' <records 2>errors || expect_equal 1 $?
expect_equal 8 "$(wc -l <strange)"
$fan --each -k -0 --joblog strange --resume --stdin -- cat <records >got
expect_same_bytes <(printf '\377\376') got
if command -v jq >/dev/null; then
    expect_equal $'quo"te' "$(head -n 1 strange | jq -r .record)"
    expect_equal 9 "$(jq -r .seq strange | wc -l)"
fi

# A torn last line, of one who was killed over it, and lines of others do no harm.
$fan --each --joblog torn -- true <<<$'a\nb'
printf 'nonsense\n{"seq":3,"record":"c","slot":1,"sta' >>torn
$fan --each --joblog torn --resume -- echo <<<$'a\nb\nc' >got
expect_equal c "$(<got)"
expect_equal 5 "$(wc -l <torn)"
expect_equal 0 "$(tail -n 1 torn | field status /dev/stdin)"

# Killed and resumed, again and again: each job has ended well once or, if the head was killed in between, twice; and what
# is in the log is also in the output.
seq 300 >lines
for how in '' --keep-order; do
    rm -f log done output
    for turn in 1 2 3 4; do
        touch log
        before=$(wc -l <log)
        $fan -n 3 --each $how --joblog log --resume -- sh -c 'echo $1 >>done; sleep 0.01; echo $1' x <lines >>output &
        wait_until has_lines log $((before + 20))
        kill -9 $!
        wait $! 2>/dev/null || expect_equal 137 $?
    done
    $fan -n 3 --each $how --joblog log --resume -- sh -c 'echo $1 >>done; echo $1' x <lines >>output
    expect_same_bytes lines <(sort -nu done)
    expect_same_bytes lines <(sort -nu output)
    expect_same_bytes lines <(field record log | sort -n) # each once
    (($(wc -l <done) < 300 + 4 * 10)) || fail "too much was done again: $(wc -l <done)"
done

# Several may write one log.
for i in 1 2 3; do
    seq 100 | $fan -n 2 --each --joblog shared -- true &
done
wait_all
expect_equal "300 100" "$(wc -l <shared) $(field seq shared | sort -u | wc -l)"

# What halting has ended is not done.
expect_exit 1 $fan -n 2 --each -q --joblog halted --halt now,fail=1 -- \
    sh -c '[ $1 = 2 ] && touch two && exec sleep 600; until [ -e two ]; do sleep 0.02; done; exit 1' x <<<$'1\n2\n3'
expect_equal "1 143" "$(field status halted | sort -n | paste -sd ' ')"

expect_error 125 'cannot use the log ./no/log*' $fan --each --joblog ./no/log -- true <lines
expect_error 2 '--resume needs --joblog*' $fan --each --resume -- true <lines
if [[ -e /dev/full ]]; then
    expect_error 125 'cannot use the log /dev/full*' $fan -n 1 --each --joblog /dev/full -- true <<<x
fi
