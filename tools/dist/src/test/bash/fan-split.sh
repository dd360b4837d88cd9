# ipc-fan --split: all of stdin goes to the children in whole records, and comes together again in whole records; whoever
# ends early, closes its input or is slow leaves the rest to others, and what is lost is told.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

seq 300000 >lines

# started_by MARK: how many processes are there that have the word in their command line.
started_by() {
    ps -eo args= | grep -c "[^]]$1" || true
}
none_of() {
    (($(started_by "$1") == 0))
}

# Each line goes to one child, whole, and comes out once; in all ways of sharing.
for how in '' --round-robin '--block 1K' '--block 1K --round-robin' --keep-order; do
    ipc-fan -n 3 --split $how -- sed 's/$/ done/' <lines >out
    sed 's/$/ done/' lines | sort >expected
    sort out | cmp - expected || fail "split $how has lost or torn lines"
done

# The number of children is that of the processors if nothing is said; each knows which it is, and of how many.
ipc-fan -n 3 --split -- sh -c 'cat >/dev/null; echo $IPC_INDEX $IPC_COUNT' <lines | sort >out
expect_equal $'1 3\n2 3\n3 3' "$(<out)"
expect_equal "$(nproc)" "$(ipc-fan --split -- sh -c 'cat >/dev/null; echo' <lines | wc -l)"

# One after the other: block by block, which is line by line if a block is no longer than that.
seq 6 | ipc-fan -n 3 --split --round-robin --block 1 --tag -- cat | sort >out
expect_equal $'1\t1\n1\t4\n2\t2\n2\t5\n3\t3\n3\t6' "$(<out)"

# To whoever is free: one that does not read gets what fits into its pipe, and the others the rest.
ipc-fan -n 3 --split --block 16K -- sh -c \
    '[ $IPC_INDEX != 2 ] || until [ -e go ]; do sleep 0.02; done; exec cat' <lines >out &
wait_until has_lines out 290000
touch go
expect_exit 0 wait $!
sort -n out | cmp - lines

# In order, and byte by byte: with a child for each block, and none of our own making in between.
head -c 3000000 /dev/urandom >bytes
ipc-fan -n 3 --split --keep-order --block 64K -- cat <bytes | cmp - bytes
ipc-fan -n 2 --split -k --block 256K -- gzip -c <lines | gzip -dc | cmp - lines
printf 'no end' | ipc-fan -n 2 --split -k -- cat >out
expect_equal "no end" "$(<out)"
expect_equal 6 "$(wc -c <out)"
ipc-fan -n 3 --split -k --block 1M -- sh -c '[ $IPC_INDEX != 1 ] || sleep 0.3; cat' <lines | cmp - lines # the first comes last
seq 9 | ipc-fan -n 3 --split -k --block 6 --tag -- cat >out # three lines each
expect_equal $'1\t1\n1\t2\n1\t3\n2\t4\n2\t5\n2\t6\n3\t7\n3\t8\n3\t9' "$(<out)"

# More output than anybody may hold while the first has not come.
ipc-fan -n 3 --split -k --block 1M -- sh -c \
    '[ $IPC_INDEX != 1 ] || sleep 0.3; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do head -c 1000000 /dev/zero; done' <lines | wc -c >out
expect_equal 24000000 "$(<out)"

# The last line gets an end where it stands between others, and nothing is changed where it does not.
printf 'a\nb' | ipc-fan -n 1 --split -- cat >out
expect_equal $'a\nb' "$(<out)"
expect_equal 4 "$(wc -c <out)"
printf 'a\nb' | ipc-fan -n 1 --split -- wc -c >out # what a child gets is what has come
expect_equal 3 "$(<out)"

# Records that are no lines, long ones, and none at all.
tr '\n' '\0' <lines >nuls
ipc-fan -n 3 --split -0 --block 4K -- cat <nuls | tr '\0' '\n' | sort -n | cmp - lines
{ printf '\0\0\0\3a\nb'; printf '\0\0\0\0'; printf '\0\0\0\1c'; } >frames
ipc-fan -n 2 --split --frame -k --block 1 -- cat <frames | cmp - frames
for i in 1 2 3; do head -c 2000000 /dev/zero | tr '\0' $i; echo; done >long
ipc-fan -n 3 --split --block 4K -- cat <long | sort | cmp - long
for how in '' --round-robin; do
    expect_equal $'0\n0' "$(ipc-fan -n 2 --split $how -- wc -c </dev/null)"
done
expect_equal 0 "$(ipc-fan -n 2 --split -k -- wc -c </dev/null)" # one child, so that something comes

# Children that have enough are content, and what they did not take others get; when all are, we are, as head would be.
statuses=$(yes | ipc-fan -n 3 --split -- head -n 1 >out; echo "${PIPESTATUS[*]}")
expect_equal "141 0" "$statuses"
expect_equal $'y\ny\ny' "$(<out)"
# What is in a child's pipe is the child's; so the lines come when it has closed its end.
after_closing() {
    wait_until [ -e closed ]
    rm closed
    cat lines
}
for end in exit 'sleep 0.2; echo well; exit'; do
    ipc-fan -n 3 --split --block 4K -- sh -c "[ \$IPC_INDEX != 2 ] || { exec <&-; : >closed; $end; }; exec cat" \
        < <(after_closing) >out
    grep -v well out | sort -n | cmp - lines
