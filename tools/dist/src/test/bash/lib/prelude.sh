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

# wait_until COMMAND...: runs the command again and again until it succeeds. After each run, the function pauses for as
# long as the run took, and for at least 50 ms. Therefore a command that starts a program uses at most half of a
# processor. The wait has no time limit of its own, but the test has a time limit. After a minute, the function prints
# the command and a trace of the command, which show why the test hangs.
wait_until() {
    local since=$SECONDS told= before=${EPOCHREALTIME/[.,]/} took
    until "$@"; do
        took=$((${EPOCHREALTIME/[.,]/} - before))
        if [[ ! $told && $((SECONDS - since)) -ge 60 ]]; then
            told=yes
            echo "still waiting: $*" >&$report
            (trap - ERR && set -x && "$@") 2>&1 >/dev/null | tail -n 20 >&$report || true
        fi
        pause $took
        before=${EPOCHREALTIME/[.,]/}
    done
}
# pause [MICROSECONDS]: waits for this time, but at least 50 ms and at most 2 s. The function reads from a named pipe to which no process
# writes. So only the first call, which makes the pipe, starts a process.
pause() {
    local micros=${1:-0} seconds
    ((micros >= 50000)) || micros=50000
    ((micros <= 2000000)) || micros=2000000
    printf -v seconds '%d.%06d' $((micros / 1000000)) $((micros % 1000000))
    if [[ -p $never ]] || mkfifo "$never" 2>/dev/null; then
        read -r -t $seconds <>"$never" || true
    else
        sleep $seconds
    fi
}
never=${TMPDIR:-/tmp}/.never.$$

