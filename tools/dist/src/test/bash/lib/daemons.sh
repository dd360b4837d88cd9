# Functions that the test scripts of daemons share. A script sources prelude.sh and mailboxes.sh before this file.

# remove_daemons: ends the daemons of the test with all their processes, and removes their records. The trap below calls this
# function also when a test has failed.
remove_daemons() {
    local records=("$IPC_DIR"/daemon.*)
    [[ -e ${records[0]} ]] || return 0
    $mq daemon stop --quiet --grace 0s "${records[@]##*/daemon.}"
    rm -r "${records[@]}"
}
trap 'code=$?; remove_daemons; ((code)) || { remove_mailboxes; expect_nothing_left; }' EXIT

# pid_of ROLE DAEMON: prints the process ID of the daemon's process ROLE (`supervisor` or `main`), which the daemon's file
# `state` contains.
pid_of() {
    sed -n "s/^$1=\([0-9]*\) .*/\1/p" "$IPC_DIR/daemon.$2/state"
}

# has_phase PHASE DAEMON: succeeds if the daemon's file `state` contains the phase, for example `running`.
has_phase() {
    grep -qx "phase=$1" "$IPC_DIR/daemon.$2/state"
}

# has_logged TEXT DAEMON: succeeds if the log has a line with the text.
has_logged() {
    grep -qs -- "$1" "$IPC_DIR/daemon.$2/log"
}

# has_written FILE...: succeeds if each file exists and is not empty.
has_written() {
    local file
    for file; do
        [[ -s $file ]] || return 1
    done
}

# expect_status CODE STATE DAEMON: fails unless `daemon status` exits with CODE and shows STATE.
expect_status() {
    expect_exit "$1" $mq daemon status "$3" >status
    [[ $(<status) == "daemon       $3, $2"* ]] || fail "not $2: $(<status)"
}
