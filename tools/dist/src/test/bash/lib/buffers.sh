# Functions that the test scripts of ipc-prodcons share. A script sources this file instead of prelude.sh.
. "$IPCKIT_TEST_LIB/prelude.sh"

# use_buffer BUFFER [CREATE-OPTION...]: creates a buffer, which is removed when the test has succeeded.
use_buffer() {
    ipc-prodcons create "$@"
    used_buffers+=("$1")
}
used_buffers=()
remove_used_buffers() {
    [[ ${#used_buffers[@]} == 0 ]] || ipc-prodcons rm "${used_buffers[@]}"
}
trap '(($?)) || { remove_used_buffers; expect_nothing_left; }' EXIT

# waits_for ROLE BUFFER: succeeds while a participant of the role waits on the buffer.
waits_for() {
    ipc-prodcons stat "$2" --json | grep -q "\"role\":\"$1\"[^}]*\"waiting_for\":\"[a-z]"
}
