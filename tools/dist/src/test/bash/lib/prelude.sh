# Functions that the test scripts of all tools share. A script begins with:
#   . "$IPCKIT_TEST_LIB/prelude.sh"
# Each of its functions test_... is a test, run in a bash of its own. An unset variable, or a command that fails where the
# test does not expect a failure, ends the bash and so fails the test.
set -Eeuo pipefail

# The descriptor for failures; it stays the standard error of the test where a command redirects its own.
exec {report}>&2

# Names the command when its failure ends the script.
trap 'echo "${BASH_SOURCE[0]##*/}:$LINENO: exit code $?: $BASH_COMMAND" >&$report' ERR

# fail MESSAGE...: prints the message with the position of the test, and ends the script.
fail() {
    local depth=0
    while [[ ${BASH_SOURCE[depth]} == "${BASH_SOURCE[0]}" ]] && ((depth + 1 < ${#BASH_SOURCE[@]})); do
        ((depth += 1))
    done
    echo "${BASH_SOURCE[depth]##*/}:${BASH_LINENO[depth - 1]}: $*" >&$report
    exit 1
}

# expect_exit CODE COMMAND...: runs the command, which must exit with that code. Does not redirect its streams.
expect_exit() {
    local expected=$1 code=0
    shift
    "$@" || code=$?
    [[ $code == "$expected" ]] || fail "exit code $code instead of $expected: $*"
}

# expect_equal EXPECTED ACTUAL [WHAT]: the two texts must be the same.
expect_equal() {
    [[ $1 == "$2" ]] || fail "${3:-unexpected text}:"$'\n'"expected: $1"$'\n'"actual:   $2"
}

# expect_same_bytes FILE FILE: the two files must be the same, byte by byte.
expect_same_bytes() {
    cmp -- "$1" "$2" >&$report || fail "$1 and $2 differ"
}

# wait_until COMMAND...: tries every 20 ms until the command succeeds, at most until the watchdog ends the test.
wait_until() {
    until "$@"; do
        sleep 0.02
    done
}

# expect_error CODE PATTERN COMMAND...: the command must exit with that code and print one line on standard error: the name
# of the program, a colon, and a text that matches the pattern. The line stays in the file `errors`.
expect_error() {
    local code=$1 pattern=$2
    shift 2
    expect_exit "$code" "$@" 2>errors
    [[ $(wc -l <errors) == 1 && $(<errors) == ipc-*": "$pattern ]] ||
        fail "expected one line \"ipc-…: $pattern\" of $*, but it said:"$'\n'"$(<errors)"
}

# expect_silence CODE COMMAND...: the command must exit with that code and print nothing on standard error.
expect_silence() {
    expect_exit "$@" 2>errors
    expect_equal "" "$(<errors)" "messages of ${*:2}"
}

# random_key: prints a random key for a System V object, in the form that ipc-shm prints.
random_key() {
    printf '0x%x' $((0x40000000 | RANDOM << 15 | RANDOM)) # eight digits, as ipcs prints it
}

# wait_all: waits for all background jobs; each must exit with 0.
wait_all() {
    local pid
    for pid in $(jobs -p); do
        expect_exit 0 wait "$pid"
    done
}

# has_lines FILE COUNT: whether the file has at least that number of lines.
has_lines() {
    (($(wc -l <"$1") >= $2))
}

# participants BUFFER: prints the number of participants that are attached. An object of another kind has its kind before
# its name: mq/jobs. Each participant holds a kernel lock on a byte of the file `live`, which /proc/locks shows.
participants() {
    local inode object=$1
    [[ $object == */* ]] || object=buf/$object
    inode=$(stat -c %i "$IPC_DIR/$object/live")
    grep -c ":$inode [0-9]" /proc/locks || true
}

# has_participants COUNT BUFFER: whether at least that number of participants are attached.
has_participants() {
    (($(participants "$2") >= $1))
}

# heeding_signals COMMAND...: executes the command with the default action for HUP, INT, QUIT and TERM. A background job of
# a script would ignore INT and QUIT, and a child of nohup would ignore HUP.
heeding_signals() {
    exec env --default-signal=HUP,INT,QUIT,TERM "$@"
}

# alive PID: whether the process exists. stopped PID: whether it is stopped.
alive() {
    kill -0 "$1" 2>/dev/null
}
stopped() {
    [[ $(ps -o stat= -p "$1") == T* ]]
}

# stop_parent: stops the parent of this shell, and returns when the parent is stopped, which may be later than the signal.
# Exported, so that commands of the programs under test can call it.
stop_parent() {
    kill -STOP $PPID
    until [[ $(ps -o stat= -p $PPID) == T* ]]; do
        sleep 0.02
    done
}
export -f stop_parent

# open_closed_output: opens a descriptor, $out, of a pipe whose reader has gone.
open_closed_output() {
    exec {out}> >(exec true)
    wait $!
}

# at_terminal KEYS SCRIPT: runs the script in the foreground of a new terminal, which types the contents of the file KEYS.
# The output of the terminal stays in the file `terminal`.
at_terminal() {
    heeding_signals script -qefc "bash $2" /dev/null <"$1" >terminal 2>&1
}

# loop SCRIPT COMMAND: makes a script that runs the command three times.
loop() {
    printf 'for turn in 1 2 3; do %s; echo "turn $turn ended with $?"; done; echo done' "$2" >"$1"
}

# not COMMAND...: whether the command fails, for use with wait_until.
not() {
    ! "$@"
}

# A test that succeeds must have removed its objects with all their files.
expect_nothing_left() {
    expect_equal "" "$(find "$IPC_DIR" -mindepth 2 2>&1)" "files left in IPC_DIR"
}
trap '(($?)) || expect_nothing_left' EXIT
