# ipc-fan as a shell at a terminal: each job is a process group, and has the terminal while it is in front; Ctrl-C ends
# the one in front and spares us and the background; Ctrl-Z stops it and gives the prompt back; jobs, fg, bg and wait do
# what they should; Ctrl-D is the end.
# watchdog: 240s
. "${BASH_SOURCE%/*}/lib/prelude.sh"

command -v script >/dev/null || exit 0

mkfifo keys gate
ctrl_c=$'\003' ctrl_d=$'\004' ctrl_z=$'\032'

# begin [OPTION...]: at a terminal of its own; what it shows is in `terminal`, the exit status comes from `wait $shell`.
begin() {
    rm -f pid ./*.pid
    : >terminal
    heeding_signals script -qefc "exec ipc-fan $*" /dev/null <keys >terminal 2>&1 &
    shell=$!
    exec {keyboard}>keys
    prompts=0
    prompted
}
# prompted: waits for one more prompt.
prompted() {
    ((prompts += 1))
    wait_until shows_prompts $prompts
}
shows_prompts() {
    (($(grep -o 'ipc-fan> ' terminal | wc -l) >= $1))
}
shows() {
    grep -q -- "$1" terminal
}
type_in() {
    printf '%s\n' "$1" >&$keyboard
}
key() {
    printf '%s' "$1" >&$keyboard
}
over() { # STATUS: it has ended
    exec {keyboard}>&-
    expect_exit "$1" wait $shell
}
field() { # PID NUMBER: of its stat
    cut -d ' ' -f "$2" "/proc/$1/stat"
}
in_front() { # PID: whether its group has the terminal, and it is not stopped
    [[ $(field "$1" 5) == "$(field "$1" 8)" ]] && not stopped "$1"
}
started() {
    [[ -s $1 ]]
}

# A prompt, a command, a prompt; Ctrl-D.
begin
type_in 'echo $((6 * 7)) is it'
prompted
shows '^42 is it' || fail "no output: $(<terminal)"
key "$ctrl_d"
over 0

# The one in front has a group of its own, and the terminal: it can read there.
begin
type_in 'echo $$ >pid; read -r line; echo "got $line"; exit 3'
wait_until started pid
expect_equal "$(<pid)" "$(field "$(<pid)" 5)" "the group of the job"
wait_until in_front "$(<pid)"
us=$(field "$(<pid)" 4)
not in_front "$us"
type_in 'some words'
prompted
shows '^got some words' || fail "not read: $(<terminal)"
in_front "$us"
type_in 'exit'
over 3

# Ctrl-C ends the one in front; the background goes on, and so do we.
begin
type_in 'echo $$ >back.pid; exec sleep 600 &'
prompted
type_in 'echo $$ >front.pid; exec sleep 600'
wait_until started back.pid
wait_until started front.pid
wait_until in_front "$(<front.pid)"
key "$ctrl_c"
prompted
not alive "$(<front.pid)"
alive "$(<back.pid)"
expect_equal "$(<back.pid)" "$(field "$(<back.pid)" 5)"
not in_front "$(<back.pid)"
# At the prompt it forgets what was typed.
printf 'touch not-this' >&$keyboard
sleep 0.1
key "$ctrl_c"
prompted
type_in 'jobs'
prompted
shows '^\[1\]  running  echo \$\$ >back.pid; exec sleep 600' || fail "not listed: $(<terminal)"
[[ ! -e not-this ]] || fail "a forgotten line was run"
# It ends a wait, and not the one that is waited for.
type_in 'wait'
sleep 0.2
key "$ctrl_c"
prompted
alive "$(<back.pid)"
# One that ignores it stays.
type_in 'trap "" INT; echo $$ >stubborn.pid; until [ -e go ]; do sleep 0.02; done; echo still there'
wait_until started stubborn.pid
wait_until in_front "$(<stubborn.pid)"
key "$ctrl_c"
sleep 0.1
touch go
prompted
shows '^\^Cstill there' || fail "was ended: $(<terminal)"
# What is in the background when we end is waited for, until somebody ends it.
type_in 'exit 0'
sleep 0.1
alive "$(<back.pid)"
kill "$(<back.pid)"
over 0

# Ctrl-Z stops it, and bg and fg let it go on; the terminal goes with it.
begin
type_in 'echo $$ >pid; read -r line; echo "got $line"'
wait_until started pid
wait_until in_front "$(<pid)"
key "$ctrl_z"
prompted
wait_until stopped "$(<pid)"
shows '^\[1\]  stopped  echo' || fail "not told: $(<terminal)"
type_in 'jobs'
prompted
type_in 'fg'
wait_until in_front "$(<pid)"
key "$ctrl_z"
prompted
type_in 'bg %1' # it reads a terminal that it has not
prompted
wait_until stopped "$(<pid)"
wait_until not in_front "$(<pid)"
type_in 'fg %1'
wait_until in_front "$(<pid)"
type_in 'these words'
prompted
shows '^got these words' || fail "not read: $(<terminal)"
type_in 'echo $$ >pid.new; mv pid.new back.pid; read -r line <gate; touch finished'
wait_until started back.pid
wait_until in_front "$(<back.pid)"
key "$ctrl_z"
prompted
wait_until stopped "$(<back.pid)"
type_in 'bg'
prompted
wait_until not stopped "$(<back.pid)"
echo go >gate
type_in 'wait; true' # that is the system's shell's
prompted
type_in 'wait'
prompted
[[ -e finished ]] || fail "did not go on"
wait_until shows '^\[1\]  done  echo'
key "$ctrl_d"
over 0

# Who leaves stopped jobs is told, and may leave them then: they are ended.
begin
type_in 'echo $$ >pid; exec sleep 600'
wait_until started pid
wait_until in_front "$(<pid)"
key "$ctrl_z"
prompted
key "$ctrl_d"
prompted
shows 'there are stopped jobs' || fail "not told: $(<terminal)"
key "$ctrl_d"
over 143
wait_until not alive "$(<pid)"

# The terminal works as before when a job has left it in disorder and was ended by a signal.
begin
type_in 'stty -echo -icanon; echo $$ >pid; exec sleep 600'
wait_until started pid
wait_until in_front "$(<pid)"
key "$ctrl_c"
prompted
type_in 'stty -a | grep -o "[ -]icanon\|[ -]echo " | tr -d "\n"; echo .'
prompted
shows '^ icanon echo \.' || fail "in disorder: $(<terminal)"
key "$ctrl_d"
over 130

# The terminal goes: so do all.
begin
type_in 'echo $$ >back.pid; exec sleep 600 &'
prompted
type_in 'echo $$ >front.pid; trap "" HUP; sleep 600'
wait_until started back.pid
wait_until started front.pid
kill -KILL $shell
exec {keyboard}>&-
wait $shell 2>/dev/null || true
wait_until not alive "$(<front.pid)"
wait_until not alive "$(<back.pid)"

# Commands from a file, at a terminal: Ctrl-C ends the loop around the program, too.
printf '%s\n' 'echo $$ >back.pid; exec sleep 600 &' 'echo $$ >front.pid; exec sleep 600' >commands
loop loop 'ipc-fan <commands'
rm -f ./*.pid
at_terminal keys loop &
exec {keyboard}>keys
wait_until started back.pid
wait_until started front.pid
key "$ctrl_c"
expect_exit 130 wait $!
exec {keyboard}>&-
grep -q 'done' terminal && fail "Ctrl-C did not end the loop: $(<terminal)"
wait_until not alive "$(<front.pid)"
wait_until not alive "$(<back.pid)"
