# ipc-fan --each: a command for each record of stdin. Records arrive byte by byte, also the strangest; output comes line
# by line, or job by job in order, or as it is; failures are tried again; time limits hold beside those who ignore TERM;
# halting ends what it says; bad input is told and costs no other record; and nobody stays behind.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

fan=ipc-fan

# The record is the last word, or stands where {} is, also within a word; {#} is its number, {%} its slot.
expect_equal $'a b\nc' "$(printf 'a b\nc\n' | $fan -k --each -- echo)"
expect_equal "1-x-1 x1" "$(echo x | $fan -n 1 --each -- echo '{#}-{}-{%}' 'x{%}')"
expect_equal "no record" "$(echo x | $fan --each -- echo no record '{#}' | sed 's/ 1$//')"
expect_equal "3 1 1" "$(seq 3 | $fan -n 1 --each -- sh -c 'echo $IPC_INDEX $IPC_SLOT $IPC_TRY' | tail -n 1)"
expect_equal "" "$($fan --each -- echo </dev/null)"
expect_equal "[] [a]" "$(printf '\na' | $fan -k --each -- printf '[%s]\n' | paste -sd ' ')" # an empty line is a record, too

# The whole environment comes to the commands, exported functions of bash, too.
shout() { echo "$1!"; }
export -f shout
expect_equal $'a!\nb!' "$(printf 'a\nb\n' | $fan -k --each -- bash -c 'shout "$1"' x)"
expect_equal kept "$(echo more=1 | env no.name=kept $fan --each -- env | sed -n 's/^no[.]name=//p')"

# No slot beyond N, and no more at once.
seq 40 | $fan -n 3 --each -- sh -c 'mkdir slot.$IPC_SLOT && sleep 0.01 && rmdir slot.$IPC_SLOT'
expect_equal 3 "$(seq 30 | $fan -n 3 --each -- sh -c 'sleep 0.02; echo $IPC_SLOT' | sort -u | wc -l)"

# Many, each once.
seq 10000 >lines
$fan -n 4 --each -- echo <lines >got
expect_same_bytes lines <(sort -n got)
head -n 1000 lines | $fan -n 4 --each --direct -- echo >>got.direct
expect_same_bytes <(head -n 1000 lines) <(sort -n got.direct)

# Any byte but NUL can be in a word; a record may have all of them where it is read.
head -c 20000 /dev/urandom | tr -d '\0\n' >bytes
{ cat bytes; echo; } | $fan --each -- printf '%s\n' >got
expect_same_bytes <(cat bytes; echo) got
{ printf 'two\nlines\0'; cat bytes; printf '\0'; } | $fan -k --each -0 -- printf '%s\0' >got
expect_same_bytes <(printf 'two\nlines\0'; cat bytes; printf '\0') got
head -c 300000 /dev/urandom >binary
printf '\x00\x04\x93\xe0' | cat - binary | $fan -k --each --frame --stdin -- cat >got
expect_same_bytes binary got
expect_equal $'6\n2' "$(printf 'three\n4\n' | $fan -k --each --stdin -- wc -c)" # a line has its end
expect_equal "a 5" "$(printf 'a 5\n' | $fan --each --stdin -- sh -c 'read -r what; echo $what')"

# What a command reads otherwise is nothing, and not the records.
expect_equal $'0\n0' "$(seq 2 | $fan --each -- sh -c 'wc -c' x)"

# Lines of several jobs stay whole, also very long ones; the last one is ended. In order, bytes are as they are.
seq 8 | $fan -n 8 --each -- sh -c 'i=0; while [ $i -lt 200 ]; do printf "%s" "$1$1$1"; printf "%s\n" "$1$1"; i=$((i + 1)); done' x >got
expect_equal $'200 11111\n200 22222\n200 33333\n200 44444\n200 55555\n200 66666\n200 77777\n200 88888' \
    "$(sort got | uniq -c | sed 's/^ *//')"
seq 4 | $fan -n 4 --each -- sh -c 'head -c 300000 /dev/zero | tr "\0" "$1"; echo; printf end' x >got
expect_equal "8 4" "$(wc -l <got) $(grep -cx end got)"
expect_equal "300001 300001 300001 300001" "$(grep -v end got | while read -r line; do echo $((${#line} + 1)); done | paste -sd ' ')"
expect_equal "123" "$(seq 3 | $fan -k --each -- printf %s)"
expect_equal $'1\tone\n1\ttwo\n2\tone\n2\ttwo' "$(seq 2 | $fan -k --tag --each -- printf 'one\ntwo%.0s')"
expect_equal $'a\tx\nb\tx' "$(printf 'a\nb\n' | $fan --tag --each -- sh -c 'echo x' | sort)"

