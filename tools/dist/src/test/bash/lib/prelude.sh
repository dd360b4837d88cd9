# Functions that the test scripts of all tools share. A script begins with:
#   . "$IPCKIT_TEST_LIB/prelude.sh"
# Each of its functions test_... is a test, run in a bash of its own. An unset variable, or a command that fails where the
# test does not expect a failure, ends the bash and so fails the test.
set -Eeuo pipefail

# Where a failure is told, also that of a command whose own messages go elsewhere.
exec {report}>&2

# The command that was running, should the script end because of it.
trap 'echo "${BASH_SOURCE[0]##*/}:$LINENO: exit code $?: $BASH_COMMAND" >&$report' ERR

# fail MESSAGE...: ends the script.
fail() {
    local depth=0
    while [[ ${BASH_SOURCE[depth]} == "${BASH_SOURCE[0]}" ]] && ((depth + 1 < ${#BASH_SOURCE[@]})); do
        ((depth += 1))
    done
    echo "${BASH_SOURCE[depth]##*/}:${BASH_LINENO[depth - 1]}: $*" >&$report
    exit 1
}

# expect_exit CODE COMMAND...: runs the command, which must end with that code. Its streams are its own.
expect_exit() {
    local expected=$1 code=0
    shift
    "$@" || code=$?
    [[ $code == "$expected" ]] || fail "exit code $code instead of $expected: $*"
}

# expect_equal EXPECTED ACTUAL [WHAT]: two texts are the same.
expect_equal() {
    [[ $1 == "$2" ]] || fail "${3:-unexpected text}:"$'\n'"expected: $1"$'\n'"actual:   $2"
}

# expect_same_bytes FILE FILE: two files are the same, byte by byte.
expect_same_bytes() {
    cmp -- "$1" "$2" >&$report || fail "$1 and $2 differ"
}

# wait_until COMMAND...: tries every 20 ms until the command succeeds; the watchdog ends a wait in vain.
wait_until() {
    until "$@"; do
        sleep 0.02
    done
}

# expect_error CODE PATTERN COMMAND...: the command must end with that code, and tell why in one line that names the
# program and goes on as the pattern says. The line is left in the file `errors`.
expect_error() {
    local code=$1 pattern=$2
    shift 2
    expect_exit "$code" "$@" 2>errors
    [[ $(wc -l <errors) == 1 && $(<errors) == ipc-*": "$pattern ]] ||
        fail "expected one line \"ipc-…: $pattern\" of $*, but it said:"$'\n'"$(<errors)"
}

# expect_silence CODE COMMAND...: the command must end with that code and say nothing on stderr.
expect_silence() {
    expect_exit "$@" 2>errors
    expect_equal "" "$(<errors)" "messages of ${*:2}"
}

# random_key: a key for a System V segment, as ipc-shm writes it.
random_key() {
    printf '0x%x' $((0x40000000 | RANDOM << 15 | RANDOM)) # eight digits, as ipcs has it, too
}

# wait_all: waits for all jobs in the background; each must end with 0.
wait_all() {
    local pid
    for pid in $(jobs -p); do
        expect_exit 0 wait "$pid"
    done
}

# has_lines FILE COUNT: whether so many lines, or more, are in it.
has_lines() {
    (($(wc -l <"$1") >= $2))
}

# participants BUFFER: how many processes take part in it now; of another kind of object, its kind before it: mq/jobs.
# The kernel knows: each locks a byte of the file `live`.
participants() {
    local inode object=$1
    [[ $object == */* ]] || object=buf/$object
    inode=$(stat -c %i "$IPC_DIR/$object/live")
    grep -c ":$inode [0-9]" /proc/locks || true
}

# has_participants COUNT BUFFER: whether so many, or more, take part in it.
has_participants() {
    (($(participants "$2") >= $1))
}

# heeding_signals COMMAND...: becomes the command. What a script starts in the background ignores INT and QUIT, and what
# nohup starts HUP; this gives them back.
heeding_signals() {
    exec env --default-signal=HUP,INT,QUIT,TERM "$@"
}

# alive PID, stopped PID: whether the process is there; whether it is stopped.
alive() {
    kill -0 "$1" 2>/dev/null
}
stopped() {
    [[ $(ps -o stat= -p "$1") == T* ]]
}

# stop_parent: stops who has started this shell, and goes on when he is stopped: a signal takes its time. For the
# commands that our programs run, too.
stop_parent() {
    kill -STOP $PPID
    until [[ $(ps -o stat= -p $PPID) == T* ]]; do
        sleep 0.02
    done
}
export -f stop_parent

# open_closed_output: a descriptor, $out, of a pipe that nobody reads any more.
open_closed_output() {
    exec {out}> >(exec true)
    wait $!
}

# at_terminal FILE-OF-KEYS SCRIPT: the script in the foreground of a terminal of its own, which is left in `terminal`.
at_terminal() {
    heeding_signals script -qefc "bash $2" /dev/null <"$1" >terminal 2>&1
}

# loop SCRIPT COMMAND: makes a script that runs the command again and again.
loop() {
    printf 'for turn in 1 2 3; do %s; echo "turn $turn ended with $?"; done; echo done' "$2" >"$1"
}

# not COMMAND...: whether the command fails; for wait_until.
not() {
    ! "$@"
}

# A script that ends well has removed its buffers, and all that they consisted of.
expect_nothing_left() {
    expect_equal "" "$(find "$IPC_DIR" -mindepth 2 2>&1)" "files left in IPC_DIR"
}
trap '(($?)) || expect_nothing_left' EXIT
