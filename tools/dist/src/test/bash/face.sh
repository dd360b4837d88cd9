# Every program answers --help and --version on stdout, and tells a usage error in one line on stderr.
. "${BASH_SOURCE%/*}/lib/prelude.sh"

expect_exit 0 ipc-prodcons --help >help
grep -q ipc-prodcons help || fail "--help does not name the program"

expect_exit 0 ipc-prodcons --version >version
expect_equal 1 "$(wc -l <version)" "lines of --version"

expect_exit 2 ipc-prodcons --no-such-option >out 2>errors
expect_equal "" "$(<out)" "stdout of a usage error"
[[ -s errors ]] || fail "a usage error says nothing"