done
grep -q well out || fail "what a child wrote after its input is lost"

# Who fails is told of, with what was in its hands; the others go on, and the exit status is its own.
expect_error 3 'child 2 ended with status 3 before its input did' \
    ipc-fan -n 3 --split --round-robin --block 4K -- \
    sh -c '[ $IPC_INDEX != 2 ] || { exec <&-; : >closed; sleep 0.2; exit 3; }; exec cat' < <(after_closing) >out
sort -n out | cmp - lines # it was given none
expect_error 137 'child 1 was ended by signal 9*: of * lines that it was given, *lost' \
    ipc-fan -n 2 --split --round-robin --block 1K -- sh -c '[ $IPC_INDEX = 2 ] && exec cat; read -r x; kill -9 $$' <lines >out
expect_equal "" "$(comm -13 <(sort lines) <(sort out))" # nothing torn, nothing new
expect_silence 1 ipc-fan -n 2 --split -- grep -q nothing <lines
expect_exit 5 ipc-fan -n 3 --split --exit highest -- sh -c 'cat >/dev/null; exit $((2 + IPC_INDEX))' <lines
expect_exit 0 ipc-fan -n 3 --split --exit any -- sh -c 'cat >/dev/null; [ $IPC_INDEX = 3 ]' <lines
expect_exit 7 ipc-fan -n 2 --split -- sh -c 'head -n 1; exit 7' < <(yes) >out 2>errors
expect_equal 2 "$(wc -l <out)"
tail -n 1 errors | grep -q 'no child is left' || fail "$(<errors)"
expect_exit 4 ipc-fan -n 2 --split -k --block 64K -- sh -c 'cat; [ $IPC_INDEX != 3 ] || exit 4' <lines >out
cmp out lines

# What we fail at ourselves, and what cannot be run.
expect_error 125 'cannot read the input: *' ipc-fan -n 2 --split -- cat <&-
expect_error 125 'cannot read the input: *' ipc-fan -n 2 --split -k -- cat <&-
expect_error 125 'frame 2 is cut short' ipc-fan -n 2 --split --frame -- cat < <(head -c 9 frames) >out
cmp out <(head -c 7 frames) # what came before went through
expect_error 125 'cannot write *' ipc-fan -n 2 --split -- cat <lines >/dev/full
expect_error 127 'command not found: *' ipc-fan --split -- /nowhere/at/all <lines
expect_error 126 'cannot run *' ipc-fan --split -- /etc/passwd <lines
for wrong in '--split' '--split --serve -- cat' '--block 4K -n 2' '--split --block 0 -- cat' '--split --frame --tag -- cat' \
    '--split -k --round-robin -- cat' '--split --format json -- cat'; do
    expect_error 2 '*' ipc-fan $wrong <lines
done

# An output that closes ends everything, be it that a child does not want to end.
for how in '' --keep-order; do
    statuses=$(yes | ipc-fan -n 2 --grace 100ms --split $how -- sh -c "trap '' TERM; cat; : split-closed" 2>errors | head -n 1
        echo "${PIPESTATUS[*]}")
    expect_equal $'y\n141 141 0' "$statuses"
    expect_equal "" "$(<errors)"
    none_of split-closed || fail "children are left"
done

# Signals go down, and when we are killed nothing stays either.
for signal in TERM KILL; do
    code=0
    { yes | heeding_signals ipc-fan -n 2 --split --grace 1s -- sh -c 'while read -r x; do sleep 0.1; done; : split-signals'; } \
        >/dev/null 2>&1 &
    fan=$!
    wait_until eval '(($(started_by split-signals) >= 3))' # we and both children
    for pid in $(pgrep -f 'ipckit.fan.Main.*split-signals|ipc-fan.*split-signals'); do
        [[ $(ps -o args= -p "$pid") == *" --split "* ]] && kill -$signal "$pid"
    done
    wait "$fan" || code=$?
    expect_equal "$((128 + $(kill -l $signal)))" "$code" "exit code after $signal"
    wait_until none_of split-signals
done

# Ctrl-C at a terminal ends the loop around it, and says nothing of children that it has ended.
if command -v script >/dev/null; then
    mkfifo keys
    for how in --split '--split -k' --serve; do
        loop loop "yes | ipc-fan -n 2 $how -- sh -c 'while read -r x; do sleep 0.1; done; : split-keys'"
        at_terminal keys loop &
        exec {keyboard}>keys
        wait_until eval '(($(started_by split-keys) >= 3))'
        printf '\003' >&$keyboard
        expect_exit 130 wait $!
        exec {keyboard}>&-
        expect_equal '^C' "$(tr -d '\r\n' <terminal)"
        wait_until none_of split-keys
    done
fi
