# What the scripts beside this directory share. They begin with:
#   . "${BASH_SOURCE%/*}/lib/prelude.sh"
# An unset variable, or a command that fails where none expects it to, ends a script and so fails the test.
set -euo pipefail

# The command that was running, should the script end because of it.
trap 'echo "${BASH_SOURCE[0]##*/}:$LINENO: exit code $?: $BASH_COMMAND" >&2' ERR

# fail MESSAGE...: ends the script.
fail() {
    local depth=0
    while [[ ${BASH_SOURCE[depth]} == "${BASH_SOURCE[0]}" ]] && ((depth + 1 < ${#BASH_SOURCE[@]})); do
        ((depth += 1))
    done
    echo "${BASH_SOURCE[depth]##*/}:${BASH_LINENO[depth - 1]}: $*" >&2
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
    cmp -- "$1" "$2" >&2 || fail "$1 and $2 differ"
}

# wait_until COMMAND...: tries every 20 ms until the command succeeds; the watchdog ends a wait in vain.
wait_until() {
    until "$@"; do
        sleep 0.02
    done
}
