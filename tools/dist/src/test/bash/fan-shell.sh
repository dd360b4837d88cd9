# ipc-fan as a shell: it forks, runs and waits, but not for what has an & behind it; at most N run in the background; what
# a shell does itself works; and nobody stays behind.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

fan=ipc-fan

# One after the other, in their order; comments and empty lines are none.
expect_equal $'1\n2\n3' "$($fan <<<$'# 0\necho 1\n\n  \nsleep 0.1; echo 2 # two\necho 3')"
expect_equal "last" "$(printf 'echo last' | $fan)"
expect_equal "" "$($fan </dev/null)"
seq -f 'echo %.0f' 300 >commands
expect_same_bytes <(seq 300) <($fan <commands)

# What a line consists of is the system's shell's: quotes, pipelines, redirections; an & that is quoted is a character.
cat >commands <<'END'
echo "a & b" '# c' d#e "it's"
echo 3 4 | tr ' ' +
echo to a file >file; cat file
echo x \&
echo "x &"
true && echo and
false || echo or
(exit 0) & echo two
END
expect_equal $'a & b # c d#e it\'s\n3+4\nto a file\nx &\nx &\nand\nor\ntwo' "$($fan <commands)"
printf 'printf "%%s" "\377\376"\n' | $fan >got # bytes, and no text
expect_same_bytes <(printf '\377\376') got
head -c 100000 /dev/zero | tr '\0' x >long
expect_equal 100000 "$({ printf 'printf %%s '; cat long; printf ' | wc -c\n'; } | $fan)"

# It does not wait for what has an & behind it, and at the end it does.
expect_equal $'front\nback' "$($fan -q <<<$'until [ -e go ]; do sleep 0.02; done; echo back &  # behind\necho front\ntouch go')"
rm go

# At most N in the background: never more, and so many. The one in front is beside them.
for i in 1 2 3 4 5 6 7 8; do
    echo "mkdir running.$i; ls -d running.* | wc -l >>counts; sleep 0.1; rmdir running.$i &"
done >commands
$fan --shell -n 3 <commands
expect_equal "8 3" "$(wc -l <counts) $(sort -n counts | tail -n 1)"
expect_equal front "$($fan --shell -n 1 <<<$'until [ -e go ]; do sleep 0.02; done &\necho front; touch go')"
rm go

# jobs, wait, fg, bg.
cat >commands <<'END'
until [ -e one ]; do sleep 0.02; done; echo one &
until [ -e two ]; do sleep 0.02; done; echo two &
jobs
touch two
wait %2
echo waited
jobs
touch one
fg
wait
jobs
wait %1
END
expect_equal '[1]  running  until [ -e one ]; do sleep 0.02; done; echo one
[2]  running  until [ -e two ]; do sleep 0.02; done; echo two
two
waited
[1]  running  until [ -e one ]; do sleep 0.02; done; echo one
one' "$($fan -q --shell -n 2 <commands)"
cat >commands <<'END'
echo $$ >pid; kill -STOP $$; echo went on &
until read -r pid <pid && grep -q '^State:.T' /proc/$pid/status; do sleep 0.02; done 2>/dev/null
sleep 0.1
jobs
bg
wait
END
expect_equal $'[1]  stopped  echo $$ >pid; kill -STOP $$; echo went on\nwent on' "$($fan -q <commands)"
expect_error 1 'no such job: %7' $fan <<<'wait %7'
expect_error 1 'there is no job' $fan <<<'fg'

# cd, as the system's shell has it.
mkdir -p "d d/e"
here=$PWD
expect_equal "$here/d d/e|$here/d d|$here/d d/e|/|$here" \
    "$(here=$PWD HOME=/ $fan <<<$'cd "d d"/e\npwd\ncd ..\npwd\ncd -\npwd\ncd\npwd\ncd "$here"\npwd' | paste -sd '|')"
expect_exit 0 $fan <<<'cd .' >got
expect_equal "" "$(<got)"
expect_exit 2 $fan --exit highest <<<$'cd /no/such/directory\npwd' >got 2>errors
expect_equal "$here" "$(<got)"

# exit, and exit statuses: of all commands, also of those in the background.
expect_exit 0 $fan <<<$'true\ntrue &'
expect_exit 3 $fan <<<$'true\n(exit 3)\n(exit 4)'
expect_exit 4 $fan --exit highest <<<$'(exit 3)\n(exit 4) &\ntrue'
expect_exit 0 $fan --exit any <<<$'(exit 3)\ntrue'
expect_exit 7 $fan <<<$'false\nexit 7\necho not this' >got
expect_exit 1 $fan <<<$'false\nexit\necho not this' >>got
expect_equal "" "$(<got)"
expect_exit 127 $fan <<<'no-such-command' 2>/dev/null
expect_exit 137 $fan <<<'kill -KILL $$'
expect_error 2 "exit: 'x' is not a status" $fan <<<'exit x'

# Commands do not read what we read.
expect_equal $'0\nnext' "$($fan <<<$'wc -c\necho next')"

# Bad input is told, and the other commands are run.
expect_exit 65 $fan < <(printf 'echo one\necho \0two\necho three\n') >got 2>errors
expect_equal $'one\nthree' "$(<got)"
expect_equal 'ipc-fan: a command has a zero byte, which no argument can have' "$(<errors)"
head -c 200000 /dev/zero | tr '\0' x >long
expect_exit 65 $fan < <(cat long; printf '\necho fine\n') >got 2>errors
expect_equal fine "$(<got)"
expect_error 125 'cannot read the input: *' $fan <&-
expect_error 2 '--shell reads its commands from stdin*' $fan --shell -- true
expect_error 2 '-n is missing*' $fan --format tree

# When nobody reads the output any more, all is ended.
for commands in 'yes' $'sleep 600 &\nyes' 'sleep 600' $'sleep 600 &\nwait' 'sleep 600 &'; do
    statuses=$($fan <<<"echo first"$'\n'"echo \$\$ >pid; exec ${commands/ &/ &$'\n'true}" 2>errors | head -n 1 >first; echo "${PIPESTATUS[*]}") || true
    expect_equal "141 0" "$statuses" "exit codes with $commands"
    wait_until not alive "$(<pid)"
done

# A signal ends it, and all that it has started, in front or not; so does SIGKILL.
for signal in TERM INT HUP KILL; do
    rm -f front.pid back.pid
    heeding_signals $fan <<<$'echo $$ >back.pid; exec sleep 600 &\necho $$ >front.pid; exec sleep 600' 2>errors &
    wait_until test -s front.pid
    wait_until test -s back.pid
    kill -$signal $!
    expect_exit $((128 + $(kill -l $signal))) wait $!
    wait_until not alive "$(<front.pid)"
    wait_until not alive "$(<back.pid)"
done