# In order, whoever is ready first; what has to be held may be much.
seq 1000 | $fan -n 4 -k --each -- sh -c 'until [ "$1" != 1 ] || [ -e ready ]; do sleep 0.02; done; [ "$1" != 400 ] || touch ready; echo $1' x >got
expect_same_bytes <(seq 1000) got
seq 3 | $fan -n 3 -k --each -- sh -c 'until [ "$1" = 3 ] || [ -e "$(($1 + 1))" ]; do sleep 0.02; done; seq -s $1 20000; touch $1' x >got
expect_same_bytes <(for i in 1 2 3; do seq -s $i 20000; done) got
expect_equal "" "$(find . -type f -size +200k -newer ready ! -name got)"

# Line by line means at once.
mkfifo records lines.out
$fan -n 2 --each -- sh -c 'echo begun; until [ -e go ]; do sleep 0.02; done' <records >lines.out &
exec {records}>records {out}<lines.out
echo x >&$records
read -r line <&$out
expect_equal begun "$line"
touch go
exec {records}>&-
expect_exit 0 wait $!
exec {out}<&-

# The exit status: the first failure's own, or as --exit says.
expect_exit 0 $fan --each -- true <<<x
expect_exit 3 $fan -n 1 --each -- sh -c 'exit $((4 - $1))' x <<<$'1\n2\n3'
expect_exit 3 $fan -n 1 --each --exit highest -- sh -c 'exit $1' x <<<$'1\n3\n2'
expect_exit 0 $fan -n 1 --each --exit any -- sh -c 'exit $1' x <<<$'1\n0\n2'
expect_exit 137 $fan --each -- sh -c 'kill -KILL $$' <<<x
expect_error 127 'command not found: no-such-command' $fan --each -- no-such-command <lines
touch plain
expect_error 126 'cannot run ./plain' $fan --each -- ./plain <lines
expect_error 127 'job 2: command not found: no-such-command' $fan -n 1 --each -- {} <<<$'true\nno-such-command\ntrue'

# Tries: only the last one's output is seen, and the others are told of.
expect_exit 0 $fan -n 2 --each --retries 2 -- sh -c 'echo $1 $IPC_TRY; [ $IPC_TRY = $1 ]' x <<<$'1\n2\n3' >got 2>errors
expect_equal $'1 1\n2 2\n3 3' "$(sort got)"
expect_equal 3 "$(grep -c 'ended with status 1: tried again$' errors)"
expect_exit 1 $fan --each --retries 1 --quiet -- sh -c 'echo $IPC_TRY; exit 1' <<<x >got 2>errors
expect_equal "2" "$(<got)$(<errors)"

# Time limits, beside those who ignore TERM, and those whom they have started.
expect_exit 124 $fan -n 2 --each --timeout 400ms --grace 200ms -- \
    sh -c 'trap "" TERM; (trap "" TERM; echo $$ >child.$1; exec sleep 600) & echo $$ >pid.$1; [ $1 = 2 ] || sleep 600; kill $!' x \
    <<<$'1\n3' 2>errors
expect_equal 2 "$(grep -c 'ended, since it took longer than 400ms$' errors)"
for file in pid.1 pid.3 child.1 child.3; do
    wait_until not alive "$(<$file)"
done
expect_exit 124 $fan --each --timeout 100ms --retries 1 -- sh -c 'exec sleep 600' <<<x 2>errors
expect_equal "3 1" "$(wc -l <errors) $(grep -c 'status 124: tried again' errors)"
expect_exit 0 $fan --each --timeout 60s -- true < <(seq 100)

# Halting.
expect_exit 9 $fan -n 1 --each --halt soon,fail=2 -- sh -c '[ $1 -gt 4 ] || echo $1; [ $1 != 2 ] || exit 9; [ $1 != 4 ]' x <lines >got 2>errors
expect_equal $'1\n2\n3\n4' "$(<got)"
expect_equal 'ipc-fan: 2 jobs have failed: nothing new is started' "$(<errors)"
expect_exit 9 $fan -n 2 --each --halt now,fail=1 -- \
    sh -c 'if [ $1 = 1 ]; then until [ -e sleeper ]; do sleep 0.02; done; exit 9; fi; echo $$ >sleeper.new; mv sleeper.new sleeper; exec sleep 600' x <lines 2>errors
expect_equal 'ipc-fan: 1 job has failed: all others are ended' "$(<errors)"
wait_until not alive "$(<sleeper)"
expect_exit 1 $fan -n 1 --each --halt soon,fail=50% -q -- sh -c 'echo $1; [ $(($1 % 2)) = 0 ]' x <lines >got
expect_equal 5 "$(wc -l <got)"
expect_error 2 '*--halt*' $fan --each --halt later -- true <lines

# Time between starts.
start=${EPOCHREALTIME/./}
seq 4 | $fan -n 4 --each --delay 100ms -- true
((${EPOCHREALTIME/./} - start >= 300000)) || fail "four starts in less than 300 ms"

