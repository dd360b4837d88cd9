# Functions that the test scripts of pools of processes share. A script sources prelude.sh first.

# has_started COUNT MARK: succeeds if the command lines of at least COUNT processes contain MARK.
has_started() {
    local found
    found=($(grep -lsae "[^]]$2" /proc/[0-9]*/cmdline || true))
    ((${#found[@]} >= $1))
}
# none_of MARK: succeeds if no command line of a process contains MARK.
none_of() {
    not has_started 1 "$1"
}

# print_frames: prints three frames. Each frame is a length of four bytes and then the content. The first content is a
# text with a line break, the second is empty, and the third is one byte.
print_frames() {
    printf '\0\0\0\3a\nb'
    printf '\0\0\0\0'
    printf '\0\0\0\1c'
}

# interrupt_loop COMMAND...: runs the script `loop` in the foreground of a terminal. When COMMAND succeeds, the function
# types Ctrl-C. The function fails unless SIGINT ends the script.
interrupt_loop() {
    local keyboard
    [[ -p keys ]] || mkfifo keys
    at_terminal keys loop &
    exec {keyboard}>keys
    wait_until "$@"
    printf '\003' >&$keyboard
    expect_exit 130 wait $!
    exec {keyboard}>&-
}
