# A pipeline survives the crashes of its stages: what a filter had not answered it gets again, and the output is the same
# byte by byte, whoever was killed when.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

# The middle stage tells its number, so that it can be killed; awk and sed hold back their answers for as long as they like.
cat >filter <<'END'
echo $$ >>"$1"
exec sed 's/^/<&/;s/$/>/'
END

# killer FILE COUNT: kills each process that tells its number there, after some thousandths of a second.
killer() {
    local done=0 pid
    while ((done < $2)); do
        pid=$(sed -n "$((done + 1))p" "$1" 2>/dev/null)
        if [[ $pid ]]; then
            sleep "0.00$((RANDOM % 10))"
            kill -9 "$pid" 2>/dev/null || true
            ((done += 1))
        else
            [[ -e over ]] && break
            sleep 0.002
        fi
    done
    echo "$done" >killed
}

# A source that goes on until so many have been killed: then each run has all its kills, however fast it is.
cat >source <<'END'
i=0
until [ -e killed ]; do
    i=$((i + 1))
    echo "line $i of the source"
done
printf 'the last has no newline'
END

: >pids
killer pids 100 &
expect_exit 0 ipc-chain --via ring --restart 100 -- sh source ::: tee given ::: sh filter pids ::: cat >out 2>news
wait_all
expect_equal 100 "$(<killed)" "kills"
sed 's/^/</;s/$/>/' given >expected
expect_same_bytes expected out
expect_equal 100 "$(grep -c '^ipc-chain: stage 3 (sh): killed by KILL; restarted, from item [0-9]*$' news)" "restarts told"
rm -f killed

# The answers of a line longer than a pipe, of one with NULs, and of a last one without newline; whichever stage crashes.
{
    seq 1 50
    head -c 300000 /dev/zero
    printf '\n%0200000d\n\n\n\0a\0\nlast' 0
} >input
# once N COMMAND: a stage that is killed when it has answered N lines, and has begun with another.
cat >once <<'END'
if [ ! -e "died$IPC_INDEX" ]; then
    : >"died$IPC_INDEX"
    head -n "$1"
    printf 'in part'
    kill -9 $$
fi
exec cat
END
for lines in 0 7 50 51 53; do
    rm -f died*
    expect_exit 0 ipc-chain --via ring --restart 1 -- cat ::: sh once $lines ::: sh once $lines ::: cat <input >out 2>news
    expect_same_bytes input out
    expect_equal 2 "$(grep -c 'killed by KILL; restarted, from item '$((lines + 1))'$' news)" "told"
done

# News are silenced; an exit status other than 0 is a crash, too.
rm -f died*
sed -i 's/kill -9 \$\$/exit 9/' once
expect_silence 0 ipc-chain -q --via ring --restart 1 -- cat ::: sh once 3 <input >out
expect_same_bytes input out

# More crashes than are allowed: the stage has failed, and what it had answered is there once.
expect_exit 9 ipc-chain --via ring --restart 4 -- seq 100 ::: sh -c 'read -r x; echo "$x"; exit 9' ::: cat >out 2>news
expect_equal "1 2 3 4 5" "$(echo $(<out))" "answers"
expect_equal 5 "$(wc -l <news)" "messages"

# The first stage is never started anew.
expect_error 7 "stage 1 (sh): exit status 7" ipc-chain --via ring --restart 4 -- sh -c 'echo x; exit 7' ::: cat >out

# What is no filter of lines is told so.
expect_error 76 "stage 2 (head): ended after 3 lines*" ipc-chain --via ring --restart 4 -- seq 10 ::: head -3 >out
expect_error 76 "stage 2 (sed): more answers than lines*" ipc-chain --via ring --restart 4 -- seq 10 ::: sed p >out

# Nobody reads our output any more.
{ expect_silence 141 ipc-chain --via ring --restart 4 -- yes ::: cat; echo done >closed; } | head -1 >out
wait_until test -e closed

# A full disk is told, and no success.
expect_error 74 "*" ipc-chain --via ring --restart 4 -- seq 10 ::: cat >/dev/full

# What a crashed stage has started goes with it, or it would go on answering.
cat >parent <<'END'
[ ! -e child ] || exec cat
trap '' TERM
sleep 300 &
echo $$ >mother
echo $! >child
read -r never <idle
END
mkfifo idle
(
    wait_until test -s child
    kill -9 "$(<mother)"
) &
expect_silence 0 ipc-chain -q --grace 100ms --via ring --restart 1 -- sh -c 'seq 5; until [ -e gone ]; do sleep 0.01; done' ::: \
    sh parent >out &
chain=$!
wait_until test -s child
wait_until not alive "$(<child)"
: >gone
expect_exit 0 wait $chain
expect_equal "1 2 3 4 5" "$(echo $(<out))" "answers"