# Bad input is told, and no other record is lost.
expect_exit 65 $fan -k --each -- echo < <(printf 'a\nb\0c\nd\n') >got 2>errors
expect_equal $'a\nd' "$(<got)"
expect_equal 'ipc-fan: job 2: the record has a zero byte, which no argument can have' "$(<errors)"
head -c 200000 /dev/zero | tr '\0' x >long
expect_exit 65 $fan -k --each -- sh -c 'echo "$1"' x < <(cat long; echo; echo fine) >got 2>errors
expect_equal fine "$(<got)"
expect_equal 'ipc-fan: job 1: cannot start sh: its arguments are longer than the system allows' "$(<errors)"
expect_exit 65 $fan -k --each --frame -- echo < <(printf '\0\0\0\1a\0\0\0\5b') >got 2>errors
expect_equal a "$(<got)"
expect_equal 'ipc-fan: frame 2 is cut short' "$(<errors)"
expect_error 125 'cannot read the input: *' $fan --each -- true <&-
expect_error 125 'cannot read the input: *' $fan --each -- true <.
expect_error 2 'a command is missing*' $fan --each <lines
expect_error 2 '--each and --format exclude each other*' $fan --each --format tree -- true <lines
expect_error 2 '--retries needs --each*' $fan --retries 2 -- true

# Printed and not run.
expect_equal $'touch \'a b\' out/1\ntouch \'it\'\\\'\'s\' out/2' "$(printf "a b\nit's\n" | $fan --each --dry-run -- touch {} 'out/{#}')"
[[ ! -e 'a b' ]]

# When nobody reads the output any more, all is ended: while they write, and while they do not.
for how in '' --direct --keep-order '--retries 1'; do
    statuses=$(yes | $fan -n 2 --each $how -- echo 2>errors | head -n 1 >first; echo "${PIPESTATUS[*]:1}") || true
    expect_equal "141 0" "$statuses" "exit codes of ipc-fan --each $how and head"
    expect_equal "" "$(<errors)"
    rm -f sleeper
    exec {out}> >(wait_until test -e sleeper)
    expect_silence 141 $fan --each $how -- sh -c 'echo $$ >sleeper.new; mv sleeper.new sleeper; exec sleep 600' <<<x >&$out
    exec {out}>&-
    wait_until not alive "$(<sleeper)"
done
expect_error 125 'cannot write to standard output: No space left*' $fan --each -- echo <lines >/dev/full

# A signal ends the head, and all that it has started; so does SIGKILL.
for signal in TERM INT HUP KILL; do
    rm -f sleeper
    heeding_signals $fan --each --retries 3 -- sh -c 'echo $$ >sleeper.new; mv sleeper.new sleeper; sleep 600; echo survived' <<<x >got 2>errors &
    wait_until test -e sleeper
    kill -$signal $!
    expect_exit $((128 + $(kill -l $signal))) wait $!
    wait_until not alive "$(<sleeper)"
    expect_equal "" "$(<got)$(grep -v Killed errors || true)"
done

# Of processes and open files there may be too few for a while.
expect_equal 200 "$(ulimit -n 64; seq 200 | $fan -n 60 --each -- sh -c 'sleep 0.05; echo $1' x | wc -l)"

expect_equal 200 "$(ulimit -n 64; seq 200 | $fan -n 60 --each --stdin -- sh -c 'sleep 0.05; cat' x | wc -l)"
rm -f ready
expect_equal "$((300 * 20000)) 300" "$(ulimit -n 64; seq 300 | $fan -n 4 -k --each -- \
    sh -c 'until [ "$1" != 1 ] || [ -e ready ]; do sleep 0.02; done; [ "$1" != 300 ] || touch ready; printf "%020000d" "$1"' x |
    fold -w 20000 | awk '{ bytes += length($0); right += $0 == NR } END { print bytes, right }')"

# At a terminal: Ctrl-C ends the loop around the program, too; and --progress tells how far it is.
if command -v script >/dev/null; then
    mkfifo keys
    loop loop "seq 9 | $fan -n 1 --each -- sh -c 'echo \$\$ >sleeper.new; mv sleeper.new sleeper; exec sleep 600'"
    rm -f sleeper
    at_terminal keys loop &
    exec {keyboard}>keys
    wait_until test -e sleeper
    printf '\003' >&$keyboard
    expect_exit 130 wait $!
    exec {keyboard}>&-
    grep -q 'done' terminal && fail "Ctrl-C did not end the loop: $(<terminal)"
    wait_until not alive "$(<sleeper)"

    rm -f go
    echo "seq 5 | $fan -n 1 --each --progress -- sh -c 'test \$1 != 3 || until [ -e go ]; do sleep 0.02; done' x" >loop
    at_terminal keys loop &
    exec {keyboard}>keys
    wait_until grep -q '2 of 5 done, ' terminal
    touch go
    expect_exit 0 wait $!
    exec {keyboard}>&-
fi
