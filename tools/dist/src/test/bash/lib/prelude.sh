# Functions that the test scripts of all tools share. A script begins with:
#   . "$IPCKIT_TEST_LIB/prelude.sh"
# Each function test_... of a script is a test and runs in its own bash. A test fails if it uses an unset variable, or if a
# command fails unexpectedly.
set -Eeuo pipefail

# The descriptor `report` is the standard error of the test. Failures are written to `report`, so that they are visible even
# if the standard error of a command is redirected.
exec {report}>&2

# When a command fails and so ends the script, the trap prints this command.
trap 'echo "${BASH_SOURCE[0]##*/}:$LINENO: exit code $?: $BASH_COMMAND" >&$report' ERR

# fail MESSAGE...: prints the message with the script and line that failed, and ends the script.
fail() {
    local depth=0
    while [[ ${BASH_SOURCE[depth]} == "${BASH_SOURCE[0]}" ]] && ((depth + 1 < ${#BASH_SOURCE[@]})); do
        ((depth += 1))
    done
    echo "${BASH_SOURCE[depth]##*/}:${BASH_LINENO[depth - 1]}: $*" >&$report
    exit 1
}

# expect_exit CODE COMMAND...: runs the command, which must exit with CODE. The function does not redirect the command's
# input or output.
expect_exit() {
    local expected=$1 code=0
    shift
    "$@" || code=$?
    [[ $code == "$expected" ]] || fail "exit code $code instead of $expected: $*"
}

# expect_equal EXPECTED ACTUAL [WHAT]: fails with the message WHAT unless the two texts are the same.
expect_equal() {
    [[ $1 == "$2" ]] || fail "${3:-unexpected text}:"$'\n'"expected: $1"$'\n'"actual:   $2"
}

# expect_same_bytes FILE FILE: fails unless the two files have the same bytes.
expect_same_bytes() {
    cmp -- "$1" "$2" >&$report || fail "$1 and $2 differ"
}

# wait_until COMMAND...: runs the command every 50 ms until it succeeds. The wait has no time limit of its own, but the
# test has a time limit. After a minute the function prints the command and a trace of the command, so that a test that
# hangs shows where and why.
wait_until() {
    local since=$SECONDS told=
    until "$@"; do
        if [[ ! $told && $((SECONDS - since)) -ge 60 ]]; then
            told=yes
            echo "still waiting: $*" >&$report
            (trap - ERR && set -x && "$@") 2>&1 >/dev/null | tail -n 20 >&$report || true
        fi
        sleep 0.05
    done
}

# expect_error CODE PATTERN COMMAND...: runs the command, which must exit with CODE and print one line on standard error:
# the name of the program, a colon, and a text that matches the pattern. The file `errors` keeps the line.
expect_error() {
    local code=$1 pattern=$2
    shift 2
    expect_exit "$code" "$@" 2>errors
    [[ $(wc -l <errors) == 1 && $(<errors) == ipc-*": "$pattern ]] ||
        fail "expected one line \"ipc-…: $pattern\" of $*, but it said:"$'\n'"$(<errors)"
}

# expect_silence CODE COMMAND...: runs the command, which must exit with CODE and print nothing on standard error.
expect_silence() {
    expect_exit "$@" 2>errors
    expect_equal "" "$(<errors)" "messages of ${*:2}"
}

# random_key: prints a random key for a System V object. The key has eight hexadecimal digits, because ipcs prints every key
# with eight digits.
random_key() {
    printf '0x%x' $((0x40000000 | RANDOM << 15 | RANDOM))
}

# wait_all: waits for all background jobs, each of which must exit with 0.
wait_all() {
    local pid
    for pid in $(jobs -p); do
        expect_exit 0 wait "$pid"
    done
}

# has_lines FILE COUNT: succeeds if the file has at least COUNT lines.
has_lines() {
    (($(wc -l <"$1") >= $2))
}

# participants OBJECT: prints the number of attached participants. OBJECT is the name of a buffer, or the name of another
# object's directory, as in mq.jobs. Each participant locks a byte of the file `live`, and /proc/locks shows these
# locks.
participants() {
    local inode object=$1
    [[ $object == *[.:]* ]] || object=buf.$object
    inode=$(stat -c %i "$IPC_DIR/$object/live")
    grep -c ":$inode [0-9]" /proc/locks || true
}

# has_participants COUNT OBJECT: succeeds if at least COUNT participants are attached to the object.
has_participants() {
    (($(participants "$2") >= $1))
}

# heeding_signals COMMAND...: replaces the shell by the command, with the default action for HUP, INT, QUIT and TERM. Without
# this function, a background job of a script ignores INT and QUIT, and a child of nohup ignores HUP.
heeding_signals() {
    exec env --default-signal=HUP,INT,QUIT,TERM "$@"
}

# alive PID: succeeds if the process exists.
alive() {
    kill -0 "$1" 2>/dev/null
}
# stopped PID: succeeds if the process is stopped, for example by SIGSTOP.
stopped() {
    [[ $(ps -o stat= -p "$1") == T* ]]
}

# stop_parent: sends SIGSTOP to the parent of this shell, and returns when the parent is stopped. The function is exported,
# because it is used in commands that a program under test runs with `bash -c`.
stop_parent() {
    kill -STOP $PPID
    until [[ $(ps -o stat= -p $PPID) == T* ]]; do
        sleep 0.02
    done
}
export -f stop_parent

# open_closed_output: opens a pipe whose reader has exited, and sets `out` to the descriptor of the pipe's writing end.
open_closed_output() {
    exec {out}> >(exec true)
    wait $!
}

# at_terminal KEYS SCRIPT: runs the script in the foreground of a new terminal and types the contents of the file KEYS.
# The file `terminal` keeps the output of the terminal.
at_terminal() {
    heeding_signals script -qefc "bash $2" /dev/null <"$1" >terminal 2>&1
}

# loop SCRIPT COMMAND: writes the file SCRIPT, a script that runs the command three times.
loop() {
    printf 'for turn in 1 2 3; do %s; echo "turn $turn ended with $?"; done; echo done' "$2" >"$1"
}

# send_signal SIGNAL PID: sends the signal, and returns when the process has received it. Without this wait, the kernel could
# merge the signal with the next one of the same kind.
send_signal() {
    kill "-$1" "$2"
    wait_until not has_pending_signals "$2"
}
# has_pending_signals PID: succeeds while a signal was sent to the process that the process has not received yet. A zombie
# receives no signal any more.
has_pending_signals() {
    not grep -qs '^State:[[:space:]]*Z' "/proc/$1/status" && grep -qs '^ShdPnd:.*[1-9a-f]' "/proc/$1/status"
}

# not COMMAND...: succeeds if the command fails. `wait_until not COMMAND` waits until COMMAND fails.
not() {
    ! "$@"
}

# expect_nothing_left: fails unless the test has removed its objects with all their files.
expect_nothing_left() {
    expect_equal "" "$(find "$IPC_DIR" -mindepth 1 2>&1)" "files left in IPC_DIR"
}
trap '(($?)) || expect_nothing_left' EXIT