# expect_error CODE PATTERN COMMAND...: runs the command, which must exit with CODE and print one line on standard error:
# the name of the program, a colon, and a text that matches the pattern. The file `errors` keeps the line.
expect_error() {
    local code=$1 pattern=$2
    shift 2
    expect_exit "$code" "$@" 2>errors
    local said
    mapfile said <errors
    [[ ${#said[@]} == 1 && ${said[0]} == ipc*": "$pattern$'\n' ]] ||
        fail "expected one line \"ipc…: $pattern\" of $*, but it said:"$'\n'"$(<errors)"
}

# expect_silence CODE COMMAND...: runs the command, which must exit with CODE and print nothing on standard error.
expect_silence() {
    expect_exit "$@" 2>errors
    [[ ! -s errors ]] || fail "messages of ${*:2}: $(<errors)"
}

# installation: prints the directory in which the programs under test are installed. Its subdirectory `bin` contains the
# programs. The programs in PATH may be links to them.
installation() {
    local file
    file=$(readlink -f "$(command -v ipc-mq)")
    echo "${file%/bin/*}"
}
# is_image: succeeds if the programs run in a Java runtime. Fails if they are native binaries.
is_image() {
    [[ -d $(installation)/lib/runtime ]]
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
    local line=()
    mapfile -s $(($2 - 1)) -n 1 line <"$1" && [[ ${line-} == *$'\n' ]]
}

# participants OBJECT: prints the number of attached participants; 0 if the object is absent. OBJECT is the name of a
# buffer, or the name of the directory of any other object, as in mq.jobs. Each participant locks a byte of the file
# `live`, and /proc/locks shows these locks.
participants() {
    local count
    count_participants "$1" || true
    echo $count
}
# count_participants OBJECT: sets `count` to the number that `participants` prints. Fails if the object is absent.
count_participants() {
    local object=$1 inode lock locks
    count=0
    [[ $object == *[.:]* ]] || object=buf.$object
    inode_of "$IPC_DIR/$object/live" || return
    mapfile -t locks </proc/locks
    for lock in "${locks[@]}"; do
        [[ $lock != *":$inode "* ]] || ((count += 1))
    done
}
# inode_of FILE: sets `inode` to the inode number of the file.
inode_of() {
    local text
    { IFS= read -r -d '' text </proc/self/fdinfo/9 || true; } 9<"$1" || return
    text=${text#*ino:}
    inode=$((${text%%$'\n'*}))
}

# has_participants COUNT OBJECT: succeeds if at least COUNT participants are attached to the object.
has_participants() {
    local count
    count_participants "$2" && ((count >= $1))
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
# has_thread PID NAME: succeeds if the process has a thread of this name.
has_thread() {
    grep -qsx -- "$2" /proc/"$1"/task/*/comm
}
# stopped PID: succeeds if the process is stopped, for example by SIGSTOP.
stopped() {
    local state
    { read -r state <"/proc/$1/stat"; } 2>/dev/null && [[ ${state##*) } == T* ]]
}

# stops_without_lock PID COMMAND...: stops the process. If the command then reports that a process has a lock which the command
# needs, continues the process and fails.
stops_without_lock() {
    kill -STOP "$1" || fail "process $1 has ended"
    wait_until stopped "$1"
    [[ $("${@:2}" 2>&1 >/dev/null || true) == *@(holds its lock|holds the lock of the port space) ]] || return 0
    kill -CONT "$1"
    return 1
}

# stop_parent: sends SIGSTOP to the parent of this shell, and returns when the parent is stopped. The function is exported,
# because it is used in commands that a program under test runs with `bash -c`.
stop_parent() {
    kill -STOP $PPID
    until stopped $PPID; do
        sleep 0.02
    done
}
export -f stopped stop_parent

# open_closed_output: opens a pipe that has no reader, and sets `out` to the descriptor of the pipe's writing end. No process is
# started for the reader, because under load bash 5.2 can wait forever for a process substitution that has ended.
open_closed_output() {
    local name=$PWD/closed.$BASHPID reader
    mkfifo "$name"
    # A named pipe can be opened for writing without a wait only while it has a reader.
    exec {reader}<>"$name" {out}>"$name" {reader}>&-
    rm "$name"
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

# send_signal SIGNAL PID: sends the signal, and returns when the process has handled it. Without this wait, the kernel
# could merge the signal with the next one of the same kind, and a busy machine could delay the handler of a Java program.
send_signal() {
    kill "-$1" "$2"
    wait_until not has_unhandled_signals "$2"
}
# has_unhandled_signals PID: succeeds while the process has a pending signal, and, if the process is a Java program, while
# the JVM is still handling a signal. The main thread receives a signal. It wakes the thread Signal Dispatcher, which starts
# a new thread such as `SIGTERM handler`. A handler that sleeps has already handled its signal. Fails for a zombie.
has_unhandled_signals() {
    local status= turn
    IFS= read -r -d '' status 2>/dev/null <"/proc/$1/status" || [[ $status != *State:?Z* ]] || return
    [[ ! $status =~ ShdPnd:.[0-9a-f]*[1-9a-f] ]] || return 0
    [[ ! $status =~ State:.R ]] || return 0
    # The dispatcher is read before the list of the threads that it has started.
    for turn in 1 2; do
        status=$(cat /proc/"$1"/task/*/stat 2>/dev/null) || true
        [[ ! $status =~ \((Signal Dispatch|SIG[A-Z]+ handler)\)\ R ]] || return 0
    done
    # A thread that the dispatcher has just created still has the dispatcher's name.
    [[ $status == *'(Signal Dispatch)'*'(Signal Dispatch)'* ]]
}

# not COMMAND...: succeeds if the command fails. `wait_until not COMMAND` waits until COMMAND fails.
not() {
    ! "$@"
}

# expect_nothing_left: fails unless the test has removed its objects with all their files. Does nothing if the test has
# unset IPC_DIR. Such a test must itself check that none of its files is left.
expect_nothing_left() {
    [[ ${IPC_DIR-} ]] || return 0
    shopt -s nullglob dotglob
    local left=("$IPC_DIR"/*)
    shopt -u nullglob dotglob
    [[ -d $IPC_DIR && ${#left[@]} == 0 ]] || fail "files left in IPC_DIR: $(find "$IPC_DIR" -mindepth 1 2>&1)"
}
trap '(($?)) || expect_nothing_left' EXIT
