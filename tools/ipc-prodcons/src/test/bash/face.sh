# `ipc-prodcons` prints --help and --version on stdout, and a usage error as one line on stderr.
. "$IPCKIT_TEST_LIB/prelude.sh"

test_help_names_the_program() {
    expect_exit 0 ipc-prodcons --help >help
    grep -q ipc-prodcons help || fail "--help does not name the program"
}

test_version_is_one_line() {
    expect_exit 0 ipc-prodcons --version >version
    expect_equal 1 "$(wc -l <version)" "lines of --version"
}

test_a_usage_error_goes_to_stderr_only() {
    expect_exit 2 ipc-prodcons --no-such-option >out 2>errors
    expect_equal "" "$(<out)" "stdout of a usage error"
    [[ -s errors ]] || fail "a usage error has no message"
}
