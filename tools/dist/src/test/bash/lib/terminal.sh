# Functions for tests at a terminal. A script sources prelude.sh first. The tests need script(1), which makes a terminal. A
# script skips these tests if script(1) is missing.

ctrl_c=$'\003' ctrl_z=$'\032'

# log_in: starts an interactive shell at its own terminal, and waits for its prompt. Sets `terminal` to the pid of script(1),
# which makes the terminal, and `keyboard` to a descriptor: a test types keys by writing to it. The output of the terminal is in
# the file `terminal`.
log_in() {
    mkfifo keys
    : >terminal
    heeding_signals script -qefc 'exec bash --norc --noprofile --noediting -i' /dev/null <keys >terminal 2>&1 &
    terminal=$!
    exec {keyboard}>keys
    type_in 'PS1="ready> "'
    wait_until ends_with 'ready> '
}
# log_out: ends the shell, and waits until its terminal is gone.
log_out() {
    type_in exit
    exec {keyboard}>&-
    wait $terminal || true
}
# ends_with TEXT: succeeds if TEXT is the last output of the terminal.
ends_with() {
    [[ $(tail -c ${#1} terminal) == "$1" ]]
}
type_in() {
    printf '%s\n' "$1" >&$keyboard
}
key() {
    printf '%s' "$1" >&$keyboard
}

# terminal_and_session PID: prints two numbers: the terminal of the process, or 0 if the process has no terminal, and
# the session of the process.
terminal_and_session() {
    sed 's/(.*)/()/' "/proc/$1/stat" | cut -d ' ' -f 6,7 | { read -r session terminal && echo "$terminal $session"; }
}
